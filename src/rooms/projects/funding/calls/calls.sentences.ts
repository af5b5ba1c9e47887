import { type Say, sentences, speaking, type Widen } from '#kit/say.ts';
import { en } from './calls.en.ts';
import { fr } from './calls.fr.ts';

export const t = sentences({ fr, en });

/** One of these sentences in both languages, with the name of something in the same one. */
export const inBoth = (pick: (words: Widen<typeof fr>, say: (name: Say) => string) => string): Say => ({
  fr: speaking('fr', () => pick(t(), (name) => name.fr)),
  en: speaking('en', () => pick(t(), (name) => name.en)),
});
