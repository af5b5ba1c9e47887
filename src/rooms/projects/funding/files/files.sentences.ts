import { type Say, sentences, speaking, type Widen } from '#kit/say.ts';
import { en } from './files.en.ts';
import { fr } from './files.fr.ts';

export const t = sentences({ fr, en });

/** One of these sentences in both languages. */
export const inBoth = (pick: (words: Widen<typeof fr>) => string): Say => ({
  fr: speaking('fr', () => pick(t())),
  en: speaking('en', () => pick(t())),
});
