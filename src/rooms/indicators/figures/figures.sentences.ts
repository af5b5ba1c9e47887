import { type Say, sentences } from '#kit/say.ts';
import { en } from './figures.en.ts';
import { fr } from './figures.fr.ts';

export const t = sentences({ fr, en });

/** A sentence of the catalogue in both languages, for what is said after a redirect. */
export const inBoth = (words: (tree: typeof fr | typeof en) => string): Say => ({ fr: words(fr), en: words(en) });
