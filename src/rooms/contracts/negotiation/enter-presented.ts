import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { editionUnderWay, lockContract, updateContract } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { completenessOf } from '../roadmap/completeness.store.ts';
import type { PresentationTable } from './negotiation.ts';
import { insertPresentation, openPresentation, updatePresentation } from './presentation.store.ts';

/**
 * Takes a project under discussion to “presented”, by a session or a waiver, when nothing is missing in it (R25, R27). Writes the journal line.
 */
export async function enterPresented(
  ctx: ActionContext<'CONTRACT_STATE'>,
  id: string,
  by: Partial<Pick<PresentationTable, 'session_on' | 'reference' | 'opinion_due_on' | 'waiver_reason' | 'waived_on'>>,
): Promise<void> {
  const contract = (await lockContract(ctx.sql, id))!;
  const edition = await editionUnderWay(ctx.sql, id);
  const decided = decideTransition(contractLife, contract.state, 'present', {
    projectIsComplete: edition !== undefined && (await completenessOf(ctx.sql, edition.id)).complete,
    presentationIsRecorded: true,
  });
  if (!decided.ok) return ctx.refuse('CONTRACT_STATE', { with: { reason: decided.reasons.map(say).join(' ') } });
  const planned = await openPresentation(ctx.sql, id);
  if (planned) await updatePresentation(ctx.sql, planned.id, by);
  else
    await insertPresentation(ctx.sql, {
      id: ctx.newId('cni'),
      contract_id: id,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
      ...by,
    });
  await updateContract(ctx.sql, id, { state: decided.to });
  ctx.record({
    object: { kind: 'contract', id },
    reason: by.waiver_reason,
    before: { state: contract.state, plannedOn: planned?.planned_on ?? null },
    after: { state: decided.to, ...by },
  });
}
