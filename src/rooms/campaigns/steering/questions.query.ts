import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { commonIndicators } from '#rooms/indicators';
import { reachOf } from '#rooms/registry';
import { clustersInReach, findCampaign } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS, RETURN_READERS } from '../campaigns.roles.ts';
import { expectedBurden } from './burden.rules.ts';
import { contractMinutes, spentByKey } from './burden.store.ts';
import { questionsOfYear } from './question.store.ts';

const both = z.object({ fr: z.string(), en: z.string() });

/** What a campaign asks beside the contracts, each with its basis, its reader, its end, and what it costs. */
export const listQuestions = defineQuery({
  name: 'campaigns.listQuestions',
  title: { fr: 'Lister les questions d’une campagne', en: 'List the questions of a campaign' },
  path: '/campaigns/{year}/questions',
  permission: { who: RETURN_READERS },
  input: z.object({ year: campaignYear }),
  output: z.object({
    year: z.int(),
    rows: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['indicator', 'text', 'yes-no']),
        indicator: z.string().nullable(),
        label: both,
        basis: z.string(),
        reader: z.string(),
        firstYear: z.int(),
        lastYear: z.int(),
        minutes: z.number(),
        /** Median minutes really spent by those who spent some; null while nobody did. */
        spent: z.number().nullable(),
        returns: z.int(),
        addedBy: z.string(),
        withdrawnAt: z.date().nullable(),
        withdrawnReason: z.string().nullable(),
      }),
    ),
    burden: z.object({
      questions: z.number(),
      contract: z.number(),
      perQuarter: z.number(),
      ceiling: z.number(),
      above: z.boolean(),
    }),
    /** Indicators that could be asked. */
    catalogue: z.array(z.object({ code: z.string(), label: z.string() })),
    mayEdit: z.boolean(),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor }, { year }) {
    const campaign = await findCampaign(sql, year);
    if (!campaign) throw notFound();
    const questions = await questionsOfYear(sql, year);
    const asked = questions.filter(({ withdrawnAt }) => withdrawnAt === null);
    const mine = await clustersInReach(sql, reachOf(actor, RETURN_READERS));
    const spent = new Map((await spentByKey(sql, year, [...mine])).map((one) => [one.key, one]));
    const taken = new Set(asked.map(({ indicator }) => indicator));
    return {
      year,
      rows: questions.map(({ key, addedAt: _, ...question }) => ({
        ...question,
        spent: spent.has(key) ? spent.get(key)!.median / 60 : null,
        returns: spent.get(key)?.returns ?? 0,
      })),
      burden: expectedBurden(asked, await contractMinutes(sql, year), campaign.minutesPerQuarter),
      catalogue: (await commonIndicators(sql, `${year}-12-31` as Day))
        .filter(({ code }) => !taken.has(code))
        .map(({ code, label }) => ({ code, label: say(label) })),
      mayEdit: holds(actor, CAMPAIGN_KEEPERS) && (campaign.state === 'prepared' || campaign.state === 'open'),
      synthetic: campaign.synthetic,
    };
  },
});
