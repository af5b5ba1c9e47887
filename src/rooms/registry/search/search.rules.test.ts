import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameWords } from './name-words.rules.ts';
import { corrections, mistakesBetween, readSearch, toleranceOf, type Wanted } from './search.rules.ts';

describe('What was typed', () => {
  it.each<[typed: string, wanted: Wanted, which: string]>([
    ['443 061 841', { by: 'number', digits: '443061841' }, 'a SIREN with spaces'],
    ['443\u202f061', { by: 'number', digits: '443061' }, 'its beginning, pasted with no-break spaces'],
    ['44306184100047', { by: 'number', digits: '44306184100047' }, 'a SIRET'],
    ['42', { by: 'words', words: ['42'] }, 'two digits, which begin no number'],
    ['443061841000471', { by: 'words', words: ['443061841000471'] }, 'more digits than a SIRET has'],
    ['3D Systèmes', { by: 'words', words: ['3d', 'systemes'] }, 'a digit among letters'],
    ['L’Œuvre & Cie', { by: 'words', words: ['l', 'oeuvre', 'cie'] }, 'an apostrophe, a ligature and a sign'],
    ['  %_\\ ', { by: 'nothing' }, 'signs that would mean something to the store'],
  ])('« %s » is read as %o: %s', (typed, wanted) => {
    expect(readSearch(typed)).toEqual(wanted);
  });
});

/** The definition, cell after cell. */
function everyMistake(one: string, other: string): number {
  const table: number[][] = [];
  const cell = (row: number, column: number) => table[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row <= one.length; row++) {
    table.push([]);
    for (let column = 0; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const exchanged = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      table[row]!.push(
        Math.min(
          row === 0 ? column : cell(row - 1, column) + 1,
          column === 0 ? row : cell(row, column - 1) + 1,
          row > 0 && column > 0 ? cell(row - 1, column - 1) + (same ? 0 : 1) : Number.POSITIVE_INFINITY,
          row > 1 && column > 1 && exchanged ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cell(one.length, other.length);
}

describe('Mistyped words', () => {
  const anyWord = fc.stringMatching(/^[a-z]{6,12}$/);

  it('A letter missing, one too many, one for another or two exchanged are one mistake each', () => {
    expect(mistakesBetween('energie', 'energe', 2)).toBe(1);
    expect(mistakesBetween('energie', 'energiee', 2)).toBe(1);
    expect(mistakesBetween('energie', 'enargie', 2)).toBe(1);
    expect(mistakesBetween('energie', 'enregie', 2)).toBe(1);
    expect(mistakesBetween('energie', 'chimie', 2)).toBe(3);
  });

  it('The distance is the same both ways, and none from a word to itself', () => {
    fc.assert(
      fc.property(anyWord, anyWord, (one, other) => {
        expect(mistakesBetween(one, one, 2)).toBe(0);
        expect(mistakesBetween(one, other, 20)).toBe(mistakesBetween(other, one, 20));
      }),
    );
  });

  it('Counting stops beyond the most that is allowed, and is the same as counting every mistake below', () => {
    const fewLetters = fc.stringMatching(/^[abc]{0,9}$/);
    fc.assert(
      fc.property(fewLetters, fewLetters, fc.nat(4), (one, other, most) => {
        expect(mistakesBetween(one, other, most)).toBe(Math.min(everyMistake(one, other), most + 1));
        const beginning = Math.min(3, other.length);
        expect(mistakesBetween(one, other, most, beginning)).toBe(
          Math.min(everyMistake(one, other.slice(0, beginning)), most + 1),
        );
      }),
    );
  });

  it('A word with one mistake anywhere finds itself in the vocabulary', () => {
    fc.assert(
      fc.property(
        anyWord,
        fc.array(anyWord, { maxLength: 4 }),
        fc.nat(20),
        fc.constantFrom(...'abcxyz'),
        (word, others, at, letter) => {
          const place = at % word.length;
          const typed = [
            word.slice(0, place) + word.slice(place + 1),
            word.slice(0, place) + letter + word.slice(place),
            word.slice(0, place) + letter + word.slice(place + 1),
          ];
          // Typed like another word that exists, it is no mistake.
          fc.pre(!typed.some((one) => others.includes(one)));
          for (const one of typed) expect(corrections(one, [...others, word])).toContain(word);
        },
      ),
    );
  });

  it('Two letters are too few to guess from, and the nearest word comes first', () => {
    expect(toleranceOf('ea')).toBe(0);
    expect(corrections('ea', ['eau'])).toEqual([]);
    expect(corrections('eua', ['eau', 'elan', 'era'])).toEqual(['eau', 'era']);
    expect(corrections('minalgo', ['mineral', 'minalogic'])).toEqual(['minalogic']);
  });
});

describe('The vocabulary kept in memory', () => {
  const fewLetters = fc.stringMatching(/^[abcde1]{3,10}$/);

  it('corrects as if each of its words had been compared letter by letter', () => {
    fc.assert(
      fc.property(fewLetters, fc.uniqueArray(fewLetters, { maxLength: 60 }), (typed, vocabulary) => {
        expect(new NameWords(vocabulary).corrections(typed)).toEqual(corrections(typed, vocabulary));
      }),
    );
  });

  it('knows a long word anywhere in a word of a name, a short one at its beginning', () => {
    const words = new NameWords(['minalogic', 'energie', 'minalogic']);
    expect(['logic', 'minalogic', 'en', 'e'].filter((word) => words.excludes(word))).toEqual([]);
    expect(['logique', 'ie', 'ener mina', 'cenergie'].filter((word) => words.holds(word))).toEqual([]);
    words.add(['logique']);
    expect(words.holds('ogiqu')).toBe(true);
  });

  it('keeps no more words than it may, and then excludes none', () => {
    const words = new NameWords(['minalogic', 'energie'], 2);
    expect(words.excludes('velmor')).toBe(true);
    words.add(['velmor']);
    expect(words.holds('velmor')).toBe(false);
    expect(words.excludes('velmor')).toBe(false);
    expect(words.corrections('vlemor')).toEqual([]);
    expect(words.corrections('energei')).toEqual(['energie']);
  });
});
