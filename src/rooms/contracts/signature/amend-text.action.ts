import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { plural } from '#kit/say.ts';
import { TEXT_REFUSALS, writeClause } from '../clause/change-clause.ts';
import { clausesOf } from '../clause/clause.store.ts';
import { partiesOf, updateEdition } from '../contract.store.ts';
import { contractAddress } from '../contract-address.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CLUSTER_HEADS } from '../contracts.roles.ts';
import { clauseKey, contractKey, longText, revisionRead } from '../contracts.schemas.ts';
import { requiredParties } from '../life/required-parties.store.ts';
import { contractPlace } from '../place.ts';
import { completenessOf } from '../roadmap/completeness.store.ts';
import { digestOf } from '../text/frozen-text.ts';
import { textBeingSigned } from './being-signed.ts';
import { addressesOf, notify } from './notices.ts';
import { printText } from './printed-text.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { t } from './signature.sentences.ts';
import { clearSignatures, saveStanding, signaturesOf } from './signature.store.ts';
import { checkedContent, falling, partiesLosing, refrozen } from './text-change.ts';

/**
 * Changes one passage of the text while it is being signed, with its reason. It clears exactly the signatures whose text it touches and tells those
 * parties; before, it says which ones and waits for a yes. Links that were sent for the text as it was say so, and sign nothing.
 */
export const amendText = defineAction({
  name: 'contracts.amendText',
  title: { fr: 'Modifier un passage pendant la signature', en: 'Change a passage while the text is being signed' },
  path: '/contracts/{contract}/signing-text/{clause}',
  permission: { who: CLUSTER_HEADS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    clause: clauseKey,
    revision: revisionRead,
    /** What changes of the clause's content, by name; the rest stays. */
    content: z.record(z.string(), z.unknown()),
    reason: longText,
    /** The person read which signatures fall, and says yes. Not needed when none does. */
    confirmed: z.boolean().default(false),
  }),
  output: z.object({ contract: z.string(), digest: z.string(), cleared: z.array(z.string()) }),
  refusals: {
    ...refusing(...TEXT_REFUSALS, 'CONTRACT_STATE'),
    ...signatureRefusing(
      'NOT_BEING_SIGNED',
      'CONTENT_WRONG',
      'STRUCTURE_FIXED',
      'NOTHING_CHANGES',
      'CONFIRM_FALLS',
      'TEXT_UNPRINTABLE',
    ),
  },
  async run(ctx, { contract: id, clause: clauseId, revision, content: given, reason, confirmed }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const parties = await partiesOf(ctx.sql, edition.id);
    const { clause, content } = await checkedContent(ctx, edition, clauseId, given);
    const losing = await partiesLosing(ctx.sql, edition, parties, clauseId, content);
    if (losing.length > 0 && !confirmed) {
      const count = plural(losing.length, t().amend.signatures);
      const names = losing.map(({ name }) => name).join(', ');
      ctx.refuse('CONFIRM_FALLS', { field: 'confirmed', with: { count, names } });
    }
    await writeClause(ctx, edition.id, { kind: clause.kind, clause: clauseId, revision, content, reason });
    const frozen = refrozen(edition.frozen, await clausesOf(ctx.sql, edition.id));
    const completeness = await completenessOf(ctx.sql, edition.id);
    if (!completeness.complete) {
      const gap = completeness.gaps.find(({ severity }) => severity === 'missing');
      ctx.refuse('CONTENT_WRONG', { with: { reason: gap ? t().amend.gap(gap.sentence) : '' } });
    }
    const digest = digestOf(frozen);
    const cleared = falling(await signaturesOf(ctx.sql, edition.id), parties, frozen);
    await clearSignatures(
      ctx.sql,
      edition.id,
      cleared.map(({ party }) => party.id),
      { at: ctx.now, by: ctx.actor.name, reason },
    );
    const pdf = await printText(ctx, frozen);
    await updateEdition(ctx.sql, edition.id, {
      frozen: JSON.stringify(frozen) as never,
      frozen_digest: digest,
      frozen_at: ctx.now,
      pdf_file_id: pdf.id,
    });
    const required = await requiredParties(ctx.sql, edition);
    const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
    const url = `${ctx.services.config.url}${contractAddress(id, 'signature')}`;
    for (const party of parties) {
      const fell = cleared.some((one) => one.party.id === party.id);
      await saveStanding(ctx.sql, edition.id, party.id, {
        required: required.some((one) => one.id === party.id),
        link_expires_at: null,
        ...(fell && { seen_at: null }),
      });
      if (!fell) continue;
      await notify(ctx, await addressesOf(ctx.sql, contract.cluster_id, party, ctx.today), (words) => ({
        subject: words.mail.cleared.subject(cluster, edition.number),
        lines: [
          words.mail.cleared.body(cluster, party.name),
          words.mail.reason(reason),
          url,
          words.mail.digest(digest),
        ],
      }));
    }
    ctx.record({
      object: { kind: 'contract', id },
      reason,
      before: { clause: clauseId, content: clause.content, digest: edition.frozen_digest },
      after: { clause: clauseId, content, digest, cleared: cleared.map(({ party }) => party.id) },
    });
    return { contract: id, digest, cleared: cleared.map(({ party }) => party.id) };
  },
});
