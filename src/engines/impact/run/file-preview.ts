import { identifier, rowsOf, withDuckDB } from '../panel-store/duckdb.ts';
import { numberOf, openWholeSource, presentOf, unreadable } from '../panel-store/source.ts';
import { ImpactError } from '../sentence.ts';
import type { RunFile } from './run-file.ts';

export interface PreviewColumn {
  readonly name: string;
  /** What its first rows hold: whole numbers, numbers, texts, or nothing at all. */
  readonly kind: 'whole' | 'number' | 'text' | 'empty';
  /** Share of the first rows that have a value. */
  readonly filled: number;
  /** Different values among the first rows. */
  readonly distinct: number;
  /** Least and greatest of numbers among the first rows. */
  readonly range: readonly [number, number] | null;
}

/** What a file looks like, before anyone says what its columns are. */
export interface FilePreview {
  readonly columns: readonly PreviewColumn[];
  /** The first rows, as texts; null where missing. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
}

const SHOWN_ROWS = 8;
const ROWS_TO_TELL = 10_000;

/** @throws ImpactError when the file cannot be read, or has no row */
export async function previewFile({ path, limits }: Pick<RunFile, 'path' | 'limits'>): Promise<FilePreview> {
  return withDuckDB(limits, async (connection) => {
    const source = await openWholeSource(connection, path);
    const names = [...source.types.keys()];
    const first = `(from ${source.relation} limit ${ROWS_TO_TELL}) first_rows`;
    const facts = names.map((name) => {
      const [present, number] = [presentOf(name, source), numberOf(name, source)];
      return `count(${present}), count(${number}), count_if(${number} = floor(${number})), count(distinct ${present}), min(${number}), max(${number})`;
    });
    const shown = names.map((name) => `cast(${presentOf(name, source)} as varchar) as ${identifier(name)}`);
    const read = async (sql: string) =>
      rowsOf(connection, sql).catch((error: unknown) => {
        throw unreadable(path, error);
      });
    const [counts] = await read(`select count(*), ${facts.join(', ')} from ${first}`);
    const rows = await read(`select ${shown.join(', ')} from ${source.relation} limit ${SHOWN_ROWS}`);
    const [[total]] = (await read(`select count(*) from ${source.relation}`)) as [[bigint]];
    if (rows.length === 0)
      throw new ImpactError('no-rows', {
        fr: 'Le fichier n’a aucune ligne sous son en-tête.',
        en: 'The file has no row under its header.',
      });
    const seen = Number(counts![0]);
    return {
      rowCount: Number(total),
      rows: rows.map((row) => row.map((value) => (value === null ? null : String(value)))),
      columns: names.map((name, place) => {
        const [present, numbers, whole, distinct, least, greatest] = counts!
          .slice(1 + 6 * place, 7 + 6 * place)
          .map(Number) as [number, number, number, number, number, number];
        const kind = present === 0 ? 'empty' : numbers < present ? 'text' : whole === present ? 'whole' : 'number';
        const range = kind === 'whole' || kind === 'number' ? ([least, greatest] as const) : null;
        return { name, kind, filled: present / seen, distinct, range };
      }),
    };
  });
}
