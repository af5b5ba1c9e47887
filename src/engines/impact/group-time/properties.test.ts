import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { symmetricEigen } from '../linear-algebra.ts';
import { type LongPanel, numeric, type WidePanel } from '../panel.ts';
import type { GroupTimeResult } from '../result.ts';
import { estimateTwoPeriodPanel } from '../two-period/two-period.ts';
import { estimateGroupTime } from './estimate.ts';
import type { GroupTimeOptions } from './options.ts';
import { drawPanel, selectRows } from './panels.fixture.ts';

const METHODS = ['dr', 'reg', 'ipw'] as const;
const draws = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  method: fc.constantFrom(...METHODS),
  controls: fc.constantFrom('never' as const, 'not-yet' as const),
  base: fc.constantFrom('varying' as const, 'universal' as const),
  clustered: fc.boolean(),
  weighted: fc.boolean(),
});
type Drawn = typeof draws extends fc.Arbitrary<infer T> ? T : never;

const RUNS = { numRuns: 8, seed: 20240611 };

const panelOf = ({ seed }: Drawn): LongPanel => drawPanel({ units: 260, cohorts: [0, 0, 3, 4, 5], seed, clusters: 40 });
const optionsOf = ({ method, controls, base, clustered, weighted }: Drawn): GroupTimeOptions => ({
  outcomes: ['y'],
  covariates: ['x1', 'x2'],
  method,
  controls,
  base,
  clustered,
  weighted,
});

const numbersOf = (result: GroupTimeResult): (number | null)[] => [
  ...result.outcomes[0]!.cells.flatMap(({ att, se }) => [att, se]),
  ...(['simple', 'dynamic', 'group', 'calendar'] as const).flatMap((kind) => {
    const { overall, rows } = aggregate(result, { kind });
    return [overall, ...rows].flatMap(({ att, se }) => [att, se]);
  }),
];

function expectEqual(got: readonly (number | null)[], wanted: readonly (number | null)[], relative = 1e-10) {
  expect(got.length).toBe(wanted.length);
  for (const [k, value] of wanted.entries()) {
    if (value === null) expect(got[k]).toBeNull();
    else
      expect(Math.abs(got[k]! - value), `${k}: ${got[k]} ≠ ${value}`).toBeLessThanOrEqual(
        relative * Math.max(1, Math.abs(value)),
      );
  }
}

const holds = (property: (drawn: Drawn, panel: LongPanel, options: GroupTimeOptions) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(draws, (drawn) => property(drawn, panelOf(drawn), optionsOf(drawn))),
    RUNS,
  );

describe('group-time effects, whatever the data', () => {
  it('do not depend on the order of rows, nor on the names of units', () =>
    holds(async ({ seed }, panel, options) => {
      const wanted = numbersOf(await estimateGroupTime(panel, options));
      const rows = [...panel.period.keys()].sort((a, b) => ((a * seed) % 997) - ((b * seed) % 997) || a - b);
      expectEqual(numbersOf(await estimateGroupTime(selectRows(panel, rows), options)), wanted, 0);
      const renamed = {
        ...panel,
        unit: Array.from(panel.unit as Float64Array, (i) => `firm ${((i * 7919) % 10007) + 1}`),
      };
      expectEqual(numbersOf(await estimateGroupTime(renamed, options)), wanted);
    }));

  it('ignore a constant, a shift of each unit and of each period, and follow the scale of the outcome', () =>
    holds(async (_, panel, options) => {
      const wanted = numbersOf(await estimateGroupTime(panel, options));
      const y = panel.outcomes.y!.map(
        (value, row) => 3 * value + 1e6 + (panel.unit as Float64Array)[row]! + 10 * panel.period[row]!,
      );
      const scaled = numbersOf(await estimateGroupTime({ ...panel, outcomes: { y } }, options));
      expectEqual(
        scaled,
        wanted.map((value) => value && 3 * value),
        1e-8,
      );
    }));

  it('do not depend on the unit in which covariates and weights are written', () =>
    holds(async (_, panel, options) => {
      const [x1, x2] = ['x1', 'x2'].map((name) => (panel.covariates![name] as { values: Float64Array }).values);
      const rewritten: LongPanel = {
        ...panel,
        covariates: {
          x1: numeric(x1!.map((value) => 1e9 * value + 5e9)),
          x2: numeric(x2!.map((value, row) => value - 2 * x1![row]!)),
        },
        weights: panel.weights!.map((weight) => weight * 1000),
      };
      expectEqual(
        numbersOf(await estimateGroupTime(rewritten, options)),
        numbersOf(await estimateGroupTime(panel, options)),
        1e-7,
      );
    }));

  it('add up over outcomes, with one covariance for all: the effect on a − b is the effect on a less that on b', () =>
    holds(async (_, panel, options) => {
      const a = panel.outcomes.y!;
      const b = a.map((value, row) => Math.sin(value) + 0.1 * panel.period[row]!);
      const difference = a.map((value, row) => value - b[row]!);
      const joint = await estimateGroupTime({ ...panel, outcomes: { a, b } }, { ...options, outcomes: ['a', 'b'] });
      const alone = await estimateGroupTime({ ...panel, outcomes: { y: difference } }, options);
      const [first, second] = joint.outcomes;
      const { size, values } = joint.covariance;
      for (const [k, cell] of alone.outcomes[0]!.cells.entries()) {
        expectEqual([first!.cells[k]!.att! - second!.cells[k]!.att!], [cell.att], 1e-9);
        const [i, j] = [first!.offset + k, second!.offset + k];
        const variance = values[i * size + i]! + values[j * size + j]! - 2 * values[i * size + j]!;
        expectEqual([Math.sqrt(Math.max(0, variance))], [cell.se ?? 0], 1e-7);
      }
    }));

  it('have a covariance that no combination makes negative', () =>
    holds(async (_, panel, options) => {
      const { covariance } = await estimateGroupTime(panel, options);
      const { values } = symmetricEigen(covariance.values, covariance.size);
      expect(values[0]!).toBeGreaterThanOrEqual(-1e-12 * values.at(-1)!);
    }));

  it('are the same by regression, weighting and both when nothing is adjusted for', () =>
    holds(async (_, panel, options) => {
      const [dr, reg, ipw] = await Promise.all(
        METHODS.map(async (method) =>
          numbersOf(await estimateGroupTime(panel, { ...options, covariates: [], method })),
        ),
      );
      expectEqual(reg!, dr!);
      expectEqual(ipw!, dr!);
    }));

  it('are the two-period estimates of DRDID, cell by cell', () =>
    holds(async (drawn, panel, options) => {
      const result = await estimateGroupTime(panel, { ...options, controls: 'never', clustered: false });
      const { g, t, base, att, se } = result.outcomes[0]!.cells.find(
        (cell) => cell.reason === undefined && cell.t > cell.g,
      )!;
      const at = (wanted: number) =>
        [...panel.period.keys()].filter(
          (row) => panel.period[row] === wanted && [0, g].includes(panel.firstTreated[row]!),
        );
      const [after, before] = [selectRows(panel, at(t)), selectRows(panel, at(base))];
      const wanted = estimateTwoPeriodPanel(
        ({ dr: 'drdid_panel', reg: 'reg_did_panel', ipw: 'std_ipw_did_panel' } as const)[drawn.method],
        {
          before: before.outcomes.y!,
          after: after.outcomes.y!,
          treated: after.firstTreated.map((cohort) => (cohort === g ? 1 : 0)),
          covariates: ['x1', 'x2'].map((name) => (before.covariates![name] as { values: Float64Array }).values),
          ...(drawn.weighted ? { weights: before.weights! } : {}),
        },
      );
      expectEqual([att, se], [wanted.att, wanted.se], 1e-9);
    }));
});

describe('one estimate, whatever the machine does', () => {
  it('gives the same bits with one thread and with three, by unit and by cluster', async () => {
    const panel = drawPanel({ units: 1500, cohorts: [0, 0, 3, 4], seed: 5, clusters: 60 });
    for (const clustered of [false, true]) {
      const options = { outcomes: ['y'], covariates: ['x1', 'x2'], clustered };
      const alone = await estimateGroupTime(panel, { ...options, workers: 1 });
      const three = await estimateGroupTime(panel, { ...options, workers: 3 });
      expect(three.covariance).toEqual(alone.covariance);
      expect(three.outcomes).toEqual(alone.outcomes);
    }
  });

  it('reads a wide panel as the same panel in rows', async () => {
    const long = drawPanel({ units: 200, cohorts: [0, 3, 4], seed: 8 });
    const T = 5;
    const turn = (values: Float64Array) =>
      Float64Array.from({ length: values.length }, (_, k) => values[(k % 200) * T + Math.floor(k / 200)]!);
    const firsts = (values: Float64Array) => Float64Array.from({ length: 200 }, (_, i) => values[i * T]!);
    const covariate = (name: string) => (long.covariates![name] as { values: Float64Array }).values;
    const wide: WidePanel = {
      layout: 'wide',
      unit: firsts(long.unit as Float64Array),
      periods: Float64Array.from([1, 2, 3, 4, 5]),
      firstTreated: firsts(long.firstTreated),
      outcomes: { y: turn(long.outcomes.y!) },
      covariates: { x1: numeric(firsts(covariate('x1'))), x2: numeric(turn(covariate('x2'))) },
      weights: firsts(long.weights!),
    };
    const options = { outcomes: ['y'], covariates: ['x1', 'x2'] };
    expectEqual(
      numbersOf(await estimateGroupTime(wide, options)),
      numbersOf(await estimateGroupTime(long, options)),
      1e-12,
    );
  });
});
