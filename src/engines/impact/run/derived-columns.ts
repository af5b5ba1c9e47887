import { type DuckDBLimits, identifier, quoted, withDuckDB } from '../panel-store/duckdb.ts';
import { openWholeSource, refuseRepeated } from '../panel-store/source.ts';
import { ImpactError, type Sentence } from '../sentence.ts';
import type { RunFile } from './run-file.ts';

/** A closed list of what may be computed from columns: nobody who fills a form writes SQL. */
export const DERIVATIONS = ['log', 'asinh', 'ratio', 'difference'] as const;
export type Derivation = (typeof DERIVATIONS)[number];

export interface DerivedColumn {
  readonly name: string;
  readonly kind: Derivation;
  readonly of: string;
  /** What it is divided by, or what is taken away from it. */
  readonly by: string | null;
}

/** Derivations of two columns. */
export const needsTwo = (kind: Derivation): boolean => kind === 'ratio' || kind === 'difference';

/** Of letters and digits, so that the command can define it too. */
export function derivedName({ kind, of, by }: Omit<DerivedColumn, 'name'>): string {
  const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\W+/g, '_');
  const second = plain(by ?? '');
  return {
    log: `ln_${plain(of)}`,
    asinh: `asinh_${plain(of)}`,
    ratio: `${plain(of)}_par_${second}`,
    difference: `${plain(of)}_moins_${second}`,
  }[kind];
}

/** The column as DuckDB computes it; missing where it has no value: the logarithm of zero, a division by zero. */
export function derivedExpression({ kind, of, by }: DerivedColumn): string {
  const number = (name: string): string => `try_cast(${identifier(name)} as double)`;
  const [first, second] = [number(of), by === null ? '' : number(by)];
  return {
    log: `case when ${first} > 0 then ln(${first}) end`,
    asinh: `asinh(${first})`,
    ratio: `case when ${second} <> 0 then ${first} / ${second} end`,
    difference: `${first} - ${second}`,
  }[kind];
}

/** What is added to the rows of a file, and which rows are kept, as SQL. */
export interface Derived {
  readonly definitions: readonly { readonly name: string; readonly expression: string }[];
  readonly where?: string;
}

/** The rows of a file with what is added, as a statement. */
export function selectDerived(path: string, { definitions, where }: Derived): string {
  const source = /\.(parquet|parq|pq)$/i.test(path)
    ? `read_parquet(${quoted(path)})`
    : `read_csv(${quoted(path)}, header = true, sample_size = -1, nullstr = ['', 'NA', 'NaN', '.'])`;
  const added = definitions.map(({ name, expression }) => `(${expression}) as ${identifier(name)}`);
  return `select ${['*', ...added].join(', ')} from ${source}${where ? ` where ${where}` : ''}`;
}

/**
 * Columns can be added to the file under these names: no two of its own have one name, capitals aside, and none has a new one.
 * @throws ImpactError where the database would read another column than the one that was meant
 */
export async function checkNames(path: string, added: readonly string[], limits: DuckDBLimits): Promise<void> {
  await withDuckDB(limits, async (connection) => {
    const source = await openWholeSource(connection, path);
    const own = [...source.types.keys()];
    await refuseRepeated(connection, own, source);
    const names = [...own, ...added].map((name) => name.toLowerCase());
    const taken = added.find((_, k) => names.indexOf(names[own.length + k]!) < own.length + k);
    if (taken) throw new ImpactError('name-taken', nameTaken(taken));
  });
}

const nameTaken = (name: string): Sentence => ({
  fr: `La colonne calculée ${name} porte le nom d’une autre colonne\u202f: donnez-lui le sien.`,
  en: `The computed column ${name} has the name of another column: give it its own.`,
});

/** Writes the rows of a statement as a Parquet file. @throws ImpactError when the statement does not apply to the file */
export async function writeRows(select: string, target: string, limits: DuckDBLimits): Promise<void> {
  await withDuckDB(limits, (connection) =>
    connection.run(`copy (${select}) to ${quoted(target)} (format parquet)`),
  ).catch((error: unknown) => {
    const told = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
    throw new ImpactError('expression', {
      fr: `Les colonnes calculées ou le filtre ne s’appliquent pas au fichier (${told}).`,
      en: `The computed columns or the filter do not apply to the file (${told}).`,
    });
  });
}

/** The same file with its derived columns, beside the run’s own folder; itself when there is none. Its digest stays that of what was given. */
export async function withDerivedColumns(file: RunFile, derived: readonly DerivedColumn[]): Promise<RunFile> {
  if (derived.length === 0) return file;
  const path = `${file.folder}-derived.parquet`;
  await checkNames(
    file.path,
    derived.map(({ name }) => name),
    file.limits,
  );
  const definitions = derived.map((column) => ({ name: column.name, expression: derivedExpression(column) }));
  await writeRows(selectDerived(file.path, { definitions }), path, file.limits);
  return { ...file, path };
}
