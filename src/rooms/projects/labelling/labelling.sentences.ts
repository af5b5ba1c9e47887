import { type Say, sentences } from '#kit/say.ts';
import { en as committeeEn } from './committee.en.ts';
import { fr as committeeFr } from './committee.fr.ts';
import { en as labellingEn } from './labelling.en.ts';
import { fr as labellingFr } from './labelling.fr.ts';

const fr = { ...labellingFr, ...committeeFr };
const en: typeof fr = { ...labellingEn, ...committeeEn };

/** What the screens of labelling say, in the language of the request: the project's side, and the committee's. */
export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr), en: pick(en) });
