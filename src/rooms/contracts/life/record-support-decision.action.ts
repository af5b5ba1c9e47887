import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { lockContract } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { stateReason } from './contract-state.ts';
import { lifeRefusing } from './life.refusals.ts';
import { criterionFault, replyDueOn } from './support-decision.rules.ts';
import { decisionsOf, insertDecision } from './support-decision.store.ts';
import { criterion, DECISION_KINDS } from './support-decision.ts';
import { tellCluster } from './tell-cluster.ts';

/**
 * Notifies a cluster of a cut in the State's support, or of the termination of its contract: an individual, dated decision with its reasons, the
 * criteria and the values found for this cluster (R35, R36). Nothing happens before the cluster replied or its delay has passed.
 */
export const recordSupportDecision = defineAction({
  name: 'contracts.recordSupportDecision',
  title: { fr: 'Notifier une décision sur le soutien', en: 'Notify a decision on support' },
  path: '/contracts/{contract}/decisions',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    kind: z.enum(DECISION_KINDS),
    /** First day on which it takes effect, after the delay to reply. */
    effectiveOn: daySchema,
    cutPercent: z.number().gt(0).max(100).nullish(),
    reasons: longText,
    criteria: z.array(criterion).min(1).max(12),
  }),
  output: z.object({ contract: z.string(), decision: z.string(), replyDueOn: daySchema }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...lifeRefusing(
      'DECISION_OPEN',
      'NOT_IN_FORCE',
      'PERCENT_MISSING',
      'PERCENT_NOT_ASKED',
      'EFFECTIVE_TOO_EARLY',
      'PROJECTS_UNSAID',
      'CO_LABELLED_MISSING',
      'WINDOWS_MISSING',
      'DEFINITION_MISSING',
    ),
  },
  async run(ctx, { contract, kind, effectiveOn, cutPercent = null, reasons, criteria }) {
    const present = (await lockContract(ctx.sql, contract))!;
    if (present.state === 'ended' || present.state === 'terminated')
      ctx.refuse('CONTRACT_STATE', { with: { reason: stateReason(present.state, 'terminate') } });
    if (kind === 'cut' && present.state !== 'signed' && present.state !== 'amended') ctx.refuse('NOT_IN_FORCE');
    if (kind === 'cut' && cutPercent === null) ctx.refuse('PERCENT_MISSING', { field: 'cutPercent' });
    if (kind === 'termination' && cutPercent !== null) ctx.refuse('PERCENT_NOT_ASKED', { field: 'cutPercent' });
    for (const [index, one] of criteria.entries()) {
      const fault = criterionFault(one);
      if (fault) ctx.refuse(fault, { field: `criteria.${index}.name`, with: { criterion: one.name } });
    }
    const { rules } = await rulesOf(ctx.sql);
    const notifiedOn = await actingDay(ctx.sql, ctx.today);
    const dueOn = replyDueOn(notifiedOn, rules.replyDays);
    if (effectiveOn <= dueOn)
      ctx.refuse('EFFECTIVE_TOO_EARLY', { field: 'effectiveOn', with: { day: formatDay(dueOn) } });
    const open = (await decisionsOf(ctx.sql, contract)).some(
      (one) => one.kind === kind && (one.state === 'notified' || one.state === 'replied'),
    );
    if (open) ctx.refuse('DECISION_OPEN');
    const decision = ctx.newId('decision');
    await insertDecision(ctx.sql, {
      id: decision,
      contract_id: contract,
      kind,
      state: 'notified',
      notified_on: notifiedOn,
      reply_due_on: dueOn,
      effective_on: effectiveOn,
      cut_percent: cutPercent,
      reasons,
      criteria,
      decided_by: ctx.actor.name,
      recorded_at: ctx.now,
      closed_on: null,
      closed_by: null,
      closing_reason: null,
    });
    await tellCluster(ctx, present, { decision, about: 'notified', day: dueOn });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason: reasons,
      after: { decision, kind, effectiveOn, cutPercent, criteria, replyDueOn: dueOn },
    });
    return { contract, decision, replyDueOn: dueOn };
  },
});
