import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { openText, TEXT_REFUSALS, unchangedClause, writeClause } from '../clause/change-clause.ts';
import { objectiveContent } from '../clause/clause.ts';
import { clauseInput, clauseOutput } from '../clause/save-clause.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { roadmapRefusing } from './roadmap.refusals.ts';
import { checkObjective, OBJECTIVE_REFUSALS } from './roadmap-clause.check.ts';

/** Adds an objective to the tree or changes one (R25: individual or collective). Without `parent` a present one stays where it is. */
export const saveObjective = defineAction({
  name: 'contracts.saveObjective',
  title: { fr: 'Enregistrer un objectif', en: 'Save an objective' },
  path: '/contracts/{contract}/objectives',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    ...clauseInput,
    /** The objective above; null at the top. */
    parent: clauseKey.nullish(),
    content: objectiveContent,
  }),
  output: clauseOutput,
  refusals: { ...refusing(...TEXT_REFUSALS), ...roadmapRefusing(...OBJECTIVE_REFUSALS) },
  async run(ctx, { contract, clause, revision, reason, parent: asked, content }) {
    const edition = await openText(ctx, contract);
    const present = clause ? await unchangedClause(ctx, edition.id, clause, revision) : null;
    const parent = asked === undefined ? (present?.parent ?? null) : asked;
    await checkObjective(ctx, edition, { clause, parent }, content);
    const written = await writeClause(ctx, edition.id, {
      kind: 'objective',
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
