import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speaking } from '#kit/say.ts';
import { type Measured, readTarget, targetWords, writtenTarget } from './target-value.rules.ts';

const of = (measure: Measured['measure'], unit = 'projets', levels: string[] = []): Measured => ({
  measure,
  unit,
  levels,
});
const scale = of('scale', 'niveau', ['Esquisse', 'Pilote', 'Référence']);

describe('A target as people and spreadsheets write it', () => {
  it.each([
    ['a number with the spaces of French', '1 234', of('count'), 1234],
    ['the narrow space of a spreadsheet', '1\u202f234', of('count'), 1234],
    ['its unit after it', '12 projets', of('count'), 12],
    ['half a full-time equivalent', '7,5', of('count', 'ETP'), 7.5],
    ['a share with its sign', '45 %', of('ratio', '%'), 45],
    ['a share with the narrow space of Intl', '45,5\u202f%', of('ratio', '%'), 45.5],
    ['a growth below nought', '-2,5 %', of('ratio', '%'), -2.5],
    ['an amount with a comma', '120 000,50 €', of('amount', '€'), 12_000_050],
    ['yes', 'Oui', of('yes-no'), 1],
    ['no', 'non', of('yes-no'), 0],
    ['the name of a level', 'référence', scale, 3],
    ['the rank of a level', '2', scale, 2],
    ['nothing', '  ', of('count'), null],
    ['a dash, which removes', '–', of('count'), null],
  ])('reads %s', (_label, typed, indicator, value) => {
    expect(readTarget(typed, indicator)).toEqual({ ok: true, value });
  });

  it.each([
    ['half a project', '12,5', of('count'), 'NOT_WHOLE'],
    ['a count below nought', '-3', of('count'), 'NEGATIVE'],
    [
      'an amount that is a thousand for some, a little more than one for others',
      '1.234',
      of('amount', '€'),
      'NOT_AN_AMOUNT',
    ],
    ['a word', 'beaucoup', of('count'), 'NOT_A_NUMBER'],
    ['two kinds of separators', '1.234,5', of('ratio', '%'), 'NOT_A_NUMBER'],
    ['neither yes nor no', 'peut-être', of('yes-no'), 'NOT_YES_NO'],
    ['a level above the last', '4', scale, 'NOT_A_LEVEL'],
    ['a level below the first', '0', scale, 'NOT_A_LEVEL'],
  ])('refuses %s', (_label, typed, indicator, code) => {
    expect(readTarget(typed, indicator)).toMatchObject({ ok: false, fault: { code } });
  });

  it('reads back every value that it writes, in both languages', () => {
    const cases = fc.oneof(
      fc.tuple(fc.constant(of('count')), fc.integer({ min: 0, max: 5_000_000 })),
      fc.tuple(
        fc.constant(of('count', 'ETP')),
        fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
      ),
      fc.tuple(fc.constant(of('amount', '€')), fc.integer({ min: 0, max: 900_000_000_000 })),
      fc.tuple(
        fc.constant(of('ratio', '%')),
        fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
      ),
      fc.tuple(fc.constant(of('yes-no')), fc.constantFrom(0, 1)),
      fc.tuple(fc.constant(scale), fc.constantFrom(1, 2, 3)),
    );
    fc.assert(
      fc.property(cases, fc.constantFrom('fr' as const, 'en' as const), ([indicator, value], language) =>
        speaking(language, () => {
          expect(readTarget(writtenTarget(value, indicator), indicator)).toEqual({ ok: true, value });
        }),
      ),
    );
  });

  it('says a target in words: the sign, the level, the unit', () => {
    const words = { yes: 'oui', no: 'non' };
    expect(targetWords(12, of('count'), words)).toBe('12 projets');
    expect(targetWords(45.5, of('ratio', '%'), words)).toBe('45,5\u202f%');
    expect(targetWords(12_000_050, of('amount', '€'), words)).toBe('120\u202f000,50\u202f€');
    expect(targetWords(1, of('yes-no'), words)).toBe('oui');
    expect(targetWords(3, scale, words)).toBe('Référence');
    expect(targetWords(null, scale, words)).toBe('—');
  });
});
