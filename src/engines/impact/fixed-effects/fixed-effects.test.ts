import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Moments, type RunSql, readMoments } from '../moments/cohort-moments.ts';
import { openRunner, type ReferenceTable, referenceSource } from '../moments/reference-tables.fixture.ts';
import { numbers, readExpected, readTable } from '../reference-data.fixture.ts';
import type { EffectsOptions } from './effects-data.ts';
import type { EffectsResult } from './effects-result.ts';
import { extendedTwoWay } from './extended-two-way.ts';
import { fixedEffects } from './fixed-effects.ts';
import { goodmanBacon } from './goodman-bacon.ts';
import { imputationFromMoments } from './imputation.ts';
import {
  eventStudyFromMoments,
  extendedTwoWayFromMoments,
  sunAbrahamFromMoments,
  twoWayFromMoments,
} from './moment-effects.ts';
import { poissonEffects } from './poisson.ts';
import { sunAbraham } from './sun-abraham.ts';

type Fixest = Readonly<
  Record<string, { readonly b: number; readonly se: number; readonly t: number; readonly p: number }>
>;
// biome-ignore lint/suspicious/noExplicitAny: expected results have a shape for each estimator.
const expected = readExpected<{ cases: Record<string, any> }>('fixed_effects.json').cases;

/** Estimates and errors to seven digits (or as told), p-values too; `nameOf` turns fixest's name of a coefficient into ours. */
function agree(
  result: EffectsResult,
  reference: Fixest,
  nameOf: (name: string) => string = (name) => name,
  errorDigits = 1e-7,
): void {
  expect(result.coefficients.map(({ name }) => name).sort()).toEqual(Object.keys(reference).map(nameOf).sort());
  for (const [name, { b, se, p }] of Object.entries(reference)) {
    const found = result.coefficients.find((one) => one.name === nameOf(name))!;
    expect(Math.abs(found.estimate - b), `${name}: ${found.estimate} for ${b}`).toBeLessThan(
      1e-7 * Math.max(Math.abs(b), 1e-3),
    );
    expect(Math.abs(found.se / se - 1), `error of ${name}: ${found.se} for ${se}`).toBeLessThan(errorDigits);
    expect(Math.abs(found.p - p), `p of ${name}: ${found.p} for ${p}`).toBeLessThan(1e-6);
  }
}

/** Shares explained and the root mean square of residuals. */
function fitsAs({ fit, observations }: EffectsResult, { n, r2, wr2, rmse }: Record<string, number | null>): void {
  expect(observations).toBe(n);
  for (const [found, reference] of [
    [fit!.r2, r2],
    [fit!.withinR2, wr2],
    [fit!.rmse, rmse],
  ])
    if (reference === null) expect(found).toBeNull();
    else expect(Math.abs(found! / reference! - 1)).toBeLessThan(1e-7);
}

const column = (table: Record<string, string[]>, name: string): Float64Array => numbers(table[name]!);
const dummies = (period: Float64Array, values: readonly number[]) =>
  values.map((value) => ({ name: `year::${value}`, values: period.map((t) => (t === value ? 1 : 0)) }));
const relativeTime = (name: string): string =>
  name
    .replace(/^year::/, '')
    .replace(/^cohort::/, '')
    .replace(/^time_to_treatment::(-?\d+):treated$/, '$1');

describe('fixed effects by rows agree with fixest to seven digits', () => {
  const wages = readTable('wagepan.csv');
  const [nr, year] = [column(wages, 'nr'), column(wages, 'year')];
  const regressors = ['expersq', 'married', 'union'].map((name) => ({ name, values: column(wages, name) }));
  const outcome = column(wages, 'lwage');

  it.each<[string, EffectsOptions]>([
    ['vcov:iid', { errors: 'iid' }],
    ['vcov:hetero', { errors: 'hetero' }],
    ['vcov:nr', { errors: 'cluster', clusters: [nr] }],
    ['vcov:twoway', { errors: 'cluster', clusters: [nr, year] }],
  ])('wages of 545 men, two effects, errors %s; union premium as published (Vella & Verbeek 1998)', (kind, options) => {
    const result = fixedEffects({ outcome, regressors, effects: [nr, year] }, options);
    agree(result, expected.wagepan.twfe[kind]);
    fitsAs(result, expected.wagepan.twfe);
    expect(result.coefficients.map(({ estimate }) => Number(estimate.toFixed(3)))).toEqual([-0.005, 0.047, 0.08]);
  });

  it.each<[string, EffectsOptions]>([
    ['vcov:iid', { errors: 'iid' }],
    ['vcov:nr', { errors: 'cluster', clusters: [nr] }],
  ])('weighted, with years as regressors, and Poisson on hours worked, errors %s', (kind, options) => {
    const weighted = { outcome, regressors, effects: [nr, year], weights: column(wages, 'hours') };
    agree(fixedEffects(weighted, options), expected.wagepan.twfe_w[kind]);
    fitsAs(fixedEffects(weighted, options), expected.wagepan.twfe_w);
    const years = dummies(year, [1981, 1982, 1983, 1984, 1985, 1986, 1987]);
    const withYears = fixedEffects({ outcome, regressors: [...regressors, ...years], effects: [nr] }, options);
    agree(withYears, expected.wagepan.fe[kind]);
    fitsAs(withYears, expected.wagepan.fe);
    const hours = poissonEffects({ outcome: column(wages, 'hours'), regressors, effects: [nr, year] }, options);
    // fixest stops when the deviance moves by less than 1e-8 of itself: its weights, so its errors, are those of one step before.
    agree(hours, expected.wagepan.pois[kind], (name) => name, 1e-5);
    fitsAs(hours, expected.wagepan.pois);
  });

  it('an unbalanced panel of British firms, by year and by sector crossed with year (levels seen once leave)', () => {
    const table = readTable('empl_uk.csv');
    const logs = (name: string) => ({ name: `log(${name})`, values: column(table, name).map(Math.log) });
    const [firm, when] = [column(table, 'firm'), column(table, 'year')];
    const full = {
      outcome: logs('emp').values,
      regressors: ['wage', 'capital', 'output'].map(logs),
      effects: [firm, when],
    };
    agree(fixedEffects(full, { errors: 'iid' }), expected.empl_uk.fe['vcov:iid']);
    fitsAs(fixedEffects(full), expected.empl_uk.fe);
    agree(fixedEffects(full, { errors: 'cluster', clusters: [firm] }), expected.empl_uk.fe['vcov:firm']);
    agree(fixedEffects(full, { errors: 'cluster', clusters: [firm, when] }), expected.empl_uk.fe['vcov:twoway']);
    const crossing = table.sector!.map((sector, row) => `${sector} ${when[row]}`);
    const crossed = fixedEffects(
      { ...full, regressors: full.regressors.slice(0, 2), effects: [firm, crossing] },
      { errors: 'cluster', clusters: [firm] },
    );
    fitsAs(crossed, expected.empl_uk.sector_year);
    agree(crossed, expected.empl_uk.sector_year['vcov:firm']);
  });

  it('staggered adoption with a covariate: one dummy, event study, Sun and Abraham by time, cohort and in all', () => {
    const table = readTable('base_stagg.csv');
    const [id, when, since] = ['id', 'year', 'time_to_treatment'].map((name) => column(table, name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const treated = column(table, 'treated');
    const x1 = { name: 'x1', values: column(table, 'x1') };
    const post = { name: 'post', values: since.map((time, row) => (time >= 0 ? treated[row]! : 0)) };
    const data = { outcome: column(table, 'y'), regressors: [x1, post], effects: [id, when] };
    const post1 = (name: string): string => (name === 'x1' ? 'x1' : 'post');
    for (const [kind, options] of [
      ['vcov:iid', { errors: 'iid' }],
      ['vcov:hetero', { errors: 'hetero' }],
      ['vcov:id', { errors: 'cluster', clusters: [id] }],
      ['vcov:twoway', { errors: 'cluster', clusters: [id, when] }],
    ] as const)
      agree(fixedEffects(data, options), expected.base_stagg.twfe[kind], post1);
    fitsAs(fixedEffects(data), expected.base_stagg.twfe);

    const times = [...new Set(since)]
      .filter((time) => time >= -9 && time !== -1 && time !== -1000)
      .sort((a, b) => a - b);
    const event = times.map((time) => ({
      name: String(time),
      values: since.map((one, row) => (one === time ? treated[row]! : 0)),
    }));
    const study = fixedEffects({ ...data, regressors: [x1, ...event] }, { errors: 'cluster', clusters: [id] });
    agree(study, expected.base_stagg.twfe_es['vcov:id'], relativeTime);
    fitsAs(study, expected.base_stagg.twfe_es);
    const firstTreated = column(table, 'year_treated').map((g) => (g === 10_000 ? 0 : g));
    const interacted = { ...data, regressors: [x1], period: when, firstTreated };
    const { event: byTime, cohort, overall } = sunAbraham(interacted, { errors: 'cluster', clusters: [id] });
    agree(byTime, expected.base_stagg.sunab['vcov:id'], relativeTime);
    agree(cohort, expected.base_stagg.sunab_cohort, relativeTime);
    agree(overall, expected.base_stagg.sunab_att);
    fitsAs(overall, expected.base_stagg.sunab);
    agree(sunAbraham(interacted, { errors: 'iid' }).event, expected.base_stagg.sunab['vcov:iid'], relativeTime);
  });

  it('an event study of the expansion of Medicaid, with the whole covariance that HonestDiD takes', () => {
    const table = readTable('ehec_medicaid.csv');
    const [year, since] = [column(table, 'year'), column(table, 'yexp2')];
    const outcome = column(table, 'dins').map((value, row) =>
      year[row]! < 2016 && since[row] !== 2015 ? value : Number.NaN,
    );
    const years = [2008, 2009, 2010, 2011, 2012, 2014, 2015];
    const regressors = years.map((t) => ({
      name: `year::${t}:D`,
      values: year.map((own, row) => (own === t && since[row] === 2014 ? 1 : 0)),
    }));
    const states = table.stfips!;
    const { es, vcov_stfips } = expected.ehec_medicaid;
    const result = fixedEffects(
      { outcome, regressors, effects: [states, year] },
      { errors: 'cluster', clusters: [states] },
    );
    agree(result, es['vcov:stfips']);
    fitsAs(result, es);
    for (const [k, value] of vcov_stfips.flat().entries()) expect(result.covariance[k]! / value).toBeCloseTo(1, 7);
  });

  it('years before treatment against the first ones, on untreated rows alone, as didimputation tests them', () => {
    const leads = (name: string, y: string, group: string, cohort: string, by: string, times: readonly number[]) => {
      const table = readTable(name);
      const [unit, when, first] = [group, 'year', cohort].map((one) => column(table, one)) as Float64Array[];
      const time = when!.map((t, row) => (first![row]! > 0 && first![row]! < 10_000 ? t - first![row]! : Number.NaN));
      const outcome = column(table, y).map((value, row) => (time[row]! >= 0 ? Number.NaN : value));
      const regressors = times.map((e) => ({ name: String(e), values: time.map((own) => (own === e ? 1 : 0)) }));
      const clusters = [column(table, by)];
      return fixedEffects({ outcome, regressors, effects: [unit!, when!] }, { errors: 'cluster', clusters });
    };
    for (const [result, reference] of [
      [leads('df_het.csv', 'dep_var', 'unit', 'g', 'state', [-5, -4, -3, -2, -1]), expected.df_het],
      [leads('mpdta.csv', 'lemp', 'countyreal', 'first_treat', 'countyreal', [-4, -3, -2]), expected.mpdta],
    ] as const) {
      for (const { term, estimate, 'std.error': error } of reference.did_imputation_es) {
        const found = result.coefficients.find(({ name }) => name === term);
        expect(found === undefined).toBe(Number(term) >= 0);
        if (!found) continue;
        expect(Math.abs(found.estimate / estimate - 1)).toBeLessThan(1e-7);
        expect(Math.abs(found.se / error - 1)).toBeLessThan(1e-7);
      }
    }
  });

  it('leaves out a regressor that others explain, and names it', () => {
    const twice = { name: 'twice married', values: regressors[1]!.values.map((value) => 2 * value) };
    const constant = { name: 'constant', values: outcome.map(() => 3) };
    const result = fixedEffects({ outcome, regressors: [...regressors, twice, constant], effects: [nr, year] });
    expect(result.collinear).toEqual(['twice married', 'constant']);
    agree(result, expected.wagepan.twfe['vcov:hetero']);
  });
});

describe('fixed effects from cohort moments', () => {
  let runner: { run: RunSql; close: () => void };
  beforeAll(async () => {
    runner = await openRunner();
  });
  afterAll(() => runner.close());
  const momentsOf = (table: ReferenceTable, outcome: string, cluster?: string): Promise<Moments> =>
    readMoments(referenceSource(table, [outcome], cluster ? { cluster } : {}), runner.run);

  it('agree with fixest on mpdta: two-way by county, state and equal variances; Sun and Abraham', async () => {
    const post = () => 'treated';
    const moments = await momentsOf('mpdta', 'lemp');
    agree(twoWayFromMoments(moments), expected.mpdta.twfe['vcov:countyreal'], post);
    agree(twoWayFromMoments(moments, { errors: 'iid' }), expected.mpdta.twfe['vcov:iid'], post);
    agree(twoWayFromMoments(await momentsOf('mpdta', 'lemp', 'state')), expected.mpdta.twfe['vcov:state'], post);
    const { event, overall } = sunAbrahamFromMoments(moments);
    agree(event, expected.mpdta.sunab['vcov:countyreal'], relativeTime);
    agree(overall, expected.mpdta.sunab_att);
  });

  it('agree with fixest on 46 500 rows, by state', async () => {
    const moments = await momentsOf('df_het', 'dep_var', 'state');
    agree(twoWayFromMoments(moments), expected.df_het.twfe['vcov:state'], () => 'treated');
    const byUnit = twoWayFromMoments(await momentsOf('df_het', 'dep_var'));
    agree(byUnit, expected.df_het.twfe['vcov:unit'], () => 'treated');
    const { event, overall } = sunAbrahamFromMoments(moments);
    agree(event, expected.df_het.sunab['vcov:state'], relativeTime);
    agree(overall, expected.df_het.sunab_att);
  });

  it('equal the regression on all rows for every kind of error, event study included', async () => {
    const table = readTable('base_stagg.csv');
    const [id, when, since] = ['id', 'year', 'time_to_treatment'].map((name) => column(table, name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const times = [...new Set(since)].filter((time) => time > -1000 && time !== -1).sort((a, b) => a - b);
    const event = times.map((time) => ({ name: `e=${time}`, values: since.map((one) => (one === time ? 1 : 0)) }));
    const byRows = (options: EffectsOptions) =>
      fixedEffects({ outcome: column(table, 'y'), regressors: event, effects: [id, when] }, options);
    const moments = await momentsOf('base_stagg', 'y');
    for (const [errors, options] of [
      ['iid', { errors: 'iid' }],
      ['hetero', { errors: 'hetero' }],
      ['cluster', { errors: 'cluster', clusters: [id] }],
      ['two-way', { errors: 'cluster', clusters: [id, when] }],
    ] as const) {
      const [found, rows] = [eventStudyFromMoments(moments, { errors }), byRows(options)];
      expect(found.coefficients.map(({ name }) => name)).toEqual(rows.coefficients.map(({ name }) => name));
      for (const [k, { estimate, se, p }] of rows.coefficients.entries()) {
        expect(found.coefficients[k]!.estimate).toBeCloseTo(estimate, 10);
        expect(found.coefficients[k]!.se, errors).toBeCloseTo(se, 10);
        expect(found.coefficients[k]!.p).toBeCloseTo(p, 10);
      }
    }
  });

  it('are taken apart by Goodman-Bacon: weights sum to one, the average is the two-way estimate, forbidden comparisons are told', async () => {
    const moments = await momentsOf('mpdta', 'lemp');
    const { comparisons, estimate, shares, warnings } = goodmanBacon(moments);
    const { rows, weighted_sum, by } = expected.mpdta.goodman_bacon;
    expect(comparisons).toHaveLength(rows.length);
    for (const row of rows) {
      const control = row.untreated === 99_999 ? 0 : row.untreated;
      const found = comparisons.find((one) => one.treated === row.treated && one.control === control)!;
      expect(found.estimate).toBeCloseTo(row.estimate, 9);
      expect(found.weight).toBeCloseTo(row.weight, 9);
    }
    for (const { type, weight, wtd } of by) {
      const kind = { 'Earlier vs Later Treated': 'earlier-later', 'Later vs Earlier Treated': 'later-earlier' }[
        type as string
      ];
      const own = comparisons.filter((one) => one.kind === (kind ?? 'treated-never'));
      expect(own.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(weight, 9);
      expect(own.reduce((sum, one) => sum + one.weight * one.estimate, 0)).toBeCloseTo(wtd, 9);
    }
    expect(comparisons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(estimate).toBeCloseTo(weighted_sum, 9);
    expect(estimate).toBeCloseTo(twoWayFromMoments(moments).coefficients[0]!.estimate, 12);
    expect(shares['later-earlier']).toBeCloseTo(0.0539, 4);
    expect(warnings).toMatchObject([{ code: 'forbidden-comparisons' }]);
  });

  it('imputation and two-stage agree with didimputation and did2s, by state and by county', async () => {
    const close = (found: number | null, reference: number): void =>
      expect(Math.abs(found! / reference - 1), `${found} for ${reference}`).toBeLessThan(1e-7);
    const workers = await momentsOf('df_het', 'dep_var', 'state');
    const imputed = imputationFromMoments(workers);
    const [static_] = expected.df_het.did_imputation_static;
    close(imputed.overall.att, static_.estimate);
    close(imputed.overall.se, static_['std.error']);
    for (const { term, estimate, 'std.error': error } of expected.df_het.did_imputation_es) {
      const found = imputed.event.find(({ time }) => String(time) === term);
      if (Number(term) < 0) continue;
      close(found!.att, estimate);
      close(found!.se, error);
    }
    close(imputationFromMoments(workers, { errors: 'two-stage' }).overall.se, expected.df_het.did2s_static['tr::1'].se);

    const counties = await momentsOf('mpdta', 'lemp');
    const twoStage = imputationFromMoments(counties, { errors: 'two-stage' }).overall;
    close(twoStage.att, expected.mpdta.did2s_static['post::1'].b);
    close(twoStage.se, expected.mpdta.did2s_static['post::1'].se);
    // The cohort of 2004 has one year before: fixest drops its units, and with them the effects after two and three years.
    const { overall, event, notImputed } = imputationFromMoments(counties, { severalBefore: true });
    close(overall.att, expected.mpdta.did_imputation_static[0].estimate);
    close(overall.se, expected.mpdta.did_imputation_static[0]['std.error']);
    expect(event.map(({ time }) => time)).toEqual([0, 1]);
    expect(notImputed).toBe(80);
  });

  it('extended two-way effects agree with etwfe (whose errors come from numerical derivatives, good to six digits), covariate included', async () => {
    const table = readTable('mpdta.csv');
    const [unit, period, firstTreated] = ['countyreal', 'year', 'first_treat'].map((name) => column(table, name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const byRows = (covariates: readonly string[]) =>
      extendedTwoWay(
        {
          outcome: column(table, 'lemp'),
          period,
          firstTreated,
          covariates: covariates.map((name) => ({ name, values: column(table, name) })),
        },
        { errors: 'cluster', clusters: [unit] },
      );
    for (const [{ overall, event }, reference] of [
      [extendedTwoWayFromMoments(await momentsOf('mpdta', 'lemp')), expected.mpdta.etwfe_nocov],
      [byRows([]), expected.mpdta.etwfe_nocov],
      [byRows(['lpop']), expected.mpdta.etwfe_lpop],
    ] as const) {
      const effects = [overall, event].flatMap(({ coefficients }) =>
        coefficients.filter(({ name }) => /^(ATT|\d+)$/.test(name)),
      );
      for (const [k, row] of [reference.simple[0], ...reference.event].entries()) {
        expect(Math.abs(effects[k]!.estimate - row.estimate)).toBeLessThan(1e-7 * Math.abs(row.estimate));
        expect(Math.abs(effects[k]!.se / row['std.error'] - 1)).toBeLessThan(1e-6);
      }
    }
  });
});
