import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay, clusterId, clusterPlace, longText } from '#rooms/registry';
import { insertClosing, lockCampaign } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { deadlineOf, delayOf } from '../delay.store.ts';
import { insertReturn, lockReturn, updateReturn } from '../return.store.ts';
import { returnId } from '../return.ts';
import { returnLife } from '../return.workflow.ts';
import { owingClusters } from './owing.ts';
import { steeringRefusing } from './steering.refusals.ts';

/** Closes the year of a cluster that submitted nothing, for a reason that is named: merged, left the policy, never answered. */
export const closeWithoutReturn = defineAction({
  name: 'campaigns.closeWithoutReturn',
  title: { fr: 'Clore sans déclaration', en: 'Close without a return' },
  path: '/clusters/{cluster}/returns/{year}/closing',
  permission: { who: CAMPAIGN_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId, year: campaignYear, reason: longText }),
  output: z.object({ return: z.string() }),
  refusals: steeringRefusing('CAMPAIGN_STATE', 'NOT_OWED'),
  async run(ctx, { cluster, year, reason }) {
    const campaign = await lockCampaign(ctx.sql, year);
    const held = campaign && (await lockReturn(ctx.sql, cluster, year));
    const owes = campaign && (held ?? (await owingClusters(ctx.sql, year)).some((one) => one.cluster.id === cluster));
    if (!campaign || !owes) return ctx.refuse('NOT_OWED', { with: { year: String(year) } });
    const deadline = deadlineOf(campaign, await delayOf(ctx.sql, cluster, year));
    const deadlineIsPassed = (await actingDay(ctx.sql, ctx.today)) > deadline;
    const from = held?.state ?? 'draft';
    const decision = decideTransition(returnLife, from, 'closeWithoutReturn', { deadlineIsPassed });
    if (!decision.ok) return ctx.refuse('CAMPAIGN_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
    const id = returnId(cluster, year);
    if (held) await updateReturn(ctx.sql, id, { state: decision.to });
    else
      await insertReturn(ctx.sql, {
        id,
        cluster_id: cluster,
        year,
        contract_id: null,
        edition_id: null,
        state: decision.to,
        due_on: deadline,
        opened_at: ctx.now,
        opened_by: ctx.actor.name,
        approver: null,
        submitted_at: null,
        answer_due_on: null,
        validated_at: null,
        frozen_at: null,
        synthetic: campaign.synthetic,
      });
    await insertClosing(ctx.sql, {
      return_id: id,
      reason,
      by_id: ctx.actor.id,
      by_name: ctx.actor.name,
      at: ctx.now,
    });
    ctx.record({ object: { kind: 'return', id }, reason, before: { state: from }, after: { state: decision.to } });
    return { return: id };
  },
});
