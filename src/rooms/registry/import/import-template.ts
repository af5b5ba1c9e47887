import type { Say } from '#kit/say.ts';
import { toCsv } from '#kit/web/export.ts';
import { FIELDS, type Field, type TableKind } from './import-field.ts';

/** The year that the headers of a template name; people write theirs. */
const EXAMPLE_YEAR = 2013;

export interface ImportTemplate {
  readonly headers: string[];
  readonly rows: string[][];
  readonly explanations: { readonly header: string; readonly fr: string; readonly en: string }[];
}

const headerOf = (field: Field): string => (field.yearly ? `${field.title.fr} ${EXAMPLE_YEAR}` : field.title.fr);

/** Columns that only serve when the headers name no year are left out: the headers of the template do. */
const inTemplate = (field: Field): boolean => field.name !== 'accountsYear' && field.name !== 'closedOn';

/** The headers of a file to fill in, in French as the files are, with one row of example. */
export function importTemplateOf(kind: TableKind): ImportTemplate {
  const fields = FIELDS[kind].filter(inTemplate);
  return {
    headers: fields.map(headerOf),
    rows: [fields.map((field) => field.example)],
    explanations: fields.map((field) => ({ header: headerOf(field), ...field.explanation })),
  };
}

export const templateCsv = (kind: TableKind): string => {
  const { headers, rows } = importTemplateOf(kind);
  return toCsv({ name: kind, columns: headers.map((label) => ({ label })), rows });
};

/** The words of the sheet that explains the columns. */
export interface TemplateWords {
  readonly sheet: string;
  readonly explanationSheet: string;
  readonly column: string;
  readonly explanation: string;
  readonly example: string;
  readonly notes: readonly string[];
}

/** A workbook with the table to fill in, and a sheet that explains each column. Cells are text, so that numbers keep their zeros. */
export async function templateXlsx(
  kind: TableKind,
  words: TemplateWords,
  tell: (sentence: Say) => string,
): Promise<Uint8Array> {
  const { headers, rows, explanations } = importTemplateOf(kind);
  const widths = headers.map((header) => ({ width: Math.max(14, header.length + 4), numFmt: '@' }));
  // Loaded when first asked for: a start does not wait for it.
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: [
      { name: words.sheet, columns: widths, rows: [headers, ...rows], freezePane: { rows: 1 } },
      {
        name: words.explanationSheet,
        columns: [{ width: 26 }, { width: 110 }, { width: 24 }],
        rows: [
          [words.column, words.explanation, words.example],
          ...explanations.map((line, place) => [line.header, tell(line), rows[0]?.[place] ?? '']),
          [],
          ...words.notes.map((note) => [note]),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
}
