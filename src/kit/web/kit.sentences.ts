import { sentences } from '#kit/say.ts';
import { en } from './kit.en.ts';
import { fr } from './kit.fr.ts';

/** `t().layout.search` in the language being spoken. */
export const t = sentences({ fr, en });
