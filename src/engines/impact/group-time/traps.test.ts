import { describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { factor, type LongPanel, numeric } from '../panel.ts';
import type { GroupTimeResult } from '../result.ts';
import { estimateTwoPeriodPanel } from '../two-period/two-period.ts';
import { estimateGroupTime } from './estimate.ts';
import type { GroupTimeOptions } from './options.ts';
import { drawPanel, selectRows } from './panels.fixture.ts';

const plain = { outcomes: ['y'], weighted: false } as const satisfies GroupTimeOptions;
const cellsOf = (result: GroupTimeResult) => result.outcomes[0]!.cells;
const errorsOf = (result: GroupTimeResult) => cellsOf(result).map(({ se }) => se);
const codesOf = (result: GroupTimeResult) => result.warnings.map(({ code }) => code);
const rowsWhere = (panel: LongPanel, keep: (row: number) => boolean) =>
  selectRows(panel, [...panel.period.keys()].filter(keep));

function expectNear(got: readonly (number | null)[], wanted: readonly (number | null)[], relative = 1e-9) {
  expect(got.length).toBe(wanted.length);
  for (const [k, value] of wanted.entries())
    if (value === null) expect(got[k]).toBeNull();
    else
      expect(Math.abs(got[k]! - value), `${k}: ${got[k]} ≠ ${value}`).toBeLessThanOrEqual(
        relative * Math.abs(value) + 1e-13,
      );
}

describe('traps of IMPACT section 10', () => {
  it('trap 1: weights by period count units, not rows: constant weights give the errors of the panel', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 3, 4], seed: 1 });
    const usual = await estimateGroupTime(panel, { outcomes: ['y'] });
    const varying = await estimateGroupTime(panel, { outcomes: ['y'], weightTiming: 'varying' });
    expectNear(errorsOf(varying), errorsOf(usual));
  });

  it('trap 2: clusters are read, whatever their column: one for each firm changes nothing, wide ones do', async () => {
    const panel = drawPanel({ units: 400, cohorts: [0, 3, 4], seed: 2, clusters: 35 });
    const alone = await estimateGroupTime(panel, { ...plain, clustered: false });
    const byFirm = await estimateGroupTime({ ...panel, cluster: panel.unit }, plain);
    const byZone = await estimateGroupTime(panel, plain);
    expectNear(errorsOf(byFirm), errorsOf(alone));
    expect(byZone.clusters).toBe(35);
    const ratio = aggregate(byZone, { kind: 'simple' }).overall.se! / aggregate(alone, { kind: 'simple' }).overall.se!;
    expect(Math.abs(ratio - 1)).toBeGreaterThan(0.02);
  });

  it('trap 3: shares of cohorts meet influence functions by unit: shuffled names give the same aggregate errors', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 3, 4, 5], seed: 3 });
    const shuffled = { ...panel, unit: (panel.unit as Float64Array).map((i) => (i * 7919) % 10_007) };
    for (const kind of ['simple', 'dynamic', 'group', 'calendar'] as const) {
      const [wanted, got] = await Promise.all(
        [panel, shuffled].map(async (one) => aggregate(await estimateGroupTime(one, { outcomes: ['y'] }), { kind })),
      );
      expectNear([got!.overall.se], [wanted!.overall.se]);
    }
  });

  it('trap 4: without never treated, the last cohort stays as control when the always treated leave', async () => {
    const panel = drawPanel({ units: 300, cohorts: [1, 3, 5], seed: 4 });
    for (const controls of ['never', 'not-yet'] as const) {
      const result = await estimateGroupTime(panel, { ...plain, controls });
      expect(codesOf(result)).toEqual(expect.arrayContaining(['no-never-treated', 'already-treated']));
      expect(result.periods).toEqual([1, 2, 3, 4]);
      expect(cellsOf(result).map(({ g }) => g)).toEqual([3, 3, 3, 3]);
      expect(cellsOf(result).every(({ att }) => att !== null)).toBe(true);
    }
  });

  it('trap 5: a cohort treated just after the last period is no control when it may already react', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 4, 6], seed: 5 });
    const none = await estimateGroupTime(panel, { ...plain, anticipation: 0 });
    const one = await estimateGroupTime(panel, { ...plain, anticipation: 1 });
    expect(none.cohorts.map(({ g }) => g)).toEqual([4]);
    expect(one.cohorts.map(({ g }) => g)).toEqual([4, 6]);
    expect(
      cellsOf(one)
        .filter(({ g, t }) => g === 6 && t > 4)
        .every(({ se }) => se !== null),
    ).toBe(true);
  });

  it('trap 6: a factor is the dummies that a hand would make, also where a level is absent', async () => {
    const panel = drawPanel({ units: 400, cohorts: [0, 3, 4], seed: 6 });
    const level = Array.from(panel.unit as Float64Array, (unit, row) =>
      panel.firstTreated[row] === 3 && unit % 3 === 2 ? 'a' : ['a', 'b', 'c'][unit % 3]!,
    );
    const dummy = (name: string) => numeric(Float64Array.from(level, (value) => (value === name ? 1 : 0)));
    const byFactor = await estimateGroupTime(
      { ...panel, covariates: { naf: factor(level) } },
      { ...plain, covariates: ['naf'], method: 'reg' },
    );
    const byHand = await estimateGroupTime(
      { ...panel, covariates: { b: dummy('b'), c: dummy('c') } },
      { ...plain, covariates: ['b', 'c'], method: 'reg' },
    );
    expect(cellsOf(byFactor).map(({ att }) => att)).toEqual(cellsOf(byHand).map(({ att }) => att));
    expect(errorsOf(byFactor)).toEqual(errorsOf(byHand));
    // A level that only a later cohort has: the column is zero in the cells of the first, as a dummy made by hand would be there.
    const later = factor(
      Array.from(panel.unit as Float64Array, (unit, row) => (panel.firstTreated[row] === 4 && unit % 2 ? 'z' : 'a')),
    );
    for (const method of ['dr', 'reg', 'ipw'] as const) {
      const alone = await estimateGroupTime(
        { ...panel, covariates: { naf: later } },
        { ...plain, covariates: ['naf'], method, controls: 'never' },
      );
      const first = cellsOf(alone).filter(({ g, reason }) => g === 3 && reason !== 'reference');
      expect(first.map(({ att, reason }) => [att, reason])).toEqual(first.map(() => [null, 'collinear']));
    }
  });

  it('trap 7: a row whose covariate has no value after its formula leaves before anything else is decided', async () => {
    const panel = drawPanel({ units: 200, cohorts: [0, 3, 4], seed: 7 });
    const x = (panel.covariates!.x1 as { values: Float64Array }).values.map((value) =>
      value < -1.5 ? Number.NEGATIVE_INFINITY : value,
    );
    const broken = await estimateGroupTime(
      { ...panel, covariates: { x: numeric(x) } },
      { ...plain, covariates: ['x'] },
    );
    const without = await estimateGroupTime(
      { ...rowsWhere(panel, (row) => Number.isFinite(x[row]!)), covariates: { x: numeric(x.filter(Number.isFinite)) } },
      { ...plain, covariates: ['x'] },
    );
    expect(errorsOf(broken)).toEqual(errorsOf(without));
    expect(broken.sample.find(({ step }) => step === 'incomplete')!.dropped).toBeGreaterThan(0);
  });

  it('trap 8: weights that move are those of the earlier period, of the base, or of the first, as asked', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 3], seed: 8 });
    const moving = panel.weights!.map(
      (weight, row) => weight * (1 + 0.4 * ((panel.period[row]! * 7 + (panel.unit as Float64Array)[row]!) % 5)),
    );
    const at = (t: number) => rowsWhere({ ...panel, weights: moving }, (row) => panel.period[row] === t);
    const cell = async (weightTiming: 'earlier' | 'base' | 'first', t: number) =>
      cellsOf(
        await estimateGroupTime({ ...panel, weights: moving }, { outcomes: ['y'], base: 'universal', weightTiming }),
      ).find((one) => one.t === t)!;
    const byHand = (weightPeriod: number, t: number) =>
      estimateTwoPeriodPanel('reg_did_panel', {
        before: at(2).outcomes.y!,
        after: at(t).outcomes.y!,
        treated: at(t).firstTreated.map((g) => (g > 0 ? 1 : 0)),
        weights: at(weightPeriod).weights!,
      });
    for (const [timing, t, weightPeriod] of [
      ['earlier', 4, 2],
      ['earlier', 1, 1],
      ['base', 1, 2],
      ['first', 4, 1],
    ] as const) {
      const got = await cell(timing, t);
      const wanted = byHand(weightPeriod, t);
      expectNear([got.att, got.se], [wanted.att, wanted.se]);
    }
  });

  it('trap 9: years need not follow each other: event time is in years, the base is the year listed before', async () => {
    const panel = drawPanel({ units: 300, periods: [2000, 2001, 2005, 2010], cohorts: [0, 2005, 2008], seed: 9 });
    const result = await estimateGroupTime(panel, { ...plain, base: 'varying' });
    expect(cellsOf(result).map(({ g, t, base }) => [g, t, base])).toEqual([
      [2005, 2001, 2000],
      [2005, 2005, 2001],
      [2005, 2010, 2001],
      [2008, 2001, 2000],
      [2008, 2005, 2001],
      [2008, 2010, 2005],
    ]);
    expect(aggregate(result, { kind: 'dynamic' }).rows.map(({ at }) => at)).toEqual([-7, -4, -3, 0, 2, 5]);
  });

  it('trap 11: no test is printed when the covariance is singular, and small cohorts are named', async () => {
    const drawn = drawPanel({ units: 120, periods: [1, 2, 3, 4, 5, 6], cohorts: [0, 0, 5, 6], seed: 11 });
    const firstOf = (cohort: number) => (drawn.unit as Float64Array)[drawn.firstTreated.indexOf(cohort)];
    // One firm in each cohort: before treatment both cohorts' effects vary with the same controls alone.
    const alone = [firstOf(5), firstOf(6)];
    const panel = rowsWhere(
      drawn,
      (row) => drawn.firstTreated[row] === 0 || alone.includes((drawn.unit as Float64Array)[row]),
    );
    const result = await estimateGroupTime(panel, { ...plain, controls: 'never' });
    expect(result.cohorts.map(({ units }) => units)).toEqual([1, 1]);
    expect(result.outcomes[0]!.wald).toBeNull();
    expect(codesOf(result)).toEqual(expect.arrayContaining(['small-cohorts', 'pre-trend-singular']));
  });

  it('trap 12: a cell without estimate stays out of aggregates, which list it', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 3, 4], seed: 12 });
    // Every firm of cohort 4 has a covariate that no control has.
    const x = panel.firstTreated.map((g, row) => (g === 4 ? 50 : 0) + (panel.unit as Float64Array)[row]! * 1e-3);
    const result = await estimateGroupTime(
      { ...panel, covariates: { x: numeric(x) } },
      { ...plain, covariates: ['x'], method: 'ipw', controls: 'never' },
    );
    const lost = cellsOf(result).filter(({ att }) => att === null);
    expect(lost.map(({ g }) => g)).toEqual(expect.arrayContaining([4]));
    expect(lost.every(({ se, reason }) => se === null && (reason === 'overlap' || reason === 'separation'))).toBe(true);
    const simple = aggregate(result, { kind: 'simple' });
    expect(simple.dropped.length).toBe(lost.length);
    expect(simple.overall.att).not.toBeNull();
    expect(codesOf(result).some((code) => code.startsWith('cells-'))).toBe(true);
  });

  it('a level that no treated firm has weighs nothing: the effect is that without the controls who have it', async () => {
    const panel = drawPanel({ units: 240, cohorts: [0, 0, 3, 4], seed: 21 });
    const isApart = (row: number) => panel.firstTreated[row] === 0 && (panel.unit as Float64Array)[row]! % 5 === 0;
    const sector = numeric(panel.firstTreated.map((_, row) => (isApart(row) ? 1 : 0)));
    const levels = { ...panel, covariates: { ...panel.covariates, sector } };
    for (const kind of ['balanced', 'rc'] as const) {
      const options = { ...plain, method: 'ipw', controls: 'never', panel: kind, weighted: false } as const;
      const got = await estimateGroupTime(levels, { ...options, covariates: ['x1', 'sector'] });
      const without = rowsWhere(panel, (row) => !isApart(row));
      const wanted = await estimateGroupTime(without, { ...options, covariates: ['x1'] });
      const effects = (result: GroupTimeResult) => cellsOf(result).map(({ att }) => att);
      expectNear(effects(got), effects(wanted), 1e-7);
      expectNear(errorsOf(got), errorsOf(wanted), 1e-6);
    }
  });

  it('trap 13: the base period changes what is before treatment, not what is after, and the result says which one it took', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 4, 5], seed: 13 });
    const universal = await estimateGroupTime(panel, plain);
    const varying = await estimateGroupTime(panel, { ...plain, base: 'varying' });
    const treatedPart = (result: GroupTimeResult) =>
      cellsOf(result)
        .filter(({ g, t }) => t >= g)
        .flatMap(({ att, se }) => [att, se]);
    expectNear(treatedPart(varying), treatedPart(universal));
    expect(
      cellsOf(universal)
        .filter(({ reason }) => reason === 'reference')
        .map(({ g, t, att, se }) => [g, t, att, se]),
    ).toEqual([
      [4, 3, 0, null],
      [5, 4, 0, null],
    ]);
    expect(universal.differsFromDid.map(({ option }) => option)).toEqual(['controls', 'base']);
    expect(varying.differsFromDid.map(({ option }) => option)).toEqual(['controls']);
  });

  it('trap 14: turnover of billions loses no digit', async () => {
    const panel = drawPanel({ units: 300, cohorts: [0, 3, 4], seed: 14 });
    const wanted = await estimateGroupTime(panel, { ...plain, covariates: ['x1'] });
    // A multiple of a power of two, so that adding it rounds the data themselves as little as doubles allow.
    const big = { ...panel, outcomes: { y: panel.outcomes.y!.map((value) => value + 2 ** 31) } };
    const got = await estimateGroupTime(big, { ...plain, covariates: ['x1'] });
    expectNear(
      cellsOf(got).flatMap(({ att, se }) => [att, se]),
      cellsOf(wanted).flatMap(({ att, se }) => [att, se]),
      2e-5,
    );
    expectNear(errorsOf(got), errorsOf(wanted), 1e-6);
  });

  it('trap 16: a logarithm tells how many values it loses, and scales that depend on the unit say so', async () => {
    const panel = drawPanel({ units: 200, cohorts: [0, 3, 4], seed: 16 });
    const jobs = panel.outcomes.y!.map((value, row) =>
      panel.period[row]! > 3 && (panel.unit as Float64Array)[row]! % 10 === 0
        ? 0
        : Math.round(20 * Math.exp(value / 4)),
    );
    const run = async (transform: 'log' | 'asinh' | 'log1p' | 'binary' | 'growth') =>
      estimateGroupTime({ ...panel, outcomes: { jobs } }, { ...plain, outcomes: ['jobs'], transform });
    const log = await run('log');
    expect(log.warnings.find(({ code }) => code === 'transform-undefined')!.en).toContain('40 values');
    expect(log.units).toBe(180);
    expect(codesOf(await run('asinh'))).toContain('transform-scale');
    expect(codesOf(await run('log1p'))).toContain('transform-scale');
    const survival = await run('binary');
    expect(survival.units).toBe(200);
    expect((await run('growth')).periods).toEqual([2, 3, 4, 5]);
  });
});
