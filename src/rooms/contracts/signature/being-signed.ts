import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { editionUnderWay, lockContract } from '../contract.store.ts';
import type { ContractTable, EditionTable, PartyTable } from '../contract.ts';
import { contractLife } from '../contract.workflow.ts';
import type { FrozenText } from '../text/frozen-text.ts';
import { findParty, lastDeliberation } from './signature.store.ts';
import type { DeliberationTable } from './signature.ts';
import { needsVote } from './signature.ts';

/** The text of which the parties, the votes and the signatures are recorded, with its contract held until the transaction ends. */
export async function textUnderWay(
  ctx: ActionContext<'NO_TEXT_UNDER_WAY'>,
  contractId: string,
): Promise<{ contract: ContractTable; edition: EditionTable }> {
  const contract = await lockContract(ctx.sql, contractId);
  const edition = await editionUnderWay(ctx.sql, contractId);
  if (!contract || !edition) ctx.refuse('NO_TEXT_UNDER_WAY');
  return { contract: contract!, edition: edition! };
}

export type FrozenEdition = EditionTable & {
  readonly frozen: FrozenText;
  readonly frozen_digest: string;
  readonly frozen_at: Date;
  readonly pdf_file_id: string;
};

/** The text being signed, with its contract held until the transaction ends; its contract may still come into force by it. */
export async function textBeingSigned(
  ctx: ActionContext<'NOT_BEING_SIGNED' | 'CONTRACT_STATE'>,
  contractId: string,
): Promise<{ contract: ContractTable; edition: FrozenEdition }> {
  const contract = await lockContract(ctx.sql, contractId);
  const edition = await editionUnderWay(ctx.sql, contractId);
  if (!contract || !edition || edition.state !== 'signing') ctx.refuse('NOT_BEING_SIGNED');
  const decision = decideTransition(contractLife, contract!.state, edition!.number === 0 ? 'sign' : 'amend', {
    everyPartyHasSigned: true,
    everyDeliberationIsRecorded: true,
    annexesAreFrozen: true,
  });
  if (!decision.ok) ctx.refuse('CONTRACT_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
  return { contract: contract!, edition: edition as FrozenEdition };
}

export async function partyOf(
  ctx: ActionContext<'PARTY_UNKNOWN'>,
  edition: Pick<EditionTable, 'id'>,
  partyId: string,
): Promise<PartyTable> {
  const party = await findParty(ctx.sql, edition.id, partyId);
  if (!party) ctx.refuse('PARTY_UNKNOWN', { field: 'party' });
  return party!;
}

/** The vote that lets a party sign (R23); null for those that need none. */
export async function allowingVote(
  ctx: ActionContext<'NO_DELIBERATION'>,
  edition: Pick<EditionTable, 'id'>,
  party: PartyTable,
): Promise<DeliberationTable | null> {
  if (!needsVote(party.kind)) return null;
  const vote = await lastDeliberation(ctx.sql, edition.id, party.id);
  if (!vote?.approves) ctx.refuse('NO_DELIBERATION', { with: { party: party.name } });
  return vote!;
}

/** Once the text is with the parties, what is changed around it says why. */
export function wantReason(
  ctx: ActionContext<'REASON_WANTED'>,
  edition: Pick<EditionTable, 'state'>,
  reason: string | null | undefined,
): void {
  if (edition.state === 'signing' && !reason) ctx.refuse('REASON_WANTED', { field: 'reason' });
}
