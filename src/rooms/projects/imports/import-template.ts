import { say } from '#kit/say.ts';
import { toCsv } from '#kit/web/export.ts';
import { t } from './imports.sentences.ts';
import type { ImportKind } from './imports.ts';
import { COLUMNS_OF } from './table.rules.ts';

/** What the columns of a kind are, for whoever fills a file in. Headers are French, as the files are. */
export const columnGuide = (kind: ImportKind) =>
  Object.values(COLUMNS_OF[kind]).map(({ title, explanation, example, wanted }) => ({
    header: title.fr,
    expects: say(explanation),
    example,
    wanted,
  }));

export function projectTemplateCsv(kind: ImportKind): string {
  const columns = columnGuide(kind);
  return toCsv({
    name: kind,
    columns: columns.map(({ header }) => ({ label: header })),
    rows: [columns.map(({ example }) => example)],
  });
}

/** A workbook with the table to fill in, and a sheet that explains its columns. Cells are text, so that numbers keep their zeros. */
export async function projectTemplateXlsx(kind: ImportKind): Promise<Uint8Array> {
  const words = t().templates;
  const columns = columnGuide(kind);
  // Loaded when first asked for: a start does not wait for it.
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: [
      {
        name: words.sheet,
        columns: columns.map(({ header }) => ({ width: Math.max(14, header.length + 4), numFmt: '@' })),
        rows: [columns.map(({ header }) => header), columns.map(({ example }) => example)],
        freezePane: { rows: 1 },
      },
      {
        name: words.guideSheet,
        columns: [{ width: 34 }, { width: 14 }, { width: 100 }, { width: 30 }],
        rows: [
          [words.column, words.wanted, words.expects, words.example],
          ...columns.map((column) => [column.header, column.wanted ? words.yes : '', column.expects, column.example]),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
}
