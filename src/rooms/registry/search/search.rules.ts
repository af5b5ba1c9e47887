import { bareNumber, SIREN_DIGITS, SIRET_DIGITS } from '../siren.rules.ts';

/** What was typed, as the store looks for it. */
export type Wanted =
  | { readonly by: 'number'; readonly digits: string }
  | { readonly by: 'words'; readonly text: string; readonly words: readonly string[] }
  | { readonly by: 'nothing' };

/** Fewer digits than this look like a word (« 3D », « 42 »), not like the beginning of a number. */
const FEWEST_DIGITS = 3;

const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** The form under which the store keeps names (`registry.plain`): no accents, no capitals, words of letters and digits. */
export const plainWords = (typed: string): string[] =>
  typed
    .toLowerCase()
    .replace(/[œæßøłđ]/g, (letter) => ligatures[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** More words than this narrow nothing down. */
const MOST_WORDS = 8;

/** A SIREN or SIRET, whole or its first digits, with or without spaces; else words. */
export function readSearch(typed: string): Wanted {
  const digits = bareNumber(typed);
  if (/^\d+$/.test(digits) && digits.length >= FEWEST_DIGITS && digits.length <= SIRET_DIGITS)
    return { by: 'number', digits };
  const words = plainWords(typed).slice(0, MOST_WORDS);
  return words.length === 0 ? { by: 'nothing' } : { by: 'words', text: words.join(' '), words };
}

export const isBeyondSiren = (digits: string): boolean => digits.length > SIREN_DIGITS;
