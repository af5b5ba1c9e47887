import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, optionalText, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { eraseClause, openText, TEXT_REFUSALS } from './change-clause.ts';

/** Takes a passage of any kind out of the text; its history stays, from which it can be put back. */
export const removeClause = defineAction({
  name: 'contracts.removeClause',
  title: { fr: 'Retirer un passage', en: 'Remove a passage' },
  path: '/contracts/{contract}/clauses/{clause}/removal',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({ contract: contractKey, clause: clauseKey, revision: revisionRead, reason: optionalText }),
  output: z.object({ contract: z.string(), clause: z.string(), kind: z.string() }),
  refusals: refusing(...TEXT_REFUSALS),
  async run(ctx, { contract, clause, revision, reason }) {
    const edition = await openText(ctx, contract);
    const before = await eraseClause(ctx, edition.id, clause, revision, reason);
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: { clause, kind: before.kind, content: before.content },
      after: { clause: null },
    });
    return { contract, clause, kind: before.kind };
  },
});
