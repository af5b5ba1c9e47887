import { describe, expect, it } from 'vitest';
import { numericColumns } from '../matching/covariates.ts';
import { factor } from '../panel.ts';
import { numbers, readExpected, readTable } from '../reference-data.fixture.ts';
import type { EffectsData } from './effects-data.ts';
import type { ErrorKind } from './effects-result.ts';
import { fixedEffects } from './fixed-effects.ts';

type Regression = Partial<Record<'iid' | 'hetero', Record<string, { readonly b: number; readonly se: number }>>> & {
  readonly n: number;
};

const expected = readExpected<
  {
    readonly cell_means: readonly { nj: number; post: number; n: number; mean: number; sd: number }[];
  } & Record<'did_all_available' | 'did_balanced' | 'did_balanced_cov', Regression>
>('card_krueger.json');

const table = readTable('card_krueger.csv');
const rows = [...table.sheet!.keys()];
/** Full-time equivalents: full-time staff, managers, and half of part-time staff; NaN where one is missing. */
const staff = numbers(table.empft!).map(
  (full, row) => full + numbers(table.nmgrs!)[row]! + numbers(table.emppt!)[row]! / 2,
);
const newJersey = Float64Array.from(table.state!, (state) => (state === 'New Jersey' ? 1 : 0));
const after = Float64Array.from(table.observation!, (when) => (when.startsWith('Nov') ? 1 : 0));

const constant = (length: number) => ({ name: '(Intercept)', values: new Float64Array(length).fill(1) });

function agree(data: EffectsData, { n, ...byErrors }: Regression): void {
  for (const [errors, reference] of Object.entries(byErrors)) {
    const result = fixedEffects(data, { errors: errors as ErrorKind });
    expect(result.observations).toBe(n);
    expect(result.coefficients.map(({ name }) => name).sort()).toEqual(Object.keys(reference).sort());
    for (const { name, estimate, se } of result.coefficients) {
      expect(Math.abs(estimate / reference[name]!.b - 1), `${errors} ${name}`).toBeLessThan(1e-9);
      expect(Math.abs(se / reference[name]!.se - 1), `${errors} error of ${name}`).toBeLessThan(1e-9);
    }
  }
}

describe('minimum wages and fast food in New Jersey (Card & Krueger 1994, table 3)', () => {
  it('has the published means: 23.33 and 20.44 before, 21.17 and 21.03 after', () => {
    for (const { nj, post, n, mean, sd } of expected.cell_means) {
      const cell = rows.filter((row) => newJersey[row] === nj && after[row] === post && Number.isFinite(staff[row]));
      const average = cell.reduce((sum, row) => sum + staff[row]!, 0) / cell.length;
      const squares = cell.reduce((sum, row) => sum + (staff[row]! - average) ** 2, 0);
      expect(cell).toHaveLength(n);
      expect(average).toBeCloseTo(mean, 10);
      expect(Math.sqrt(squares / (n - 1))).toBeCloseTo(sd, 10);
    }
  });

  it('is 2.75 on all restaurants, by a regression without fixed effects', () => {
    const regressors = [
      constant(rows.length),
      { name: 'nj', values: newJersey },
      { name: 'post', values: after },
      { name: 'nj:post', values: newJersey.map((is, row) => is * after[row]!) },
    ];
    agree({ outcome: staff, regressors, effects: [] }, expected.did_all_available);
  });

  it('is 2.75 (1.34) on restaurants seen twice, and 2.78 with their chain and owner', () => {
    // Sheet 407 names two restaurants: the file lists both in the same order each time.
    const seen = new Map<string, number[]>();
    for (const row of rows)
      if (after[row] === 0) seen.set(table.sheet![row]!, [...(seen.get(table.sheet![row]!) ?? []), row]);
    const pairs = rows
      .filter((row) => after[row] === 1)
      .map((row) => ({ row, first: seen.get(table.sheet![row]!)!.shift()! }))
      .filter(({ row, first }) => Number.isFinite(staff[row]! - staff[first]!));
    const pick = <T>(values: ArrayLike<T>): T[] => pairs.map(({ first }) => values[first]!);
    const outcome = Float64Array.from(pairs, ({ row, first }) => staff[row]! - staff[first]!);
    const regressors = [constant(pairs.length), { name: 'nj', values: Float64Array.from(pick(newJersey)) }];
    agree({ outcome, regressors, effects: [] }, expected.did_balanced);
    const others = numericColumns(
      { 'chain::': factor(pick(table.chain!)), 'co_owned::': factor(pick(table.co_owned!)) },
      'contrast',
    );
    agree({ outcome, regressors: [...regressors, ...others], effects: [] }, expected.did_balanced_cov);
  });
});
