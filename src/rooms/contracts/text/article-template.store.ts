import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ArticleTemplateTable } from './text.tables.ts';

/** The models that a contract opened on a day copies, in the order of the text. */
export const templatesOn = (sql: Sql, on: string): Promise<ArticleTemplateTable[]> =>
  sql
    .selectFrom('contracts.article_template')
    .selectAll()
    .where('valid_from', '<=', on)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', on)]))
    .orderBy('position')
    .orderBy('key')
    .execute();

/** Every version of every model: in the order of the text, the newest version first. */
export const everyTemplate = (sql: Sql): Promise<ArticleTemplateTable[]> =>
  sql
    .selectFrom('contracts.article_template')
    .selectAll()
    .orderBy('position')
    .orderBy('key')
    .orderBy('valid_from', 'desc')
    .execute();

export const findTemplate = (sql: Sql, id: string): Promise<ArticleTemplateTable | undefined> =>
  sql.selectFrom('contracts.article_template').selectAll().where('id', '=', id).executeTakeFirst();

/** A version of a model, held until the transaction ends. */
export const lockTemplate = (trx: Sql, id: string): Promise<ArticleTemplateTable | undefined> =>
  trx.selectFrom('contracts.article_template').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const templatesOfKey = (sql: Sql, key: string): Promise<ArticleTemplateTable[]> =>
  sql
    .selectFrom('contracts.article_template')
    .selectAll()
    .where('key', '=', key)
    .orderBy('valid_from', 'desc')
    .execute();

/** How many versions of models there are, of every article together. */
export const countTemplates = async (sql: Sql): Promise<number> => {
  const { count } = await sql
    .selectFrom('contracts.article_template')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

export const insertTemplates = async (trx: Sql, rows: readonly Insertable<ArticleTemplateTable>[]): Promise<void> => {
  await trx
    .insertInto('contracts.article_template')
    .values([...rows])
    .execute();
};

export const updateTemplate = async (trx: Sql, id: string, change: Updateable<ArticleTemplateTable>): Promise<void> => {
  await trx.updateTable('contracts.article_template').set(change).where('id', '=', id).execute();
};
