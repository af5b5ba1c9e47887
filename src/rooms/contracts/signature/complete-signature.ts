import type { ActionContext } from '#kit/context.ts';
import { enqueue } from '#kit/jobs.ts';
import { decideTransition } from '#kit/workflow.ts';
import { partiesOf } from '../contract.store.ts';
import type { ContractTable } from '../contract.ts';
import { contractLife, editionLife } from '../contract.workflow.ts';
import { contractAddress } from '../contract-address.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { putInForce } from '../life/put-in-force.ts';
import type { FrozenEdition } from './being-signed.ts';
import { addressesOf, notify } from './notices.ts';
import { deliberationsOf, signaturesOf, standingsOf } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { hasAllAnnexes } from './signing.rules.ts';

export const SEAL_JOB = 'contracts.sealText';

/**
 * Puts the text in force when the last signature that it needs has been given, in the transaction of that signature; sealing follows as a
 * job, since a contract is signed even if its seal comes a moment later. True when it is now in force.
 */
export async function completeWhenAllSigned(
  ctx: ActionContext,
  contract: ContractTable,
  edition: FrozenEdition,
): Promise<boolean> {
  const parties = await partiesOf(ctx.sql, edition.id);
  const standings = await standingsOf(ctx.sql, edition.id);
  const required = parties.filter((party) => standings.find(({ party_id }) => party_id === party.id)?.required ?? true);
  const signatures = (await signaturesOf(ctx.sql, edition.id)).filter(({ cleared_at }) => cleared_at === null);
  if (!required.every(({ id }) => signatures.some(({ party_id }) => party_id === id))) return false;
  const votes = await deliberationsOf(ctx.sql, edition.id);
  const answers = {
    everyPartyHasSigned: required.length > 0,
    everyDeliberationIsRecorded: required
      .filter(({ kind }) => needsVote(kind))
      .every(({ id }) => votes.find(({ party_id }) => party_id === id)?.approves === true),
    annexesAreFrozen: hasAllAnnexes(edition.frozen.annexes),
  };
  const transition = edition.number === 0 ? 'sign' : 'amend';
  if (
    !decideTransition(contractLife, contract.state, transition, answers).ok ||
    !decideTransition(editionLife, edition.state, 'seal', answers).ok
  )
    return false;
  await putInForce(ctx, contract, edition);
  await enqueue(ctx.sql, { name: SEAL_JOB, data: { contract: contract.id, number: edition.number } }, ctx);
  const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
  const url = `${ctx.services.config.url}${contractAddress(contract.id, 'text')}`;
  const told = new Set<string>();
  for (const party of parties)
    for (const to of await addressesOf(ctx.sql, contract.cluster_id, party, ctx.today)) told.add(to);
  await notify(ctx, told, (words) => ({
    subject: words.mail.complete.subject(cluster, edition.number),
    lines: [
      words.mail.complete.body(cluster, edition.number, required.length),
      url,
      words.mail.digest(edition.frozen_digest),
    ],
  }));
  return true;
}
