import { sentences } from '#kit/say.ts';
import { en } from './gallery.en.ts';
import { fr } from './gallery.fr.ts';

export const gallerySentences = sentences({ fr, en });
