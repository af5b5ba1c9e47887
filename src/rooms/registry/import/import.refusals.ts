import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

/** Why an import says no, and what to do about it. */
const refusals = {
  NO_FILE: {
    status: 422,
    fr: 'Aucun fichier n’a été donné. Choisissez un fichier CSV ou .xlsx.',
    en: 'No file was given. Choose a CSV or .xlsx file.',
  },
  UNKNOWN_FILE: {
    status: 422,
    fr: 'Ce fichier n’a pas été reçu, ou il a été envoyé par une autre personne. Envoyez-le de nouveau.',
    en: 'This file was not received, or another person sent it. Send it again.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    fr: 'Ce fichier dépasse {limit}\u00a0Mo. Partagez-le en plusieurs fichiers, qui porteront chacun les en-têtes.',
    en: 'This file is larger than {limit} MB. Split it into several files, each with the headers.',
  },
  UNREADABLE: { status: 422, fr: '{reason}', en: '{reason}' },
  PATH_RESERVED: {
    status: 422,
    fr: 'Un chemin sur le serveur ne se donne qu’en ligne de commande. Envoyez le fichier lui-même.',
    en: 'A path on the server is only given at the command line. Send the file itself.',
  },
  PATH_UNREADABLE: {
    status: 422,
    fr: 'Le fichier {path} ne s’ouvre pas. Vérifiez son chemin et que Grappe a le droit de le lire.',
    en: 'The file {path} cannot be opened. Check its path, and that Grappe may read it.',
  },
  IMPORT_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  COLUMNS_NEEDED: { status: 422, fr: '{reason}', en: '{reason}' },
  NO_COLUMNS: {
    status: 422,
    fr: 'Un fichier de la base Sirene n’a pas de colonnes à rapprocher. Vérifiez-le directement.',
    en: 'A Sirene file has no columns to match. Check it directly.',
  },
  ABSENT_ONLY_MEMBERS: {
    status: 422,
    fr: 'Seule une liste de membres peut mettre fin aux adhésions qu’elle ne nomme pas.',
    en: 'Only a list of members can end the memberships that it does not name.',
  },
  ABSENT_DAY: {
    status: 422,
    fr: 'Indiquez le dernier jour des adhésions que le fichier ne nomme pas.',
    en: 'Give the last day of the memberships that the file does not name.',
  },
  ABSENT_REASON: {
    status: 422,
    fr: 'Indiquez pourquoi ces adhésions prennent fin\u202f: une adhésion terminée garde son motif.',
    en: 'Say why these memberships end: a membership that ended keeps its reason.',
  },
} as const satisfies Record<string, Refusal>;

export type ImportRefusal = keyof typeof refusals;

/** The refusals that one action may give. */
export const importRefusing = refusalsFrom(refusals);
