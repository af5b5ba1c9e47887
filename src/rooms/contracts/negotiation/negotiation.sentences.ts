import { type Say, sentences } from '#kit/say.ts';
import { en } from './negotiation.en.ts';
import { fr } from './negotiation.fr.ts';
import { formsEn } from './negotiation-forms.en.ts';
import { formsFr } from './negotiation-forms.fr.ts';

export const t = sentences({ fr, en });

/** What the forms of the negotiation say. */
export const f = sentences({ fr: formsFr, en: formsEn });

/** One sentence in both languages, for what is said after a redirect. */
export const formBoth = (pick: (words: typeof formsEn) => string): Say => ({ fr: pick(formsFr), en: pick(formsEn) });
