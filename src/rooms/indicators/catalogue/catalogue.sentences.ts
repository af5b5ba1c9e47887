import { type Say, sentences } from '#kit/say.ts';
import { en } from './catalogue.en.ts';
import { fr } from './catalogue.fr.ts';

export const t = sentences({ fr, en });

export const inBoth = (words: (tree: typeof fr | typeof en) => string): Say => ({ fr: words(fr), en: words(en) });
