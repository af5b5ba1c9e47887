import { type Say, sentences } from '#kit/say.ts';
import { en as deliveryEn } from './delivery.en.ts';
import { fr as deliveryFr } from './delivery.fr.ts';
import { en as resultsEn } from './results.en.ts';
import { fr as resultsFr } from './results.fr.ts';

const fr = { ...deliveryFr, results: resultsFr };
const en = { ...deliveryEn, results: resultsEn };

/** What is said of deliverables, changes, results and market, in the language of the request. */
export const t = sentences({ fr, en });

/** One sentence in both languages, for what is said after a redirect. */
export const inBoth = (pick: (words: typeof en) => string): Say => ({ fr: pick(fr), en: pick(en) });
