import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';
import { say } from '#kit/say.ts';

const refusals = {
  CAMPAIGN_CLOSED: {
    fr: 'La campagne {year} n’est pas ouverte\u202f: aucune déclaration ne s’y ouvre ni ne s’y modifie.',
    en: 'The {year} campaign is not open: no return can be opened or changed in it.',
  },
  NOTHING_OWED: {
    fr: 'Ce pôle n’a pas de contrat au 31 décembre {year}, et la campagne ne lui pose aucune question\u202f: il ne doit rien.',
    en: 'This cluster has no contract on 31 December {year}, and the campaign asks it nothing: it owes nothing.',
  },
  RETURN_NOT_OPENED: {
    fr: 'Cette déclaration n’est pas commencée. Ouvrez-la d’abord.',
    en: 'This return has not been started. Open it first.',
  },
  RETURN_CLOSED: {
    fr: 'Cette déclaration n’est plus modifiable\u202f: elle est «\u202f{state}\u202f». Elle le redevient si une autorité la renvoie.',
    en: 'This return can no longer be changed: it is “{state}”. It can again if an authority sends it back.',
  },
  FIGURES_REFUSED: {
    status: 422,
    fr: 'Rien n’est enregistré\u202f: des cases sont à corriger ({count}).',
    en: 'Nothing is saved: some cells need correcting ({count}).',
  },
  NOTHING_CHANGED: {
    status: 422,
    fr: 'Rien n’a changé\u202f: la déclaration est déjà enregistrée ainsi.',
    en: 'Nothing has changed: the return is already saved like this.',
  },
  NARRATIVE_CHANGED: {
    fr: 'Ce texte a été modifié depuis que vous l’avez ouvert. Le vôtre est gardé ici\u202f: comparez, puis enregistrez à nouveau.',
    en: 'This text has been changed since you opened it. Yours is kept here: compare, then save again.',
  },
  UNKNOWN_FIGURE: {
    status: 422,
    fr: 'La déclaration n’a pas de chiffre «\u202f{typed}\u202f».',
    en: 'The return has no figure “{typed}”.',
  },
  CELL_CHANGED: {
    status: 409,
    fr: '{who} a modifié ce chiffre le {at}. La valeur enregistrée est {value}\u202f; la vôtre est gardée ici. Comparez, puis enregistrez à nouveau.',
    en: '{who} changed this figure on {at}. The value on record is {value}; yours is kept here. Compare, then save again.',
  },
  CELL_TWICE: {
    status: 422,
    fr: 'Ce chiffre est donné deux fois dans le même envoi.',
    en: 'This figure is given twice in the same sending.',
  },
  TERM_MISSING: {
    status: 422,
    fr: 'Un ratio se déclare avec ses deux termes, par exemple 12 et 40.',
    en: 'A ratio is given with its two terms, for example 12 and 40.',
  },
  DENOMINATOR_ZERO: {
    status: 422,
    fr: 'Rien ne se rapporte à zéro\u202f: si le total est nul, le ratio est «\u202fs.o.\u202f».',
    en: 'Nothing is over zero: when the total is nil, the ratio is “n/a”.',
  },
  NOT_A_DAY: {
    status: 422,
    fr: 'Cette date n’est pas lisible. Écrivez-la jour/mois/année, par exemple 30/06/2016.',
    en: 'This date cannot be read. Write it day/month/year, for example 30/06/2016.',
  },
  NOT_A_STATE: {
    status: 422,
    fr: '«\u202f{typed}\u202f» n’est pas un état. Choisissez dans la liste\u202f: {states}.',
    en: '“{typed}” is no state. Choose from the list: {states}.',
  },
  NOT_A_REASON: {
    status: 422,
    fr: '«\u202f{typed}\u202f» n’est pas un motif de la liste. Choisissez-en un, ou «\u202fAutre\u202f» avec vos mots.',
    en: '“{typed}” is no reason of the list. Choose one, or “Other” with your words.',
  },
  WORDS_TOO_LONG: {
    status: 422,
    fr: 'Ce texte dépasse {most} caractères. Raccourcissez-le.',
    en: 'This text is over {most} characters. Shorten it.',
  },
  UNKNOWN_LINE: {
    status: 422,
    fr: '«\u202f{typed}\u202f» n’est ni le nom ni le code d’un chiffre de cette déclaration.',
    en: '“{typed}” is neither the name nor the code of a figure of this return.',
  },
  LINE_BEYOND: {
    status: 422,
    fr: 'Cette ligne est au-delà du dernier chiffre de la grille.',
    en: 'This line is beyond the last figure of the grid.',
  },
  TOO_MANY_VALUES: {
    status: 422,
    fr: 'La ligne donne {count} valeurs là où ce chiffre en prend {most}. Ne copiez que la colonne de {year}, ou ajoutez une première ligne avec les années.',
    en: 'The line gives {count} values where this figure takes {most}. Copy the column of {year} only, or add a first line with the years.',
  },
  STATE_AND_VALUE: {
    status: 422,
    fr: 'La ligne donne une valeur et dit qu’il n’y en a pas ({state}). Gardez l’un ou l’autre.',
    en: 'The line gives a value and says that there is none ({state}). Keep one or the other.',
  },
  FILE_UNREADABLE: {
    status: 422,
    fr: 'Ce fichier n’est pas un classeur XLSX lisible\u202f: il est abîmé ou d’un autre format. Téléchargez à nouveau le tableur de la déclaration, et enregistrez-le au format XLSX.',
    en: 'This file is no XLSX workbook that can be read: it is damaged or of another format. Download the spreadsheet of the return again, and save it as XLSX.',
  },
  FILE_WITHOUT_KEYS: {
    status: 422,
    fr: 'Ce classeur n’a pas la feuille de la déclaration, ou sa colonne de clés a été supprimée (colonne A, masquée). Téléchargez à nouveau le tableur et copiez-y vos valeurs.',
    en: 'This workbook does not have the sheet of the return, or its column of keys was removed (column A, hidden). Download the spreadsheet again and copy your values into it.',
  },
  FILE_WITHOUT_COLUMN: {
    status: 422,
    fr: 'La colonne «\u202f{column}\u202f» manque dans ce classeur, ou son titre a changé. Téléchargez à nouveau le tableur et copiez-y vos valeurs.',
    en: 'The column “{column}” is missing in this workbook, or its title has changed. Download the spreadsheet again and copy your values into it.',
  },
  LINE_WITHOUT_KEY: {
    status: 422,
    fr: 'Cette ligne n’a plus sa clé (colonnes A et B, masquées)\u202f: elle a été ajoutée ou abîmée. Supprimez-la, ou copiez ses valeurs dans un nouveau tableur.',
    en: 'This line has lost its key (columns A and B, hidden): it was added or damaged. Remove it, or copy its values into a new spreadsheet.',
  },
  FILE_OF_ANOTHER: {
    status: 422,
    fr: 'Ce classeur est celui d’une autre déclaration ({found}). Celle-ci est {wanted}.',
    en: 'This workbook is that of another return ({found}). This one is {wanted}.',
  },
  ERRORS_BLOCK: {
    status: 422,
    fr: 'La déclaration ne peut pas être déposée\u202f: {count} valeurs sont à corriger. Rien n’est déposé.',
    en: 'The return cannot be submitted: {count} values need correcting. Nothing is submitted.',
  },
  WARNINGS_ASK: {
    status: 422,
    fr: 'Confirmez chaque avertissement, ou expliquez-le par un commentaire.',
    en: 'Confirm each warning, or explain it in a comment.',
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

export type FillingRefusal = keyof typeof refusals;

/** The refusals of this slice that one operation may give. */
export const fillingRefusing = refusalsFrom(refusals);

/** What is wrong with one field of one figure, with its sentence in the language spoken. */
export interface Fault {
  /** Name of the input. */
  readonly field: string;
  readonly message: string;
}

/** The sentence of a refusal, in the language spoken. */
export const refusalSentence = (code: FillingRefusal, marks: Readonly<Record<string, string | number>> = {}): string =>
  say(refusals[code]).replace(/\{(\w+)\}/g, (mark, key: string) => String(marks[key] ?? mark));
