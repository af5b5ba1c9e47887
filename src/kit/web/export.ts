export type Cell = string | number | boolean | null;

interface SheetColumn {
  readonly label: string;
  /** In characters, for workbooks; the program that opens it decides when it is not said. */
  readonly width?: number;
}

/** A table to leave the product with: what is on the screen, all of it, under the same headings. */
export interface Sheet {
  /** File name without its ending; also the name of the sheet. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A sheet that an address serves. Each column has a French word of its own, the same in both languages, by which the address chooses it. */
export interface TableSheet extends Sheet {
  readonly columns: readonly (SheetColumn & { readonly key: string })[];
}

export type SheetFormat = 'csv' | 'xlsx';

/** One column: the word that addresses use, its heading, what stands in it, and its width where text needs more room. */
export type TableColumn<Row> = readonly [key: string, label: string, cell: (row: Row) => Cell, width?: number];

/** Rows and columns as a table: codes stay codes and amounts are numbers, so that another program can read them. */
export function tableSheet<Row>(name: string, rows: readonly Row[], columns: readonly TableColumn<Row>[]): TableSheet {
  return {
    name,
    columns: columns.map(([key, label, , width]) => ({ key, label, width })),
    rows: rows.map((row) => columns.map(([, , cell]) => cell(row))),
  };
}

/** The same table with these of its columns only, in this order; all of them when none is named. */
export function withColumns(sheet: TableSheet, names: readonly string[]): TableSheet {
  if (names.length === 0) return sheet;
  const places = names.map((name) => sheet.columns.findIndex(({ key }) => key === name));
  return {
    name: sheet.name,
    columns: places.map((place) => sheet.columns[place]!),
    rows: sheet.rows.map((row) => places.map((place) => row[place]!)),
  };
}

/** A cell that a spreadsheet would run as a formula is preceded by an apostrophe; numbers are left alone. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = harmless(String(value));
  return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV as French spreadsheets open it: semicolons, decimal comma, UTF-8 with a byte-order mark. */
export function toCsv(sheet: Sheet): string {
  const lines = [sheet.columns.map((column) => csvCell(column.label)), ...sheet.rows.map((row) => row.map(csvCell))];
  return `\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`;
}

export async function sendSheet(sheet: Sheet, format: SheetFormat): Promise<Response> {
  const disposition = { 'Content-Disposition': `attachment; filename="${sheet.name}.${format}"` };
  if (format === 'csv') {
    return new Response(toCsv(sheet), { headers: { ...disposition, 'Content-Type': 'text/csv; charset=utf-8' } });
  }
  // Loaded when a workbook is first asked for: the start does not wait for it.
  const { writeXlsx } = await import('hucre');
  const bytes = await writeXlsx({
    sheets: [
      {
        name: sheet.name.slice(0, 31),
        columns: sheet.columns.map(({ width }) => (width === undefined ? {} : { width })),
        rows: [
          sheet.columns.map((column) => column.label),
          ...sheet.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { ...disposition, 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  });
}
