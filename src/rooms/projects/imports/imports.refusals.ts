import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

/** Why an import says no, and what to do about it. */
const refusals = {
  CLUSTER_WANTED: {
    status: 422,
    fr: 'Choisissez le pôle qui suit ces projets\u202f: seul l’administrateur du programme importe pour tous.',
    en: 'Choose the cluster that follows these projects: only the programme administrator imports for all.',
  },
  NO_FILE: {
    status: 422,
    fr: 'Aucun fichier n’a été donné. Choisissez un fichier CSV ou .xlsx.',
    en: 'No file was given. Choose a CSV or .xlsx file.',
  },
  UNREADABLE: { status: 422, fr: '{reason}', en: '{reason}' },
  SYNTHETIC_RESERVED: {
    status: 422,
    fr: 'Seul l’administrateur du programme marque des projets comme fictifs.',
    en: 'Only the programme’s administrator marks projects as synthetic.',
  },
  IMPORT_CLOSED: {
    status: 409,
    fr: 'Cet import est déjà appliqué ou abandonné. Donnez le fichier de nouveau pour un autre import.',
    en: 'This import is already applied or abandoned. Give the file again for another import.',
  },
  LINES_WRONG: {
    status: 409,
    fr: '{count} lignes sont à corriger, et rien n’a été écrit. La première\u202f: ligne {row}{column} — {reason}',
    en: '{count} lines need correcting, and nothing was written. The first: line {row}{column} — {reason}',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals that one action may give. */
export const refusing = refusalsFrom(refusals);
