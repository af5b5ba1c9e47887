import { sentences } from '#kit/say.ts';
import { en } from './projects.en.ts';
import { fr } from './projects.fr.ts';

export const t = sentences({ fr, en });
