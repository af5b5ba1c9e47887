import { describe, expect, it } from 'vitest';
import { normalTail } from '../distributions.ts';
import { fillNormals } from '../random.ts';
import { ImpactError } from '../sentence.ts';
import { wildClusterBootstrap } from './few-clusters.ts';
import { leaveOneClusterOut } from './leave-one-out.ts';
import { permutationTest } from './permutation.ts';
import { placeboCohorts, placeboDates } from './placebo.ts';
import { specificationCurve } from './specification-curve.ts';

/** Mean of cluster means with its influences, clusters of one weight. */
function influencesOf(means: readonly number[]) {
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  return { estimates: [mean], sums: Float64Array.from(means, (value) => (value - mean) / means.length) };
}

describe('the wild cluster bootstrap', () => {
  it('keeps the level with eight clusters, where the normal interval does not', () => {
    const samples = 400;
    const noise = new Float64Array(8 * samples);
    fillNormals(noise, 21, 0);
    let wild = 0;
    let normal = 0;
    for (let sample = 0; sample < samples; sample++) {
      const { rows, weights } = wildClusterBootstrap(influencesOf([...noise.subarray(8 * sample, 8 * sample + 8)]), {
        draws: 399,
        seed: sample,
      });
      expect(weights).toBe('webb');
      const [{ att, se, p, lower, upper }] = rows as [(typeof rows)[number]];
      if (p! <= 0.05) wild += 1;
      if (2 * normalTail(Math.abs(att) / se!) <= 0.05) normal += 1;
      expect(p! <= 0.05).toBe(!(lower! <= 0 && upper! >= 0));
    }
    // 400 samples of a 5 % event: two and a half standard errors above is 7.7 %.
    expect(wild / samples).toBeLessThan(0.077);
    expect(normal / samples).toBeGreaterThan(0.08);
  });

  it('meets the normal interval when clusters are many, and warns only when they are few', () => {
    const noise = new Float64Array(200);
    fillNormals(noise, 4, 0);
    const many = wildClusterBootstrap(influencesOf([...noise]), { draws: 3_999 });
    const [row] = many.rows;
    expect(many.weights).toBe('rademacher');
    expect((row!.upper! - row!.att) / row!.se!).toBeGreaterThan(1.88);
    expect((row!.upper! - row!.att) / row!.se!).toBeLessThan(2.04);
    expect(many.warnings).toEqual([]);
    for (const [clusters, codes] of [
      [39, ['few-clusters']],
      [40, []],
    ] as const)
      expect(
        wildClusterBootstrap(influencesOf([...noise.subarray(0, clusters)])).warnings.map(({ code }) => code),
      ).toEqual(codes);
    for (const [clusters, weights] of [
      [11, 'webb'],
      [12, 'rademacher'],
    ] as const)
      expect(wildClusterBootstrap(influencesOf([...noise.subarray(0, clusters)])).weights).toBe(weights);
  });

  it('gives bands wider than each interval, the same for the same seed, and nothing for an effect without variance', () => {
    const noise = new Float64Array(60);
    fillNormals(noise, 9, 0);
    const sums = noise.map((value, k) => (k % 3 === 2 ? 0 : value / 20));
    const result = wildClusterBootstrap({ estimates: [1, 2, 3], sums });
    const [first, second, third] = result.rows;
    for (const row of [first!, second!]) expect(result.simultaneous! * row.se!).toBeGreaterThan(row.upper! - row.att);
    expect(third).toEqual({ att: 3, se: null, p: null, lower: null, upper: null });
    expect(wildClusterBootstrap({ estimates: [1, 2, 3], sums })).toEqual(result);
    expect(() => wildClusterBootstrap({ estimates: [1], sums: Float64Array.of(0) })).toThrow(ImpactError);
  });
});

describe('the permutation test of a tiny cohort', () => {
  it('lists all assignments and counts those at least as extreme', () => {
    // Two treated among six: fifteen assignments. Only {10, 9} and its mirror around the mean are as far as it.
    const result = permutationTest([10, 9], [1, 2, 3, 4]);
    expect(result).toMatchObject({ exact: true, assignments: 15, difference: 7 });
    expect(result.p).toBeCloseTo(1 / 15, 12);
    expect(permutationTest([4, 1], [2, 3, 9, 10]).p).toBeGreaterThan(result.p);
  });

  it('draws when there are too many, close to the exact answer and repeatable', () => {
    const noise = new Float64Array(40);
    fillNormals(noise, 2, 0);
    const treated = noise.subarray(0, 3).map((value) => value + 1);
    const exact = permutationTest(treated, noise.subarray(3));
    const drawn = permutationTest(treated, noise.subarray(3), { exactUpTo: 0, draws: 9_999 });
    expect(exact.exact).toBe(true);
    expect(drawn.exact).toBe(false);
    expect(Math.abs(drawn.p - exact.p)).toBeLessThan(4 * Math.sqrt((exact.p * (1 - exact.p)) / 9_999) + 1e-4);
    expect(permutationTest(treated, noise.subarray(3), { exactUpTo: 0 })).toEqual(drawn);
  });

  it('does not depend on the unit nor on the level of the outcome, and says when it can never reject', () => {
    const base = permutationTest([10, 9], [1, 2, 3, 4]).p;
    expect(
      permutationTest(
        [1e9 + 10e3, 1e9 + 9e3],
        [1, 2, 3, 4].map((value) => 1e9 + value * 1e3),
      ).p,
    ).toBe(base);
    expect(permutationTest([5], [1, 2, 3]).warnings.map(({ code }) => code)).toEqual(['permutation-cannot-reject']);
    expect(() => permutationTest([], [1, 2])).toThrow(/0 treated/);
    expect(() => permutationTest([Number.NaN], [1, 2])).toThrow(/without a value/);
  });
});

describe('the specification curve', () => {
  const effects: Readonly<Record<string, number>> = { dr: 1, reg: 1.1, ipw: 3 };
  const choices = { estimator: ['dr', 'reg', 'ipw'], controls: ['never', 'not-yet'], clusters: ['unit', 'zone'] };

  it('estimates every combination once, sorts them and finds the choice that matters', async () => {
    const seen: string[] = [];
    const curve = await specificationCurve(choices, (one) => {
      seen.push(Object.values(one).join());
      return {
        att: effects[one.estimator!]! + (one.controls === 'never' ? 0.05 : 0),
        se: one.clusters === 'zone' ? 1 : 0.1,
      };
    });
    expect(new Set(seen).size).toBe(12);
    expect(curve.rows.map((row) => row.att)).toEqual(curve.rows.map((row) => row.att!).toSorted((a, b) => a - b));
    expect(curve.drivers.map(({ choice }) => choice)).toEqual(['estimator', 'controls', 'clusters']);
    expect(curve.drivers[0]!.share).toBeGreaterThan(0.99);
    expect(curve.drivers[2]!.share).toBe(0);
    expect(curve.drivers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(curve.drivers[0]!.options.map(({ mean }) => mean)).toEqual(
      [1.025, 1.125, 3.025].map((m) => expect.closeTo(m, 12)),
    );
    expect(curve.median).toBeCloseTo(1.125, 12);
    expect(curve.shareSignificant).toBeCloseTo(8 / 12, 12);
    expect(curve.summary.fr).toContain('« estimator »');
  });

  it('keeps what failed as a line with its sentence, warns when the sign turns, and lets bugs through', async () => {
    const refusal = new ImpactError('no-controls', { fr: 'Pas de témoins.', en: 'No controls.' });
    const curve = await specificationCurve(choices, ({ estimator, controls }) => {
      if (controls === 'never') throw refusal;
      return { att: estimator === 'ipw' ? -1 : 1, se: 0.1 };
    });
    expect(curve.estimated).toBe(6);
    expect(curve.rows.slice(6).every(({ failure }) => failure?.en === 'No controls.')).toBe(true);
    expect(curve.warnings.map(({ code }) => code)).toEqual(['sign-depends-on-choices', 'specifications-failed']);
    await expect(
      specificationCurve(choices, () => {
        throw new TypeError('bug');
      }),
    ).rejects.toThrow('bug');
    await expect(specificationCurve({ estimator: [] }, () => ({ att: 0, se: 1 }))).rejects.toThrow(ImpactError);
  });

  it('leaves out the combinations that mean nothing', async () => {
    const curve = await specificationCurve(choices, () => ({ att: 1, se: 1 }), {
      sensible: ({ estimator, controls }) => estimator !== 'reg' || controls === 'never',
    });
    expect(curve.rows).toHaveLength(10);
  });
});

describe('clusters and placebos', () => {
  const values: Readonly<Record<string, number>> = { Bretagne: 2, Alsace: 3, Corse: 31 };
  const meanWithout = (left: number | string | null) => {
    const kept = Object.entries(values).filter(([name]) => name !== left);
    return { att: kept.reduce((sum, [, value]) => sum + value, 0) / kept.length - 4, se: 5 };
  };

  it('names the cluster that carries the effect', async () => {
    const { rows, whole, smallest, largest, summary, warnings } = await leaveOneClusterOut(
      Object.keys(values),
      meanWithout,
    );
    expect(whole.att).toBe(8);
    expect(rows[0]).toMatchObject({ cluster: 'Corse', att: -1.5, change: -9.5 });
    expect([smallest, largest]).toEqual([-1.5, 13]);
    expect(summary.en).toContain('Corse');
    expect(warnings.map(({ code }) => code)).toEqual(['sign-depends-on-cluster', 'striking-cluster']);
  });

  it('keeps a cluster that cannot be left out, at the end', async () => {
    const { rows } = await leaveOneClusterOut(['a', 'b'], (left) =>
      left === 'a' ? { att: null, se: null } : { att: 1, se: 1 },
    );
    expect(rows.map(({ cluster, failure }) => [cluster, failure !== null])).toEqual([
      ['b', false],
      ['a', true],
    ]);
  });

  it('warns of an effect before treatment, and of invented cohorts that are significant too often', async () => {
    const dates = await placeboDates([1, 2, 3], (shift) => ({ att: shift === 2 ? 5 : 0.5, se: 1 }));
    expect(dates.rows.map(({ p }) => p! < 0.05)).toEqual([false, true, false]);
    expect(dates.warnings[0]!.en).toContain('2 periods before');
    const calm = await placeboCohorts(19, (draw) => ({ att: draw === null ? 5 : draw % 3, se: 2 }));
    expect(calm.p).toBe(1 / 20);
    expect(calm.warnings).toEqual([]);
    const wild = await placeboCohorts(20, (draw) => ({ att: draw === null ? 5 : 4 * (draw % 2), se: 1 }));
    expect(wild.shareSignificant).toBe(0.5);
    expect(wild.warnings.map(({ code }) => code)).toEqual(['placebo-cohorts-significant']);
  });

  it('says why a placebo date has no effect, and refuses one that is no whole number of periods before', async () => {
    const failure = { fr: 'Trop tôt.', en: 'Too early.' };
    const dates = await placeboDates([1, 9], (shift) => {
      if (shift === 9) throw new ImpactError('early', failure);
      return { att: 0.1, se: 1 };
    });
    expect(dates.rows[1]).toMatchObject({ att: null, p: null, failure });
    expect(dates.warnings.map(({ en }) => en)).toEqual(['No placebo date 9 periods before treatment: Too early.']);
    for (const shift of [0, -1, 1.5])
      await expect(placeboDates([shift], () => ({ att: 1, se: 1 }))).rejects.toThrowError('at least one');
  });
});
