import { sentences } from '#kit/say.ts';
import { en } from './administration.en.ts';
import { fr } from './administration.fr.ts';

export const t = sentences({ fr, en });
