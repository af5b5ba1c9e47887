import { describe, expect, it } from 'vitest';
import { numbers, readExpected, readTable } from '../reference-data.fixture.ts';
import {
  type CrossSectionEstimator,
  estimateTwoCrossSections,
  estimateTwoPeriodPanel,
  type PanelEstimator,
} from './two-period.ts';

interface Estimate {
  readonly att: number;
  readonly se: number;
}
type Results = Record<string, Record<string, Estimate>>;

function expectClose(got: number, wanted: number, relative: number, what: string) {
  expect(Math.abs(got - wanted), `${what}: ${got} ≠ ${wanted}`).toBeLessThanOrEqual(relative * Math.abs(wanted));
}

/** Regressions agree to nine digits; a logit stops where R's does, at six. */
const tolerance = (estimator: string) => (/^(reg|twfe)/.test(estimator) ? 1e-9 : 1e-6);

describe('two periods of a panel', () => {
  const table = readTable('nsw_cps.csv');
  const column = (name: string) => numbers(table[name]!);
  const [age, educ, re74] = [column('age'), column('educ'), column('re74')];
  const linear = ['age', 'educ', 'black', 'married', 'nodegree', 'hisp', 're74'].map(column);
  const covariates: Record<string, Float64Array[]> = {
    none: [],
    linear,
    dw: [
      age,
      age.map((a) => a ** 2),
      age.map((a) => a ** 3 / 1000),
      educ,
      educ.map((e) => e ** 2),
      ...['married', 'nodegree', 'black', 'hisp'].map(column),
      re74,
      re74.map((r) => r ** 2 / 1e4),
      re74.map((r) => (r === 0 ? 1 : 0)),
      educ.map((e, i) => (e * re74[i]!) / 100),
    ],
  };
  const weights: Record<string, Float64Array | undefined> = {
    none: undefined,
    w7919: column('unit').map((unit) => Math.round((0.5 + ((unit * 7919) % 1000) / 1000) * 1000) / 1000),
  };
  const { results, influence } = readExpected<{ results: Results; influence: { sumsq: number; first5: number[] } }>(
    'nsw_cps.drdid.json',
  );

  for (const [run, estimates] of Object.entries(results)) {
    it(`agrees with DRDID on the six estimators, NSW against CPS, ${run}`, () => {
      const [x, w] = run.split('|') as [string, string];
      for (const [estimator, wanted] of Object.entries(estimates)) {
        const got = estimateTwoPeriodPanel(estimator as PanelEstimator, {
          before: column('re75'),
          after: column('re78'),
          treated: column('experimental'),
          covariates: covariates[x]!,
          ...(weights[w] ? { weights: weights[w] } : {}),
        });
        expectClose(got.att, wanted.att, tolerance(estimator), `${run} ${estimator} att`);
        expectClose(got.se, wanted.se, tolerance(estimator), `${run} ${estimator} se`);
      }
    });
  }

  it('has the influence function of DRDID, unit by unit', () => {
    const got = estimateTwoPeriodPanel('drdid_panel', {
      before: column('re75'),
      after: column('re78'),
      treated: column('experimental'),
      covariates: linear,
    }).influence;
    for (const [i, wanted] of influence.first5.entries()) expectClose(got[i]!, wanted, 1e-6, `unit ${i}`);
    expectClose(
      got.reduce((sum, value) => sum + value * value, 0),
      influence.sumsq,
      1e-6,
      'sum of squares',
    );
  });
});

describe('two cross-sections', () => {
  const table = readTable('sim_rc.csv');
  const column = (name: string) => numbers(table[name]!);
  const { results } = readExpected<{ results: Results }>('sim_rc.drdid.json');
  for (const [run, estimates] of Object.entries(results)) {
    it(`agrees with DRDID on the eight estimators, simulated cross-sections, covariates ${run}`, () => {
      for (const [estimator, wanted] of Object.entries(estimates)) {
        const got = estimateTwoCrossSections(estimator as CrossSectionEstimator, {
          y: column('y'),
          post: column('post'),
          treated: column('d'),
          covariates: run === 'x' ? ['x1', 'x2', 'x3', 'x4'].map(column) : [],
        });
        expectClose(got.att, wanted.att, tolerance(estimator), `${estimator} att`);
        expectClose(got.se, wanted.se, tolerance(estimator), `${estimator} se`);
      }
    });
  }
});
