import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReference } from './nomenclature.load.ts';
import {
  formatSiren,
  formatSiret,
  isSyntheticSiren,
  parseSiren,
  parseSiret,
  SYNTHETIC_SIREN_COUNT,
  sirenOf,
  syntheticSiren,
  syntheticSiret,
} from './siren.rules.ts';

const anySyntheticSiren = fc.integer({ min: 0, max: SYNTHETIC_SIREN_COUNT - 1 }).map(syntheticSiren);
const anySyntheticSiret = fc
  .tuple(anySyntheticSiren, fc.integer({ min: 1, max: 9_999 }))
  .map(([siren, n]) => syntheticSiret(siren, n));

/** The same number with the digit at `place` turned by `step` (1 to 9), so never the same digit. */
const turned = (number: string, place: number, step: number): string =>
  number.slice(0, place) + ((Number(number[place]) + step) % 10) + number.slice(place + 1);

describe('SIREN and SIRET numbers', () => {
  it('The four SIRET of cluster associations in the reference data pass, and so do their SIREN (R57)', async () => {
    const rows = await readReference('poles-2013-complements.csv');
    const known = rows.map((row) => row.siret_association).filter((siret) => siret);
    expect(known).toHaveLength(4);
    for (const siret of known) {
      const check = parseSiret(siret!);
      expect(check).toMatchObject({ ok: true, siret, siren: siret!.slice(0, 9) });
    }
  });

  it.each([
    ['732829320', 'the example that Insee gives'],
    ['  732 829 320 ', 'typed with ordinary spaces'],
    ['732\u202f829\u00a0320', 'pasted with no-break spaces'],
    ['732.829.320', 'typed with dots'],
  ])('%s is a SIREN: %s (R57)', (typed) => {
    expect(parseSiren(typed)).toEqual({ ok: true, siren: '732829320' });
  });

  it.each([
    ['73282932', 'length', 'one digit short'],
    ['7328293200', 'length', 'one digit too many'],
    ['', 'length', 'nothing'],
    ['73282932O', 'digits', 'the letter O for a zero'],
    ['٧٣٢٨٢٩٣٢٠', 'digits', 'digits of another script'],
    ['732829321', 'key', 'a wrong key'],
  ])('%s is refused for its %s: %s (R57)', (typed, reason) => {
    expect(parseSiren(typed)).toEqual({ ok: false, reason });
  });

  it.each([
    ['35600000000048', true, 'its head office follows the ordinary key'],
    ['35600000009075', true, 'a post office: digits add up to 35'],
    ['35600000009093', true, 'a post office: digits add up to 35'],
    ['35600000009090', false, 'digits add up to 32, and the ordinary key fails'],
    ['73282932000001', false, 'the exception is for La Poste alone'],
  ])('The SIRET %s of La Poste, or near it, is accepted: %s, since %s (R57)', (siret, accepted) => {
    expect(parseSiret(siret).ok).toBe(accepted);
  });

  it('A SIRET whose total fits around a wrong SIREN is refused (R57)', () => {
    // 73282932 with key 1 is no SIREN; the last digit was chosen so that the fourteen digits fit.
    const fits = Array.from({ length: 10 }, (_, key) => `7328293210007${key}`);
    expect(fits.map((siret) => parseSiret(siret).ok)).not.toContain(true);
  });

  it('Any single mistyped digit breaks the key of a SIREN (R57)', () => {
    fc.assert(
      fc.property(anySyntheticSiren, fc.nat(8), fc.integer({ min: 1, max: 9 }), (siren, place, step) => {
        expect(parseSiren(siren).ok).toBe(true);
        expect(parseSiren(turned(siren, place, step))).toEqual({ ok: false, reason: 'key' });
      }),
    );
  });

  it('Any single mistyped digit breaks the key of a SIRET (R57)', () => {
    fc.assert(
      fc.property(anySyntheticSiret, fc.nat(13), fc.integer({ min: 1, max: 9 }), (siret, place, step) => {
        expect(parseSiret(siret)).toEqual({ ok: true, siret, siren: sirenOf(siret) });
        expect(parseSiret(turned(siret, place, step))).toEqual({ ok: false, reason: 'key' });
      }),
    );
  });

  it('What is formatted for reading is read back', () => {
    expect(formatSiren('443061841')).toBe('443\u202f061\u202f841');
    expect(formatSiret('44306184100047')).toBe('443\u202f061\u202f841\u202f00047');
    fc.assert(fc.property(anySyntheticSiren, (siren) => parseSiren(formatSiren(siren)).ok));
    fc.assert(fc.property(anySyntheticSiret, (siret) => parseSiret(formatSiret(siret)).ok));
  });
});

describe('The range of invented organisations', () => {
  it('It holds 300,000 different numbers with a right key, all inside, in rising order', () => {
    let previous = '';
    for (let n = 0; n < SYNTHETIC_SIREN_COUNT; n++) {
      const siren = syntheticSiren(n);
      if (siren <= previous || !isSyntheticSiren(siren) || !parseSiren(siren).ok) expect.fail(`${n} gives ${siren}`);
      previous = siren;
    }
    expect(previous).toMatch(/^00499999/);
  });

  it.each(['000325175', '001807254', '005410220', '732829320', '356000000', '491767257'])(
    '%s belongs to somebody real and is not in the range',
    (siren) => {
      expect(isSyntheticSiren(siren)).toBe(false);
    },
  );

  it('It refuses an order number outside of it rather than invent a number elsewhere', () => {
    expect(() => syntheticSiren(SYNTHETIC_SIREN_COUNT)).toThrow(RangeError);
    expect(() => syntheticSiren(-1)).toThrow(RangeError);
  });
});
