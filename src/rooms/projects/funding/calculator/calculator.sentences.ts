import { sentences } from '#kit/say.ts';
import { en } from './calculator.en.ts';
import { fr } from './calculator.fr.ts';

export const t = sentences({ fr, en });
