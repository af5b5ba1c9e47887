import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../distributions.ts';
import { clusterFactor } from '../fixed-effects/effects-result.ts';
import { fixedEffects } from '../fixed-effects/fixed-effects.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import type { WidePanel } from '../panel.ts';
import { fillNormals } from '../random.ts';
import { additionalityOfPanel } from './additionality-of-panel.ts';

const LEVELS = ['ETI', 'PME'];
const ZONES = 60;
const OPTIONS = { outcomes: ['rd', 'aid'], controls: 'never', method: 'reg' } as const;
const ASKED = { rd: 'rd', aid: 'aid', by: 'size' } as const;

/**
 * Two years; in each zone a treated firm and a control of each size, or one more. What happens to the treated of a zone is shared by both sizes, with
 * the opposite sign: effects of the sizes are the same on average, and vary against each other.
 */
function firms(seed: number, more = 0): WidePanel {
  const each = 4 + more;
  const units = ZONES * each;
  const noise = new Float64Array(2 * units + 2 * ZONES);
  fillNormals(noise, seed, 0);
  const place = Array.from({ length: units }, (_, i) => ({
    zone: Math.floor(i / each),
    size: i % 2,
    treated: i % each < 2,
  }));
  const after = (i: number, outcome: number): number => {
    const { zone, size, treated } = place[i]!;
    const shock = 3 * noise[2 * units + outcome * ZONES + zone]!;
    return noise[outcome * units + i]! + (treated ? 1 + (size === 0 ? shock : -shock) : 0);
  };
  const column = (outcome: number): Float64Array =>
    Float64Array.from({ length: 2 * units }, (_, at) => (at < units ? 0 : after(at - units, outcome)));
  return {
    layout: 'wide',
    unit: Float64Array.from({ length: units }, (_, i) => i),
    periods: Float64Array.of(2012, 2013),
    firstTreated: Float64Array.from(place, ({ treated }) => (treated ? 2013 : 0)),
    outcomes: { rd: column(0), aid: column(1) },
    covariates: { size: { kind: 'factor', levels: LEVELS, codes: Int32Array.from(place, ({ size }) => size) } },
    cluster: Float64Array.from(place, ({ zone }) => zone),
  };
}

async function found(panel: WidePanel) {
  const result = await estimateGroupTime(panel, OPTIONS);
  return (await additionalityOfPanel(result, ASKED, OPTIONS, async () => panel)).by!;
}

/** The change of each firm on size, treatment and their crossing, in one regression: Wald test of the crossing, sums by zone without small-sample factor. */
function pooledStatistic(panel: WidePanel, change: Float64Array): number {
  const { codes } = panel.covariates!.size as { readonly codes: Int32Array };
  const treated = Float64Array.from(panel.firstTreated, (g) => (g > 0 ? 1 : 0));
  const large = Float64Array.from(codes, (code) => code);
  const regressors = [
    { name: 'constant', values: treated.map(() => 1) },
    { name: 'size', values: large },
    { name: 'treated', values: treated },
    { name: 'crossing', values: treated.map((value, i) => value * large[i]!) },
  ];
  const { coefficients } = fixedEffects(
    { outcome: change, regressors, effects: [] },
    { errors: 'cluster', clusters: [panel.cluster!] },
  );
  const { estimate, se } = coefficients.find(({ name }) => name === 'crossing')!;
  return (estimate / se) ** 2 * clusterFactor(ZONES, change.length, regressors.length);
}

describe('levels whose clusters are shared', () => {
  it.each([0, 1])(
    'are compared as one pooled regression with crossings compares them (%s more in each zone)',
    async (more) => {
      const panel = firms(3, more);
      const { equality, total, levels } = await found(panel);
      const units = panel.unit.length;
      const [rd, aid] = [panel.outcomes.rd!.subarray(units), panel.outcomes.aid!.subarray(units)];
      expect(equality.rd!.stat / pooledStatistic(panel, rd)).toBeCloseTo(1, 9);
      expect(equality.aid!.stat / pooledStatistic(panel, aid)).toBeCloseTo(1, 9);
      const own = rd.map((value, i) => value - aid[i]!);
      expect(equality.own!.stat / pooledStatistic(panel, own)).toBeCloseTo(1, 9);
      expect(equality.joint!.df).toBe(2);
      // What happens in a zone cancels out between sizes: the total is surer than if they were independent.
      const apart = Math.hypot(...levels.map((one) => one.rd.total.high - one.rd.total.value));
      expect(total.rd.high - total.rd.value).toBeLessThan(0.8 * apart);
      expect(total.rd.value).toBeCloseTo(levels[0]!.rd.total.value + levels[1]!.rd.total.value, 9);
    },
  );

  it('are found different in one sample of twenty when they are not, where independence would find it in one of seven', async () => {
    const draws = 300;
    const rejected = { rd: 0, own: 0, joint: 0, independent: 0 };
    for (let seed = 1; seed <= draws; seed++) {
      const { equality, levels } = await found(firms(seed));
      for (const name of ['rd', 'own', 'joint'] as const) if (equality[name]!.p < 0.05) rejected[name] += 1;
      const [one, other] = levels;
      const apart = (one!.rd.att - other!.rd.att) ** 2 / (one!.rd.se ** 2 + other!.rd.se ** 2);
      if (chiSquareTail(apart, 1) < 0.05) rejected.independent += 1;
    }
    // 5 % of 300, give or take three standard errors, sixty zones being few on top.
    for (const name of ['rd', 'own', 'joint'] as const) {
      expect(rejected[name]).toBeGreaterThan(4);
      expect(rejected[name]).toBeLessThan(30);
    }
    expect(rejected.independent).toBeGreaterThan(33);
  });

  it('bring no warning any more; levels without a common cluster stay independent', async () => {
    const panel = firms(3);
    const { codes } = panel.covariates!.size as { readonly codes: Int32Array };
    const nested = {
      ...panel,
      cluster: Float64Array.from(panel.cluster as Float64Array, (zone, i) => 2 * zone + codes[i]!),
    };
    const { equality, levels } = await found(nested);
    const [one, other] = levels;
    expect(equality.rd!.stat).toBeCloseTo(
      (one!.rd.att - other!.rd.att) ** 2 / (one!.rd.se ** 2 + other!.rd.se ** 2),
      9,
    );
    const result = await estimateGroupTime(panel, OPTIONS);
    expect((await additionalityOfPanel(result, ASKED, OPTIONS, async () => panel)).warnings).toEqual([]);
  });
});

describe('levels that are too thin', () => {
  it('are judged by the firms that the estimate keeps, not by those of the file', async () => {
    const panel = firms(5);
    // All treated ETI but two are treated from the start: they leave the sample, so that two stand behind the figures.
    const eti = [...panel.unit.keys()].filter((i) => i % 4 === 0);
    const firstTreated = Float64Array.from(panel.firstTreated as Float64Array);
    for (const i of eti.slice(2)) firstTreated[i] = 2012;
    const thin = { ...panel, firstTreated };
    const result = await estimateGroupTime(thin, OPTIONS);
    await expect(additionalityOfPanel(result, ASKED, OPTIONS, async () => thin)).rejects.toThrow('No level of "size"');
  });

  it('count each firm once in a long panel, and say how many treated have no level', async () => {
    const wide = firms(5);
    const units = wide.unit.length;
    const twice = <T>(values: ArrayLike<T>): T[] => Array.from({ length: 2 * units }, (_, at) => values[at % units]!);
    const { codes } = wide.covariates!.size as { readonly codes: Int32Array };
    const without = codes.map((code, i) => (i === 0 ? -1 : code));
    const long = {
      layout: 'long',
      unit: Float64Array.from(twice(wide.unit as Float64Array)),
      period: Float64Array.from({ length: 2 * units }, (_, at) => (at < units ? 2012 : 2013)),
      firstTreated: Float64Array.from(twice(wide.firstTreated)),
      outcomes: wide.outcomes,
      covariates: { size: { kind: 'factor', levels: LEVELS, codes: Int32Array.from(twice(without)) } },
      cluster: Float64Array.from(twice(wide.cluster as Float64Array)),
    } as const;
    const result = await estimateGroupTime(long, OPTIONS);
    const { by, warnings } = await additionalityOfPanel(result, ASKED, OPTIONS, async () => long);
    expect(by!.levels.map(({ level, treated }) => [level, treated])).toEqual([
      ['ETI', ZONES - 1],
      ['PME', ZONES],
    ]);
    expect(warnings.map(({ en }) => en)).toEqual([
      '1 treated firm has no level of "size": totals by level are without it.',
    ]);
  });
});
