import type { DuckDBConnection } from '@duckdb/node-api';
import { type Covariate, numeric } from '../panel.ts';
import { type ColumnTarget, readColumns, removeFile } from '../panel-store/column-files.ts';
import { quoted, rowsOf, withDuckDB } from '../panel-store/duckdb.ts';
import { isWhole, textOf, wholeOf } from '../panel-store/label-expressions.ts';
import { factorsOf, numberOf, openSource, presentOf, type Source, unreadable } from '../panel-store/source.ts';
import { labelsEmpty, noRows, notNumbers } from './row-problems.ts';
import type { RunFile } from './run-file.ts';

/** Which columns to read, and as what. */
export interface RowColumns {
  /** Values; missing is NaN. */
  readonly numbers?: readonly string[];
  /** Names of units, clusters, levels of a fixed effect. */
  readonly labels?: readonly string[];
  /** Numbers, or texts (then factors). */
  readonly covariates?: readonly string[];
  /** Covariates whose numbers are levels. */
  readonly factors?: readonly string[];
}

/** A column of names. */
export interface RowLabels {
  /** What tells names apart, for each row: themselves where they are numbers, else their places in the order of texts. */
  readonly codes: Float64Array | Int32Array;
  readonly name: (row: number) => number | string;
}

export interface Rows {
  readonly count: number;
  readonly numbers: Readonly<Record<string, Float64Array>>;
  readonly labels: Readonly<Record<string, RowLabels>>;
  readonly covariates: Readonly<Record<string, Covariate>>;
}

/** A column as it is read: numbers, names that are whole numbers, or texts. */
type Kind = 'number' | 'whole' | 'text';

interface Column {
  readonly name: string;
  readonly kind: Kind;
  /** Its place in what the database writes. */
  readonly as: string;
  /** A name is needed in every row. */
  readonly label: boolean;
}

interface Reading {
  readonly connection: DuckDBConnection;
  readonly source: Source;
  readonly path: string;
  /** What the database writes of the file: numbers and texts; places of texts. */
  readonly written: { readonly rows: string; readonly places: string };
}

/** Texts in their order, and the place of each row's; -1 where missing. */
interface Placed {
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

/**
 * The rows of a file in memory, in its order: for what is no panel of one row by unit and period. The database writes the columns that are
 * asked for as plain numbers, read from there straight into arrays: its values taken one by one, millions of rows cost ten times the time and the memory.
 * @throws ImpactError when the file lacks a column, or a text stands where a number is expected
 */
export async function rowsOfFile(
  { path, folder, limits }: Pick<RunFile, 'path' | 'folder' | 'limits'>,
  { numbers = [], labels = [], covariates = [], factors = [] }: RowColumns,
): Promise<Rows> {
  const written = { rows: `${folder}/rows.parquet`, places: `${folder}/places.parquet` };
  try {
    return await withDuckDB(limits, async (connection) => {
      const names = [...new Set([...numbers, ...labels, ...covariates])];
      const first = names[0]!;
      const parts = { unit: first, time: first, cohort: first };
      const source = await openSource(connection, path, { ...parts, outcomes: names });
      const texts = await factorsOf(connection, source, { ...parts, outcomes: [], covariates, factors });
      const measured = new Set([...numbers, ...covariates.filter((name) => !texts.has(name))]);
      const kindOf = (name: string): Kind => (measured.has(name) ? 'number' : texts.has(name) ? 'text' : 'whole');
      const asked = names.map(
        (name, k): Column => ({ name, kind: kindOf(name), as: `c${k}`, label: labels.includes(name) }),
      );
      const { count, columns } = await writeRows({ connection, source, path, written }, asked);
      const placed = await placeTexts(connection, written, columns, count);
      const values = await readNumbers(written.rows, columns, count);
      const pick = <T>(some: readonly string[], of: (name: string) => T): Record<string, T> =>
        Object.fromEntries(some.map((name) => [name, of(name)]));
      return {
        count,
        numbers: pick(numbers, (name) => values.get(name)!),
        labels: pick(labels, (name) => named(values.get(name) ?? placed.get(name)!)),
        covariates: pick(covariates, (name) =>
          texts.has(name) ? { kind: 'factor', ...placed.get(name)! } : numeric(values.get(name)!),
        ),
      };
    });
  } finally {
    await Promise.all(Object.values(written).map(removeFile));
  }
}

const named = (column: Float64Array | Placed): RowLabels =>
  column instanceof Float64Array
    ? { codes: column, name: (row) => column[row]! }
    : { codes: column.codes, name: (row) => column.levels[column.codes[row]!]! };

/** Writes and checks the rows. Names are tried as whole numbers first, which take less; one that is none has them all written as texts. */
async function writeRows(
  reading: Reading,
  columns: readonly Column[],
): Promise<{ readonly count: number; readonly columns: readonly Column[] }> {
  const { connection, source, path, written } = reading;
  const values = columns.flatMap((column) => [
    `${contentOf(column, source)} as ${column.as}`,
    `${isWrong(column, source)} as ${column.as}_wrong`,
  ]);
  await connection
    .run(`copy (select ${values.join(', ')} from ${source.relation}) to ${quoted(written.rows)} ${WRITE}`)
    .catch((error: unknown) => {
      throw unreadable(path, error);
    });
  const sums = columns.flatMap(({ as, kind, label }) => [
    `count_if(${as}_wrong)`,
    label ? `count_if(${kind === 'text' ? `${as} is null` : `isnan(${as}) and not ${as}_wrong`})` : '0',
  ]);
  const [found] = await rowsOf(connection, `select count(*), ${sums.join(', ')} from ${quoted(written.rows)}`);
  const [count, ...told] = found!.map(Number) as [number, ...number[]];
  if (count === 0) throw noRows();
  const wrong = (place: number): number => told[2 * place]!;
  for (const [place, { name, kind }] of columns.entries())
    if (kind === 'number' && wrong(place) > 0) throw await notNumbers(connection, source, name, wrong(place));
  for (const [place, { name }] of columns.entries())
    if (told[2 * place + 1]! > 0) throw await labelsEmpty(connection, source, name, told[2 * place + 1]!);
  if (told.every((_, k) => k % 2 === 1 || told[k] === 0)) return { count, columns };
  return writeRows(
    reading,
    columns.map((column, place): Column => (wrong(place) > 0 ? { ...column, kind: 'text' } : column)),
  );
}

/** As a panel store is written: plain, so that columns are read where they stand. */
const WRITE = '(format parquet, compression uncompressed)';

function contentOf({ name, kind }: Column, source: Source): string {
  if (kind === 'text') return textOf(name, source);
  return `coalesce(${kind === 'number' ? numberOf(name, source) : wholeOf(name, source)}, 'nan'::double)`;
}

function isWrong({ name, kind }: Column, source: Source): string {
  const present = `${presentOf(name, source)} is not null`;
  if (kind === 'number') return `${numberOf(name, source)} is null and ${present}`;
  return kind === 'whole' ? `${present} and not ${isWhole(name, source)}` : 'false';
}

/** Places of texts among those that stand in the file: numbers by size, then by code point. */
async function placeTexts(
  connection: DuckDBConnection,
  { rows, places }: Reading['written'],
  columns: readonly Column[],
  count: number,
): Promise<Map<string, Placed>> {
  const texts = columns.filter(({ kind }) => kind === 'text');
  if (texts.length === 0) return new Map();
  const levels: string[][] = [];
  for (const { as } of texts) {
    await connection.run(
      `create type ${as} as enum (select ${as} from (select distinct ${as} from ${quoted(rows)} where ${as} is not null) order by try_cast(${as} as double), ${as})`,
    );
    const found = await rowsOf(connection, `select unnest(enum_range(null::${as}))`);
    levels.push(found.map(([level]) => String(level)));
  }
  const codes = texts.map(({ as }) => `coalesce(cast(enum_code(cast(${as} as ${as})) as integer), -1) as ${as}`);
  await connection.run(`copy (select ${codes.join(', ')} from ${quoted(rows)}) to ${quoted(places)} ${WRITE}`);
  const targets = texts.map(({ as }) => ({ column: as, into: new Int32Array(count) }));
  await readColumns(places, targets);
  return new Map(texts.map(({ name }, k) => [name, { levels: levels[k]!, codes: targets[k]!.into }]));
}

async function readNumbers(
  path: string,
  columns: readonly Column[],
  count: number,
): Promise<Map<string, Float64Array>> {
  const values = new Map(
    columns.filter(({ kind }) => kind !== 'text').map((column) => [column, new Float64Array(count)]),
  );
  await readColumns(
    path,
    [...values].map(([{ as }, into]): ColumnTarget => ({ column: as, into })),
  );
  return new Map([...values].map(([{ name }, into]) => [name, into]));
}
