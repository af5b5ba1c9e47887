import type { ActionContext } from '#kit/context.ts';
import { actingDay } from '#rooms/registry';
import { editionInForce, updateContract, updateEdition } from '../contract.store.ts';
import type { ContractTable, EditionTable } from '../contract.ts';

/** The text in force is still the one that this edition was copied from; always so for the original. */
export async function originalHasNotMoved(
  sql: ActionContext['sql'],
  edition: Pick<EditionTable, 'contract_id' | 'base_edition_id'>,
): Promise<boolean> {
  return ((await editionInForce(sql, edition.contract_id))?.id ?? null) === edition.base_edition_id;
}

/**
 * Puts in force a text that every required party has signed, within the caller's transaction and after the caller has answered the guards of
 * `sign` or `amend`: the text before it is superseded, the contract is signed or amended, and an amendment of dates moves its term.
 */
export async function putInForce(
  ctx: Pick<ActionContext, 'sql' | 'today'>,
  contract: Pick<ContractTable, 'id' | 'signed_on'>,
  edition: Pick<EditionTable, 'id' | 'contract_id' | 'number' | 'base_edition_id' | 'ends_on'>,
): Promise<void> {
  if (!(await originalHasNotMoved(ctx.sql, edition)))
    throw new Error(`Edition ${edition.id} was copied from a text that is no longer in force`);
  const on = await actingDay(ctx.sql, ctx.today);
  if (edition.base_edition_id !== null)
    await updateEdition(ctx.sql, edition.base_edition_id, { state: 'superseded', superseded_on: on });
  await updateEdition(ctx.sql, edition.id, { state: 'signed', signed_on: on });
  await updateContract(ctx.sql, contract.id, {
    state: edition.number === 0 ? 'signed' : 'amended',
    signed_on: contract.signed_on ?? on,
    ...(edition.ends_on !== null && { ends_on: edition.ends_on }),
  });
}
