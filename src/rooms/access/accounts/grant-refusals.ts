import type { Refusal } from '#kit/context.ts';

/** Why a function cannot be given; shared by the two acts that give one. */
export const GRANT_REFUSALS = {
  SCOPE_UNKNOWN: {
    status: 422,
    fr: 'Ce périmètre n’existe pas. Choisissez-en un dans la liste, ou écrivez l’identifiant ou le SIREN d’une organisation connue de Grappe.',
    en: 'This scope does not exist. Choose one from the list, or write the id or SIREN of an organisation that Grappe knows.',
  },
  SCOPE_NOT_FOR_ROLE: {
    status: 422,
    fr: 'Cette fonction ne s’exerce pas sur ce périmètre. {expected}',
    en: 'This function is not held on this scope. {expected}',
  },
  MISSION_REQUIRED: {
    status: 422,
    fr: 'Un évaluateur agit pour une mission\u202f: écrivez laquelle et la décision qui la confie.',
    en: 'An evaluator acts for a mission: write which, and the decision that entrusts it.',
  },
  LAST_DAY_REQUIRED: {
    status: 422,
    fr: 'La mission d’un évaluateur est datée\u202f: écrivez son dernier jour.',
    en: 'An evaluator’s mission is dated: write its last day.',
  },
  LAST_DAY_BEFORE_FIRST: {
    status: 422,
    fr: 'Le dernier jour vient avant le premier. Écrivez un dernier jour à partir du {from}.',
    en: 'The last day comes before the first. Write a last day from {from}.',
  },
  OUTSIDE_YOUR_AUTHORITY: {
    fr: 'Vous ne pouvez donner que les fonctions de votre équipe et de vos organisations membres. Pour les autres, demandez à l’administrateur du programme.',
    en: 'You may only give the functions of your team and of your member organisations. For others, ask the programme administrator.',
  },
  FUNCTION_ALREADY_HELD: {
    fr: 'Cette personne exerce déjà cette fonction sur ce périmètre pendant ces jours. Choisissez d’autres dates, ou mettez d’abord fin à l’autre.',
    en: 'This person already holds this function on this scope during those days. Choose other dates, or end the other first.',
  },
  ACCOUNT_DEACTIVATED: {
    fr: 'Ce compte est fermé. L’administrateur du programme peut le rouvrir.',
    en: 'This account is closed. The programme administrator can reopen it.',
  },
} as const satisfies Record<string, Refusal>;

export type GrantRefusal = keyof typeof GRANT_REFUSALS;
