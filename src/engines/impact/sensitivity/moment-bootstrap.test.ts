import { expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { readMoments } from '../moments/cohort-moments.ts';
import { groupTimeFromMoments } from '../moments/group-time-moments.ts';
import { openRunner, referenceSource } from '../moments/reference-tables.fixture.ts';
import { bootstrapFromMoments } from './moment-bootstrap.ts';

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
