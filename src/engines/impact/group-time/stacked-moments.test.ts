import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uniformAt } from '../random.ts';
import { planCells } from './cells.ts';
import { chooseSample } from './chosen-sample.ts';
import type { GroupTimeOptions } from './options.ts';
import { drawPanel, selectRows } from './panels.fixture.ts';
import { SampleFlow } from './sample-flow.ts';
import { estimateStacked } from './stacked-estimate.ts';
import { estimateFromSums, sumsSuffice } from './stacked-moments.ts';
import { crossSectionSample, followedSample } from './stacked-sample.ts';

const draws = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  panel: fc.constantFrom('unbalanced' as const, 'rc' as const),
  method: fc.constantFrom('dr' as const, 'reg' as const, 'ipw' as const),
  controls: fc.constantFrom('never' as const, 'not-yet' as const),
  base: fc.constantFrom('varying' as const, 'universal' as const),
  clustered: fc.boolean(),
  weighted: fc.boolean(),
});

/** Rows of firms that come and go; nobody of the last cohort is seen in the first period, so that some cells have no treated. */
function drawn({ seed, panel: kind, ...asked }: typeof draws extends fc.Arbitrary<infer T> ? T : never) {
  const whole = drawPanel({ units: 200, cohorts: [0, 0, 3, 4, 5], seed, clusters: 30 });
  const rows = Array.from(whole.period.keys()).filter(
    (row) => uniformAt(seed, row, 0, 500) < 0.7 && !(whole.firstTreated[row] === 5 && whole.period[row] === 1),
  );
  const panel = selectRows(whole, rows);
  const other = panel.outcomes.y!.map((y, row) => 1e3 + y * y - (row % 3));
  const options: GroupTimeOptions = { ...asked, panel: kind, outcomes: ['y', 'other'], weightTiming: 'varying' };
  const flow = new SampleFlow();
  const chosen = chooseSample({ ...panel, outcomes: { ...panel.outcomes, other } }, options, flow);
  if (chosen.way === 'whole') throw new Error('Nobody is missing.');
  const { used, plan } = chosen;
  const sample =
    chosen.way === 'rows'
      ? crossSectionSample(chosen.rows, plan, used, flow)
      : followedSample(chosen.observed, plan, used, chosen.units, flow);
  return { sample, cells: planCells(plan, used), used };
}

it('without covariates, sums by cohort give what comparing rows cell by cell gives: effects, covariance, sums of clusters', () => {
  fc.assert(
    fc.property(draws, (asked) => {
      const { sample, cells, used } = drawn(asked);
      expect(sumsSuffice(sample, used, asked.clustered)).toBe(true);
      const [fast, slow] = [estimateFromSums, estimateStacked].map((estimate) =>
        estimate(sample, cells, used, () => {}, asked.clustered),
      );
      const numbers = ({ cells: effects, shares, covariance, clusterSums }: NonNullable<typeof fast>) => [
        ...effects.flat().map(({ att }) => att ?? Number.NaN),
        ...shares,
        ...covariance.values,
        ...(clusterSums ?? []).flatMap(({ cluster, sums }) => [cluster, ...sums]),
      ];
      expect(fast!.cells.flat().map(({ reason }) => reason)).toEqual(slow!.cells.flat().map(({ reason }) => reason));
      const [got, wanted] = [numbers(fast!), numbers(slow!)];
      expect(got).toHaveLength(wanted.length);
      const far = wanted.findIndex(
        (value, k) =>
          !Object.is(value, got[k]) && !(Math.abs(value - got[k]!) <= 1e-9 * Math.max(1e-3, Math.abs(value))),
      );
      expect(far, `${got[far]} is not ${wanted[far]}`).toBe(-1);
    }),
    { numRuns: 25, seed: 20240611 },
  );
});
