import { type Say, sentences } from '#kit/say.ts';
import { en as financingEn } from './financing.en.ts';
import { fr as financingFr } from './financing.fr.ts';
import { en as priorityEn } from './priority.en.ts';
import { fr as priorityFr } from './priority.fr.ts';
import { en as strategyEn } from './strategy.en.ts';
import { fr as strategyFr } from './strategy.fr.ts';

const fr = { strategy: strategyFr, financing: financingFr, priority: priorityFr };
const en = { strategy: strategyEn, financing: financingEn, priority: priorityEn };

/** What the screens of this slice say, in the language of the request. */
export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr), en: pick(en) });
