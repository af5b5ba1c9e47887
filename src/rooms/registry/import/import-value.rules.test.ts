import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from '#kit/period.ts';
import { syntheticSiren, syntheticSiret } from '../siren.rules.ts';
import {
  readAmount,
  readCollege,
  readCommuneName,
  readDay,
  readHeadcount,
  readKind,
  readNaf,
  readSiren,
  readSiret,
} from './import-value.rules.ts';

const value = <Value>(read: { ok: true; value: Value } | { ok: false }): Value | null => (read.ok ? read.value : null);

describe('values of an imported file', () => {
  it('A SIREN is read with its spaces, and with the zeros that a spreadsheet dropped (R57).', () => {
    expect(value(readSiren('443 061 841'))).toBe('443061841');
    expect(value(readSiren('2000008'))).toBe(syntheticSiren(0));
    expect(value(readSiren('443061842'))).toBeNull();
    expect(value(readSiren('44306184'))).toBeNull();
    expect(value(readSiret(syntheticSiret(syntheticSiren(7)).replace(/^0+/, '')))?.siren).toBe(syntheticSiren(7));
  });

  it('A day is one day, however it is written.', () => {
    const days = [
      '30/06/2013',
      '30-06-2013',
      '30.6.2013',
      '2013-06-30',
      '2013-06-30T00:00:00',
      '30 juin 2013',
      '41455',
    ];
    for (const text of days) expect(value(readDay(text)), text).toBe('2013-06-30');
    expect(value(readDay('1er août 2013'))).toBe('2013-08-01');
    for (const text of ['30/06/13', '31/06/2013', '2013', 'juin 2013', '06/2013', '1200'])
      expect(value(readDay(text)), text).toBeNull();
  });

  it('A serial number of a spreadsheet gives the day it stands for.', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 73_000 }), (serial) => {
        expect(value(readDay(String(serial)))).toBe(addDays(day('1899-12-30'), serial));
      }),
    );
  });

  it('An amount is read with spaces, comma and unit, and refused when it could mean two things.', () => {
    expect(value(readAmount('1 234,56 €', 1))).toBe(123_456);
    expect(value(readAmount('1\u202f234.5', 1))).toBe(123_450);
    expect(value(readAmount('3,5 M€', 1))).toBe(350_000_000);
    expect(value(readAmount('850', 1_000))).toBe(85_000_000);
    expect(value(readAmount('12,345', 1_000_000))).toBe(1_234_500_000);
    for (const text of ['1.234', '1,234', '-5', 'beaucoup', '1,2,3'])
      expect(value(readAmount(text, 1)), text).toBeNull();
    expect(value(readAmount('1.234', 1_000))).toBeNull();
  });

  it('A headcount may have decimals; a group of three is refused rather than guessed.', () => {
    expect(value(readHeadcount('42'))).toBe(42);
    expect(value(readHeadcount('12,5'))).toBe(12.5);
    expect(value(readHeadcount('1 250'))).toBe(1250);
    expect(value(readHeadcount('1.250'))).toBeNull();
    expect(value(readHeadcount('-1'))).toBeNull();
  });

  it('Colleges and kinds are recognised by the words that clusters use.', () => {
    expect(
      [
        'PME',
        'Collège des PME',
        'start-up',
        'Grands groupes',
        'ETI',
        'Recherche & Formation',
        'Université',
        'Autres',
      ].map((text) => value(readCollege(text))),
    ).toEqual(['sme', 'sme', 'sme', 'large', 'large', 'research-training', 'research-training', 'other']);
    expect(value(readCollege('Bleu'))).toBeNull();
    expect(
      ['Entreprise', 'Laboratoire', 'Université', 'CCI', 'Région', 'firm'].map((text) => value(readKind(text))),
    ).toEqual(['firm', 'laboratory', 'training-body', 'support-provider', 'authority', 'firm']);
  });

  it('A NAF code is read with or without its dot.', () => {
    const known = new Set(['72.19Z']);
    for (const text of ['7219Z', '72.19z', '72 19 Z']) expect(value(readNaf(text, known)), text).toBe('72.19Z');
    expect(value(readNaf('72.18Z', known))).toBeNull();
  });

  it('A commune is found by its name, told from its namesakes by the postcode, and never guessed.', () => {
    const byName = new Map([
      ['grenoble', [{ code: '38185', departement: '38' }]],
      [
        'saint denis',
        [
          { code: '93066', departement: '93' },
          { code: '97411', departement: '974' },
        ],
      ],
      ['ajaccio', [{ code: '2A004', departement: '2A' }]],
      ['lyon', [{ code: '69123', departement: '69' }]],
    ]);
    const communes = { codes: new Set<string>(), byName };
    const found = (name: string, postcode = '') => value(readCommuneName(name, postcode, communes));
    expect(found('GRENOBLE Cedex 09')).toBe('38185');
    expect(found('St-Denis', '97400')).toBe('97411');
    expect(found('St-Denis', '93200')).toBe('93066');
    expect(found('Ajaccio', '20000')).toBe('2A004');
    expect(found('Lyon 3e', '69003')).toBe('69123');
    expect(found('Saint-Denis')).toBeNull();
    expect(found('Grenoble', '75001')).toBeNull();
    expect(found('Nulle-Part')).toBeNull();
  });
});
