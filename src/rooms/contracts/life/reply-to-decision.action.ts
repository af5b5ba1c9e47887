import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { CLUSTER_HEADS } from '../contracts.roles.ts';
import { clauseKey, contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { decisionToMove } from './close-decision.ts';
import { lifeRefusing } from './life.refusals.ts';
import { updateDecision } from './support-decision.store.ts';

/** The cluster answers a decision on its support, within its delay (R35). What it writes stays beside the decision. */
export const replyToDecision = defineAction({
  name: 'contracts.replyToDecision',
  title: { fr: 'Répondre à une décision sur le soutien', en: 'Reply to a decision on support' },
  path: '/contracts/{contract}/decisions/{decision}/reply',
  permission: { who: CLUSTER_HEADS, where: contractPlace },
  input: z.object({ contract: contractKey, decision: clauseKey, reply: longText }),
  output: z.object({ contract: z.string(), decision: z.string() }),
  refusals: lifeRefusing('DECISION_UNKNOWN', 'DECISION_STATE', 'REPLY_TOO_LATE'),
  async run(ctx, { contract, decision: id, reply }) {
    const { decision, on } = await decisionToMove(ctx, { contract, decision: id }, 'reply');
    if (on > decision.replyDueOn) ctx.refuse('REPLY_TOO_LATE', { with: { day: formatDay(decision.replyDueOn) } });
    await updateDecision(ctx.sql, id, { state: 'replied', reply, replied_on: on, replied_by: ctx.actor.name });
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: { decision: id, state: decision.state },
      after: { decision: id, state: 'replied', reply },
    });
    return { contract, decision: id };
  },
});
