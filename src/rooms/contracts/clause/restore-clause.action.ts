import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, optionalText, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { canonicalJson } from '../text/frozen-text.ts';
import { openText, putBackClause, TEXT_REFUSALS, unchangedClause, writeClause } from './change-clause.ts';
import { clauseRefusing } from './clause.refusals.ts';
import { changesOf, clausesOf, lockClause } from './clause.store.ts';
import { CLAUSE_CONTENTS, type ClauseContents, type ClauseKind } from './clause.ts';
import { checkClause, checkRefusals } from './clause-check.ts';

/**
 * Puts a passage back as one of its changes left it, or, after its removal, as it was before. What stood meanwhile stays in the history: this is a change
 * like another.
 */
export const restoreClause = defineAction({
  name: 'contracts.restoreClause',
  title: { fr: 'Rétablir une version d’un passage', en: 'Restore a version of a passage' },
  path: '/contracts/{contract}/clauses/{clause}/restoration',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    clause: clauseKey,
    /** The line of its history to come back to. */
    change: z.string().min(1).max(80),
    /** Of the passage as it stands; none when it has been removed. */
    revision: revisionRead.nullish(),
    reason: optionalText,
  }),
  output: z.object({ contract: z.string(), clause: z.string(), revision: z.int(), kind: z.string() }),
  refusals: {
    ...refusing(...TEXT_REFUSALS),
    ...clauseRefusing('CHANGE_UNKNOWN', 'SAME_CONTENT', 'NOT_VALID_ANY_MORE'),
    ...checkRefusals,
  },
  async run(ctx, { contract, clause, change: id, revision, reason: given }) {
    const edition = await openText(ctx, contract);
    const history = await changesOf(ctx.sql, contract, clause);
    const change = history.find((one) => one.id === id);
    if (!change) return ctx.refuse('CHANGE_UNKNOWN');
    const { kind } = change;
    const read = CLAUSE_CONTENTS[kind].safeParse(change.after ?? change.before);
    if (!read.success) return ctx.refuse('NOT_VALID_ANY_MORE');
    const wanted = read.data as ClauseContents[ClauseKind];
    const held = await lockClause(ctx.sql, edition.id, clause);
    const present = held && (await unchangedClause(ctx, edition.id, clause, revision ?? undefined));
    if (present && canonicalJson(present.content) === canonicalJson(wanted)) ctx.refuse('SAME_CONTENT');
    const parent = present ? present.parent : await standingParent(change.parent_id);
    const content = await checkClause(ctx, edition, { kind, clause, parent, content: wanted });
    const reason = given || `Version ${change.revision} rétablie`;
    const written = present
      ? await writeClause(ctx, edition.id, { kind, clause, revision: present.revision, content, reason })
      : await putBackClause(ctx, edition.id, {
          clause,
          kind,
          parent,
          content,
          reason,
          lastRevision: Math.max(...history.map((one) => one.revision)),
        });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: present && { clause, content: present.content },
      after: { clause, content },
    });
    return { contract, clause, revision: written.revision, kind };

    /** Where it stood, if that is still there; an objective otherwise comes back at the top. */
    async function standingParent(above: string | null): Promise<string | null> {
      if (above === null || kind === 'indicator') return above;
      const clauses = await clausesOf(ctx.sql, edition.id);
      return clauses.some((one) => one.id === above) ? above : null;
    }
  },
});
