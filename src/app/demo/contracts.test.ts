import { beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import { quickStore } from '#kit/testing/store.ts';
import { buildDemoPeople } from '#rooms/access';
import { loadIndicators } from '#rooms/indicators';
import { partlyFurnished, readReference } from '#rooms/registry';
import { writeContracts } from './contracts.ts';
import { contractingFacts } from './contracts-facts.ts';
import { moneyPlan } from './contracts-money.ts';
import { type ClusterFacts, storyOf } from './contracts-story.ts';

async function readClusters(): Promise<ClusterFacts[]> {
  const lines = (await readReference('poles-2013.csv')).map((line) => ({
    id: line.slug!,
    name: line.name!,
    sector: line.sector!,
    category: line.category!,
  }));
  return contractingFacts(
    lines,
    lines.map(({ id }) => id),
    { organisations: [], memberships: new Map() },
  );
}

let clusters: Promise<ClusterFacts[]> | undefined;

/** The facts of the 71, worked out once. */
function everyCluster(): Promise<ClusterFacts[]> {
  clusters ??= readClusters();
  return clusters;
}

describe('The story of the invented contracts', () => {
  it('Most of the 71 are signed by the end of June 2013, a good dozen later, eight of them on one day', async () => {
    const stories = (await everyCluster()).map(storyOf);
    expect(stories).toHaveLength(71);
    const signed = stories.filter(({ reach }) =>
      ['signed', 'cut', 'amended-and-reopened', 'amendment-in-signature'].includes(reach),
    );
    const inTime = signed.filter(({ signedOn }) => signedOn >= '2013-05-27' && signedOn <= '2013-06-30');
    expect(inTime.length).toBeGreaterThan(45);
    expect(signed.length - inTime.length).toBeGreaterThanOrEqual(12);
    expect(signed.filter(({ signedOn }) => signedOn === '2013-12-12')).toHaveLength(8);
    for (const reach of ['refused', 'awaiting-vote', 'discussion', 'draft', 'presented', 'cut'])
      expect(stories.filter((story) => story.reach === reach)).toHaveLength(1);
    for (const { openedOn, discussedOn, sessionOn, sentOn, signedOn } of signed)
      expect([openedOn, discussedOn, sessionOn, sentOn, signedOn].toSorted()).toEqual([
        openedOn,
        discussedOn,
        sessionOn,
        sentOn,
        signedOn,
      ]);
  });

  it('Told again, it is the same; from one cluster to another it is not (R28)', async () => {
    const clusters = await everyCluster();
    const told = () =>
      clusters.map((cluster) => JSON.stringify({ ...storyOf(cluster), cluster: cluster.id, luck: null }));
    expect(told()).toEqual(told());
    expect(new Set(clusters.map((cluster) => storyOf(cluster).ambition)).size).toBe(71);
  });

  it('What each party pays of the running costs adds up to their budget (R30)', async () => {
    const parties = [
      { id: 'a', kind: 'state' },
      { id: 'b', kind: 'region' },
      { id: 'c', kind: 'authority' },
      { id: 'd', kind: 'cluster' },
    ] as const;
    for (const cluster of await everyCluster()) {
      const { budgets, commitments, publicShare } = moneyPlan(storyOf(cluster), parties);
      for (const { year, euros } of budgets) {
        const running = commitments.filter((one) => one.year === year && one.nature === 'running-costs');
        expect(running.reduce((sum, one) => sum + one.euros, 0)).toBe(euros);
        const given = running.filter(({ party }) => party !== 'd').reduce((sum, one) => sum + one.euros, 0);
        expect(Math.abs((100 * given) / euros - publicShare[year]!)).toBeLessThan(0.5);
      }
    }
  });
});

// The browser tests have the whole demonstration written on the embedded store.
describe('The invented contracts', () => {
  let call: Call;
  const count = async (from: string) =>
    (await call.services.store.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]!.n;
  const facts = async (...ids: string[]) => (await everyCluster()).filter(({ id }) => ids.includes(id));

  beforeAll(async () => {
    const services = await partlyFurnished(quickStore.open);
    await services.store.sql.transaction().execute(loadIndicators);
    call = { services, actor: systemActor('Démonstration'), door: 'job', requestId: 'essai' };
    await buildDemoPeople(call);
  });

  it('One that cannot be finished leaves nothing, and the next start writes it', async () => {
    const [broken] = await facts('derbi');
    const failing = {
      ...broken!,
      firms: ['x'.repeat(400)],
      regions: [{ code: '91', departements: ['x'.repeat(400)] }],
    };
    await expect(writeContracts(call, [{ ...failing, city: 'x'.repeat(400) }])).rejects.toThrow();
    expect(await count('contracts.contract')).toBe(0);
    expect(await writeContracts(call, await facts('derbi'))).toBe(1);
    expect(await count("contracts.contract where state = 'signed' and synthetic")).toBe(1);
    expect(await count('contracts.edition where sealed_file_id is not null')).toBe(1);
  });

  it('A played past writes to nobody, and the journal tells when it was played', async () => {
    await writeContracts(call, await facts('minalogic', 'axelera', 'qualitropic'));
    expect(await count('kit.outbox')).toBe(0);
    expect(await count("kit.journal where at < '2020-01-01'")).toBe(
      await count("kit.journal where action not like 'contracts.%'"),
    );
    expect(await count("contracts.contract where id = 'minalogic-2013' and state = 'amended'")).toBe(1);
    expect(await count("contracts.edition where contract_id = 'minalogic-2013'")).toBe(3);
    expect(await count("contracts.contract where id = 'axelera-2013' and state = 'presented'")).toBe(1);
  });
});
