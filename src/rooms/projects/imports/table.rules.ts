import type { Say } from '#kit/say.ts';
import {
  columnLetter,
  type FileTable,
  foldName,
  headerMeaning,
  headerUnit,
  type MoneyUnit,
  type TextRow,
} from '#rooms/registry';
import type { Columns, RowOf } from './cell.rules.ts';
import type { ImportKind, ImportProblem, Layout } from './imports.ts';
import { AID_COLUMNS, RESULT_COLUMNS } from './money-columns.ts';
import { ADEME_COLUMNS, CORDIS_ORGANISATION_COLUMNS, CORDIS_PROJECT_COLUMNS } from './official-columns.ts';
import { PARTNER_COLUMNS, PROJECT_COLUMNS } from './project-columns.ts';

export const COLUMNS_OF = {
  projects: PROJECT_COLUMNS,
  partners: PARTNER_COLUMNS,
  aids: AID_COLUMNS,
  results: RESULT_COLUMNS,
} as const satisfies Record<ImportKind, Columns>;

/** What a file may be. The official ones come first: some of their headers are also ours. */
export const SHAPES: readonly { readonly layout: Layout; readonly kind: ImportKind; readonly columns: Columns }[] = [
  { layout: 'cordis-projects', kind: 'projects', columns: CORDIS_PROJECT_COLUMNS },
  { layout: 'cordis-organisations', kind: 'partners', columns: CORDIS_ORGANISATION_COLUMNS },
  { layout: 'ademe', kind: 'projects', columns: ADEME_COLUMNS },
  ...(Object.keys(COLUMNS_OF) as ImportKind[]).map((kind) => ({
    layout: 'own' as const,
    kind,
    columns: COLUMNS_OF[kind],
  })),
];

export const columnsOf = (kind: ImportKind, layout: Layout): Columns =>
  SHAPES.find((shape) => shape.kind === kind && shape.layout === layout)!.columns;

/** Each header that is understood, as it is written, then by the words in it that carry meaning: « Versé » and « Versé le » stay two. */
const WORDS = new Map(
  SHAPES.map(({ columns }) => {
    const words = { written: new Map<string, string>(), meant: new Map<string, string>() };
    const claim = (of: Map<string, string>, key: string, field: string) => {
      // The first field to claim a word keeps it: the order of the columns decides.
      if (key !== '' && !of.has(key)) of.set(key, field);
    };
    for (const [field, { title, aliases }] of Object.entries(columns))
      for (const word of [title.fr, title.en, ...aliases.split('|')]) {
        claim(words.written, foldName(word), field);
        claim(words.meant, headerMeaning(word), field);
      }
    return [columns, words];
  }),
);

function fieldOf(columns: Columns, header: string): string | null {
  const { written, meant } = WORDS.get(columns)!;
  return written.get(foldName(header)) ?? meant.get(headerMeaning(header)) ?? null;
}

/** The place of each field among the headers; of two columns for one field, the first is taken. */
function placesOf(columns: Columns, headers: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, header] of headers.entries()) {
    const field = fieldOf(columns, header);
    if (field !== null && !places.has(field)) places.set(field, place);
  }
  return places;
}

const missingIn = (columns: Columns, places: ReadonlyMap<string, number>): string[] =>
  Object.keys(columns).filter((field) => columns[field]!.wanted && !places.has(field));

/** For the reader of files: the row with the most known headers is the header row. */
export const countKnown = (cells: readonly string[]): number =>
  Math.max(...SHAPES.map(({ columns }) => placesOf(columns, cells).size));

export type Recognition =
  | { readonly ok: true; readonly kind: ImportKind; readonly layout: Layout }
  | { readonly ok: false; readonly reason: Say };

const quoted = (columns: Columns, fields: readonly string[], language: 'fr' | 'en'): string =>
  fields.map((field) => columns[field]!.title[language]).join(', ');

/** What a file holds, from its headers: the shape that has all the columns that it wants, and the most of the others. */
export function recognise(headers: readonly string[], kind: ImportKind | null): Recognition {
  const tried = SHAPES.filter((shape) => kind === null || shape.kind === kind).map((shape) => {
    const places = placesOf(shape.columns, headers);
    return { ...shape, found: places.size, missing: missingIn(shape.columns, places) };
  });
  const whole = tried.filter(({ missing }) => missing.length === 0).sort((one, other) => other.found - one.found)[0];
  if (whole) return { ok: true, kind: whole.kind, layout: whole.layout };
  const near = tried.sort(
    (one, other) => other.found / (other.found + other.missing.length) - one.found / (one.found + one.missing.length),
  )[0]!;
  return {
    ok: false,
    reason: {
      fr: `Les colonnes de ce fichier ne sont pas reconnues. Il manque\u202f: ${quoted(near.columns, near.missing, 'fr')}. Partez d’un modèle ci-dessous, ou renommez vos en-têtes.`,
      en: `The columns of this file are not recognised. Missing: ${quoted(near.columns, near.missing, 'en')}. Start from a template below, or rename your headers.`,
    },
  };
}

/** A line of the file, read. */
export interface Line<Row> {
  readonly row: number;
  readonly values: Row;
}

/** What is wrong with a field of a line, or with the line. */
export interface Fault {
  readonly row: number;
  readonly field: string | null;
  readonly reason: Say;
}

const MISSING: Say = {
  fr: 'Cette valeur manque\u202f: sans elle, la ligne ne dit pas de quoi elle parle.',
  en: 'This value is missing: without it, the line does not say what it is about.',
};

/** Reads every line. One with a fault stays out of `lines`. */
export function readLines<C extends Columns>(
  columns: C,
  table: FileTable,
): { readonly lines: Line<RowOf<C>>[]; readonly faults: Fault[] } {
  const matched = [...placesOf(columns, table.headers)].map(([field, place]) => ({
    field,
    place,
    column: columns[field]!,
    unit: headerUnit(table.headers[place]!),
  }));
  const empty = Object.fromEntries(Object.keys(columns).map((field) => [field, null]));
  const faults: Fault[] = [];
  const lines: Line<RowOf<C>>[] = [];
  for (const { row, cells } of table.rows) {
    const before = faults.length;
    const values: Record<string, unknown> = { ...empty };
    for (const { field, place, column, unit } of matched) {
      const read = readCell(cells[place] ?? '', column, unit);
      if (read.ok) values[field] = read.value;
      else faults.push({ row, field, reason: read.reason });
    }
    if (faults.length === before) lines.push({ row, values: values as RowOf<C> });
  }
  return { lines, faults };
}

function readCell(cell: string, column: Columns[string], unit: MoneyUnit) {
  const text = cell.trim();
  if (text !== '') return column.read(text, unit);
  return column.wanted ? { ok: false as const, reason: MISSING } : { ok: true as const, value: null };
}

/** Faults with the column and the value that they are about, in the order of the file. */
export function placed(
  faults: readonly Fault[],
  table: FileTable,
  columns: Columns,
  official: Readonly<Record<string, string>>,
): ImportProblem[] {
  const places = placesOf(columns, table.headers);
  const rows = new Map<number, TextRow>(table.rows.map((row) => [row.row, row]));
  return faults
    .toSorted((one, other) => one.row - other.row)
    .map(({ row, field, reason }) => {
      const place = field === null ? undefined : places.get(official[field] ?? field);
      return {
        row,
        column: place === undefined ? null : columnLetter(place),
        header: place === undefined ? null : table.headers[place]!,
        value: place === undefined ? null : (rows.get(row)?.cells[place]?.trim().slice(0, 200) ?? ''),
        ...reason,
      };
    });
}

/** Headers that no column claims: they are left unread, and the screen says so. */
export const unreadHeaders = (columns: Columns, headers: readonly string[]): string[] => {
  const read = new Set(placesOf(columns, headers).values());
  return headers.filter((header, place) => header !== '' && !read.has(place));
};
