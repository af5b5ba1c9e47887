import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import { say } from '#kit/say.ts';
import { openTransitions } from '#kit/workflow.ts';
import { actingDay, reachOf } from '#rooms/registry';
import { allCampaigns, clustersInReach, findCampaign } from '../campaign.store.ts';
import { type Campaign, campaignSchema, campaignYear, dayField } from '../campaign.ts';
import { campaignLife } from '../campaign.workflow.ts';
import { CAMPAIGN_KEEPERS, RETURN_READERS } from '../campaigns.roles.ts';
import { deadlineOf } from '../delay.store.ts';
import { campaignAnswers } from './campaign-life.ts';
import { exceptionsOfYear } from './exception.store.ts';
import { type Owing, owingClusters } from './owing.ts';

/** Where a cluster stands, those that nobody began included (principle 7). */
export const STANDINGS = [
  'not-started',
  'draft',
  'returned',
  'submitted',
  'state-accepted',
  'validated',
  'closed-without-return',
] as const;
export type Standing = (typeof STANDINGS)[number];

export const standingOf = ({ held }: Owing): Standing => held?.state ?? 'not-started';

/** The cluster is waited for, and its deadline has passed. */
const isLate = (owing: Owing, campaign: Pick<Campaign, 'dueOn'>, on: string): boolean =>
  on > deadlineOf(campaign, owing.delay) && ['not-started', 'draft', 'returned'].includes(standingOf(owing));

const counts = z.array(z.object({ standing: z.enum(STANDINGS), count: z.int() }));
const progress = { owing: z.int(), settled: z.int(), late: z.int() };

const counted = (owing: readonly Owing[], campaign: Campaign, on: string) => ({
  owing: owing.length,
  settled: owing.filter((one) => ['validated', 'closed-without-return'].includes(standingOf(one))).length,
  late: owing.filter((one) => isLate(one, campaign, on)).length,
});

export const listCampaigns = defineQuery({
  name: 'campaigns.listCampaigns',
  title: { fr: 'Lister les campagnes', en: 'List campaigns' },
  path: '/campaigns',
  permission: { who: RETURN_READERS },
  input: z.object({}),
  output: z.object({
    on: dayField,
    rows: z.array(campaignSchema.extend(progress)),
    /** The year whose campaign could be prepared next. */
    nextYear: z.int(),
    maySteer: z.boolean(),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor, today }) {
    const on = await actingDay(sql, today);
    const mine = await clustersInReach(sql, reachOf(actor, RETURN_READERS));
    const campaigns = await allCampaigns(sql);
    const rows = [];
    for (const campaign of campaigns) {
      const owing = (await owingClusters(sql, campaign.year)).filter(({ cluster }) => mine.has(cluster.id));
      rows.push({ ...campaign, ...counted(owing, campaign, on) });
    }
    return {
      on,
      rows,
      nextYear: campaigns[0] ? campaigns[0].year + 1 : Number(on.slice(0, 4)) - 1,
      maySteer: holds(actor, CAMPAIGN_KEEPERS),
      synthetic: campaigns.some(({ synthetic }) => synthetic),
    };
  },
});

const act = z.object({ act: z.enum(['open', 'close', 'validate', 'publish']), reasons: z.array(z.string()) });

export const getCampaign = defineQuery({
  name: 'campaigns.getCampaign',
  title: { fr: 'Consulter une campagne', en: 'Read a campaign' },
  path: '/campaigns/{year}',
  permission: { who: RETURN_READERS },
  input: z.object({ year: campaignYear, standing: z.enum([...STANDINGS, 'late']).optional() }),
  output: campaignSchema.extend({
    on: dayField,
    ...progress,
    counts,
    rows: z.array(
      z.object({
        cluster: z.object({ id: z.string(), name: z.string() }),
        region: z.string().nullable(),
        standing: z.enum(STANDINGS),
        late: z.boolean(),
        since: z.date().nullable(),
        /** Until when whoever has it is to act: the cluster’s deadline, or that of the authority. */
        dueOn: dayField.nullable(),
        /** More time that it was given. */
        delay: z.object({ untilOn: dayField, reason: z.string() }).nullable(),
        filled: z.int(),
        cells: z.int(),
        rounds: z.int(),
        exceptions: z.int(),
        closedReason: z.string().nullable(),
        synthetic: z.boolean(),
      }),
    ),
    /** What the campaign’s keeper may do now, and why not. */
    open: z.array(act),
    maySteer: z.boolean(),
    exceptions: z.array(
      z.object({
        id: z.string(),
        cluster: z.string(),
        key: z.string(),
        title: z.string(),
        authority: z.string(),
        decidedOn: dayField,
        reason: z.string(),
      }),
    ),
  }),
  async run({ sql, actor, today }, { year, standing }) {
    const campaign = await findCampaign(sql, year);
    if (!campaign) throw notFound();
    const on = await actingDay(sql, today);
    const all = await owingClusters(sql, year);
    const mine = await clustersInReach(sql, reachOf(actor, RETURN_READERS));
    const owing = all.filter(({ cluster }) => mine.has(cluster.id));
    const { open, closed } = openTransitions(campaignLife, campaign.state, campaignAnswers(campaign, on, all));
    const maySteer = holds(actor, CAMPAIGN_KEEPERS);
    return {
      ...campaign,
      on,
      ...counted(owing, campaign, on),
      counts: STANDINGS.map((one) => ({
        standing: one,
        count: owing.filter((each) => standingOf(each) === one).length,
      })),
      rows: owing
        .filter((one) => !standing || (standing === 'late' ? isLate(one, campaign, on) : standingOf(one) === standing))
        .map((one) => {
          const { held } = one;
          const withAuthority = held?.state === 'submitted' || held?.state === 'state-accepted';
          const settled = held?.state === 'validated' || held?.state === 'closed-without-return';
          return {
            cluster: one.cluster,
            region: one.region,
            standing: standingOf(one),
            late: isLate(one, campaign, on),
            since: held?.since ?? null,
            dueOn: settled ? null : withAuthority ? held.answerDueOn : deadlineOf(campaign, one.delay),
            delay: one.delay && { untilOn: one.delay.untilOn, reason: one.delay.reason },
            filled: held?.filled ?? 0,
            cells: held?.cells ?? 0,
            rounds: held?.rounds ?? 0,
            exceptions: held?.exceptions ?? 0,
            closedReason: held?.closedReason ?? null,
            synthetic: one.synthetic,
          };
        }),
      open: maySteer
        ? [
            ...open.map((name) => ({ act: name, reasons: [] })),
            ...closed.map(({ transition, reasons }) => ({ act: transition, reasons: reasons.map(say) })),
          ]
        : [],
      maySteer,
      exceptions: await exceptionsOfYear(sql, year),
    };
  },
});
