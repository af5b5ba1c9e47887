import type { Say } from '#kit/say.ts';
import type { CommonIndicator } from '../indicator.ts';
import type { NewValue, SourcedValue, ValueState } from '../values/value.ts';
import { COLUMN_NAMES, SERIES_COLUMNS, type SeriesColumn, type SeriesOutcome, type SeriesProblem } from './series.ts';

/** Words of a table, as somebody typed them, with the line that a spreadsheet shows. */
export interface TypedLine {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What the house knows, to judge a file against. */
export interface KnownSeries {
  readonly indicators: ReadonlyMap<string, Pick<CommonIndicator, 'measure'>>;
  readonly clusters: ReadonlySet<string>;
  /** No value of a year that has not begun. */
  readonly lastYear: number;
  /** Official values in force, by {@link placeOf}. */
  readonly current: ReadonlyMap<
    string,
    Pick<SourcedValue, 'state' | 'value' | 'numerator' | 'denominator' | 'comment' | 'vintage'>
  >;
  readonly readDay: (
    text: string,
  ) => { readonly ok: true; readonly value: NewValue['vintage'] } | { readonly ok: false; readonly reason: Say };
}

export interface PlannedLine {
  readonly row: number;
  readonly outcome: SeriesOutcome;
  readonly cells: readonly string[];
  readonly value: NewValue | null;
}

export interface SeriesPlan {
  readonly lines: readonly PlannedLine[];
  readonly problems: readonly SeriesProblem[];
}

/** One value of one producer. */
export const placeOf = (one: Pick<NewValue, 'indicator' | 'cluster' | 'year' | 'producer'>): string =>
  [one.indicator, one.cluster ?? '', one.year, one.producer].join('|');

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Where each column stands among these headers; −1 when it does not. */
export function columnsOf(headers: readonly string[]): Record<SeriesColumn, number> {
  const folded = headers.map(fold);
  const place = (name: SeriesColumn): number => {
    const names = new Set([SERIES_COLUMNS[name].header, ...SERIES_COLUMNS[name].also].map(fold));
    return folded.findIndex((header) => names.has(header));
  };
  return Object.fromEntries(COLUMN_NAMES.map((name) => [name, place(name)])) as Record<SeriesColumn, number>;
}

/** How many of these cells are headers of the table: the row with the most is the header row. */
export const countHeaders = (cells: readonly string[]): number =>
  Object.values(columnsOf(cells)).filter((place) => place >= 0).length;

const STATES: Readonly<Record<string, ValueState>> = {
  '': 'known',
  connue: 'known',
  connu: 'known',
  known: 'known',
  'sans objet': 'not-applicable',
  'not applicable': 'not-applicable',
  'pas encore connue': 'not-known',
  'non connue': 'not-known',
  'not known': 'not-known',
  'not known yet': 'not-known',
};

/** Rounding of a published percentage. */
const RATIO_TOLERANCE = 0.05;

const TERMS = ['numerator', 'denominator'] as const;

/** « 1 234,5 » or 1234.5; undefined when it is no number, null when empty. */
function numberOf(text: string): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f%€]/g, '').replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Judges each line of a file: what it would write, or what is wrong with it. Nothing is written while one line is wrong. */
export function planSeries(headers: readonly string[], lines: readonly TypedLine[], known: KnownSeries): SeriesPlan {
  const columns = columnsOf(headers);
  const problems: SeriesProblem[] = [];
  const seen = new Map<string, number>();
  const planned = lines.map((line): PlannedLine => {
    const reader = new LineReader(line, headers, columns, problems);
    const value = readLine(reader, known);
    const { row, cells } = line;
    if (value === null || reader.wrong) return { row, cells, outcome: 'wrong', value: null };
    const place = placeOf(value);
    const first = seen.get(place);
    if (first !== undefined) {
      reader.refuse(
        'indicator',
        `Cette valeur est déjà à la ligne ${first}. Gardez l’une des deux.`,
        `This value is already on row ${first}. Keep one of them.`,
      );
      return { row, cells, outcome: 'wrong', value: null };
    }
    seen.set(place, row);
    const before = known.current.get(place);
    if (before && value.vintage < before.vintage) {
      reader.refuse(
        'vintage',
        `Un millésime plus récent est déjà connu (${before.vintage}). Un fichier plus ancien ne le remplace pas\u202f: retirez cette ligne.`,
        `A newer vintage is already known (${before.vintage}). An older file does not replace it: remove this row.`,
      );
      return { row, cells, outcome: 'wrong', value: null };
    }
    return { row, cells, value, outcome: before ? (isSame(before, value) ? 'same' : 'changed') : 'new' };
  });
  return { lines: planned, problems };
}

const isSame = (
  one: Pick<NewValue, 'state' | 'value' | 'numerator' | 'denominator' | 'comment'>,
  other: NewValue,
): boolean =>
  one.state === other.state &&
  one.value === other.value &&
  one.numerator === other.numerator &&
  one.denominator === other.denominator &&
  (one.comment ?? '') === (other.comment ?? '');

/** Reads the cells of one line and collects what is wrong with them. */
class LineReader {
  readonly #line: TypedLine;
  readonly #headers: readonly string[];
  readonly #columns: Record<SeriesColumn, number>;
  readonly #problems: SeriesProblem[];
  wrong = false;

  constructor(
    line: TypedLine,
    headers: readonly string[],
    columns: Record<SeriesColumn, number>,
    problems: SeriesProblem[],
  ) {
    this.#line = line;
    this.#headers = headers;
    this.#columns = columns;
    this.#problems = problems;
  }

  text(name: SeriesColumn): string {
    return (this.#line.cells[this.#columns[name]] ?? '').trim();
  }

  refuse(name: SeriesColumn, fr: string, en: string): void {
    this.wrong = true;
    const place = this.#columns[name];
    this.#problems.push({
      row: this.#line.row,
      column: place < 0 ? '' : letterOf(place),
      header: this.#headers[place] ?? SERIES_COLUMNS[name].header,
      cell: this.text(name),
      fr,
      en,
    });
  }
}

/** A, B… Z, AA. */
const letterOf = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : letterOf(Math.floor(place / 26) - 1) + letterOf(place % 26);

function readLine(line: LineReader, known: KnownSeries): NewValue | null {
  const indicator = line.text('indicator').toUpperCase();
  const found = known.indicators.get(indicator);
  if (!found)
    line.refuse(
      'indicator',
      'Ce code n’est pas au catalogue. Les codes sont à la page des indicateurs.',
      'This code is not in the catalogue. Codes are on the page of indicators.',
    );
  const cluster = line.text('cluster') || null;
  if (cluster !== null && !known.clusters.has(cluster))
    line.refuse(
      'cluster',
      'Aucun pôle ne porte ce nom court. Il se lit dans l’adresse de sa page\u202f; laissez vide pour tout le programme.',
      'No cluster has this short name. It reads in the address of its page; leave empty for the whole programme.',
    );
  const year = Number(line.text('year'));
  if (!Number.isInteger(year) || year < 1990 || year > known.lastYear)
    line.refuse(
      'year',
      `L’année s’écrit en quatre chiffres, de 1990 à ${known.lastYear}.`,
      `A year is written with four digits, from 1990 to ${known.lastYear}.`,
    );
  const state = STATES[fold(line.text('state'))];
  if (!state)
    line.refuse(
      'state',
      'L’état est «\u202fconnue\u202f», «\u202fsans objet\u202f» ou «\u202fpas encore connue\u202f».',
      'The state is “known”, “not applicable” or “not known yet”.',
    );
  const producer = line.text('producer');
  if (producer === '') line.refuse('producer', 'Dites qui publie cette valeur.', 'Say who publishes this value.');
  const vintage = known.readDay(line.text('vintage'));
  if (!vintage.ok) line.refuse('vintage', vintage.reason.fr, vintage.reason.en);
  if (!found || !state || !vintage.ok) return null;
  const numbers = readNumbers(line, found.measure, state);
  if (line.wrong || numbers === null) return null;
  return {
    ...{ indicator, cluster, year, state, ...numbers, producer, vintage: vintage.value },
    source: 'official',
    method: line.text('method'),
    comment: line.text('comment'),
    synthetic: false,
  };
}

type Numbers = Pick<NewValue, 'value' | 'numerator' | 'denominator'>;

const NO_NUMBER: Numbers = { value: null, numerator: null, denominator: null };

function readNumbers(line: LineReader, measure: CommonIndicator['measure'], state: ValueState): Numbers | null {
  const read = Object.fromEntries((['value', ...TERMS] as const).map((name) => [name, numberOf(line.text(name))]));
  for (const name of ['value', ...TERMS] as const)
    if (read[name] === undefined)
      line.refuse(
        name,
        'Écrivez un nombre, sans signe moins, par exemple 1 234,5.',
        'Write a number, without a minus sign, for example 1234.5.',
      );
  if (line.wrong) return null;
  const {
    value = null,
    numerator = null,
    denominator = null,
  } = read as { value?: number | null; numerator?: number | null; denominator?: number | null };
  if (state !== 'known') {
    if (value !== null || numerator !== null || denominator !== null)
      line.refuse(
        'value',
        'Une valeur sans objet ou pas encore connue ne porte pas de nombre. Videz la cellule, ou changez l’état.',
        'A value that does not apply or is not known yet carries no number. Empty the cell, or change the state.',
      );
    return NO_NUMBER;
  }
  if (measure !== 'ratio') {
    if (value === null)
      line.refuse(
        'value',
        'La valeur manque. Écrivez 0 si elle est nulle, ou dites l’état.',
        'The value is missing. Write 0 if it is nil, or say the state.',
      );
    return { ...NO_NUMBER, value: value !== null && measure === 'amount' ? Math.round(value * 100) : value };
  }
  if ((numerator === null) !== (denominator === null) || denominator === 0) {
    line.refuse(
      'denominator',
      'Un rapport se donne par son pourcentage, ou par ses deux termes, le dénominateur n’étant pas zéro.',
      'A ratio is given by its percentage, or by both its terms, the denominator not being zero.',
    );
    return null;
  }
  if (numerator === null || denominator === null) {
    if (value === null)
      line.refuse(
        'value',
        'Le pourcentage manque, et ses deux termes aussi.',
        'The percentage is missing, and so are both its terms.',
      );
    return { ...NO_NUMBER, value };
  }
  const share = Math.round((10_000 * numerator) / denominator) / 100;
  if (value !== null && Math.abs(value - share) > RATIO_TOLERANCE)
    line.refuse(
      'value',
      `Ce pourcentage ne correspond pas à ses termes, qui font ${share}. Corrigez l’un ou l’autre.`,
      `This percentage does not match its terms, which make ${share}. Correct one or the other.`,
    );
  return { value: share, numerator, denominator };
}
