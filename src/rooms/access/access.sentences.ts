import { sentences } from '#kit/say.ts';
import { en } from './access.en.ts';
import { fr } from './access.fr.ts';

/** `t().signIn.title` in the language being spoken. */
export const t = sentences({ fr, en });
