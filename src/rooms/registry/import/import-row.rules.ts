import type { Cents } from '#kit/money.ts';
import { type Day, yearOf } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import type { Siren, Siret } from '../siren.rules.ts';
import type { College, OrganisationKind } from '../vocabulary.ts';
import type { ColumnMatch } from './column-match.rules.ts';
import type { TextRow } from './delimited-text.rules.ts';
import type { RowProblem } from './import-decision.ts';
import type { FieldName } from './import-field.ts';
import {
  type KnownCommunes,
  type Read,
  readAmount,
  readCollege,
  readCommuneCode,
  readCommuneName,
  readCountry,
  readDay,
  readHeadcount,
  readKind,
  readLegalCategory,
  readNaf,
  readSiren,
  readSiret,
  readWebsite,
  readYear,
} from './import-value.rules.ts';

/** The nomenclatures that rows are read against. */
export interface ImportNomenclatures {
  readonly communes: KnownCommunes;
  readonly naf: ReadonlySet<string>;
  readonly legalCategories: ReadonlySet<string>;
}

/** Figures of one accounting year; null where the file says nothing. */
export interface RowAccounts {
  readonly year: number;
  readonly closedOn: Day | null;
  /** Annual work units. */
  readonly headcount: number | null;
  readonly revenue: Cents | null;
  readonly balance: Cents | null;
}

/** A row in the programme's own terms; null where the file says nothing: an empty cell never erases. */
export interface RowFacts {
  readonly row: number;
  readonly siren: Siren | null;
  readonly siret: Siret | null;
  readonly name: string | null;
  readonly acronym: string | null;
  readonly kind: OrganisationKind | null;
  readonly legalCategory: string | null;
  readonly naf: string | null;
  /** Insee code of the seat's commune. */
  readonly commune: string | null;
  readonly country: string | null;
  readonly website: string | null;
  readonly createdOn: Day | null;
  readonly ceasedOn: Day | null;
  readonly college: College | null;
  readonly joinedOn: Day | null;
  /** Last day of membership, included. */
  readonly leftOn: Day | null;
  readonly leftReason: string | null;
  readonly fees: readonly { readonly year: number; readonly amount: Cents }[];
  readonly accounts: readonly RowAccounts[];
  readonly problems: readonly RowProblem[];
}

export interface RowReading {
  readonly columns: ColumnsByField;
  /** Number of headers: a row with more cells was cut by a separator inside a value. */
  readonly width: number;
  readonly figuresYear: number | null;
  readonly nomenclatures: ImportNomenclatures;
  /** Accounts that close after this day are not closed yet. */
  readonly today: Day;
}

/** The columns of each field; a yearly figure may have several. */
export type ColumnsByField = ReadonlyMap<FieldName, readonly ColumnMatch[]>;

export const columnsByField = (columns: readonly ColumnMatch[]): ColumnsByField =>
  Map.groupBy(columns, ({ field }) => field);

const LONGEST_NAME = 200;
const LONGEST_TEXT = 1_000;

/** A cell without what only spreadsheets see: hard spaces, line breaks, and characters that no text holds. */
const clean = (cell: string): string =>
  TO_CLEAN.test(cell) ? cell.toWellFormed().replaceAll('\0', '').replace(/\s+/g, ' ').trim() : cell;

// Most cells need nothing, and a file has half a million of them.
const TO_CLEAN = /^\s|\s$|\s\s|[^\S ]|[\0\ud800-\udfff]/;

/** Reads one row of the file. Every cell that cannot be read is a problem of the row, and reading goes on. */
export function readRow({ row, cells }: TextRow, reading: RowReading): RowFacts {
  const problems: RowProblem[] = [];
  const matchOf = (field: FieldName): ColumnMatch | undefined => reading.columns.get(field)?.[0];
  const textAt = (match: ColumnMatch | undefined): string => (match ? clean(cells[match.column] ?? '') : '');

  const read = <Value>(match: ColumnMatch | undefined, reader: (text: string) => Read<Value>): Value | null => {
    const text = textAt(match);
    if (!match || text === '') return null;
    const result = reader(text);
    if (result.ok) return result.value;
    problems.push(cellError(match, text, result.reason));
    return null;
  };
  const text = (field: FieldName, longest: number): string | null =>
    read(matchOf(field), (typed) => (typed.length <= longest ? { ok: true, value: typed } : tooLong(longest)));

  const own = read(matchOf('siren'), readSiren);
  const establishment = read(matchOf('siret'), readSiret);
  if (own && establishment && establishment.siren !== own) {
    problems.push(cellError(matchOf('siret')!, textAt(matchOf('siret')), SIRET_OF_ANOTHER));
  }

  const { nomenclatures } = reading;
  const postcode = textAt(matchOf('postcode'));
  const country = read(matchOf('country'), readCountry);
  const coded = read(matchOf('communeCode'), (typed) => readCommuneCode(typed, nomenclatures.communes));
  // Communes abroad are in no list.
  const abroad = country !== null && country !== 'FR';
  const commune =
    coded ??
    (abroad || textAt(matchOf('communeCode')) !== ''
      ? null
      : read(matchOf('communeName'), (typed) => readCommuneName(typed, postcode, nomenclatures.communes)));

  const rowYear = read(matchOf('accountsYear'), readYear);
  const figureYear = (match: ColumnMatch): number | null => match.year ?? rowYear ?? reading.figuresYear;
  const figures = readFigures();

  if (cells.slice(reading.width).some((cell) => clean(cell) !== '')) problems.push(TOO_MANY_CELLS);
  return {
    row,
    siren: own ?? establishment?.siren ?? null,
    siret: establishment?.siret ?? null,
    name: text('name', LONGEST_NAME),
    acronym: text('acronym', LONGEST_NAME),
    kind: read(matchOf('kind'), readKind),
    legalCategory: read(matchOf('legalCategory'), (typed) => readLegalCategory(typed, nomenclatures.legalCategories)),
    naf: read(matchOf('naf'), (typed) => readNaf(typed, nomenclatures.naf)),
    commune,
    country,
    website: read(matchOf('website'), readWebsite),
    createdOn: read(matchOf('createdOn'), readDay),
    ceasedOn: read(matchOf('ceasedOn'), readDay),
    college: read(matchOf('college'), readCollege),
    joinedOn: read(matchOf('joinedOn'), readDay),
    leftOn: read(matchOf('leftOn'), readDay),
    leftReason: text('leftReason', LONGEST_TEXT),
    ...figures,
    problems,
  };

  function readFigures(): Pick<RowFacts, 'fees' | 'accounts'> {
    const fees: { year: number; amount: Cents }[] = [];
    const years = new Map<number, { headcount: number | null; revenue: Cents | null; balance: Cents | null }>();
    for (const match of reading.columns.get('fee') ?? []) {
      const year = figureYear(match);
      const amount = read(match, (typed) => readAmount(typed, match.unit));
      if (amount !== null && year !== null) fees.push({ year, amount });
    }
    for (const field of ['headcount', 'revenue', 'balance'] as const) {
      for (const match of reading.columns.get(field) ?? []) {
        const value =
          field === 'headcount' ? read(match, readHeadcount) : read(match, (typed) => readAmount(typed, match.unit));
        if (value === null) continue;
        const year = figureYear(match);
        if (year === null) problems.push(cellError(match, textAt(match), YEAR_MISSING));
        else years.set(year, { headcount: null, revenue: null, balance: null, ...years.get(year), [field]: value });
      }
    }
    const closedOn = read(matchOf('closedOn'), readDay);
    const accounts = [...years]
      .sort(([one], [other]) => one - other)
      .map(([year, of]) => ({
        year,
        closedOn: closedOn && closes(closedOn, year, years.size) ? closedOn : null,
        ...of,
      }));
    const open = accounts.find(({ year, closedOn: on }) => (on ?? `${year}-12-31`) > reading.today);
    if (open) problems.push(notClosed(open.year));
    return { fees, accounts };
  }
}

/** A year of accounts closes in that year, or in the next one; a single day cannot close several years. */
const closes = (closedOn: Day, year: number, years: number): boolean =>
  yearOf(closedOn) === year || (years === 1 && yearOf(closedOn) === year + 1);

export const cellError = (match: ColumnMatch, value: string, reason: Say): RowProblem => ({
  level: 'error',
  column: match.column,
  field: match.field,
  value,
  ...reason,
});

const tooLong = (longest: number): { ok: false; reason: Say } => ({
  ok: false,
  reason: {
    fr: `Ce texte est trop long. Gardez au plus ${longest} caractères.`,
    en: `This text is too long. Keep at most ${longest} characters.`,
  },
});

const SIRET_OF_ANOTHER: Say = {
  fr: 'Ce SIRET est celui d’un autre organisme que le SIREN de la même ligne. Corrigez l’un des deux.',
  en: 'This SIRET belongs to another organisation than the SIREN of the same row. Correct one of them.',
};

const notClosed = (year: number): RowProblem => ({
  level: 'error',
  column: null,
  field: null,
  value: String(year),
  fr: `L’exercice ${year} n’est pas encore clos. Retirez ses chiffres, ou corrigez l’année.`,
  en: `The accounts of ${year} are not closed yet. Remove their figures, or correct the year.`,
});

const YEAR_MISSING: Say = {
  fr: 'L’année de ce chiffre n’est pas connue. Remplissez la colonne de l’exercice.',
  en: 'The year of this figure is unknown. Fill in the accounting year.',
};

const TOO_MANY_CELLS: RowProblem = {
  level: 'error',
  column: null,
  field: null,
  value: null,
  fr: 'Cette ligne a plus de cellules que les en-têtes. Un séparateur figure sans doute dans une valeur\u202f: mettez-la entre guillemets.',
  en: 'This row has more cells than the headers. A separator probably stands inside a value: put it in quotation marks.',
};
