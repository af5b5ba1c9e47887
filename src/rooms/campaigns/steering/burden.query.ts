import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { followedIndicators } from '#rooms/contracts';
import { commonIndicators } from '#rooms/indicators';
import { reachOf } from '#rooms/registry';
import { clustersInReach, findCampaign } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { RETURN_READERS } from '../campaigns.roles.ts';
import { lastDayOf } from '../filling/asked.ts';
import { distribution, middle, quarterMinutes } from './burden.rules.ts';
import { spentByCluster, spentByKey } from './burden.store.ts';
import { owingClusters } from './owing.ts';
import { questionsOfYear } from './question.store.ts';

/** The burden meter: minutes really spent, measured by the form, against the ceiling a quarter, by cluster and by question (principle 3). */
export const getBurden = defineQuery({
  name: 'campaigns.getBurden',
  title: { fr: 'Mesurer la charge de déclaration', en: 'Measure the reporting burden' },
  path: '/campaigns/{year}/burden',
  permission: { who: RETURN_READERS },
  input: z.object({ year: campaignYear }),
  output: z.object({
    year: z.int(),
    ceiling: z.number(),
    /** Median minutes a quarter of the clusters measured; null while none was. */
    median: z.number().nullable(),
    measured: z.int(),
    owing: z.int(),
    above: z.int(),
    distribution: z.array(z.object({ from: z.number(), to: z.number().nullable(), count: z.int() })),
    clusters: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        minutes: z.number(),
        perQuarter: z.number(),
        people: z.int(),
        figures: z.int(),
        above: z.boolean(),
      }),
    ),
    questions: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        minutes: z.number(),
        median: z.number(),
        returns: z.int(),
        /** Of a question of the campaign; null for what contracts follow. */
        basis: z.string().nullable(),
        reader: z.string().nullable(),
        lastYear: z.int().nullable(),
        expected: z.number().nullable(),
      }),
    ),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor }, { year }) {
    const campaign = await findCampaign(sql, year);
    if (!campaign) throw notFound();
    const mine = await clustersInReach(sql, reachOf(actor, RETURN_READERS));
    const owing = (await owingClusters(sql, year)).filter(({ cluster }) => mine.has(cluster.id));
    const names = new Map(owing.map(({ cluster }) => [cluster.id, cluster.name]));
    const clusters = (await spentByCluster(sql, year))
      .filter(({ cluster }) => names.has(cluster))
      .map(({ cluster, seconds, people, figures }) => ({
        id: cluster,
        name: names.get(cluster)!,
        minutes: seconds / 60,
        perQuarter: quarterMinutes(seconds),
        people,
        figures,
        above: quarterMinutes(seconds) > campaign.minutesPerQuarter,
      }))
      .toSorted((one, other) => other.minutes - one.minutes);
    const on = lastDayOf(year);
    const labels = new Map((await commonIndicators(sql, on)).map((one) => [one.code, say(one.label)]));
    // A cluster’s own indicators have the titles that its contract gives them.
    for (const { key, content, cluster } of await followedIndicators(sql, on, [...names.keys()]))
      if (!labels.has(key)) labels.set(key, `${content.title} (${names.get(cluster)})`);
    const questions = new Map((await questionsOfYear(sql, year)).map((one) => [one.key, one]));
    const spent = await spentByKey(sql, year, [...names.keys()]);
    return {
      year,
      ceiling: campaign.minutesPerQuarter,
      median: middle(clusters.map(({ perQuarter }) => perQuarter)),
      measured: clusters.length,
      owing: owing.length,
      above: clusters.filter(({ above }) => above).length,
      distribution: distribution(
        clusters.map(({ perQuarter }) => ({ minutesPerQuarter: perQuarter })),
        campaign.minutesPerQuarter,
      ),
      clusters,
      questions: spent.map(({ key, seconds, median, returns }) => {
        const question = questions.get(key);
        return {
          key,
          label: question ? say(question.label) : (labels.get(key) ?? key),
          minutes: seconds / 60,
          median: median / 60,
          returns,
          basis: question?.basis ?? null,
          reader: question?.reader ?? null,
          lastYear: question?.lastYear ?? null,
          expected: question?.minutes ?? null,
        };
      }),
      synthetic: campaign.synthetic || owing.some(({ synthetic }) => synthetic),
    };
  },
});
