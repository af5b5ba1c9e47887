import { describe, expect, it } from 'vitest';
import type { Moments } from '../moments/cohort-moments.ts';
import { goodmanBacon } from './goodman-bacon.ts';

const PERIODS = [2000, 2002, 2005, 2006];

/** Cohorts by first treated year: how many units, and their mean outcome in each period. */
function momentsOf(cohorts: Readonly<Record<number, { units: number; means: readonly number[] }>>): Moments {
  return {
    periods: PERIODS,
    observed: PERIODS,
    outcomes: ['y'],
    cohorts: Object.entries(cohorts).map(([cohort, { units, means }]) => ({
      cohort: Number(cohort),
      stratum: '',
      level: '',
      count: units,
      weight: units,
      mean: Float64Array.from(means.slice(1), (mean) => mean - means[0]!),
      firstLevel: Float64Array.of(means[0]!),
      cross: new Float64Array(25),
    })),
    clusters: null,
    weighted: false,
    stratified: false,
    incomplete: [],
    digest: '',
  };
}

const never = { units: 4, means: [1, 2, 2, 4] };

describe('the Goodman-Bacon decomposition', () => {
  it('counts as one group the cohorts that the panel sees treated in the same periods: 2001 with 2002, 1998 with 2000, 2010 with never', () => {
    const apart = momentsOf({
      0: { units: 1, means: [1, 2, 2, 4] },
      2010: { units: 3, means: [1, 2, 2, 4] },
      1998: { units: 2, means: [3, 3, 5, 5] },
      2000: { units: 1, means: [0, 3, 2, 8] },
      2001: { units: 1, means: [2, 7, 7, 9] },
      2002: { units: 3, means: [2, 3, 7, 5] },
      2006: { units: 2, means: [1, 1, 4, 9] },
    });
    const together = momentsOf({
      0: never,
      2000: { units: 3, means: [2, 3, 4, 6] },
      2002: { units: 4, means: [2, 4, 7, 6] },
      2006: { units: 2, means: [1, 1, 4, 9] },
    });
    const [found, wanted] = [goodmanBacon(apart), goodmanBacon(together)];
    expect(found.comparisons).toHaveLength(6);
    for (const one of wanted.comparisons) {
      const same = found.comparisons.find(({ treated, control }) => treated === one.treated && control === one.control);
      expect(same).toMatchObject({ kind: one.kind });
      expect(same!.weight).toBeCloseTo(one.weight, 12);
      expect(same!.estimate).toBeCloseTo(one.estimate, 12);
    }
    // By hand: 2002 against never is (4 + 7 + 6)/3 − 2 less (2 + 2 + 4)/3 − 1.
    const byHand = found.comparisons.find(({ treated, control }) => treated === 2002 && control === 0)!;
    expect(byHand.estimate).toBeCloseTo(17 / 3 - 2 - (8 / 3 - 1), 12);
  });

  it('refuses a panel in which no two cohorts can be compared, rather than an average of nothing', () => {
    for (const cohorts of [[0], [0, 2000], [2002]])
      expect(() => goodmanBacon(momentsOf(Object.fromEntries(cohorts.map((g) => [g, never]))))).toThrowError(
        'treated at different dates',
      );
  });

  it('says how many units it leaves out, as its average is then not the coefficient of the regression', () => {
    const moments = momentsOf({ 0: never, 2002: { units: 2, means: [1, 1, 4, 9] } });
    const { warnings } = goodmanBacon({ ...moments, incomplete: [{ cohort: 0, level: '', count: 3 }] });
    expect(warnings).toMatchObject([{ code: 'incomplete-units-left-out' }]);
    expect(warnings[0]!.en).toContain('leaves out 3 units that lack a period');
  });
});
