import { sentences } from '#kit/say.ts';
import { en } from './overview.en.ts';
import { fr } from './overview.fr.ts';

export const t = sentences({ fr, en });
