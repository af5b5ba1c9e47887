import { type Say, sentences } from '#kit/say.ts';
import { en } from './import.en.ts';
import { fr } from './import.fr.ts';

/** What the screens of imports say, in the language of the request. */
export const t = sentences({ fr, en });

/** One of their sentences in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr as typeof en), en: pick(en) });
