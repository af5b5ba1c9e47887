import { expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import { readMoments } from '../moments/cohort-moments.ts';
import { groupTimeFromMoments } from '../moments/group-time-moments.ts';
import { openRunner, referenceSource } from '../moments/reference-tables.fixture.ts';
import { bootstrapFromInfluences, bootstrapFromMoments } from './moment-bootstrap.ts';
import { mpdta } from './mpdta.fixture.ts';
import { selectUnits } from './panel-selection.ts';
import { bootstrapFromLeaveOneOut, panelLeaveOneClusterOut } from './panel-sensitivity.ts';

it('bootstraps every event time from moments by cluster: the errors are those of the estimate, with the factor for few clusters', async () => {
  const { run, close } = await openRunner();
  try {
    const options = { controls: 'never', base: 'universal' } as const;
    const moments = await readMoments(referenceSource('mpdta', ['lemp'], { cluster: 'state' }), run);
    const dynamic = aggregate(groupTimeFromMoments(moments, options), { kind: 'dynamic' });
    const wild = bootstrapFromMoments(moments, options, { kind: 'dynamic' }, { draws: 999, seed: 5 });
    const factor = Math.sqrt(wild.clusters / (wild.clusters - 1));
    expect(wild.clusters).toBe(29);
    expect(wild.rows.map(({ at }) => at)).toEqual(dynamic.rows.map(({ at }) => at));
    for (const [place, row] of wild.rows.entries()) {
      const expected = dynamic.rows[place]!;
      expect(row.att).toBeCloseTo(expected.att!, 12);
      if (expected.se === null) expect(row.se ?? 0).toBeLessThan(1e-12);
      else expect(row.se! / factor).toBeCloseTo(expected.se, 12);
    }
    expect(wild.overall!.se! / factor).toBeCloseTo(dynamic.overall.se!, 12);
    // Few and unequal clusters: the interval is wider than the normal one.
    expect(wild.overall!.upper! - wild.overall!.att).toBeGreaterThan(1.96 * dynamic.overall.se!);
    expect(wild.warnings.map(({ code }) => code)).toEqual(['few-clusters']);

    const unclustered = await readMoments(referenceSource('mpdta', ['lemp']), run);
    expect(() => bootstrapFromMoments(unclustered, options, { kind: 'dynamic' })).toThrow(/No cluster variable/);
  } finally {
    close();
  }
});

const design = { outcomes: ['lemp'], controls: 'never', base: 'universal', clusterSums: true } as const;
const how = { draws: 999, seed: 5 };

it('sums influence functions of unit columns by cluster as cohort moments do, where both can', async () => {
  const { run, close } = await openRunner();
  try {
    const moments = await readMoments(referenceSource('mpdta', ['lemp'], { cluster: 'state' }), run);
    const byUnits = await estimateGroupTime(mpdta, design);
    for (const kind of ['dynamic', 'group', 'calendar', 'simple'] as const) {
      const wanted = bootstrapFromMoments(moments, { controls: 'never', base: 'universal' }, { kind }, how);
      const found = bootstrapFromInfluences(byUnits, { kind }, how);
      // Draws go to clusters in the order of each: estimates and errors are the same, quantiles up to simulation.
      for (const [k, { att, se, lower }] of [...wanted.rows, wanted.overall!].entries()) {
        const own = [...found.rows, found.overall!][k]!;
        expect(own.att).toBeCloseTo(att, 11);
        expect(own.se ?? 0).toBeCloseTo(se ?? 0, 11);
        if (se && se > 1e-9) expect((own.att - own.lower!) / (att - lower!)).toBeCloseTo(1, 0);
      }
    }
  } finally {
    close();
  }
});

it.each([
  ['doubly robust', 'dr', 'balanced'],
  ['by regression', 'reg', 'balanced'],
  ['by weighting', 'ipw', 'balanced'],
  ['doubly robust on an unbalanced panel', 'dr', 'unbalanced'],
] as const)('bootstraps %s effects by their scores: errors are those of the estimate', async (_, method, panel) => {
  const holed = panel === 'unbalanced' ? selectUnits(mpdta, (row) => row % 13 !== 0) : mpdta;
  const result = await estimateGroupTime(holed, { ...design, covariates: ['lpop'], method, panel });
  const dynamic = aggregate(result, { kind: 'dynamic' });
  const wild = bootstrapFromInfluences(result, { kind: 'dynamic' }, how);
  const factor = Math.sqrt(wild.clusters / (wild.clusters - 1));
  expect(wild.clusters).toBe(29);
  for (const [place, row] of wild.rows.entries()) {
    const expected = dynamic.rows[place]!;
    if (expected.se === null) expect(row.se ?? 0).toBeLessThan(1e-9);
    else expect(row.se! / factor / expected.se).toBeCloseTo(1, 9);
  }
  expect(wild.overall!.se! / factor / dynamic.overall.se!).toBeCloseTo(1, 9);
});

it('stays near the jackknife of doubly robust effects, which estimates again without each state; keeps nothing unasked', async () => {
  // Without a state that is a cohort's only one the question would change: these have several each.
  const states = new Map<number, Set<number>>();
  for (const [row, g] of mpdta.firstTreated.entries())
    states.set(g, (states.get(g) ?? new Set()).add(mpdta.cluster[row]!));
  const several = selectUnits(mpdta, (row) => states.get(mpdta.firstTreated[row]!)!.size > 2);
  const options = { ...design, covariates: ['lpop'], method: 'dr' } as const;
  const scores = bootstrapFromInfluences(await estimateGroupTime(several, options), { kind: 'dynamic' }, how);
  const jackknife = bootstrapFromLeaveOneOut(await panelLeaveOneClusterOut(several, options), how).rows[0]!;
  expect(scores.overall!.att).toBeCloseTo(jackknife.att, 12);
  expect(Math.abs(scores.overall!.se! / jackknife.se! - 1)).toBeLessThan(0.25);
  const plain = await estimateGroupTime(mpdta, { ...design, clusterSums: false });
  expect(plain.clusterSums).toBeUndefined();
  expect(() => bootstrapFromInfluences(plain, { kind: 'dynamic' })).toThrow(/No cluster variable/);
});
