import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { openText, TEXT_REFUSALS, writeClause } from '../clause/change-clause.ts';
import { lockClause } from '../clause/clause.store.ts';
import type { ClauseContents } from '../clause/clause.ts';
import { clauseOutput } from '../clause/save-clause.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { templatesOn } from './article-template.store.ts';
import { modelKeyOf } from './articles.ts';
import { copiedFrom } from './copy-articles.ts';
import { textRefusing } from './text.refusals.ts';

/** Sets an article back to the programme's model as it stands today. */
export const resetArticle = defineAction({
  name: 'contracts.resetArticle',
  title: { fr: 'Revenir au modèle d’un article', en: 'Set an article back to its model' },
  path: '/contracts/{contract}/articles/{article}/reset',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({ contract: contractKey, article: clauseKey, revision: revisionRead }),
  output: clauseOutput,
  refusals: { ...refusing(...TEXT_REFUSALS), ...textRefusing('NO_MODEL', 'SAME_AS_MODEL') },
  async run(ctx, { contract, article, revision }) {
    const edition = await openText(ctx, contract);
    const present = await lockClause(ctx.sql, edition.id, article);
    const models = await templatesOn(ctx.sql, await actingDay(ctx.sql, ctx.today));
    const model = models.find(({ key }) => key === modelKeyOf(article));
    if (!present) return ctx.refuse('CLAUSE_GONE');
    if (!model || present.kind !== 'article') return ctx.refuse('NO_MODEL');
    const held = present.content as ClauseContents['article'];
    const content = { title: model.title, body: model.body };
    if (held.title === content.title && held.body === content.body) ctx.refuse('SAME_AS_MODEL');
    const written = await writeClause(ctx, edition.id, {
      kind: 'article',
      clause: article,
      revision,
      reason: copiedFrom(model),
      content,
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason: copiedFrom(model),
      before: { clause: article, content: held },
      after: { clause: article, content },
    });
    return { contract, clause: article, revision: written.revision };
  },
});
