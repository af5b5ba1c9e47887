import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { partiesOf, updateEdition } from '../contract.store.ts';
import type { ContractTable, EditionTable, PartyTable } from '../contract.ts';
import { editionLife } from '../contract.workflow.ts';
import { contractAddress } from '../contract-address.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CLUSTER_HEADS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { originalHasNotMoved } from '../life/put-in-force.ts';
import { requiredParties } from '../life/required-parties.store.ts';
import { contractPlace } from '../place.ts';
import { completenessOf } from '../roadmap/completeness.store.ts';
import { annexesOf } from '../text/annex.store.ts';
import { freezeText } from '../text/freeze-text.ts';
import { digestOf } from '../text/frozen-text.ts';
import { textUnderWay } from './being-signed.ts';
import { addressesOf, notify } from './notices.ts';
import { printText } from './printed-text.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findSignatory, lastDeliberation, saveStanding } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { sendLinkTo } from './signature-link.ts';
import { hasAllAnnexes } from './signing.rules.ts';

/** Whose project was presented to the CNI, or did not need to be (R27). */
const PRESENTED = ['presented', 'signed', 'amended'];

/**
 * Freezes the text with its annexes as of today (R24), prints it, and sends it to the parties. Those that may sign at once receive their link;
 * an authority whose assembly has not voted receives the text, and its link once the vote is recorded (R23).
 */
export const sendForSignature = defineAction({
  name: 'contracts.sendForSignature',
  title: { fr: 'Envoyer le texte à la signature', en: 'Send the text for signature' },
  path: '/contracts/{contract}/send-for-signature',
  permission: { who: [...new Set([...CLUSTER_HEADS, ...STATE_KEEPERS])], where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: z.object({ contract: z.string(), digest: z.string(), parties: z.int(), told: z.int() }),
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY', 'CONTRACT_STATE'),
    ...signatureRefusing('TEXT_UNPRINTABLE'),
  },
  async run(ctx, { contract: id }) {
    const { contract, edition } = await textUnderWay(ctx, id);
    const decision = decideTransition(editionLife, edition.state, 'sendForSignature', {
      projectIsComplete: (await completenessOf(ctx.sql, edition.id)).complete,
      contractIsPresented: PRESENTED.includes(contract.state),
      annexesAreGiven: hasAllAnnexes(await annexesOf(ctx.sql, edition.id)),
      originalHasNotMoved: await originalHasNotMoved(ctx.sql, edition),
    });
    if (!decision.ok) return ctx.refuse('CONTRACT_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
    const frozen = await freezeText(ctx.sql, edition, await actingDay(ctx.sql, ctx.today));
    const digest = digestOf(frozen);
    const pdf = await printText(ctx, frozen);
    const sent = { state: decision.to, frozen, frozen_digest: digest, frozen_at: ctx.now, pdf_file_id: pdf.id };
    await updateEdition(ctx.sql, edition.id, { ...sent, frozen: JSON.stringify(frozen) as never });
    const required = await requiredParties(ctx.sql, edition);
    for (const party of await partiesOf(ctx.sql, edition.id))
      await saveStanding(ctx.sql, edition.id, party.id, {
        required: required.some((one) => one.id === party.id),
        sent_at: ctx.now,
        refused_at: null,
        refusal: null,
        seen_at: null,
        reminded_at: null,
        reminders: 0,
      });
    const told = await tell(ctx, contract, { ...edition, ...sent }, required);
    ctx.record({
      object: { kind: 'contract', id },
      after: { edition: edition.number, digest, pdf: pdf.sha256, parties: required.map((party) => party.id) },
    });
    return { contract: id, digest, parties: required.length, told };
  },
});

/** A link for whoever may sign now and has an address, the news for the others. Gives how many messages leave. */
async function tell(
  ctx: ActionContext,
  contract: ContractTable,
  edition: EditionTable,
  parties: readonly PartyTable[],
): Promise<number> {
  const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
  let told = 0;
  for (const party of parties) {
    const signatory = await findSignatory(ctx.sql, edition.id, party.id);
    const vote = needsVote(party.kind) ? await lastDeliberation(ctx.sql, edition.id, party.id) : null;
    const ready = !needsVote(party.kind) || vote?.approves === true;
    const byLink = ready && signatory?.email ? signatory.email : null;
    if (byLink) {
      await sendLinkTo(ctx, contract, edition, party, { ...signatory!, email: byLink });
      told += 1;
    }
    const others = (await addressesOf(ctx.sql, contract.cluster_id, party, ctx.today)).filter((to) => to !== byLink);
    const url = `${ctx.services.config.url}${contractAddress(contract.id, 'signature')}`;
    told += await notify(ctx, others, (words) => ({
      subject: words.mail.sent.subject(cluster, edition.number),
      lines: [
        ready
          ? words.mail.sent.ready(cluster, edition.number, party.name)
          : words.mail.sent.vote(cluster, edition.number, party.name),
        url,
        words.mail.digest(edition.frozen_digest!),
      ],
    }));
  }
  return told;
}
