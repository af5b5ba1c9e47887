import { describe, expect, it } from 'vitest';
import { factor, numeric } from '../panel.ts';
import { numbers, readExpected, readTable } from '../reference-data.fixture.ts';
import type { BalanceRow } from './balance.ts';
import { type MatchResult, matchUnits } from './matching.ts';
import type { MatchInput, MatchOptions } from './options.ts';
import { outcomeEffect } from './outcome-effect.ts';
import { matchReport } from './report.ts';

type BalanceTable = Record<string, Record<string, number | null>>;

interface Case {
  readonly formula: string;
  readonly args: Record<string, unknown>;
  readonly nn: Record<string, { Control: number; Treated: number }>;
  readonly matched_pairs: Record<string, (string | null)[]> | null;
  readonly weights: Record<string, number>;
  readonly n_weight_gt0: number;
  readonly sum_w_control: number;
  readonly subclass_n: number | null;
  readonly caliper: Record<string, number> | null;
  readonly balance_all: BalanceTable;
  readonly balance_matched: BalanceTable | null;
  readonly balance_across: BalanceTable | null;
  readonly outcome_re78: { att: number; se: number };
  readonly outcome_re78_cov: { att: number };
}

interface Expected {
  readonly ps_logit: {
    readonly coef: Record<string, number>;
    readonly se: Record<string, number>;
    readonly deviance: number;
    readonly propensity: Record<string, number>;
  };
  readonly cobalt_nn_ps: Record<string, Record<string, number | string | null>>;
  readonly cases: Record<string, Case>;
}

const table = readTable('lalonde.csv');
const expected = readExpected<Expected>('lalonde.matching.json');
const column = (name: string) => numeric(numbers(table[name]!));
const ids = table.id!;
const outcome = numbers(table.re78!);
const input: MatchInput = {
  treated: Uint8Array.from(numbers(table.treat!)),
  variables: {
    age: column('age'),
    educ: column('educ'),
    race: factor(table.race!),
    married: column('married'),
    nodegree: column('nodegree'),
    re74: column('re74'),
    re75: column('re75'),
  },
};

const terms = (formula: unknown): string[] =>
  String(formula)
    .replace(/^.*~/, '')
    .split('+')
    .map((term) => term.trim());

/** The arguments of `matchit()` as options of the engine. */
function optionsOf({ formula, args }: Case): Partial<MatchOptions> {
  const widths = typeof args.caliper === 'number' ? { distance: args.caliper } : (args.caliper ?? {});
  const standardised = args['std.caliper'] ?? true;
  return {
    on: terms(formula),
    method: args.method as MatchOptions['method'],
    ...(args.distance === 'glm' && { distance: args.link === 'linear.logit' ? 'linear-logit' : 'logit' }),
    ...(typeof args.distance === 'string' && args.distance !== 'glm' && { distance: args.distance as 'mahalanobis' }),
    ...(args.replace === true && { replace: true }),
    ...(args.ratio !== undefined && { ratio: args.ratio as number }),
    ...(args['m.order'] !== undefined && { order: args['m.order'] as MatchOptions['order'] & string }),
    ...(args.estimand !== undefined && { estimand: args.estimand as MatchOptions['estimand'] }),
    ...(args.discard !== undefined && { discard: args.discard as MatchOptions['discard'] }),
    ...(args.exact !== undefined && { exact: terms(args.exact) }),
    ...(args.antiexact !== undefined && { antiexact: terms(args.antiexact) }),
    ...(args.mahvars !== undefined && { mahalanobisOn: terms(args.mahvars) }),
    ...(args.cutpoints !== undefined && { cutpoints: args.cutpoints as MatchOptions['cutpoints'] }),
    ...(args.k2k === true && { pairWithin: args['k2k.method'] as MatchOptions['pairWithin'] }),
    ...(args.subclass !== undefined && { subclasses: args.subclass as number }),
    calipers: Object.entries(widths).map(([on, width], k) => ({
      on,
      width: width as number,
      standardised: Array.isArray(standardised) ? standardised[k] : Boolean(standardised),
    })),
  };
}

const results = new Map<string, MatchResult>();
const resultOf = (name: string): MatchResult => {
  const known = results.get(name) ?? matchUnits(input, optionsOf(expected.cases[name]!));
  results.set(name, known);
  return known;
};

/** With replacement and a ratio above one, MatchIt lists equally near matches in the order of C++'s `partial_sort`. */
const TIES_IN_ANOTHER_ORDER = 'nn_ps_ratio3_replace';

describe.each(Object.entries(expected.cases))('matchit() call %s', (name, call) => {
  const result = resultOf(name);

  it('makes the same pairs, ties included', () => {
    const { pairs } = matchReport(result, input.treated, (row) => ids[row]!);
    const asRead = new Map(pairs.map(({ unit, matches }) => [String(unit), matches.map(String)]));
    for (const [unit, listed] of Object.entries(call.matched_pairs ?? {})) {
      const matches = listed.filter((match) => match !== null);
      if (name === TIES_IN_ANOTHER_ORDER) {
        expect(asRead.get(unit)!.toSorted()).toEqual(matches.toSorted());
        const gaps = (list: readonly string[]) =>
          list.map((match) => Math.abs(result.score![ids.indexOf(unit)]! - result.score![ids.indexOf(match)]!));
        expect(gaps(asRead.get(unit)!)).toEqual(gaps(matches));
      } else expect([unit, asRead.get(unit)]).toEqual([unit, matches]);
    }
    if (call.matched_pairs) expect(pairs).toHaveLength(Object.keys(call.matched_pairs).length);
    if (call.subclass_n !== null) expect(result.groupCount).toBe(call.subclass_n);
  });

  it('gives the same weights, sizes, effective sizes and calipers', () => {
    const listed = ids.map((id, row) => call.weights[id] ?? (result.weights[row]! > 0 ? 1 : 0));
    expect(farthest(result.weights, listed)).toBeLessThan(1e-12);
    expect(result.weights.filter((weight) => weight > 0)).toHaveLength(call.n_weight_gt0);
    const ofControls = result.weights.reduce((sum, weight, row) => sum + (input.treated[row] ? 0 : weight), 0);
    expect(ofControls).toBeCloseTo(call.sum_w_control, 8);
    for (const [group, sizes] of [
      ['Treated', result.sizes.treated],
      ['Control', result.sizes.control],
    ] as const) {
      expect(sizes.effective).toBeCloseTo(call.nn['Matched (ESS)']![group], 9);
      expect({ ...sizes, effective: 0 }).toEqual({
        all: call.nn.All![group],
        matched: call.nn.Matched![group],
        unmatched: call.nn.Unmatched![group],
        discarded: call.nn.Discarded![group],
        effective: 0,
      });
    }
    expect(
      farthest(
        result.calipers.map(({ width }) => width),
        Object.values(call.caliper ?? {}),
      ),
    ).toBeLessThan(1e-12);
  });

  it('prints the same balance before and after', () => {
    sameBalance(result.balance.before, call.balance_all, result.options.estimand);
    sameBalance(result.balance.after, (call.balance_matched ?? call.balance_across)!, result.options.estimand);
  });

  it('finds the same effect on earnings in 1978, with and without covariates, and the same error', () => {
    const plain = outcomeEffect(result, input.treated, outcome);
    expect(plain.effect / call.outcome_re78.att).toBeCloseTo(1, 10);
    expect(plain.se / call.outcome_re78.se).toBeCloseTo(1, 10);
    const adjusted = outcomeEffect(result, input.treated, outcome, input.variables);
    expect(adjusted.effect / call.outcome_re78_cov.att).toBeCloseTo(1, 9);
  });
});

function farthest(actual: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(actual.length).toBe(wanted.length);
  return Math.max(0, ...Array.from(actual, (value, at) => Math.abs(value - wanted[at]!)));
}

function sameBalance(rows: readonly BalanceRow[], wanted: BalanceTable, estimand: MatchOptions['estimand']): void {
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(wanted).toSorted());
  for (const row of rows) {
    const cell = wanted[row.name]!;
    const close = (value: number | null, key: string, scale = 1): void => {
      if (cell[key] === null) expect([row.name, key, value]).toEqual([row.name, key, null]);
      else
        expect(Math.abs(value! * scale - cell[key]!), `${row.name} ${key}`).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(value!)),
        );
    };
    close(row.meanTreated, 'Means Treated');
    close(row.meanControl, 'Means Control');
    close(row.standardisedDifference, 'Std. Mean Diff.');
    close(row.varianceRatio, 'Var. Ratio');
    close(row.ecdfMean, 'eCDF Mean');
    close(row.ecdfMax, 'eCDF Max');
    // Where the matched means are equal, MatchIt skips the standardisation of the pair distance too, under the same heading; the
    // engine always standardises. The test then compares the distances in the variable's own unit.
    const skipped = row.pairDistance !== null && Math.abs(row.meanTreated - row.meanControl) < 1e-8;
    close(row.pairDistance, 'Std. Pair Dist.', skipped ? scaleOf(row.name, estimand) : 1);
  }
}

/** Standard deviation of a 0/1 column in the group whose effect it is. */
function scaleOf(name: string, estimand: MatchOptions['estimand']): number {
  const cell = expected.cobalt_nn_ps[name.replace(/^race/, 'race_')]!;
  return cell[estimand === 'ATT' ? 'SD.1.Un' : 'SD.0.Un'] as number;
}

describe('the propensity score of lalonde', () => {
  const { propensity, score } = resultOf('nn_ps');

  it('agrees with glm() in coefficients, errors, deviance and every probability to twelve digits', () => {
    const { coef, se, deviance, propensity: probabilities } = expected.ps_logit;
    for (const { name, value, se: own } of propensity!.coefficients) {
      expect(value / coef[name]!).toBeCloseTo(1, 12);
      expect(own / se[name]!).toBeCloseTo(1, 12);
    }
    expect(propensity!.deviance).toBeCloseTo(deviance, 10);
    expect(
      farthest(
        score!,
        ids.map((id) => probabilities[id]!),
      ),
    ).toBeLessThan(1e-12);
  });

  it('has the balance that cobalt prints: means, deviations, differences, variance ratios, Kolmogorov–Smirnov', () => {
    const { before, after } = resultOf('nn_ps').balance;
    for (const [suffix, rows] of [
      ['Un', before],
      ['Adj', after],
    ] as const)
      for (const row of rows) {
        const cell = expected.cobalt_nn_ps[row.name.replace(/^race/, 'race_')]!;
        expect(row.meanControl).toBeCloseTo(cell[`M.0.${suffix}`] as number, 8);
        expect(row.meanTreated).toBeCloseTo(cell[`M.1.${suffix}`] as number, 8);
        expect(row.standardisedDifference).toBeCloseTo(cell[`Diff.${suffix}`] as number, 9);
        expect(row.ecdfMax).toBeCloseTo(cell[`KS.${suffix}`] as number, 9);
        if (row.varianceRatio === null) expect(cell[`V.Ratio.${suffix}`]).toBeNull();
        else expect(row.varianceRatio).toBeCloseTo(cell[`V.Ratio.${suffix}`] as number, 9);
      }
  });
});
