import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { decideTransition, type TransitionOf } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { lockContract } from '../contract.store.ts';
import type { ContractTable } from '../contract.ts';
import { replyWasPossible } from './support-decision.rules.ts';
import { findDecision } from './support-decision.store.ts';
import type { SupportDecision } from './support-decision.ts';
import { supportDecisionLife } from './support-decision.workflow.ts';

type Codes = 'DECISION_UNKNOWN' | 'DECISION_STATE';

/** The decision that an act is about, its contract held until the transaction ends, once its life allows the act. */
export async function decisionToMove(
  ctx: Pick<ActionContext<Codes>, 'sql' | 'today' | 'refuse'>,
  { contract: contractId, decision: decisionId }: { contract: string; decision: string },
  transition: TransitionOf<typeof supportDecisionLife>,
): Promise<{ contract: ContractTable; decision: SupportDecision; on: Awaited<ReturnType<typeof actingDay>> }> {
  const contract = (await lockContract(ctx.sql, contractId))!;
  const decision = await findDecision(ctx.sql, contractId, decisionId);
  if (!decision) return ctx.refuse('DECISION_UNKNOWN');
  const on = await actingDay(ctx.sql, ctx.today);
  const verdict = decideTransition(supportDecisionLife, decision.state, transition, {
    replyWasPossible: replyWasPossible(decision, on),
  });
  if (!verdict.ok) return ctx.refuse('DECISION_STATE', { with: { reason: verdict.reasons.map(say).join(' ') } });
  return { contract, decision, on };
}
