import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, type Difference } from './compare.ts';

const joined = (parts: readonly Difference[], kind: 'removed' | 'added') =>
  parts.map((part) => (part.kind === 'same' || part.kind === kind ? part.text : '')).join('');

/** `same [-removed-] {+added+}` */
const shown = (before: string, after: string) =>
  compareText(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

describe('what changed between two texts', () => {
  it('gives both texts back, whatever they are', () => {
    const word = fc.constantFrom('le', 'pôle', '120', '1\u202f500', '  ', '\n', 'l’État', '«', '»', '.', 'œ', '🚀', '');
    const words = (between: string) => fc.array(word).map((all) => all.join(between));
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), words(' '), words(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = compareText(before, after);
        expect(joined(parts, 'removed')).toBe(before);
        expect(joined(parts, 'added')).toBe(after);
        expect(parts.every((part) => part.text !== '')).toBe(true);
        if (before === after) expect(parts.every((part) => part.kind === 'same')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('compares words, never the inside of one: a number with its spaces is one, so is a word with its accents', () => {
    expect(shown('Créer 120 emplois', 'Créer 150 emplois')).toBe('Créer [-120-]{+150+} emplois');
    expect(shown('de 1\u202f200,5 €', 'de 1\u202f250,5 €')).toBe('de [-1\u202f200,5-]{+1\u202f250,5+} €');
    expect(shown('la région décide', 'la régie décide')).toBe('la [-région-]{+régie+} décide');
    expect(shown('l’État signe', 'l’Étape signe')).toBe('l’[-État-]{+Étape+} signe');
  });

  it('shows words that changed side by side in one go', () => {
    expect(shown('Le pôle signe.', 'La région signe.')).toBe('[-Le pôle-]{+La région+} signe.');
  });

  it('gives up on two long texts that share nothing rather than hold the server', () => {
    const text = (start: number) => Array.from({ length: 20_000 }, (_, index) => `m${start + index}`).join(' ');
    const start = performance.now();
    const parts = compareText(text(0), text(1_000_000));
    expect(parts.map((part) => part.kind)).toEqual(['removed', 'added']);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
