import { beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { listClusters, partlyFurnished } from '#rooms/registry';
import { REFERENCE_DAY } from './invented.ts';
import { MERGERS } from './invented-mergers.ts';
import { writeMergers } from './mergers.ts';

describe.each(eachStore)('The mergers of the demonstration, on the $name store', ({ open }) => {
  let call: Call;
  beforeAll(async () => {
    const services = await partlyFurnished(open);
    call = { services, actor: systemActor('Démonstration'), door: 'job', requestId: 'essai' };
    await writeMergers(call);
  });
  const labelsOn = async (on: string) => {
    const { rows } = await perform(listClusters, { on, label: 'all', pageSize: 500 }, call);
    return new Map(rows.map(({ id, label, region }) => [id, [label, region?.code]]));
  };

  it('71 clusters hold the label until the day of the mergers, 69 from then on (R08, R09)', async () => {
    for (const [on, count] of [
      ['2015-06-30', 71],
      ['2015-07-01', 69],
      [REFERENCE_DAY, 69],
    ] as const)
      expect([...(await labelsOn(on)).values()].filter(([label]) => label === 'labelled')).toHaveLength(count);
    const labels = await labelsOn(REFERENCE_DAY);
    for (const { clusters, into, regions } of MERGERS) {
      expect(labels.get(into)).toEqual(['labelled', regions['2016'][0]]);
      for (const cluster of clusters) expect(labels.get(cluster)![0]).toBe('merged');
    }
  });

  it('Written again, they change nothing', async () => {
    const before = await labelsOn(REFERENCE_DAY);
    await writeMergers(call);
    expect(await labelsOn(REFERENCE_DAY)).toEqual(before);
  });
});
