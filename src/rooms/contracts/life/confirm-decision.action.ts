import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { editionUnderWay, updateContract, updateEdition } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, optionalText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { decisionToMove } from './close-decision.ts';
import { lifeRefusing } from './life.refusals.ts';
import { decisionIsReasoned, replyWasPossible } from './support-decision.rules.ts';
import { updateDecision } from './support-decision.store.ts';
import { tellCluster } from './tell-cluster.ts';

/**
 * Confirms a decision on support once the cluster has replied, or once its delay has passed (R35). A termination then ends the contract on the
 * day that it named, and gives up the text under way.
 */
export const confirmDecision = defineAction({
  name: 'contracts.confirmDecision',
  title: { fr: 'Confirmer une décision sur le soutien', en: 'Confirm a decision on support' },
  path: '/contracts/{contract}/decisions/{decision}/confirm',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    decision: clauseKey,
    /** What the State answers to the cluster's reply. */
    reason: optionalText,
  }),
  output: z.object({ contract: z.string(), decision: z.string() }),
  refusals: lifeRefusing('DECISION_UNKNOWN', 'DECISION_STATE'),
  async run(ctx, { contract: contractId, decision: id, reason = null }) {
    const { contract, decision, on } = await decisionToMove(ctx, { contract: contractId, decision: id }, 'confirm');
    await updateDecision(ctx.sql, id, {
      state: 'confirmed',
      closed_on: on,
      closed_by: ctx.actor.name,
      closing_reason: reason,
    });
    if (decision.kind === 'termination') {
      const ended = decideTransition(contractLife, contract.state, 'terminate', {
        decisionIsReasoned: decisionIsReasoned(decision),
        replyWasPossible: replyWasPossible(decision, on),
      });
      if (!ended.ok) ctx.refuse('DECISION_STATE', { with: { reason: ended.reasons.map(say).join(' ') } });
      const underWay = await editionUnderWay(ctx.sql, contractId);
      if (underWay) await updateEdition(ctx.sql, underWay.id, { state: 'abandoned' });
      await updateContract(ctx.sql, contractId, { state: 'terminated', closed_on: decision.effectiveOn });
    }
    await tellCluster(ctx, contract, { decision: id, about: 'confirmed', day: decision.effectiveOn });
    ctx.record({
      object: { kind: 'contract', id: contractId },
      reason,
      before: { decision: id, state: decision.state, contract: contract.state },
      after: {
        decision: id,
        state: 'confirmed',
        contract: decision.kind === 'termination' ? 'terminated' : contract.state,
      },
    });
    return { contract: contractId, decision: id };
  },
});
