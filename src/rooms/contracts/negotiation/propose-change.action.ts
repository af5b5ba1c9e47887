import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatInstant } from '#kit/say.ts';
import { openText, TEXT_REFUSALS } from '../clause/change-clause.ts';
import { lockClause } from '../clause/clause.store.ts';
import { CLAUSE_CONTENTS, CLAUSE_KINDS } from '../clause/clause.ts';
import { checkClause, checkRefusals } from '../clause/clause-check.ts';
import { refusing } from '../contracts.refusals.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { clauseKey, contractKey, longText, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { PROPOSAL_ACTS } from './negotiation.ts';
import { changesNothing } from './proposal.rules.ts';
import { insertProposal } from './proposal.store.ts';
import { seatAt } from './table.ts';

const proposal = z
  .object({
    contract: contractKey,
    act: z.enum(PROPOSAL_ACTS),
    kind: z.enum(CLAUSE_KINDS),
    /** To change or remove: the passage, with the revision that was read. */
    clause: clauseKey.nullish(),
    revision: revisionRead.nullish(),
    /** Of a new indicator: its objective; of a new objective, the one above. */
    parent: clauseKey.nullish(),
    /** The whole content proposed, as the passage would then hold it; nothing to remove it. */
    content: z.record(z.string(), z.unknown()).nullish(),
    reason: longText,
  })
  .superRefine((given, ctx) => {
    // Issues carry their whole path, so that a form shows each beside its field.
    if (given.act === 'remove') return;
    const read = CLAUSE_CONTENTS[given.kind].safeParse(given.content ?? {});
    for (const issue of read.error?.issues ?? [])
      ctx.addIssue({ code: 'custom', message: issue.message, path: ['content', ...issue.path] });
  });

/** Proposes other words for a passage, a new passage or the removal of one, with a reason. The cluster's team accepts or refuses it. */
export const proposeChange = defineAction({
  name: 'contracts.proposeChange',
  title: { fr: 'Proposer un changement du texte', en: 'Propose a change of the text' },
  path: '/contracts/{contract}/proposals',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: proposal,
  output: z.object({ contract: z.string(), proposal: z.string() }),
  refusals: {
    ...refusing(...TEXT_REFUSALS),
    ...checkRefusals,
    ...negotiationRefusing('NOTHING_PROPOSED', 'PARENT_GONE', 'PASSAGE_UNKNOWN'),
  },
  async run(ctx, { contract, act, kind, clause, revision, parent, reason, content: given }) {
    const edition = await openText(ctx, contract);
    const present = act === 'add' || !clause ? null : await lockClause(ctx.sql, edition.id, clause);
    if (act !== 'add') {
      if (!clause) return ctx.refuse('PASSAGE_UNKNOWN', { field: 'clause' });
      if (!present) return ctx.refuse('CLAUSE_GONE');
      if (present.kind !== kind) return ctx.refuse('PASSAGE_UNKNOWN', { field: 'clause' });
      if (present.revision !== revision)
        return ctx.refuse('CLAUSE_CHANGED', { with: { who: present.changedBy, at: formatInstant(present.changedAt) } });
    }
    const parentId = act === 'add' ? (parent ?? null) : (present?.parent ?? null);
    const content =
      act === 'remove'
        ? null
        : await checkClause(ctx, edition, {
            kind,
            clause: present?.id,
            parent: parentId,
            content: CLAUSE_CONTENTS[kind].parse(given),
          });
    if (act === 'change' && changesNothing(present!.content, content)) ctx.refuse('NOTHING_PROPOSED');
    if (act === 'add' && parent && (await lockClause(ctx.sql, edition.id, parent))?.kind !== 'objective')
      ctx.refuse('PARENT_GONE', { field: 'parent' });
    if (act === 'add' && kind === 'indicator' && !parent) ctx.refuse('PARENT_GONE', { field: 'parent' });
    const { side } = await seatAt(ctx, contract);
    const id = ctx.newId('pro');
    await insertProposal(ctx.sql, {
      id,
      contract_id: contract,
      edition_id: edition.id,
      act,
      kind,
      clause_id: present?.id ?? null,
      parent_id: parentId,
      base_revision: present?.revision ?? null,
      base: present?.content ?? null,
      content,
      reason,
      author_id: ctx.actor.id,
      author_name: ctx.actor.name,
      side,
      at: ctx.now,
      state: 'open',
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: present && { clause: present.id, content: present.content },
      after: { proposal: id, act, kind, content },
    });
    return { contract, proposal: id };
  },
});
