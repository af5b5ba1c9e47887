import { describe, expect, it } from 'vitest';
import { speaking, unitFor } from './say.ts';

describe('A unit after its number', () => {
  const french = (value: number, unit: string): string => speaking('fr', () => unitFor(value, unit));
  const english = (value: number, unit: string): string => speaking('en', () => unitFor(value, unit));

  it('is singular under two in French, and for one alone in English', () => {
    expect([0, 1, 1.5, -1].map((value) => french(value, 'projets'))).toEqual(Array(4).fill('projet'));
    expect([2, 187].map((value) => french(value, 'projets'))).toEqual(['projets', 'projets']);
    expect([0, 1, 1.5, 2].map((value) => english(value, 'projects'))).toEqual([
      'projects',
      'project',
      'projects',
      'projects',
    ]);
  });

  it('agrees in each of its words, and leaves what never takes a plural', () => {
    expect(french(1, 'mises sur le marché')).toBe('mise sur le marché');
    expect(french(1, 'publications scientifiques')).toBe('publication scientifique');
    expect(french(1, 'réseaux')).toBe('réseau');
    expect(french(1, 'PME accompagnées')).toBe('PME accompagnée');
    expect(french(1, 'mois')).toBe('mois');
    expect(french(0, 'ETP')).toBe('ETP');
    expect(english(1, 'companies created')).toBe('company created');
    expect(english(1, 'businesses')).toBe('business');
    expect(english(1, 'SMEs')).toBe('SME');
  });
});
