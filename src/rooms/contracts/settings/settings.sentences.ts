import { type Say, sentences } from '#kit/say.ts';
import { en } from './settings.en.ts';
import { fr } from './settings.fr.ts';

export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr), en: pick(en) });
