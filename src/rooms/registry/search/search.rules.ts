import { bareNumber, SIREN_DIGITS, SIRET_DIGITS } from '../siren.rules.ts';

/** What was typed, as the store looks for it. */
export type Wanted =
  | { readonly by: 'number'; readonly digits: string }
  | { readonly by: 'words'; readonly words: readonly string[] }
  | { readonly by: 'nothing' };

/** Fewer digits than this look like a word (« 3D », « 42 »), not like the beginning of a number. */
const FEWEST_DIGITS = 3;

/** More words than this narrow nothing down. */
const MOST_WORDS = 8;

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

/** A SIREN or SIRET, whole or its first digits, with or without spaces; else words. */
export function readSearch(typed: string): Wanted {
  const digits = bareNumber(typed);
  if (/^\d+$/.test(digits) && digits.length >= FEWEST_DIGITS && digits.length <= SIRET_DIGITS)
    return { by: 'number', digits };
  const words = plainWords(typed).slice(0, MOST_WORDS);
  return words.length === 0 ? { by: 'nothing' } : { by: 'words', words };
}

export const isBeyondSiren = (digits: string): boolean => digits.length > SIREN_DIGITS;

/** A word this short is looked for at the beginning of words only: anywhere else it is in half of the names. */
export const isShort = (word: string): boolean => word.length < 3;

/** How many mistakes a word of this length may hold: none in two letters, where any other word would do. */
export const toleranceOf = (word: string): number => (word.length <= 2 ? 0 : word.length <= 5 ? 1 : 2);

/** The lines of the comparison under way, kept from one to the next: a correction makes thousands, each of a few dozen cells. */
let lines: readonly [Uint8Array, Uint8Array, Uint8Array] = linesOf(64);

function linesOf(cells: number): [Uint8Array, Uint8Array, Uint8Array] {
  return [new Uint8Array(cells), new Uint8Array(cells), new Uint8Array(cells)];
}

/**
 * Mistakes between a word and the first letters of another (all of them by default): a letter missing, one too many, one for another, or two
 * neighbours exchanged (optimal string alignment distance). Stops counting beyond `most`, 250 at the most, and looks only at the cells
 * that so many mistakes can reach, on both sides of the diagonal.
 */
export function mistakesBetween(one: string, other: string, most: number, length = other.length): number {
  const beyond = most + 1;
  if (Math.abs(one.length - length) > most) return beyond;
  if (lines[0].length < length + 2) lines = linesOf(2 * length + 2);
  let [before, last, line] = lines;
  for (let column = 0; column <= length; column++) last[column] = Math.min(column, beyond);
  for (let row = 1; row <= one.length; row++) {
    const first = Math.max(1, row - most);
    const end = Math.min(length, row + most);
    const letter = one.charCodeAt(row - 1);
    line[first - 1] = first === 1 ? Math.min(row, beyond) : beyond;
    let fewestOfRow = line[first - 1]!;
    for (let column = first; column <= end; column++) {
      const same = letter === other.charCodeAt(column - 1);
      let fewest = Math.min(last[column]! + 1, line[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1), beyond);
      const exchanged =
        row > 1 &&
        column > 1 &&
        letter === other.charCodeAt(column - 2) &&
        one.charCodeAt(row - 2) === other.charCodeAt(column - 1);
      if (exchanged) fewest = Math.min(fewest, before[column - 2]! + 1);
      line[column] = fewest;
      fewestOfRow = Math.min(fewestOfRow, fewest);
    }
    // The next row looks one cell further.
    line[end + 1] = beyond;
    if (fewestOfRow > most) return beyond;
    [before, last, line] = [last, line, before];
  }
  return last[length]!;
}

/** How many corrections of one word are worth trying. */
const MOST_CORRECTIONS = 5;

/** A beginning that fits is worth half a mistake less than a whole word that does. */
const UNFINISHED = 0.5;

/**
 * The words of the vocabulary that a mistyped word may stand for: those with the fewest mistakes, and no others. Someone who stopped
 * typing in the middle of a word may have erred too, so that beginnings count: « minalgo » is near « minalogic ».
 */
export function corrections(word: string, vocabulary: readonly string[]): string[] {
  const most = toleranceOf(word);
  let fewest = most;
  const near: { readonly candidate: string; readonly mistakes: number }[] = [];
  for (const candidate of vocabulary) {
    const enough = Math.min(most, Math.floor(fewest + UNFINISHED));
    const whole = mistakesBetween(word, candidate, enough);
    const unfinished = word.length >= 4 && candidate.length > word.length;
    const beginning = unfinished ? mistakesBetween(word, candidate, enough, word.length) + UNFINISHED : whole;
    const mistakes = Math.min(whole, beginning);
    if (mistakes > fewest + UNFINISHED || mistakes > most) continue;
    fewest = Math.min(fewest, mistakes);
    near.push({ candidate, mistakes });
  }
  return near
    .filter(({ mistakes }) => mistakes <= fewest + UNFINISHED)
    .toSorted(
      (a, b) =>
        a.mistakes - b.mistakes || a.candidate.length - b.candidate.length || (a.candidate < b.candidate ? -1 : 1),
    )
    .slice(0, MOST_CORRECTIONS)
    .map(({ candidate }) => candidate);
}
