import type { Refusal } from '#kit/context.ts';

/** Nobody could open an account any more. An administrator whose function has a last day does not count: that day would come. */
export const LAST_ADMINISTRATOR = {
  fr: 'C’est le dernier administrateur du programme sans date de fin. Donnez d’abord cette fonction à une autre personne.',
  en: 'This is the last programme administrator without an end date. Give that function to somebody else first.',
} as const satisfies Refusal;
