import type { Say } from '#kit/say.ts';

/** Why a figure is far from its target, or from what was counted: a closed list, so that reasons can be added up over clusters. */
export const REASONS = {
  'calendar-slipped': { fr: 'Calendrier glissé d’une année', en: 'Calendar slipped by a year' },
  'funding-late': { fr: 'Financement attribué ou versé en retard', en: 'Funding granted or paid late' },
  'members-changed': { fr: 'Périmètre des membres changé', en: 'Perimeter of members changed' },
  'source-changed': { fr: 'Définition ou source changée', en: 'Definition or source changed' },
  'exceptional-year': { fr: 'Année exceptionnelle', en: 'Exceptional year' },
  'earlier-error': { fr: 'Correction d’une erreur antérieure', en: 'Correction of an earlier error' },
  'facts-incomplete': { fr: 'Faits absents ou incomplets dans Grappe', en: 'Facts missing or incomplete in Grappe' },
  'objective-dropped': { fr: 'Objectif abandonné', en: 'Objective no longer pursued' },
  'partner-withdrew': { fr: 'Partenaire retiré', en: 'Partner withdrew' },
  other: { fr: 'Autre, à préciser', en: 'Other, in words' },
} as const satisfies Record<string, Say>;

export type ReasonCode = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as readonly ReasonCode[];
export const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code);

/** A reason in words: that of the list, and what was added; for « other », what was written. */
export function reasonInWords(code: string | null, text: string): Say | null {
  if (code === null || !isReasonCode(code)) return text === '' ? null : { fr: text, en: text };
  if (code === 'other' && text !== '') return { fr: text, en: text };
  const { fr, en } = REASONS[code];
  return text === '' ? { fr, en } : { fr: `${fr}\u202f: ${text}`, en: `${en}: ${text}` };
}
