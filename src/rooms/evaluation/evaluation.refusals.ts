import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

/** Why the room says no, and what to do about it. */
const refusals = {
  /** The sentence of the life of an evaluation or of a run. */
  NOT_NOW: { status: 409, fr: '{reason}', en: '{reason}' },
  COLUMN_WANTED: {
    status: 422,
    fr: 'Il manque une colonne\u202f: {role}. Donnez ce rôle à l’une d’elles.',
    en: 'A column is missing: {role}. Give this role to one of them.',
  },
  COLUMN_TWICE: {
    status: 422,
    fr: 'Plusieurs colonnes ont le rôle «\u202f{role}\u202f» ({columns})\u202f: gardez-en une.',
    en: 'Several columns have the role “{role}” ({columns}): keep one.',
  },
  COLUMN_UNKNOWN: {
    status: 422,
    fr: 'Le fichier n’a pas de colonne {columns}.',
    en: 'The file has no column {columns}.',
  },
  COLUMN_NOT_NUMBERS: {
    status: 422,
    fr: 'Ces colonnes doivent contenir des nombres\u202f: {columns}. Le point est le séparateur décimal.',
    en: 'These columns must hold numbers: {columns}. The decimal separator is a point.',
  },
  COLUMN_NAME_COMMA: {
    status: 422,
    fr: 'Le nom d’une colonne utilisée ne peut pas contenir de virgule\u202f: {columns}. Renommez-la dans le fichier.',
    en: 'The name of a column in use cannot hold a comma: {columns}. Rename it in the file.',
  },
  SECOND_COLUMN_WANTED: {
    status: 422,
    fr: 'Un rapport ou une différence se calcule avec deux colonnes\u202f: choisissez la seconde pour {columns}.',
    en: 'A ratio or a difference takes two columns: choose the second for {columns}.',
  },
  ADDITIONALITY_PAIR: {
    status: 422,
    fr: 'L’additionnalité se lit sur deux colonnes différentes\u202f: la R&D totale et l’aide reçue. Choisissez les deux, ou aucune.',
    en: 'Additionality is read on two different columns: total R&D and the aid received. Choose both, or neither.',
  },
  MATCH_METHOD_WANTED: {
    status: 422,
    fr: 'Des colonnes sont choisies pour apparier, mais aucun appariement ne l’est\u202f: choisissez-en un, ou remettez ces colonnes à «\u202fnon\u202f».',
    en: 'Columns are chosen to match on, but no matching is: choose one, or set these columns to “no”.',
  },
  MATCH_COLUMN_WANTED: {
    status: 422,
    fr: 'Dites sur quoi les unités se ressemblent\u202f: au moins une colonne «\u202fsemblable\u202f».',
    en: 'Say on what units are alike: at least one column is “alike”.',
  },
  MATCH_NEEDS_UNITS: {
    status: 422,
    fr: 'L’appariement demande un panel où l’on suit les unités, non des coupes répétées.',
    en: 'Matching needs a panel that follows units, not repeated cross-sections.',
  },
  MATCH_COLUMN_ROLE: {
    status: 422,
    fr: 'On n’apparie pas sur l’unité, la période ni la première période traitée\u202f: remettez {columns} à «\u202fnon\u202f».',
    en: 'Units are not matched on the unit, the period or the first treated period: set {columns} to “no”.',
  },
  MATCH_EQUAL_NEAREST: {
    status: 422,
    fr: 'L’égalité dans chaque paire ne se demande qu’au plus proche\u202f: mettez {columns} à «\u202fsemblable\u202f», ou appariez au plus proche.',
    en: 'Equality in each pair is for matching to the nearest only: set {columns} to “alike”, or match to the nearest.',
  },
  MATCH_EQUAL_OUTCOME: {
    status: 422,
    fr: 'Un résultat n’est pas égal d’une unité à l’autre\u202f: mettez {columns} à «\u202fsemblable\u202f».',
    en: 'Outcomes are not equal from unit to unit: set {columns} to “alike”.',
  },
  MATCH_COLUMN_NAME: {
    status: 422,
    fr: 'Le nom d’une colonne d’appariement ne peut pas contenir «\u202f@\u202f»\u202f: {columns}. Renommez-la dans le fichier.',
    en: 'The name of a column to match on cannot hold “@”: {columns}. Rename it in the file.',
  },
  MATCH_PERIOD: {
    status: 422,
    fr: 'La période de l’appariement, et celles de résultat qui la précèdent, sont dans le fichier\u202f: {columns} va de {from} à {to}.',
    en: 'The period of matching, and those of outcomes before it, are in the file: {columns} goes from {from} to {to}.',
  },
  OUTCOME_UNKNOWN: {
    status: 422,
    fr: 'Le résultat principal est l’un des résultats choisis parmi les colonnes\u202f: {outcomes}.',
    en: 'The primary outcome is one of the outcomes chosen among the columns: {outcomes}.',
  },
  REGISTERED_STAYS: {
    status: 409,
    fr: 'Une question enregistrée ne s’efface pas\u202f: close avec une raison, elle reste lisible.',
    en: 'A registered question is not deleted: closed with a reason, it stays readable.',
  },
  RUN_OVER: {
    status: 409,
    fr: 'Ce calcul n’est plus en cours\u202f: {state}.',
    en: 'This run is no longer under way: {state}.',
  },
  NOT_DONE: {
    status: 409,
    fr: 'Ce calcul n’a pas de résultat\u202f: {state}.',
    en: 'This run has no result: {state}.',
  },
  NO_PDF: {
    status: 409,
    fr: 'Ce calcul n’a pas de rapport en PDF\u202f: il est antérieur à ces rapports, ou un signe du titre ou d’une colonne ne s’y écrit pas. Le rapport en HTML dit la même chose.',
    en: 'This run has no PDF report: it was done before there were any, or a sign of the title or of a column cannot be written in one. The HTML report says the same.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals that one action may give. */
export const refusing = refusalsFrom(refusals);
