import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  ALREADY_THERE: {
    status: 409,
    fr: 'Ce passage ne peut pas aller plus loin dans ce sens\u202f: il est déjà à cette place, ou celle que vous visez n’existe plus.',
    en: 'This passage cannot go further that way: it is already there, or the place you aim at no longer exists.',
  },
  CHANGE_UNKNOWN: {
    status: 422,
    fr: 'Cette version du passage n’est pas dans son historique. Choisissez-en une de la liste.',
    en: 'This version of the passage is not in its history. Choose one of the list.',
  },
  SAME_CONTENT: {
    status: 409,
    fr: 'Le passage est déjà écrit ainsi\u202f: il n’y a rien à rétablir.',
    en: 'The passage is already written like this: there is nothing to restore.',
  },
  NOT_VALID_ANY_MORE: {
    status: 409,
    fr: 'Cette version n’a plus la forme que le texte demande aujourd’hui. Reprenez-la à la main.',
    en: 'This version no longer has the form that the text asks today. Write it again by hand.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals of acts on a passage of any kind that one action may give. */
export const clauseRefusing = refusalsFrom(refusals);
