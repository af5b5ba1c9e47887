import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { daySchema } from '../contracts.schemas.ts';
import { everyTemplate, findTemplate } from './article-template.store.ts';
import { textRefusing } from './text.refusals.ts';
import type { ArticleTemplateTable } from './text.tables.ts';

export const articleTemplate = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  body: z.string(),
  position: z.int(),
  validFrom: daySchema,
  validTo: daySchema.nullable(),
  source: z.string(),
  revision: z.int(),
});
export type ArticleTemplate = z.output<typeof articleTemplate>;

export const templateOf = (row: ArticleTemplateTable) => ({
  id: row.id,
  key: row.key,
  title: row.title,
  body: row.body,
  position: row.position,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  source: row.source,
  revision: row.revision,
});

/** Every version of the models of articles: the rules of the programme are read by whoever they bind. */
export const listArticleTemplates = defineQuery({
  name: 'contracts.listArticleTemplates',
  title: { fr: 'Lister les modèles d’articles', en: 'List the models of articles' },
  path: '/article-templates',
  permission: { who: CONTRACT_READERS },
  input: z.object({}),
  output: z.object({ on: daySchema, templates: z.array(articleTemplate) }),
  async run({ sql, today }) {
    return { on: await actingDay(sql, today), templates: (await everyTemplate(sql)).map(templateOf) as never };
  },
});

export const getArticleTemplate = defineQuery({
  name: 'contracts.getArticleTemplate',
  title: { fr: 'Lire un modèle d’article', en: 'Read a model of article' },
  path: '/article-templates/{template}',
  permission: { who: CONTRACT_READERS },
  input: z.object({ template: z.string().min(1).max(120) }),
  output: articleTemplate,
  refusals: textRefusing('TEMPLATE_GONE'),
  async run({ sql, refuse }, { template }) {
    const present = await findTemplate(sql, template);
    return present ? (templateOf(present) as never) : refuse('TEMPLATE_GONE');
  },
});
