import { readFileSync } from 'node:fs';
import { type CellValue, readXlsx, writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { figuresPreview, previewOf } from './figures-preview.ts';
import { fictitiousReturn } from './workbook.fixture.ts';
import { workbookOf } from './workbook.ts';
import { readWorkbook } from './workbook-reading.ts';

const read = fictitiousReturn();

/** A workbook that LibreOffice Calc 7.4 saved, after ours was opened there. */
const byLibreOffice = (name: string): Uint8Array => readFileSync(new URL(`./${name}.xlsx`, import.meta.url));

async function previewed(bytes: Uint8Array) {
  const found = await readWorkbook(bytes, read);
  if (!found.ok) throw new Error(found.code);
  return figuresPreview.parse(previewOf(read, found.given, 'file'));
}

/** Our workbook with its first sheet changed by hand. */
async function changed(change: (rows: CellValue[][]) => void): Promise<Uint8Array> {
  const { sheets } = await readXlsx(await workbookOf(read));
  const rows = sheets[0]!.rows.map((row) => [...row]);
  change(rows);
  return writeXlsx({ sheets: [{ name: 'Déclaration', rows }] });
}

function dropColumn(rows: CellValue[][], at: number): void {
  for (const row of rows) row.splice(at, 1);
}

describe('The workbook of a return', () => {
  test('comes back as it went: nothing changes, not even a part of a shared result or a line break', async () => {
    expect(await previewed(await workbookOf(read))).toMatchObject({ changes: [], faults: [], same: 10, edits: [] });
  });

  test('saved again by LibreOffice, it still says the same', async () => {
    expect(await previewed(byLibreOffice('saved-by-libreoffice'))).toMatchObject({ changes: [], faults: [], same: 10 });
  });

  test('filled in and saved by LibreOffice, it says what was filled in and nothing else', async () => {
    const { changes, faults } = await previewed(byLibreOffice('filled-in-libreoffice'));
    expect(faults).toEqual([]);
    expect(changes.map(({ key, what, before, after }) => [key, what, before, after])).toEqual([
      ['PRJ-01', 'value', '12 unités', '14 unités'],
      ['FIN-02', 'value', '1\u202f234\u202f567,89\u202f€', '1\u202f234\u202f567,50\u202f€'],
      ['EXP-03', 'value', 'pas encore connu avant le 15/03/2017', '25\u202f%'],
      ['MEM-02', 'value', null, 'sans objet'],
      ['MEM-02', 'comment', null, 'Aucune entreprise concernée'],
    ]);
  });

  test('checks numbers and lists inside the sheet, hides its keys and locks what is not filled in', async () => {
    const { sheets } = await readXlsx(await workbookOf(read), { readStyles: true });
    const [sheet] = sheets;
    const at = (range: string) => sheet!.dataValidations!.find((one) => one.range === range);
    expect(at('G2')).toMatchObject({ type: 'decimal', operator: 'greaterThanOrEqual', formula1: '0' });
    expect(at('J2')).toMatchObject({ type: 'list', formula1: 'Listes!$A$1:$A$3' });
    expect(at('L2')).toMatchObject({ type: 'list', formula1: 'Listes!$B$1:$B$10' });
    expect(sheet!.columns!.slice(0, 3).map(({ hidden = false }) => hidden)).toEqual([true, true, false]);
    expect(sheet!.protection).toMatchObject({ sheet: true });
    expect(sheet!.cells!.get('1,6')!.style!.protection).toEqual({ locked: false });
    expect(sheets[2]).toMatchObject({ name: 'Listes', hidden: true });
  });

  test('with lines that are wrong, says which and why, and would apply nothing', async () => {
    const bytes = await changed((rows) => {
      rows[1]![6] = 'beaucoup';
      rows[2]![0] = 'INCONNU-1';
      rows[3]![0] = null;
      rows[4]![8] = null;
      rows[5]![9] = 'peut-être';
      rows[6]![9] = 'sans objet';
      rows[9]![11] = 'Parce que';
      rows[10]![1] = 99;
    });
    const { faults } = await previewed(bytes);
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'Valeur'],
      [3, null],
      [4, null],
      [5, 'Dénominateur'],
      [6, 'État'],
      [7, 'État'],
      [10, 'Motif de l’écart'],
      [11, null],
    ]);
    expect(faults[0]!.message).toContain('beaucoup');
  });

  test.each([
    ['cut short', async () => (await workbookOf(read)).slice(0, 3_000), 'FILE_UNREADABLE'],
    ['of another format', async () => new TextEncoder().encode('a;b\n1;2'), 'FILE_UNREADABLE'],
    ['without its keys', () => changed((rows) => dropColumn(rows, 0)), 'FILE_WITHOUT_KEYS'],
    ['without a column', () => changed((rows) => dropColumn(rows, 9)), 'FILE_WITHOUT_COLUMN'],
    [
      'of another cluster',
      () =>
        changed(([head]) => {
          head![0] = 'Grappe axelera-2016';
        }),
      'FILE_OF_ANOTHER',
    ],
  ])('a file %s is refused whole, with what to do', async (_, bytes, code) => {
    expect(await readWorkbook(await bytes(), read)).toMatchObject({ ok: false, code });
  });
});
