import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { openText, TEXT_REFUSALS, unchangedClause, writeClause } from '../clause/change-clause.ts';
import { clauseInput, clauseOutput } from '../clause/save-clause.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { indicatorDraft, yearsRevised } from './indicator.rules.ts';
import { roadmapRefusing } from './roadmap.refusals.ts';
import { checkIndicator, ROADMAP_CLAUSE_REFUSALS } from './roadmap-clause.check.ts';

/**
 * Adds an indicator below an objective or changes one, with its baseline and its targets (R25, R26). A target that was set and changes asks a
 * reason.
 */
export const saveIndicator = defineAction({
  name: 'contracts.saveIndicator',
  title: { fr: 'Enregistrer un indicateur', en: 'Save an indicator' },
  path: '/contracts/{contract}/indicators',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    ...clauseInput,
    /** The objective that it measures; needed for a new one. */
    parent: clauseKey.optional(),
    content: indicatorDraft,
  }),
  output: clauseOutput,
  refusals: {
    ...refusing(...TEXT_REFUSALS),
    ...roadmapRefusing(...ROADMAP_CLAUSE_REFUSALS, 'REASON_REQUIRED'),
  },
  async run(ctx, { contract, clause, revision, reason, parent: asked, content: draft }) {
    const edition = await openText(ctx, contract);
    const held = clause ? await unchangedClause(ctx, edition.id, clause, revision) : null;
    const parent = asked ?? held?.parent ?? null;
    const { content, present } = await checkIndicator(ctx, edition, { clause, parent }, draft);
    const revised = yearsRevised(present?.content ?? null, content);
    if (revised.length > 0 && !reason)
      ctx.refuse('REASON_REQUIRED', { field: 'reason', with: { what: revised.join(', ') } });
    const written = await writeClause(ctx, edition.id, {
      kind: 'indicator',
      clause,
      revision,
      parent,
      content,
      reason,
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: written.before && { clause: written.id, parent: written.before.parent, content: written.before.content },
      after: { clause: written.id, parent, content },
    });
    return { contract, clause: written.id, revision: written.revision };
  },
});
