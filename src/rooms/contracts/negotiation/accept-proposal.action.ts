import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { formatInstant, say } from '#kit/say.ts';
import { eraseClause, openText, TEXT_REFUSALS, writeClause } from '../clause/change-clause.ts';
import { lockClause } from '../clause/clause.store.ts';
import { CLAUSE_CONTENTS, type Clause, type ClauseContents, type ClauseKind } from '../clause/clause.ts';
import { checkClause, checkRefusals } from '../clause/clause-check.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { contractKey, optionalText, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import type { ProposalTable } from './negotiation.ts';
import { mergeContents } from './proposal.rules.ts';
import { findProposal, updateProposal } from './proposal.store.ts';
import { proposalLife } from './proposal.workflow.ts';

/**
 * Writes what was proposed into the text. When the passage moved since the author read it, this is refused; whoever has seen the three texts
 * side by side accepts it with the `revision` of the present one, and only what the proposal changes is then written.
 */
export const acceptProposal = defineAction({
  name: 'contracts.acceptProposal',
  title: { fr: 'Accepter une proposition', en: 'Accept a proposal' },
  path: '/contracts/{contract}/proposals/{proposal}/acceptance',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    proposal: z.string().min(1).max(80),
    /** The present text that was read, when it is no longer the one of the proposal. */
    revision: revisionRead.nullish(),
    word: optionalText,
  }),
  output: z.object({ contract: z.string(), proposal: z.string(), clause: z.string(), revision: z.int() }),
  refusals: {
    ...refusing(...TEXT_REFUSALS),
    ...checkRefusals,
    ...negotiationRefusing('PROPOSAL_DECIDED', 'PROPOSAL_OF_OTHER_TEXT', 'PROPOSAL_DOES_NOT_FIT', 'PARENT_GONE'),
  },
  async run(ctx, { contract, proposal: id, revision, word }) {
    const edition = await openText(ctx, contract);
    const proposal = await findProposal(ctx.sql, contract, id);
    if (!proposal) throw notFound();
    if (proposal.state !== 'open')
      ctx.refuse('PROPOSAL_DECIDED', { with: { state: say(proposalLife.states[proposal.state]).toLowerCase() } });
    if (proposal.edition_id !== edition.id) ctx.refuse('PROPOSAL_OF_OTHER_TEXT');
    const present = proposal.clause_id ? await lockClause(ctx.sql, edition.id, proposal.clause_id) : null;
    if (proposal.clause_id && !present) ctx.refuse('CLAUSE_GONE');
    const read = revision ?? proposal.base_revision ?? undefined;
    if (present && present.revision !== read)
      ctx.refuse('CLAUSE_CHANGED', { with: { who: present.changedBy, at: formatInstant(present.changedAt) } });
    if (proposal.act === 'add' && proposal.parent_id && !(await lockClause(ctx.sql, edition.id, proposal.parent_id)))
      ctx.refuse('PARENT_GONE');

    const content = proposal.act === 'remove' ? null : contentToWrite(proposal, present);
    if (content && !content.ok) return ctx.refuse('PROPOSAL_DOES_NOT_FIT', { with: { what: content.what } });
    const written = content
      ? await writeClause(ctx, edition.id, {
          kind: proposal.kind,
          clause: proposal.clause_id ?? undefined,
          revision: present?.revision,
          ...(proposal.act === 'add' && { parent: proposal.parent_id }),
          content: await checkClause(ctx, edition, {
            kind: proposal.kind,
            clause: proposal.clause_id ?? undefined,
            parent: present ? present.parent : proposal.parent_id,
            content: content.value,
          }),
          reason: proposal.reason,
        })
      : {
          id: proposal.clause_id!,
          revision:
            (await eraseClause(ctx, edition.id, proposal.clause_id!, present!.revision, proposal.reason)).revision + 1,
        };
    await updateProposal(ctx.sql, id, {
      state: 'accepted',
      decided_at: ctx.now,
      decided_by: ctx.actor.name,
      word: word ?? null,
      written_clause: written.id,
      written_revision: written.revision,
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason: proposal.reason,
      before: present && { clause: present.id, content: present.content },
      after: { proposal: id, clause: written.id, content: content?.value ?? null, word },
    });
    return { contract, proposal: id, clause: written.id, revision: written.revision };
  },
});

type Contents = ClauseContents[ClauseKind];

/** What the passage will hold: the proposal as it stands on an unmoved text, else the present text with what the proposal changes of it. */
export function contentToWrite(
  proposal: Pick<ProposalTable, 'kind' | 'base' | 'base_revision' | 'content'>,
  present: Clause | null,
): { ok: true; value: Contents; conflicts: readonly string[] } | { ok: false; what: string } {
  const fields = (value: unknown) => value as Record<string, unknown>;
  const merged =
    present && present.revision !== proposal.base_revision
      ? mergeContents(fields(proposal.base), fields(present.content), fields(proposal.content))
      : { content: proposal.content, conflicts: [] };
  const read = CLAUSE_CONTENTS[proposal.kind].safeParse(merged.content);
  return read.success
    ? { ok: true, value: read.data, conflicts: merged.conflicts }
    : { ok: false, what: read.error.issues.map(({ message }) => message).join(' ') };
}
