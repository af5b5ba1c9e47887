import type { ActionContext } from '#kit/context.ts';
import { insertChanges, insertClauses } from '../clause/clause.store.ts';
import { loadArticleTemplates } from './article-template.load.ts';
import { templatesOn } from './article-template.store.ts';
import { articleId } from './articles.ts';
import type { ArticleTemplateTable } from './text.tables.ts';

/** Which version of which model an article was copied from, in its history. */
export const copiedFrom = ({ key, valid_from, revision }: ArticleTemplateTable): string =>
  `Modèle « ${key} » du ${valid_from}, révision ${revision}`.replaceAll('« ', '«\u202f').replaceAll(' »', '\u202f»');

/** Copies the models of the day into a text that has just been opened: later changes to a model touch no contract. */
export async function copyArticles(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'actor' | 'newId'>,
  editionId: string,
  on: string,
): Promise<number> {
  await loadArticleTemplates(ctx.sql);
  const templates = await templatesOn(ctx.sql, on);
  const written = { changed_at: ctx.now, changed_by: ctx.actor.name, revision: 1 };
  await insertClauses(
    ctx.sql,
    templates.map(({ key, title, body }, index) => ({
      ...written,
      edition_id: editionId,
      id: articleId(key),
      kind: 'article' as const,
      parent_id: null,
      position: index + 1,
      content: { title, body },
    })),
  );
  await insertChanges(
    ctx.sql,
    templates.map((template) => ({
      id: ctx.newId('change'),
      edition_id: editionId,
      clause_id: articleId(template.key),
      kind: 'article' as const,
      parent_id: null,
      revision: 1,
      at: ctx.now,
      by_id: ctx.actor.id,
      by_name: ctx.actor.name,
      reason: copiedFrom(template),
      before: null,
      after: { title: template.title, body: template.body },
    })),
  );
  return templates.length;
}
