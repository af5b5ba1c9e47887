import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { writeTo } from '#rooms/contracts';
import { enterState, noteClosedByItself } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { peopleOfCluster } from '../people.ts';
import { campaignPlace, enterCampaign } from './campaign-life.ts';
import { owingClusters } from './owing.ts';
import { steeringRefusing } from './steering.refusals.ts';
import { t } from './steering.sentences.ts';

const input = z.object({ year: campaignYear });
const permission = { who: CAMPAIGN_KEEPERS, where: campaignPlace };
const refusals = steeringRefusing('CAMPAIGN_STATE');

/** Opens the collection, and writes to each cluster that owes a return. */
export const openCampaign = defineAction({
  name: 'campaigns.openCampaign',
  title: { fr: 'Ouvrir la campagne', en: 'Open the campaign' },
  path: '/campaigns/{year}/opening',
  permission,
  input,
  output: z.object({ year: z.int(), clusters: z.int(), people: z.int() }),
  refusals,
  async run(ctx, { year }) {
    const { campaign, to } = await enterCampaign(ctx, year, 'open');
    const owing = await owingClusters(ctx.sql, year);
    await enterState(ctx.sql, year, to as 'open', ctx.now);
    let told = 0;
    for (const { cluster } of owing) {
      const people = await peopleOfCluster(ctx.sql, cluster.id, ctx.today);
      const url = new URL(`/poles/${cluster.id}/declarations/${year}`, ctx.services.config.url).href;
      await writeTo(ctx, people, (name) => ({
        subject: t().mail.openedSubject(year),
        lines: [t().mail.hello(name), t().mail.opened(cluster.name, year, formatDay(campaign.dueOn)), url],
      }));
      told += people.length;
    }
    ctx.record({ object: { kind: 'campaign', id: String(year) }, after: { state: to, clusters: owing.length, told } });
    return { year, clusters: owing.length, people: told };
  },
});

/** Closes the collection once the deadline has passed; the calendar does it by itself the day after, and says so. Nothing submitted is lost; who did not submit is listed. */
export const closeCampaign = defineAction({
  name: 'campaigns.closeCampaign',
  title: { fr: 'Clore la collecte', en: 'Close the collection' },
  path: '/campaigns/{year}/closing',
  permission,
  input,
  output: z.object({ year: z.int(), missing: z.int() }),
  refusals,
  async run(ctx, { year }) {
    const { to } = await enterCampaign(ctx, year, 'close');
    const missing = (await owingClusters(ctx.sql, year)).filter(({ held }) => (held?.rounds ?? 0) === 0);
    await enterState(ctx.sql, year, to as 'checking', ctx.now);
    const byItself = ctx.door === 'job';
    if (byItself) await noteClosedByItself(ctx.sql, year);
    ctx.record({
      object: { kind: 'campaign', id: String(year) },
      after: { state: to, byItself, withoutSubmission: missing.map(({ cluster }) => cluster.id) },
    });
    return { year, missing: missing.length };
  },
});

/** Makes the results of a frozen year public, under statistical secrecy (R113). They come before the reform that they inform (R118). */
export const publishCampaign = defineAction({
  name: 'campaigns.publishCampaign',
  title: { fr: 'Publier les résultats', en: 'Publish the results' },
  path: '/campaigns/{year}/publication',
  permission,
  input,
  output: z.object({ year: z.int() }),
  refusals,
  async run(ctx, { year }) {
    const { to } = await enterCampaign(ctx, year, 'publish');
    await enterState(ctx.sql, year, to as 'published', ctx.now);
    ctx.record({ object: { kind: 'campaign', id: String(year) }, after: { state: to } });
    return { year };
  },
});
