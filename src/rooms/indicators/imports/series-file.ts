import { identifier, quoted, rowsOf, withDuckDB } from '#engines/impact/panel-store/duckdb.ts';
import { say } from '#kit/say.ts';
import { toCsv } from '#kit/web/export.ts';
import { readImportFile } from '#rooms/registry';
import { countHeaders, type TypedLine } from './series.rules.ts';
import { COLUMN_NAMES, SERIES_COLUMNS } from './series.ts';

export type SeriesReading =
  | { readonly ok: true; readonly headers: readonly string[]; readonly lines: readonly TypedLine[] }
  | { readonly ok: false; readonly reason: { readonly fr: string; readonly en: string } };

const MOST_LINES = 100_000;
const PARQUET_MEMORY = '256MB';

/** A file as a table of words, whatever its format. `path`: where its bytes are, for Parquet. */
export async function readSeriesFile(bytes: Uint8Array, path: string): Promise<SeriesReading> {
  const isParquet =
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.length)).toString('latin1') === 'PAR1';
  if (isParquet) return readParquet(path);
  const reading = await readImportFile(bytes, countHeaders);
  return reading.ok ? { ok: true, headers: reading.table.headers, lines: reading.table.rows } : reading;
}

/** Parquet has no header row: its first line of data is called 2, as below a header. */
async function readParquet(path: string): Promise<SeriesReading> {
  const unreadable = {
    fr: 'Ce fichier Parquet ne se lit pas, ou il n’a aucune ligne. Exportez-le de nouveau, ou donnez un CSV.',
    en: 'This Parquet file cannot be read, or it has no row. Export it again, or give a CSV.',
  };
  return withDuckDB({ memory: PARQUET_MEMORY, threads: 1 }, async (connection): Promise<SeriesReading> => {
    const file = `read_parquet(${quoted(path)})`;
    const headers = (await rowsOf(connection, `describe select * from ${file}`)).map(([name]) => String(name));
    const columns = headers.map((name) => `${identifier(name)}::varchar`).join(', ');
    const rows = await rowsOf(connection, `select ${columns} from ${file} limit ${MOST_LINES}`);
    if (rows.length === 0) return { ok: false, reason: unreadable };
    return {
      ok: true,
      headers,
      lines: rows.map((cells, k) => ({ row: k + 2, cells: cells.map((cell) => (cell === null ? '' : String(cell))) })),
    };
  }).catch((): SeriesReading => ({ ok: false, reason: unreadable }));
}

const headersAndExample = () => ({
  columns: COLUMN_NAMES.map((name) => ({ label: SERIES_COLUMNS[name].header })),
  rows: [COLUMN_NAMES.map((name) => SERIES_COLUMNS[name].example)],
});

export const seriesTemplateCsv = (): string => toCsv({ name: 'series', ...headersAndExample() });

/** A workbook with the table to fill in, and a sheet that explains its columns. Cells are text, so that numbers are read as typed. */
export async function seriesTemplateXlsx(names: {
  readonly sheet: string;
  readonly guide: string;
}): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  const { columns, rows } = headersAndExample();
  return writeXlsx({
    sheets: [
      {
        name: names.sheet,
        columns: columns.map(() => ({ width: 18, numFmt: '@' })),
        rows: [columns.map(({ label }) => label), ...rows],
        freezePane: { rows: 1 },
      },
      {
        name: names.guide,
        columns: [{ width: 20 }, { width: 90 }],
        rows: COLUMN_NAMES.map((name) => [SERIES_COLUMNS[name].header, say(SERIES_COLUMNS[name].says)]),
      },
    ],
  });
}
