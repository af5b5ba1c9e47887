import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { decisionToMove } from './close-decision.ts';
import { lifeRefusing } from './life.refusals.ts';
import { updateDecision } from './support-decision.store.ts';
import { tellCluster } from './tell-cluster.ts';

/** Withdraws a decision on support before it is confirmed; it stays on record with the reason. */
export const withdrawDecision = defineAction({
  name: 'contracts.withdrawDecision',
  title: { fr: 'Retirer une décision sur le soutien', en: 'Withdraw a decision on support' },
  path: '/contracts/{contract}/decisions/{decision}/withdraw',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, decision: clauseKey, reason: longText }),
  output: z.object({ contract: z.string(), decision: z.string() }),
  refusals: lifeRefusing('DECISION_UNKNOWN', 'DECISION_STATE'),
  async run(ctx, { contract: contractId, decision: id, reason }) {
    const { contract, decision, on } = await decisionToMove(ctx, { contract: contractId, decision: id }, 'withdraw');
    await updateDecision(ctx.sql, id, {
      state: 'withdrawn',
      closed_on: on,
      closed_by: ctx.actor.name,
      closing_reason: reason,
    });
    await tellCluster(ctx, contract, { decision: id, about: 'withdrawn', day: on });
    ctx.record({
      object: { kind: 'contract', id: contractId },
      reason,
      before: { decision: id, state: decision.state },
      after: { decision: id, state: 'withdrawn' },
    });
    return { contract: contractId, decision: id };
  },
});
