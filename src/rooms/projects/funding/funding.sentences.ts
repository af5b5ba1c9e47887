import { type Say, speaking, type Widen } from '#kit/say.ts';
import { en } from './funding.en.ts';
import { fr } from './funding.fr.ts';

export type FundingWords = Widen<typeof fr>;

/**
 * One sentence in both languages, its numbers and days written as each language does; `say` picks the same language of a name. Written when it is read:
 * a list of a thousand projects shows verdicts only.
 */
export const inBoth = (pick: (words: FundingWords, say: (name: Say) => string) => string): Say => ({
  get fr() {
    return speaking('fr', () => pick(fr, (name) => name.fr));
  },
  get en() {
    return speaking('en', () => pick(en, (name) => name.en));
  },
});
