import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Sql } from '#kit/db/database.ts';
import { followedIndicators } from '#rooms/contracts';
import { actingDay, clusterId, reachOf } from '#rooms/registry';
import { allCampaigns, clustersInReach, findCampaign } from '../campaign.store.ts';
import type { Campaign } from '../campaign.ts';
import { RETURN_READERS } from '../campaigns.roles.ts';
import { deadlineOf } from '../delay.store.ts';
import { lastDayOf } from '../filling/asked.ts';
import { returnPlace } from '../filling/write-return.ts';
import { askedQuestions, clusterNamed } from '../return.store.ts';
import { returnKey } from '../return.ts';
import { type Owing, owingClusters } from '../steering/owing.ts';
import { type DueReturn, type DueState, dueReturn, measuredBy, WAITS } from './due-return.ts';

/** Who owes what for a year and when, derived from the contracts: those that nobody began are there too. */
export const listDueReturns = defineQuery({
  name: 'campaigns.listDueReturns',
  title: { fr: 'Lire le calendrier d’une campagne', en: 'Read the calendar of a campaign' },
  path: '/campaigns/{year}/calendar',
  permission: { who: RETURN_READERS },
  input: z.object({ year: returnKey.year }),
  output: z.object({
    year: z.int(),
    on: z.string(),
    opensOn: z.string(),
    dueOn: z.string(),
    rows: z.array(dueReturn),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor, today }, { year }) {
    const campaign = await findCampaign(sql, year);
    if (!campaign) throw notFound();
    const on = await actingDay(sql, today);
    const mine = await clustersInReach(sql, reachOf(actor, RETURN_READERS));
    const owing = (await owingClusters(sql, year)).filter(({ cluster }) => mine.has(cluster.id));
    const rows = await dueRows(sql, campaign, owing, on);
    return {
      ...{ year, on, rows },
      opensOn: campaign.opensOn,
      dueOn: campaign.dueOn,
      synthetic: rows.some(({ synthetic }) => synthetic),
    };
  },
});

async function dueRows(sql: Sql, campaign: Campaign, owing: readonly Owing[], on: string): Promise<DueReturn[]> {
  const { year } = campaign;
  const clusters = owing.map(({ cluster }) => cluster.id);
  const followed = Map.groupBy(await followedIndicators(sql, lastDayOf(year), clusters), ({ cluster }) => cluster);
  const questions = (await askedQuestions(sql, year)).length;
  return owing.map(({ cluster, held, delay, synthetic }) => {
    const state: DueState = held?.state ?? 'not-started';
    const row = {
      ...{ cluster, year, state, questions, synthetic },
      indicators: new Set((followed.get(cluster.id) ?? []).map(({ key }) => key)).size,
      filled: held?.filled ?? null,
      dueOn: deadlineOf(campaign, delay),
      answerDueOn: held?.answerDueOn ?? null,
      waits: WAITS[state],
      submittedAt: held?.submittedAt ?? null,
    };
    return { ...row, late: row.waits !== 'nobody' && measuredBy(row) < on };
  });
}

/** Every return of one cluster, and the years that its contract still announces. */
export const listClusterReturns = defineQuery({
  name: 'campaigns.listClusterReturns',
  title: { fr: 'Lister les déclarations d’un pôle', en: 'List the returns of a cluster' },
  path: '/clusters/{cluster}/returns',
  permission: { who: RETURN_READERS, where: returnPlace },
  input: z.object({ cluster: clusterId }),
  output: z.object({
    cluster: z.object({ id: z.string(), name: z.string() }),
    on: z.string(),
    rows: z.array(dueReturn),
    /** Years with targets and no campaign yet. */
    announced: z.array(z.int()),
    synthetic: z.boolean(),
  }),
  async run({ sql, today }, { cluster }) {
    const named = await clusterNamed(sql, cluster);
    if (!named) throw notFound();
    const on = await actingDay(sql, today);
    const campaigns = await allCampaigns(sql);
    const rows: DueReturn[] = [];
    for (const campaign of campaigns) {
      const owing = (await owingClusters(sql, campaign.year)).filter((one) => one.cluster.id === cluster);
      rows.push(...(await dueRows(sql, campaign, owing, on)));
    }
    const promised = (await followedIndicators(sql, on, [cluster])).flatMap(({ content }) =>
      Object.entries(content.targets).flatMap(([year, target]) => (target === null ? [] : [Number(year)])),
    );
    const known = new Set(campaigns.map(({ year }) => year));
    return {
      ...{ cluster: named, on, rows },
      announced: [...new Set(promised)].filter((year) => !known.has(year)).toSorted((a, b) => a - b),
      synthetic: rows.some(({ synthetic }) => synthetic),
    };
  },
});
