import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { openText, TEXT_REFUSALS, writeClause } from '../clause/change-clause.ts';
import { articleContent } from '../clause/clause.ts';
import { clauseInput, clauseOutput } from '../clause/save-clause.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { contractPlace } from '../place.ts';
import { ARTICLE_REFUSALS, checkArticle } from './text.refusals.ts';

/** Adds an article to a contract or changes one; the models of the programme stay as they are. */
export const saveArticle = defineAction({
  name: 'contracts.saveArticle',
  title: { fr: 'Enregistrer un article', en: 'Save an article' },
  path: '/contracts/{contract}/articles',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({ ...clauseInput, title: articleContent.shape.title, body: articleContent.shape.body.min(1) }),
  output: clauseOutput,
  refusals: { ...refusing(...TEXT_REFUSALS), ...ARTICLE_REFUSALS },
  async run(ctx, { contract, clause, revision, reason, title, body }) {
    const edition = await openText(ctx, contract);
    checkArticle(ctx, body);
    const content = { title, body };
    const written = await writeClause(ctx, edition.id, { kind: 'article', clause, revision, reason, content });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: written.before && { clause: written.id, content: written.before.content },
      after: { clause: written.id, content },
    });
    return { contract, clause: written.id, revision: written.revision };
  },
});
