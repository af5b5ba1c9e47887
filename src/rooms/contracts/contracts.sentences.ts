import { sentences } from '#kit/say.ts';
import { en } from './contracts.en.ts';
import { fr } from './contracts.fr.ts';

export const t = sentences({ fr, en });
