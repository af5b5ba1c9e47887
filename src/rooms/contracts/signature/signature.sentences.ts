import { sentences } from '#kit/say.ts';
import { en } from './signature.en.ts';
import { fr } from './signature.fr.ts';

export const t = sentences({ fr, en });
