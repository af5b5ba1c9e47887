/** A table to leave the product with: what is on the screen, all of it, under the same headings. */
export interface Sheet {
  /** File name without its ending; also the name of the sheet. */
  readonly name: string;
  readonly columns: readonly { readonly label: string; readonly width?: number }[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

export type SheetFormat = 'csv' | 'xlsx';

/** A cell that a spreadsheet would run as a formula is preceded by an apostrophe; numbers are left alone. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function csvCell(value: string | number | boolean | null): string {
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
