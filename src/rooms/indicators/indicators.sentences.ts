import { sentences } from '#kit/say.ts';
import { en } from './indicators.en.ts';
import { fr } from './indicators.fr.ts';

export const t = sentences({ fr, en });
