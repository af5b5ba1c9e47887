import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { roadmapRefusing } from '../roadmap/roadmap.refusals.ts';
import { openText, TEXT_REFUSALS, unchangedClause, writeClause } from './change-clause.ts';
import { clauseRefusing } from './clause.refusals.ts';
import { clausesOf, movePositions } from './clause.store.ts';
import { MOVES, movedTo, parentFault } from './clause-order.rules.ts';

/**
 * Moves a passage up or down among its own, before another of its kind, or under another objective. The order is no part of what a passage says:
 * it counts as a change of it only when it goes under another.
 */
export const moveClause = defineAction({
  name: 'contracts.moveClause',
  title: { fr: 'Déplacer un passage', en: 'Move a passage' },
  path: '/contracts/{contract}/clauses/{clause}/place',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    clause: clauseKey,
    revision: revisionRead,
    to: z.enum(MOVES),
    /** The passage before which, or under which, it goes; null under none: at the top. */
    target: clauseKey.nullish(),
  }),
  output: z.object({ contract: z.string(), clause: z.string(), revision: z.int(), kind: z.string() }),
  refusals: {
    ...refusing(...TEXT_REFUSALS),
    ...clauseRefusing('ALREADY_THERE'),
    ...roadmapRefusing('PARENT_GONE', 'PARENT_IN_CIRCLE', 'TREE_TOO_DEEP'),
  },
  async run(ctx, { contract, clause, revision, to, target = null }) {
    const edition = await openText(ctx, contract);
    const present = await unchangedClause(ctx, edition.id, clause, revision);
    const clauses = await clausesOf(ctx.sql, edition.id);
    const moved = movedTo(clauses, clause, to, target);
    if (!moved) return ctx.refuse('ALREADY_THERE');
    const away = moved.parent !== present.parent;
    const fault = away ? parentFault(clauses, present, moved.parent) : null;
    if (fault) ctx.refuse(fault, { field: 'target' });
    const { kind, content } = present;
    const written = away
      ? await writeClause(ctx, edition.id, { kind, clause, revision, parent: moved.parent, content })
      : present;
    await movePositions(ctx.sql, edition.id, moved.places);
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: { clause, parent: present.parent, position: present.position },
      after: {
        clause,
        parent: moved.parent,
        position: moved.places.find(({ id }) => id === clause)?.position ?? present.position,
      },
    });
    return { contract, clause, revision: written.revision, kind };
  },
});
