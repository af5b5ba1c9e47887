import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { addDays } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { writeTo } from '#rooms/contracts';
import { actingDay, clusterId, clusterPlace, longText } from '#rooms/registry';
import { lockCampaign } from '../campaign.store.ts';
import { campaignYear, dayField } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { deadlineOf, insertDelay } from '../delay.store.ts';
import { peopleOfCluster } from '../people.ts';
import { returnId } from '../return.ts';
import type { ReturnState } from '../return.workflow.ts';
import { owingClusters } from './owing.ts';
import { steeringRefusing } from './steering.refusals.ts';
import { t } from './steering.sentences.ts';

/** States of a return that is in the hands of its cluster. */
const WAITED_FOR: ReadonlySet<ReturnState> = new Set(['draft', 'returned']);

/**
 * Gives one cluster more time, for a reason that is named (R110): until that day it opens, fills in and submits its return, even once the collection of the others is
 * closed. Its team is told.
 */
export const grantDelay = defineAction({
  name: 'campaigns.grantDelay',
  title: { fr: 'Accorder un délai', en: 'Give more time' },
  path: '/clusters/{cluster}/returns/{year}/delay',
  permission: { who: CAMPAIGN_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId, year: campaignYear, untilOn: dayField, reason: longText }),
  output: z.object({ untilOn: z.string(), told: z.int() }),
  refusals: steeringRefusing('NOT_OWED', 'NOT_COLLECTED', 'NOT_WAITED_FOR', 'DELAY_TOO_SHORT'),
  async run(ctx, { cluster, year, untilOn, reason }) {
    const campaign = await lockCampaign(ctx.sql, year);
    const owing = campaign && (await owingClusters(ctx.sql, year)).find((one) => one.cluster.id === cluster);
    if (!campaign || !owing) return ctx.refuse('NOT_OWED', { with: { year: String(year) } });
    if (campaign.state !== 'open' && campaign.state !== 'checking')
      ctx.refuse('NOT_COLLECTED', { with: { year: String(year) } });
    if (owing.held && !WAITED_FOR.has(owing.held.state)) ctx.refuse('NOT_WAITED_FOR');
    const on = await actingDay(ctx.sql, ctx.today);
    const dueOn = deadlineOf(campaign, owing.delay);
    const earliest = on > dueOn ? on : addDays(dueOn, 1);
    if (untilOn < earliest) ctx.refuse('DELAY_TOO_SHORT', { field: 'untilOn', with: { day: formatDay(earliest) } });
    await insertDelay(ctx.sql, { id: ctx.newId('delay'), cluster, year, untilOn, reason, by: ctx.actor, at: ctx.now });
    const people = await peopleOfCluster(ctx.sql, cluster, ctx.today);
    const url = new URL(`/poles/${cluster}/declarations/${year}`, ctx.services.config.url).href;
    await writeTo(ctx, people, (name) => ({
      subject: t().mail.delaySubject(year, formatDay(untilOn)),
      lines: [t().mail.hello(name), t().mail.delay(owing.cluster.name, year, formatDay(untilOn), reason), url],
    }));
    ctx.record({
      object: { kind: 'return', id: returnId(cluster, year) },
      reason,
      before: { dueOn },
      after: { dueOn: untilOn, told: people.length },
    });
    return { untilOn, told: people.length };
  },
});
