import { type Say, sentences } from '#kit/say.ts';
import { en } from './approval.en.ts';
import { fr } from './approval.fr.ts';

/** What is said of the examination of returns, in the language of the request. */
export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr), en: pick(en) });
