import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Sql } from '#kit/db/database.ts';
import { articleContent } from '../clause/clause.ts';
import { daySchema } from '../contracts.schemas.ts';
import { bodyFaults } from './article-body.rules.ts';
import { countTemplates, insertTemplates } from './article-template.store.ts';

const FILE = new URL('../../../../reference/articles-contrat.json', import.meta.url);

const templateFile = z.object({
  validFrom: daySchema,
  source: z.string().min(1),
  articles: z.array(articleContent.extend({ key: z.string().regex(/^[a-z][a-z-]*$/) })).min(1),
});

/**
 * The models of articles that Grappe starts with. A programme that has models keeps them as its administrators made them: the file is read once,
 * into an empty table. Gives how many versions of models the programme has.
 */
export async function loadArticleTemplates(trx: Sql): Promise<number> {
  const kept = await countTemplates(trx);
  if (kept > 0) return kept;
  const { validFrom, source, articles } = templateFile.parse(JSON.parse(await readFile(FILE, 'utf8')));
  for (const { key, body } of articles)
    if (bodyFaults(body).length > 0)
      throw new Error(
        `articles-contrat.json: the article “${key}” holds marks that cannot be laid out: ${bodyFaults(body)[0]!.mark}`,
      );
  await insertTemplates(
    trx,
    articles.map(({ key, title, body }, index) => ({
      id: `${key}-${validFrom}`,
      key,
      title,
      body,
      position: index + 1,
      valid_from: validFrom,
      valid_to: null,
      source,
      revision: 1,
    })),
  );
  return articles.length;
}
