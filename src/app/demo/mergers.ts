import type { Call } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { amendCluster, decideLabel, listClusters, setCategory, setRegions } from '#rooms/registry';
import { inOneTransaction } from './contracts-play.ts';
import { REFERENCE_DAY } from './invented.ts';
import { MERGERS, type Merger } from './invented-mergers.ts';

/** Last day of phase III. */
const LAST_DAY = '2018-12-31';

/**
 * The clusters that became one: their labels end by a merger, and the one that came out of them holds its own until the end of the phase (R08, R09). Each
 * merger is all or nothing, and one that is there is left alone.
 */
export async function writeMergers(call: Call): Promise<void> {
  const { rows } = await perform(listClusters, { on: REFERENCE_DAY, label: 'all', pageSize: 500 }, call);
  const labelled = new Set(rows.filter(({ label }) => label === 'labelled').map(({ id }) => id));
  for (const merger of MERGERS)
    if (!labelled.has(merger.into)) await inOneTransaction(call, (inside) => writeMerger(inside, merger));
}

async function writeMerger(call: Call, merger: Merger): Promise<void> {
  const { clusters, into, on, departement, regions, source } = merger;
  const sourced = { certainty: 'background', source } as const;
  const decision = { decidedOn: on, authority: 'Gouvernement', ...sourced };
  for (const cluster of clusters)
    await perform(decideLabel, { cluster, decision: 'merged', successor: into, ...decision }, call);
  for (const vintage of ['2013', '2016'] as const)
    await perform(
      setRegions,
      { cluster: into, vintage, regions: [...regions[vintage]], coordinating: regions[vintage][0]!, source },
      call,
    );
  await perform(amendCluster, { cluster: into, departement, reason: source }, call);
  await perform(setCategory, { cluster: into, category: 'national', from: on, ...sourced }, call);
  await perform(decideLabel, { cluster: into, decision: 'granted', validTo: LAST_DAY, ...decision }, call);
}
