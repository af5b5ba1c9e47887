import { sentences } from '#kit/say.ts';
import { en } from './funding.en.ts';
import { fr } from './funding.fr.ts';

/** The words of the rules, for screens that name the same things as they do. */
export const t = sentences({ fr, en });
