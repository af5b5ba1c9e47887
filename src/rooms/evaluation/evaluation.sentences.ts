import { type Say, sentences } from '#kit/say.ts';
import { en } from './evaluation.en.ts';
import { fr } from './evaluation.fr.ts';

/** What the screens of evaluations say, in the language of the request. */
export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect or with a refusal. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr as never), en: pick(en) });
