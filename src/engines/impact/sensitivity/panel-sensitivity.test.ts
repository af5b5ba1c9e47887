import { describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { studentTail } from '../distributions.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import type { LongPanel, WidePanel } from '../panel.ts';
import { fillNormals } from '../random.ts';
import { eventStudyOf } from './event-study.ts';
import { mpdta } from './mpdta.fixture.ts';
import { selectUnits } from './panel-selection.ts';
import {
  bootstrapFromLeaveOneOut,
  cohortPermutation,
  panelLeaveOneClusterOut,
  panelPlaceboCohorts,
  panelPlaceboDates,
  panelSpecificationCurve,
} from './panel-sensitivity.ts';
import { designPower } from './power.ts';
import { relativeMagnitudeIntervals } from './rambachan-roth.ts';

const options = { outcomes: ['lemp'], controls: 'never', clustered: false } as const;

describe('the checks of a panel', () => {
  it('carry an estimated event study into the intervals of Rambachan and Roth, and refuse it with a varying base (trap 13)', async () => {
    const result = await estimateGroupTime(mpdta, { ...options, base: 'universal' });
    const study = eventStudyOf(aggregate(result, { kind: 'dynamic' }), result.options.base);
    expect([study.pre, study.post, study.times]).toEqual([3, 4, [-4, -3, -2, 0, 1, 2, 3]]);
    const { rows, estimate } = relativeMagnitudeIntervals(study, [0, 1], { weights: [0.25, 0.25, 0.25, 0.25] });
    // The overall effect that did publishes for these data.
    expect(estimate).toBeCloseTo(-0.0772, 4);
    expect(rows[0]!.upper).toBeLessThan(0);
    expect(rows[1]!.upper).toBeGreaterThan(0);
    const varying = await estimateGroupTime(mpdta, { ...options, base: 'varying' });
    const other = eventStudyOf(aggregate(varying, { kind: 'dynamic' }), varying.options.base);
    expect(() => relativeMagnitudeIntervals(other, [1])).toThrow(/universal base/);
  });

  it('foresee, from cohort sizes alone, the errors that a staggered panel then has', async () => {
    const cohorts = new Map([
      [0, 900],
      [2010, 500],
      [2011, 300],
      [2013, 300],
    ]);
    const periods = [2008, 2009, 2010, 2011, 2012];
    const firstTreated = Float64Array.from([...cohorts].flatMap(([g, count]) => new Array<number>(count).fill(g)));
    const units = firstTreated.length;
    const noise = new Float64Array(units * 5);
    fillNormals(noise, 8, 0);
    const lemp = new Float64Array(units * 5);
    for (let k = 0; k < lemp.length; k++) lemp[k] = k < units ? noise[k]! : 0.6 * lemp[k - units]! + 0.8 * noise[k]!;
    const panel: WidePanel = {
      layout: 'wide',
      unit: Float64Array.from(firstTreated.keys()),
      periods: Float64Array.from(periods),
      firstTreated,
      outcomes: { lemp },
    };
    for (const controls of ['never', 'not-yet'] as const) {
      const expected = designPower({ periods, cohorts, controls, errors: { sd: 1, persistence: 0.6 } });
      const dynamic = aggregate(await estimateGroupTime(panel, { outcomes: ['lemp'], controls }), { kind: 'dynamic' });
      expect(expected.rows.map(({ at }) => at)).toEqual(
        dynamic.rows.flatMap(({ at, se }) => (se === null ? [] : [at])),
      );
      for (const { at, se } of expected.rows) {
        const found = dynamic.rows.find((row) => row.at === at)!.se!;
        expect(found / se, `${controls}, event time ${at}`).toBeGreaterThan(0.93);
        expect(found / se, `${controls}, event time ${at}`).toBeLessThan(1.07);
      }
      expect(Math.abs(dynamic.overall.se! / expected.overall.se - 1)).toBeLessThan(0.05);
    }
  });

  it('finds at a placebo date the pre-period effect with its base moved, without any outcome after treatment', async () => {
    const { rows } = await panelPlaceboDates(mpdta, options, [1, 2]);
    const ruined: LongPanel = {
      ...mpdta,
      outcomes: {
        lemp: mpdta.outcomes.lemp!.map((value, row) => {
          const g = mpdta.firstTreated[row]!;
          return g > 0 && mpdta.period[row]! >= g ? value + 100 : value;
        }),
      },
    };
    for (const [place, row] of (await panelPlaceboDates(ruined, options, [1, 2])).rows.entries()) {
      expect(row.att).toBeCloseTo(rows[place]!.att!, 10);
      expect(row.se).toBeCloseTo(rows[place]!.se!, 10);
    }
    const result = await estimateGroupTime(mpdta, { ...options, base: 'varying' });
    // One period early, the only placebo period is -1 against -2: the varying-base coefficient at -1.
    const before = aggregate(result, { kind: 'dynamic' }).rows.find(({ at }) => at === -1)!;
    expect(rows[0]!.att).toBeCloseTo(before.att!, 12);
    expect(rows[0]!.se).toBeCloseTo(before.se!, 12);
  });

  it('invents cohorts among never treated counties only, the same for the same seed', async () => {
    const placebo = await panelPlaceboCohorts(mpdta, options, { draws: 9, seed: 3 });
    const { overall } = aggregate(await estimateGroupTime(mpdta, options), { kind: 'dynamic' });
    expect(placebo.actual.att).toBe(overall.att);
    expect(placebo.rows).toHaveLength(9);
    expect(placebo.shareSignificant).toBeLessThan(0.4);
    expect(placebo.p).toBeLessThanOrEqual(0.2);
    const again = await panelPlaceboCohorts(mpdta, options, { draws: 3, seed: 3 });
    expect(again.rows).toEqual(placebo.rows.slice(0, 3));
  });

  it('leaves out states one at a time, and bootstraps from what that changes', async () => {
    const clustered = { ...options, clustered: true };
    const firstYears = { kind: 'dynamic', maxE: 1 } as const;
    const left = await panelLeaveOneClusterOut(mpdta, clustered, firstYears);
    expect(left.rows).toHaveLength(new Set(mpdta.cluster).size);
    const [first] = left.rows;
    const without = selectUnits(mpdta, (row) => mpdta.cluster[row] !== first!.cluster);
    expect(first!.att).toBe(aggregate(await estimateGroupTime(without, clustered), firstYears).overall.att);

    const wild = bootstrapFromLeaveOneOut(left, { draws: 999 });
    const [row] = wild.rows;
    // The jackknife error is larger than the linear one with 29 unequal clusters, as it should be.
    expect(row!.se! / left.whole.se!).toBeGreaterThan(1);
    expect(row!.se! / left.whole.se!).toBeLessThan(2);
    expect(row!.lower).toBeLessThan(left.whole.att!);
    expect(wild.warnings.map(({ code }) => code)).toEqual(['few-clusters']);
  });

  it('does not call a change of the question a change of the effect', async () => {
    // One state holds the whole cohort of 2004, the only one seen three years after treatment.
    const { rows } = await panelLeaveOneClusterOut(mpdta, { ...options, clustered: true });
    const failed = rows.filter(({ failure }) => failure !== null);
    expect(failed).toHaveLength(1);
    expect(failed[0]!.failure!.en).toContain('2, 3');
  });

  it('draws the specification curve over estimator, controls, covariates and window', async () => {
    const curve = await panelSpecificationCurve(mpdta, options, {
      estimator: { dr: { options: { method: 'dr' } }, reg: { options: { method: 'reg' } } },
      controls: { never: { options: { controls: 'never' } }, 'not-yet': { options: { controls: 'not-yet' } } },
      covariates: { none: {}, lpop: { options: { covariates: ['lpop'] } } },
      window: { all: {}, 'first year': { aggregation: { maxE: 0 } } },
      sample: {
        all: {},
        'large counties': { panel: (one) => selectUnits(one, (row) => mpdta.covariates.lpop.values[row]! > 2) },
      },
    });
    expect(curve.estimated).toBe(32);
    const plain = curve.rows.find(
      ({ specification: one }) =>
        one.estimator === 'dr' &&
        one.controls === 'never' &&
        one.covariates === 'none' &&
        one.window === 'all' &&
        one.sample === 'all',
    );
    expect(plain!.att).toBeCloseTo(-0.0772, 4);
    expect(curve.drivers[0]!.choice).toBe('window');
  });

  it('tests a small cohort by permutation on changes that either layout gives', () => {
    const how = { outcome: 'lemp', cohort: 2004, draws: 999 };
    const long = cohortPermutation(mpdta, how);
    const counties = [...new Set(mpdta.unit)];
    const at = new Map(counties.map((county, place) => [county, place]));
    const wide: WidePanel = {
      layout: 'wide',
      unit: Float64Array.from(counties),
      periods: Float64Array.of(2003, 2004, 2005, 2006, 2007),
      firstTreated: new Float64Array(counties.length),
      outcomes: { lemp: new Float64Array(5 * counties.length) },
    };
    for (const [row, value] of mpdta.outcomes.lemp!.entries()) {
      const unit = at.get(mpdta.unit[row]!)!;
      wide.outcomes.lemp![(mpdta.period[row]! - 2003) * counties.length + unit] = value;
      (wide.firstTreated as Float64Array)[unit] = mpdta.firstTreated[row]!;
    }
    const other = cohortPermutation(wide, how);
    expect(other.difference).toBeCloseTo(long.difference, 12);
    // Under the sharp null of the test, Student's test with a pooled variance is its large-sample approximation.
    expect(Math.abs(long.p - pooledStudentP(how.cohort))).toBeLessThan(0.02);
    expect(selectUnits(wide, (unit) => unit % 2 === 0).outcomes.lemp).toHaveLength(5 * Math.ceil(counties.length / 2));
  });
});

/** Two-sided p of Student's test on changes of log employment, from 2003 to the mean of 2004-2007. */
function pooledStudentP(cohort: number): number {
  const changes = new Map<number, { g: number; change: number }>();
  for (const [row, value] of mpdta.outcomes.lemp!.entries()) {
    const unit = mpdta.unit[row]!;
    const so = changes.get(unit) ?? { g: mpdta.firstTreated[row]!, change: 0 };
    so.change += mpdta.period[row] === 2003 ? -value : value / 4;
    changes.set(unit, so);
  }
  const groups = [cohort, 0].map((g) => [...changes.values()].filter((one) => one.g === g).map(({ change }) => change));
  const means = groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length);
  const squares = groups.flatMap((group, k) => group.map((value) => (value - means[k]!) ** 2));
  const df = squares.length - 2;
  const variance = squares.reduce((sum, value) => sum + value, 0) / df;
  const se = Math.sqrt(variance * groups.reduce((sum, group) => sum + 1 / group.length, 0));
  return 2 * studentTail(Math.abs(means[0]! - means[1]!) / se, df);
}
