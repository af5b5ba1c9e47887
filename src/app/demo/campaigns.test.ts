import { beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kit/actor.ts';
import { systemClock } from '#kit/clock.ts';
import type { Call } from '#kit/context.ts';
import { quickStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { buildDemoPeople } from '#rooms/access';
import { getReview, listCampaigns } from '#rooms/campaigns';
import { getFigure, loadIndicators } from '#rooms/indicators';
import { builders, partlyFurnished, readReference } from '#rooms/registry';
import { campaignsAreWritten, writeCampaigns } from './campaigns.ts';
import { CAMPAIGN_YEARS, fateOf } from './campaigns-story.ts';
import { writeContracts } from './contracts.ts';
import { contractingFacts } from './contracts-facts.ts';
import type { ClusterFacts } from './contracts-story.ts';

/** The home cluster, and one whose region says nothing. */
const CLUSTERS = ['minalogic', 'capenergies'];

describe('The story of the invented campaigns', () => {
  it('Three clusters are late each year, one of them two years running, and each return has its days in order', async () => {
    const clusters = (await readReference('poles-2013.csv')).map((line) => ({
      id: line.slug!,
      region: line.region_code_2013!,
    }));
    const late = CAMPAIGN_YEARS.slice(0, 4).map((year) => {
      const fates = clusters.map(({ id, region }) => ({ id, ...fateOf(id, region, year) }));
      for (const { openedOn, submittedOn, sentBackOn, againOn, stateOn, regionOn } of fates) {
        const days = [openedOn, submittedOn, ...(againOn ? [sentBackOn, againOn] : []), stateOn, regionOn];
        expect(days.toSorted()).toEqual(days);
        expect(openedOn >= `${year + 1}-01-15`).toBe(true);
      }
      return fates.filter(({ submittedOn }) => submittedOn > `${year + 1}-03-31`).map(({ id }) => id);
    });
    expect(late.map(({ length }) => length)).toEqual([3, 3, 3, 3]);
    expect(late.filter((ids) => ids.includes('novalog'))).toHaveLength(2);
  });
});

// The browser tests have the whole demonstration written on the embedded store.
describe('The invented campaigns', () => {
  let call: Call;
  let facts: ClusterFacts[];
  const rows = async <Row>(query: string) =>
    (await call.services.store.query<Row & Record<string, unknown>>(query)).rows;

  beforeAll(async () => {
    const services = { ...(await partlyFurnished(quickStore.open)), clock: systemClock };
    await services.store.sql.transaction().execute(loadIndicators);
    call = { services, actor: systemActor('Démonstration'), door: 'job', requestId: 'essai' };
    await buildDemoPeople(call);
    const { a, an } = builders(services);
    for (const cluster of CLUSTERS)
      for (const headcount of [8, 60]) {
        const organisation = await an
          .organisation()
          .withAccounts(2013, headcount, 1_000_000, 1_000_000)
          .withAccounts(2014, headcount, 1_000_000, 1_000_000)
          .save();
        await a.membership().of(organisation).in(cluster).save();
      }
    const lines = (await readReference('poles-2013.csv')).map((line) => ({
      ...{ id: line.slug!, name: line.name!, sector: line.sector!, category: line.category! },
    }));
    facts = await contractingFacts(lines, CLUSTERS, { organisations: [], memberships: new Map() });
    await writeContracts(call, facts);
    expect(await writeCampaigns(call, { clusters: facts, everywhere: false })).toBe(10);
  });

  it('Five campaigns are there, four of them published; told again, nothing is written twice', async () => {
    const { rows: campaigns } = await perform(listCampaigns, {}, call);
    expect(campaigns.map(({ year, state, synthetic }) => [year, state, synthetic])).toEqual([
      [2017, 'open', true],
      [2016, 'published', true],
      [2015, 'published', true],
      [2014, 'published', true],
      [2013, 'published', true],
    ]);
    const world = { clusters: facts, everywhere: false };
    expect(await campaignsAreWritten(call, world)).toBe(true);
    const journal = await rows('select count(*)::int as n from kit.journal');
    expect(await writeCampaigns(call, world)).toBe(0);
    expect(await rows('select count(*)::int as n from kit.journal')).toEqual(journal);
  });

  it('A frozen figure cannot be changed in the database; the exception stands beside it, named (R110)', async () => {
    await expect(
      call.services.store.query("update campaigns.cell set value = 1 where return_id = 'minalogic-2015'"),
    ).rejects.toThrow('frozen');
    const [exception] = await rows<{ title: string; authority: string; year: string }>(
      "select title, authority, extract(year from at)::text as year from campaigns.exception where return_id = 'minalogic-2015'",
    );
    expect(exception).toMatchObject({ authority: 'Comité de pilotage du programme (fictif)', year: '2017' });
  });

  it('A figure is in dispute in the campaign under way: asked, maintained, not decided', async () => {
    const review = await perform(getReview, { cluster: 'minalogic', year: 2017 }, call);
    const disputed = review.figures.find(({ verdicts }) => verdicts.length > 0)!;
    expect(disputed.verdicts[0]!.answer).toContain('maintient sa valeur');
    expect(disputed.counted).not.toBeNull();
    expect([review.state, review.decisions]).toEqual(['submitted', []]);
    expect(review.opinions.some(({ opinion }) => opinion === 'reserved')).toBe(true);
  });

  it('The silence of a region accepts without anybody’s name in 2016; in 2017 its days have passed and nothing is accepted', async () => {
    expect(
      await rows(
        "select outcome, by_name from campaigns.decision where return_id = 'capenergies-2016' and step = 'region'",
      ),
    ).toEqual([{ outcome: 'accepted-by-silence', by_name: null }]);
    const [waiting] = await rows<{ state: string; due: string }>(
      "select state, answer_due_on::text as due from campaigns.return where id = 'capenergies-2017'",
    );
    expect(waiting!.state).toBe('state-accepted');
    expect(waiting!.due < '2018-04-16').toBe(true);
  });

  it('A figure has another vintage since its fact was corrected, and the day before it reads as it was known (principle 1)', async () => {
    const of = { indicator: 'EMP-01', cluster: 'minalogic', year: 2014 } as const;
    const before = await perform(getFigure, { ...of, knownOn: '2015-06-30' as never }, call);
    const now = await perform(getFigure, of, call);
    const counted = (figure: typeof now) => figure.sources.find(({ source }) => source === 'counted')!.value;
    expect([counted(before), counted(now)]).toEqual([68, 56]);
  });

  it('A played past writes to nobody, its acts carry their days and the journal the order in which they were written', async () => {
    expect(await rows('select count(*)::int as n from kit.outbox')).toEqual([{ n: 0 }]);
    const journal = await rows<{ at: Date }>("select at from kit.journal where action like 'campaigns.%' order by seq");
    const moments = journal.map(({ at }) => at.getTime());
    expect(moments.length).toBeGreaterThan(100);
    expect(moments.toSorted((one, other) => one - other)).toEqual(moments);
    const days = await rows<{ day: string }>('select opened_at::date::text as day from campaigns.return order by id');
    expect(days.every(({ day }) => day >= '2014-01-15' && day <= '2018-04-16')).toBe(true);
  });
});
