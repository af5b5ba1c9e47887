import { formatCents, formatNumber, locale, type Say, speaking, unitFor, type Widen } from '#kit/say.ts';
import type { CheckedCell } from './check.ts';
import { en } from './checks.en.ts';
import { fr } from './checks.fr.ts';

/** One finding in both languages; what is computed inside is written in the language being spoken. */
export const said = (pick: (words: Widen<typeof fr>) => string): Say => ({
  fr: speaking('fr', () => pick(fr)),
  en: speaking('en', () => pick(en)),
});

/** A value with what it counts, in the language being spoken: « 12 projets », « 45 % », « 1 200 € ». */
export function valueInWords({ measure, unit }: Pick<CheckedCell, 'measure' | 'unit'>, value: number): string {
  switch (measure) {
    case 'amount':
      return formatCents(value);
    case 'ratio':
      return `${formatNumber(value, 2)}\u202f%`;
    case 'yes-no':
      return value === 1 ? (locale() === 'fr' ? 'oui' : 'yes') : locale() === 'fr' ? 'non' : 'no';
    default:
      return `${formatNumber(value, 2)} ${unitFor(value, unit[locale()])}`.trim();
  }
}
