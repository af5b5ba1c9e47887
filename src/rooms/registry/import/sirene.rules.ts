import { type Day, isDay } from '#kit/period.ts';
import { foldName } from '../territory.rules.ts';
import { changesBetween, type RowDecision } from './import-decision.ts';

export const SIRENE_FILES = ['units', 'establishments'] as const;
export type SireneFile = (typeof SIRENE_FILES)[number];

interface SireneColumns {
  /** Its presence tells this file from the other. */
  readonly mark: string;
  /** Nothing is read without these. */
  readonly needed: readonly string[];
  /** Read when the file has them. */
  readonly useful: readonly string[];
}

/**
 * The columns that are read, and no other (R59). Names, first names, pseudonyms and sexes of natural persons are not among them, nor is a
 * usual name, which for a sole trader may be the person's own.
 */
export const SIRENE_COLUMNS: Readonly<Record<SireneFile, SireneColumns>> = {
  units: {
    mark: 'denominationUniteLegale',
    needed: ['siren', 'statutDiffusionUniteLegale', 'denominationUniteLegale', 'categorieJuridiqueUniteLegale'],
    useful: [
      'sigleUniteLegale',
      'dateCreationUniteLegale',
      'trancheEffectifsUniteLegale',
      'categorieEntreprise',
      'anneeCategorieEntreprise',
      'dateDebut',
      'etatAdministratifUniteLegale',
      'activitePrincipaleUniteLegale',
      'nomenclatureActivitePrincipaleUniteLegale',
    ],
  },
  establishments: {
    mark: 'etablissementSiege',
    needed: ['siren', 'siret', 'statutDiffusionEtablissement', 'etablissementSiege'],
    useful: [
      'dateCreationEtablissement',
      'dateDebut',
      'etatAdministratifEtablissement',
      'trancheEffectifsEtablissement',
      'codeCommuneEtablissement',
      'activitePrincipaleEtablissement',
      'nomenclatureActivitePrincipaleEtablissement',
    ],
  },
};

/** Which stock file these columns are those of; null when they are neither's. */
export function recogniseSirene(
  columns: readonly string[],
): { readonly file: SireneFile; readonly missing: readonly string[] } | null {
  const has = new Set(columns);
  const file = SIRENE_FILES.find((candidate) => has.has(SIRENE_COLUMNS[candidate].mark));
  return file ? { file, missing: SIRENE_COLUMNS[file].needed.filter((column) => !has.has(column)) } : null;
}

/** A line of the stock file as it is read: absent columns and empty cells are null. */
export type SireneLine = Readonly<Record<string, string | null>>;

/** What Sirene says of an organisation; null where it says nothing. */
export interface SireneFacts {
  readonly siren: string;
  readonly name: string | null;
  readonly acronym: string | null;
  readonly legalCategory: string | null;
  readonly naf: string | null;
  readonly commune: string | null;
  readonly headcountBand: string | null;
  readonly inseeCategory: 'PME' | 'ETI' | 'GE' | null;
  readonly inseeCategoryYear: number | null;
  readonly createdOn: Day | null;
  readonly ceasedOn: Day | null;
  /** The seat, when the file is that of establishments. */
  readonly seat: SireneSeat | null;
}

export interface SireneSeat {
  readonly siret: string;
  readonly commune: string | null;
  readonly naf: string | null;
  readonly headcountBand: string | null;
  readonly openedOn: Day | null;
  readonly closedOn: Day | null;
}

/** Codes that the registry knows; others are left out rather than kept unexplained. */
export interface SireneNomenclatures {
  readonly naf: ReadonlySet<string>;
  readonly communes: ReadonlySet<string>;
  readonly headcountBands: ReadonlySet<string>;
}

/** Legal categories that begin so are natural persons. */
export const NATURAL_PERSON = '1';

const NOT_DIFFUSED = '[ND]';

const text = (line: SireneLine, column: string): string | null => {
  const value = line[column]?.trim();
  return value && value !== NOT_DIFFUSED ? value : null;
};

const dayOf = (line: SireneLine, column: string): Day | null => {
  const value = text(line, column)?.slice(0, 10);
  return value && isDay(value) ? value : null;
};

const among = (value: string | null, known: ReadonlySet<string>): string | null =>
  value !== null && known.has(value) ? value : null;

/** Only the classification in force is that of the registry; before 2008 there were others. */
const nafOf = (line: SireneLine, of: 'UniteLegale' | 'Etablissement', known: ReadonlySet<string>): string | null =>
  (text(line, `nomenclatureActivitePrincipale${of}`) ?? 'NAFRev2') === 'NAFRev2'
    ? among(text(line, `activitePrincipale${of}`), known)
    : null;

const WHOLE_CITY: readonly (readonly [first: number, last: number, city: string])[] = [
  [75_101, 75_120, '75056'],
  [69_381, 69_389, '69123'],
  [13_201, 13_216, '13055'],
];

/** Sirene names the arrondissements of Paris, Lyon and Marseille; the registry, their commune. */
function communeOf(code: string | null, known: ReadonlySet<string>): string | null {
  const number = Number(code);
  const city = WHOLE_CITY.find(([first, last]) => number >= first && number <= last)?.[2];
  return among(city ?? code, known);
}

function readUnit(line: SireneLine, known: SireneNomenclatures): SireneFacts {
  const legalCategory = text(line, 'categorieJuridiqueUniteLegale');
  // The names of natural persons are not loaded, under whatever column they stand (R59).
  const named = legalCategory !== null && !legalCategory.startsWith(NATURAL_PERSON);
  const category = text(line, 'categorieEntreprise');
  const year = Number.parseInt(text(line, 'anneeCategorieEntreprise') ?? '', 10);
  const inseeCategory = category === 'PME' || category === 'ETI' || category === 'GE' ? category : null;
  return {
    siren: line.siren!,
    name: named ? text(line, 'denominationUniteLegale') : null,
    acronym: named ? text(line, 'sigleUniteLegale') : null,
    legalCategory: legalCategory && /^\d{4}$/.test(legalCategory) ? legalCategory : null,
    naf: nafOf(line, 'UniteLegale', known.naf),
    commune: null,
    headcountBand: among(text(line, 'trancheEffectifsUniteLegale'), known.headcountBands),
    inseeCategory,
    inseeCategoryYear: inseeCategory && Number.isInteger(year) ? year : null,
    createdOn: dayOf(line, 'dateCreationUniteLegale'),
    // The period under way of a unit that has ceased began on the day it ceased.
    ceasedOn: text(line, 'etatAdministratifUniteLegale') === 'C' ? dayOf(line, 'dateDebut') : null,
    seat: null,
  };
}

function readSeat(line: SireneLine, known: SireneNomenclatures): SireneFacts {
  const commune = communeOf(text(line, 'codeCommuneEtablissement'), known.communes);
  return {
    siren: line.siren!,
    name: null,
    acronym: null,
    legalCategory: null,
    naf: null,
    commune,
    headcountBand: null,
    inseeCategory: null,
    inseeCategoryYear: null,
    createdOn: null,
    ceasedOn: null,
    seat: {
      siret: line.siret!,
      commune,
      naf: nafOf(line, 'Etablissement', known.naf),
      headcountBand: among(text(line, 'trancheEffectifsEtablissement'), known.headcountBands),
      openedOn: dayOf(line, 'dateCreationEtablissement'),
      closedOn: text(line, 'etatAdministratifEtablissement') === 'F' ? dayOf(line, 'dateDebut') : null,
    },
  };
}

export const readSireneLine = (file: SireneFile, line: SireneLine, known: SireneNomenclatures): SireneFacts =>
  file === 'units' ? readUnit(line, known) : readSeat(line, known);

/** An organisation with what Sirene can tell of it. */
export interface SireneKnown {
  readonly id: string;
  readonly siren: string;
  readonly name: string;
  readonly acronym: string | null;
  readonly legalCategory: string | null;
  readonly naf: string | null;
  readonly commune: string | null;
  readonly headcountBand: string | null;
  readonly inseeCategory: string | null;
  readonly inseeCategoryYear: number | null;
  readonly createdOn: Day | null;
  readonly ceasedOn: Day | null;
  readonly seat: SireneSeat | null;
}

export interface SirenePlan {
  readonly decision: RowDecision;
  readonly amend: Omit<SireneKnown, 'siren' | 'seat'>;
  /** The seat to file, when it is not the one on file. */
  readonly seat: SireneSeat | null;
}

/**
 * What Sirene changes of a known organisation; null when nothing. Sirene writes names in capitals without accents: a name that only
 * differs so keeps the registry's own spelling.
 */
export function decideSirene(known: SireneKnown, told: SireneFacts): SirenePlan | null {
  const name = told.name !== null && foldName(told.name) !== foldName(known.name) ? told.name : known.name;
  const acronym =
    told.acronym !== null && foldName(told.acronym) !== foldName(known.acronym ?? '') ? told.acronym : known.acronym;
  const amend = {
    id: known.id,
    name,
    acronym,
    legalCategory: told.legalCategory ?? known.legalCategory,
    naf: told.naf ?? known.naf,
    commune: told.commune ?? known.commune,
    headcountBand: told.headcountBand ?? known.headcountBand,
    inseeCategory: told.inseeCategory ?? known.inseeCategory,
    inseeCategoryYear: told.inseeCategory ? told.inseeCategoryYear : known.inseeCategoryYear,
    createdOn: told.createdOn ?? known.createdOn,
    // A cessation that Sirene does not tell is kept: the registry may know more than the stock of that day.
    ceasedOn: told.ceasedOn ?? known.ceasedOn,
  };
  if (amend.createdOn !== null && amend.ceasedOn !== null && amend.ceasedOn < amend.createdOn)
    amend.createdOn = known.createdOn;
  const fields = [
    'name',
    'acronym',
    'legalCategory',
    'naf',
    'commune',
    'headcountBand',
    'inseeCategory',
    'inseeCategoryYear',
    'createdOn',
    'ceasedOn',
  ] as const;
  const changes = changesBetween(fields.map((field) => ({ field, before: known[field], after: amend[field] })));
  const seat = told.seat && !sameSeat(told.seat, known.seat) ? told.seat : null;
  if (seat) changes.push({ field: 'siret', before: known.seat?.siret ?? null, after: seat.siret });
  if (changes.length === 0) return null;
  return {
    amend,
    seat,
    decision: {
      row: null,
      organisation: known.id,
      name: known.name,
      siren: known.siren,
      outcome: 'update',
      problems: [],
      changes,
    },
  };
}

const sameSeat = (one: SireneSeat, other: SireneSeat | null): boolean =>
  other !== null && (Object.keys(one) as (keyof SireneSeat)[]).every((key) => one[key] === other[key]);
