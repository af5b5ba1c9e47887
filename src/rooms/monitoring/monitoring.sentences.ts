import { sentences } from '#kit/say.ts';
import { en } from './monitoring.en.ts';
import { fr } from './monitoring.fr.ts';

export const t = sentences({ fr, en });
