import { type Say, sentences } from '#kit/say.ts';
import { en } from './filling.en.ts';
import { fr } from './filling.fr.ts';

/** What the screens of a return say, in the language of the request. */
export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr as never), en: pick(en) });
