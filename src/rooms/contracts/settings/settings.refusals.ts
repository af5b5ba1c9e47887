import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  RULES_CHANGED: {
    status: 409,
    fr: 'Ces règles ont changé depuis que vous les avez ouvertes. Votre saisie est conservée\u202f: comparez avec les règles actuelles, puis enregistrez à nouveau.',
    en: 'These rules have changed since you opened them. What you typed is kept: compare it with the present rules, then save again.',
  },
  TERM_BEFORE_START: {
    status: 422,
    fr: 'Le terme des contrats vient avant leur début.',
    en: 'The term of the contracts comes before their start.',
  },
  DUE_OUTSIDE_TERM: {
    status: 422,
    fr: 'L’échéance de signature tombe hors de la période des contrats.',
    en: 'The day by which contracts are due signed lies outside their period.',
  },
  PATH_OUTSIDE_TERM: {
    status: 422,
    fr: 'La trajectoire nomme {year}, qui est hors de la période des contrats.',
    en: 'The path names {year}, which lies outside the period of the contracts.',
  },
  NOTHING_CHANGED: {
    status: 422,
    fr: 'Aucune règle n’a changé\u202f: il n’y a rien à enregistrer.',
    en: 'No rule has changed: there is nothing to save.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals of the settings that one action may give. */
export const settingsRefusing = refusalsFrom(refusals);
