import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WidePanel } from '../panel.ts';
import { type Arm, armPanel, overlappingTreatments } from './overlapping.ts';

describe('overlapping treatments', () => {
  const units = ['a', 'b', 'c', 'd'];
  const found = overlappingTreatments(
    units,
    [
      { unit: 'a', from: 2009 },
      { unit: 'c', from: 2012, to: 2013 },
      { unit: 'd', from: 2020 },
    ],
    [
      { unit: 'b', from: 2010 },
      { unit: 'b', from: 2008 },
      { unit: 'c', from: 2011 },
      { unit: 'x', from: 2011 },
    ],
    2015,
  );

  it('puts each firm in one arm by what it had until the last observed period, treated since the first spell', () => {
    expect(found.arms).toEqual(['member', 'project', 'both', null]);
    expect([...found.firstTreated]).toEqual([2009, 2008, 2011, 0]);
    expect(found.sizes.map(({ arm, units: size }) => [arm, size])).toEqual([
      ['member', 1],
      ['project', 1],
      ['both', 1],
    ]);
  });

  it('says which firms are unknown and whose treatment ended', () => {
    expect(found.warnings.map(({ code }) => code)).toEqual(['unknown-units', 'treatment-ends']);
    expect(found.warnings[0]!.en).toContain('1 firm has a membership or a project but is not in the panel: x.');
  });

  it('refuses a spell that ends before it begins', () => {
    expect(() => overlappingTreatments(units, [{ unit: 'a', from: 2012, to: 2010 }], [], 2015)).toThrowError(
      '1 spell of membership or project has no beginning, or ends before it begins: a.',
    );
  });

  it('compares the firms of an arm with those never treated in any way', () => {
    const panel: WidePanel = {
      layout: 'wide',
      unit: units,
      periods: Float64Array.of(2008, 2009),
      firstTreated: new Float64Array(4),
      outcomes: { y: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    };
    const both = armPanel(panel, found, 'both');
    expect(both.unit).toEqual(['c', 'd']);
    expect([...both.firstTreated]).toEqual([2011, 0]);
    expect([...both.outcomes.y!]).toEqual([3, 4, 7, 8]);
  });

  it('leaves no treated firm out and shares none between arms, whatever the spells', () => {
    const spell = fc.record({ unit: fc.nat(20), from: fc.integer({ min: 2000, max: 2010 }) });
    fc.assert(
      fc.property(fc.array(spell), fc.array(spell), (memberships, projects) => {
        const names = Array.from({ length: 21 }, (_, k) => k);
        const { arms, firstTreated, sizes } = overlappingTreatments(names, memberships, projects, 2010);
        const member = new Set(memberships.map(({ unit }) => unit));
        const project = new Set(projects.map(({ unit }) => unit));
        expect(sizes.reduce((sum, { units: size }) => sum + size, 0)).toBe(member.union(project).size);
        names.forEach((unit) => {
          const expected: Arm | null = member.has(unit)
            ? project.has(unit)
              ? 'both'
              : 'member'
            : project.has(unit)
              ? 'project'
              : null;
          expect([unit, arms[unit], firstTreated[unit]! > 0]).toEqual([unit, expected, expected !== null]);
        });
      }),
      { numRuns: 60 },
    );
  });
});
