import type { Say } from '#kit/say.ts';
import { foldName } from '../territory.rules.ts';
import { FIELDS, type FieldName, fieldOf, type TableKind } from './import-field.ts';

/** What one column of the file holds. */
export interface ColumnMatch {
  /** Place of the column, from 0. */
  readonly column: number;
  readonly field: FieldName;
  /** Year of a yearly figure; null when the import's `figuresYear`, or the row, says it. */
  readonly year: number | null;
  /** Euros that one unit of the column stands for: 1, 1,000 (k€) or 1,000,000 (M€). */
  readonly unit: MoneyUnit;
}

export const MONEY_UNITS = [1, 1_000, 1_000_000] as const;
export type MoneyUnit = (typeof MONEY_UNITS)[number];

/** Words of headers that say nothing of the field: « N° de SIREN » is « siren ». */
const SMALL_WORDS = new Set(
  'n nº no numero de d du des la le l les en au aux et ht eur euro euros k m keur meur milliers millions hors taxes the of in on'.split(
    ' ',
  ),
);

// As the tables hold years: from 1990 to 2099.
const YEAR = /\b(?:199\d|20\d\d)\b/;

/** What is compared: the words of a header that carry meaning. */
export const headerMeaning = (header: string): string =>
  foldName(header.replace(YEAR, ' '))
    .split(' ')
    .filter((word) => !SMALL_WORDS.has(word))
    .join(' ');

const KNOWN = Object.fromEntries(
  Object.entries(FIELDS).map(([kind, fields]) => {
    const names = new Map<string, FieldName>();
    for (const field of fields) {
      for (const word of [field.title.fr, field.title.en, ...field.synonyms]) {
        // The first field to claim a word keeps it: the order of the catalogue decides.
        const key = headerMeaning(word);
        if (!names.has(key)) names.set(key, field.name);
      }
    }
    return [kind, names];
  }),
) as Record<TableKind, Map<string, FieldName>>;

/** Euros that one unit of an amount stands for, as its header says: « CA (k€) » gives 1,000. */
export function headerUnit(header: string): MoneyUnit {
  if (/\bm\s?€|\bmeur\b|\bmillions?\b/i.test(header)) return 1_000_000;
  if (/\bk\s?€|\bkeur\b|\bmilliers?\b/i.test(header)) return 1_000;
  return 1;
}

function recognise(kind: TableKind, header: string): Omit<ColumnMatch, 'column'> | null {
  const field = KNOWN[kind].get(headerMeaning(header));
  if (!field) return null;
  const yearly = fieldOf(kind, field)?.yearly;
  const year = YEAR.exec(header)?.[0];
  return {
    field,
    year: yearly && year ? Number(year) : null,
    unit: yearly === 'money' ? headerUnit(header) : 1,
  };
}

/** The year and the unit that a header tells, whatever the field a person gives it. */
export const yearAndUnit = (kind: TableKind, header: string, field: FieldName): Pick<ColumnMatch, 'year' | 'unit'> => {
  const yearly = fieldOf(kind, field)?.yearly;
  const year = YEAR.exec(header)?.[0];
  return { year: yearly && year ? Number(year) : null, unit: yearly === 'money' ? headerUnit(header) : 1 };
};

export const countKnownHeaders = (kind: TableKind, cells: readonly string[]): number =>
  cells.filter((cell) => cell.trim() !== '' && recognise(kind, cell) !== null).length;

/** What the headers say by themselves; of two columns for one thing, the first is taken. */
export function suggestColumns(kind: TableKind, headers: readonly string[]): ColumnMatch[] {
  const matches: ColumnMatch[] = [];
  for (const [column, header] of headers.entries()) {
    const found = recognise(kind, header);
    if (found && !matches.some((other) => sameThing(other, found))) matches.push({ column, ...found });
  }
  return matches;
}

const sameThing = (one: Omit<ColumnMatch, 'column'>, other: Omit<ColumnMatch, 'column'>): boolean =>
  one.field === other.field && one.year === other.year;

export interface MatchOptions {
  /** Year of the figures whose header names none. */
  readonly figuresYear: number | null;
}

/** What still prevents the check, in sentences; none when the matching is complete. */
export function matchProblems(
  kind: TableKind,
  headers: readonly string[],
  columns: readonly ColumnMatch[],
  options: MatchOptions,
): Say[] {
  const problems: Say[] = [];
  const has = (field: FieldName) => columns.some((match) => match.field === field);
  const title = (field: FieldName) => fieldOf(kind, field)?.title ?? { fr: field, en: field };
  if (!has('siren') && !has('siret') && !has('name')) {
    problems.push({
      fr: 'Aucune colonne ne dit de quel organisme il s’agit. Désignez celle du SIREN, du SIRET ou de la raison sociale.',
      en: 'No column tells which organisation a row is about. Point out that of the SIREN, the SIRET or the name.',
    });
  }
  const required: readonly FieldName[] = kind === 'members' ? ['college', 'joinedOn'] : [];
  for (const field of required) {
    if (has(field)) continue;
    problems.push({
      fr: `La colonne «\u202f${title(field).fr}\u202f» manque. Désignez-la parmi celles du fichier, ou ajoutez-la à votre tableau.`,
      en: `The column “${title(field).en}” is missing. Point it out among those of the file, or add it to your table.`,
    });
  }
  for (const [place, match] of columns.entries()) {
    if (match.column >= headers.length || !fieldOf(kind, match.field)) {
      problems.push({
        fr: 'Une des colonnes désignées n’existe pas dans ce fichier. Reprenez le rapprochement.',
        en: 'One of the columns pointed out does not exist in this file. Match the columns again.',
      });
    } else if (columns.slice(0, place).some((other) => other.column === match.column || sameThing(other, match))) {
      problems.push({
        fr: `«\u202f${title(match.field).fr}\u202f» est désigné deux fois. Gardez une seule colonne pour chaque champ et chaque année.`,
        en: `“${title(match.field).en}” is pointed out twice. Keep one column for each field and each year.`,
      });
    }
  }
  const undated = columns.find((match) => fieldOf(kind, match.field)?.yearly && match.year === null);
  if (undated && options.figuresYear === null && !has('accountsYear')) {
    problems.push({
      fr: `De quelle année sont les chiffres de la colonne «\u202f${headers[undated.column] ?? ''}\u202f»\u202f? Indiquez l’année des chiffres.`,
      en: `Which year do the figures of the column “${headers[undated.column] ?? ''}” belong to? Give the year of the figures.`,
    });
  }
  return problems;
}
