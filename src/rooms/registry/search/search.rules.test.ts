import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
