import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';
import { say } from '#kit/say.ts';

const refusals = {
  PARENT_GONE: {
    status: 422,
    fr: 'L’objectif auquel vous rattachez ce passage n’est pas, ou n’est plus, dans le texte. Choisissez-en un autre.',
    en: 'The objective under which you put this passage is not, or no longer, in the text. Choose another one.',
  },
  PARENT_IN_CIRCLE: {
    status: 422,
    fr: 'Un objectif ne peut pas dépendre de lui-même ni d’un de ses sous-objectifs. Choisissez un autre objectif.',
    en: 'An objective cannot stand under itself or under one of its sub-objectives. Choose another objective.',
  },
  TREE_TOO_DEEP: {
    status: 422,
    fr: 'Les objectifs s’emboîtent sur quatre niveaux au plus. Choisissez un objectif plus haut.',
    en: 'Objectives nest on four levels at most. Choose a higher objective.',
  },
  BEARER_REQUIRED: {
    status: 422,
    fr: 'Un objectif individuel est celui d’un acteur\u202f: nommez qui le porte, ou dites-le collectif.',
    en: 'An individual objective belongs to someone: name who bears it, or call it collective.',
  },
  UNKNOWN_TIE: {
    status: 422,
    fr: 'Un des choix n’existe pas ou plus ({what}). Choisissez parmi ceux de la liste.',
    en: 'One of the choices does not exist, or no longer ({what}). Choose among those of the list.',
  },
  UNKNOWN_INDICATOR: {
    status: 422,
    fr: 'Le catalogue commun n’a pas d’indicateur {code}. Choisissez-le dans la liste, ou décrivez un indicateur propre au pôle.',
    en: 'The common catalogue has no indicator {code}. Choose it from the list, or describe an indicator of the cluster’s own.',
  },
  FIELD_REQUIRED: { status: 422, fr: 'Cette valeur est nécessaire.', en: 'This value is required.' },
  RATIO_WITHOUT_PARTS: {
    status: 422,
    fr: 'Un ratio se lit avec ses deux termes\u202f: dites ce qui est compté, et rapporté à quoi.',
    en: 'A ratio is read with its two terms: say what is counted, and over what.',
  },
  SCALE_WITHOUT_LEVELS: {
    status: 422,
    fr: 'Une échelle a au moins deux niveaux différents, du plus bas au plus haut, un par ligne.',
    en: 'A scale has at least two different levels, from the lowest to the highest, one a line.',
  },
  BASELINE_AFTER_TARGET: {
    status: 422,
    fr: 'La valeur de départ ({baseline}) doit être antérieure à la première cible ({target}).',
    en: 'The baseline ({baseline}) must come before the first target ({target}).',
  },
  BASELINE_AFTER_START: {
    status: 422,
    fr: 'La valeur de départ ({baseline}) ne peut pas être postérieure au début du contrat ({start}).',
    en: 'The baseline ({baseline}) cannot come after the start of the contract ({start}).',
  },
  BASELINE_NOT_RATIO: {
    status: 422,
    fr: 'La valeur de départ ne correspond pas à ses deux termes, qui donnent {computed} %.',
    en: 'The baseline does not agree with its two terms, which give {computed}%.',
  },
  YEAR_OUTSIDE_PHASE: {
    status: 422,
    fr: '{year} est hors du contrat, qui va de {from} à {to}. Une cible se fixe pour une de ces années.',
    en: '{year} lies outside the contract, which runs from {from} to {to}. A target is set for one of these years.',
  },
  NOT_A_NUMBER: {
    status: 422,
    fr: '« {typed} » n’est pas un nombre. Écrivez par exemple 12 ou 1 234,5.',
    en: '“{typed}” is not a number. Write for example 12 or 1234.5.',
  },
  NOT_AN_AMOUNT: {
    status: 422,
    fr: '« {typed} » n’est pas un montant lisible. Écrivez-le en euros, avec deux décimales au plus, par exemple 120 000,50.',
    en: '“{typed}” cannot be read as an amount. Write it in euros, with two decimals at most, for example 120000.50.',
  },
  NOT_WHOLE: {
    status: 422,
    fr: 'Un dénombrement est un nombre entier\u202f: 12, et non 12,5.',
    en: 'A count is a whole number: 12, not 12.5.',
  },
  NEGATIVE: {
    status: 422,
    fr: 'Cette valeur ne peut pas être négative.',
    en: 'This value cannot be negative.',
  },
  NOT_YES_NO: { status: 422, fr: 'Répondez par oui ou par non.', en: 'Answer yes or no.' },
  NOT_A_LEVEL: {
    status: 422,
    fr: 'Cette valeur n’est pas sur l’échelle. Ses niveaux sont\u202f: {levels}.',
    en: 'This value is not on the scale. Its levels are: {levels}.',
  },
  REASON_REQUIRED: {
    status: 422,
    fr: 'Une cible déjà fixée change ({what}). Dites pourquoi\u202f: le motif reste dans l’historique.',
    en: 'A target that was set changes ({what}). Say why: the reason stays in the history.',
  },
  TARGETS_REFUSED: {
    status: 422,
    fr: 'Rien n’est enregistré\u202f: des cases sont à corriger ({count}).',
    en: 'Nothing is saved: some cells need correcting ({count}).',
  },
  CELL_CHANGED: {
    status: 409,
    fr: '{who} a modifié cet indicateur le {at}, après que vous avez ouvert la grille. La cible enregistrée est {value}\u202f; la vôtre est gardée ici. Comparez, puis enregistrez à nouveau.',
    en: '{who} changed this indicator on {at}, after you opened the grid. The target on record is {value}; yours is kept here. Compare, then save again.',
  },
  CELL_GONE: {
    status: 409,
    fr: 'Cet indicateur a été retiré du texte depuis que vous avez ouvert la grille.',
    en: 'This indicator has been removed from the text since you opened the grid.',
  },
  CELL_TWICE: {
    status: 422,
    fr: 'Cette case est donnée deux fois dans le même envoi.',
    en: 'This cell is given twice in the same sending.',
  },
  NOTHING_CHANGED: {
    status: 422,
    fr: 'Aucune cible n’a changé\u202f: la grille est déjà enregistrée ainsi.',
    en: 'No target has changed: the grid is already saved like this.',
  },
  PASTE_EMPTY: {
    status: 422,
    fr: 'Collez ici les cellules copiées de votre tableur.',
    en: 'Paste here the cells copied from your spreadsheet.',
  },
  PASTE_TOO_LARGE: {
    status: 422,
    fr: 'Ce bloc compte plus de {most} lignes. Collez-le en plusieurs fois.',
    en: 'This block has more than {most} lines. Paste it in several times.',
  },
} as const satisfies Record<string, Refusal>;

export type RoadmapRefusal = keyof typeof refusals;

/** What is wrong with one field of an objective or an indicator, or with one cell of the grid. */
export interface Fault {
  readonly code: RoadmapRefusal;
  /** Name of the input. */
  readonly field: string;
  readonly with?: Readonly<Record<string, string | number>>;
}

/** The refusals of this slice that one action may give. */
export const roadmapRefusing = refusalsFrom(refusals);

/** The sentence of a fault, in the language spoken. */
export const faultSentence = ({ code, with: marks }: Pick<Fault, 'code' | 'with'>): string =>
  say(refusals[code]).replace(/\{(\w+)\}/g, (mark, key: string) => String(marks?.[key] ?? mark));

/** What a form or an API answer shows: each field with its sentence. */
export const faultFields = (faults: readonly Fault[]) =>
  faults.map((fault) => ({ field: fault.field, message: faultSentence(fault) }));
