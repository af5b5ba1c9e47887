import { corrections, isShort, toleranceOf } from './search.rules.ts';

/**
 * So many words are kept: the names of 200,000 organisations hold 40,000 to 150,000 different ones, and a word takes about 100 bytes, so
 * that a process never gives more than some 50 MB to them.
 */
export const MOST_WORDS_KEPT = 500_000;

/** The letters that a word holds, one bit each; digits share the four bits that are left. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let place = 0; place < word.length; place++) {
    const code = word.charCodeAt(place);
    letters |= code >= 97 ? 1 << (code - 97) : 1 << (26 + (code & 3));
  }
  return letters;
}

function isMoreThan(most: number, letters: number): boolean {
  let left = letters;
  for (let taken = 0; taken < most && left !== 0; taken++) left &= left - 1;
  return left !== 0;
}

/** The vocabulary of the names of organisations, in memory: which words stand in names, and which of them a mistyped one may stand for. */
export class NameWords {
  readonly #most: number;
  readonly #known = new Set<string>();
  readonly #words: string[] = [];
  readonly #letters: number[] = [];
  /** Every word between two spaces: looking through one text is much faster than through so many words. */
  #text = ' ';
  #complete = true;

  constructor(words: Iterable<string> = [], most = MOST_WORDS_KEPT) {
    this.#most = most;
    this.add(words);
  }

  /** Words known already are passed over. */
  add(words: Iterable<string>): void {
    const added: string[] = [];
    for (const word of words) {
      if (this.#known.has(word)) continue;
      if (this.#words.length === this.#most) {
        this.#complete = false;
        break;
      }
      this.#known.add(word);
      this.#words.push(word);
      this.#letters.push(lettersOf(word));
      added.push(word);
    }
    if (added.length > 0) this.#text += `${added.join(' ')} `;
  }

  /** Does it stand in some name, as the store looks for it: at the beginning of a word when short, else anywhere in one? */
  holds(word: string): boolean {
    return this.#text.includes(isShort(word) ? ` ${word}` : word);
  }

  /** No name can hold it: only when every word is known here, else the store must be asked. */
  excludes(word: string): boolean {
    return this.#complete && !this.holds(word);
  }

  corrections(word: string): string[] {
    const most = toleranceOf(word);
    return most === 0 ? [] : corrections(word, this.#near(word, most));
  }

  /**
   * Those worth comparing letter by letter, a few in a hundred: each mistake adds to a word, or takes from it, one letter at most that the
   * other has not. A longer word may have others after its beginning.
   */
  #near(word: string, most: number): string[] {
    const typed = lettersOf(word);
    return this.#words.filter((candidate, at) => {
      const letters = this.#letters[at]!;
      const longer = candidate.length - word.length;
      if (longer < -most || isMoreThan(most, typed & ~letters)) return false;
      return (
        (longer <= most && !isMoreThan(most, letters & ~typed)) ||
        (longer > 0 && !isMoreThan(most - 1, typed & ~letters))
      );
    });
  }
}
