import type { Insertable, Selectable } from 'kysely';
import type { Database, Sql } from '#kit/db/database.ts';
import type { SavedView } from './saved-view.ts';

type Row = Database['views.saved_view'];

/** A person's own views by table and name; of one table, those that others share with them too. */
export async function viewsFor(sql: Sql, person: string, path: string | null): Promise<SavedView[]> {
  const rows = await sql
    .selectFrom('views.saved_view')
    .selectAll()
    .where((where) =>
      path === null
        ? where('owner_id', '=', person)
        : where.and([where('path', '=', path), where.or([where('owner_id', '=', person), where('shared', '=', true)])]),
    )
    .orderBy('table_title')
    .orderBy('path')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => seenBy(person, row));
}

const seenBy = (person: string, row: Selectable<Row>): SavedView => ({
  id: row.id,
  name: row.name,
  address: row.address,
  path: row.path,
  tableTitle: row.table_title,
  shared: row.shared,
  owner: row.owner_name,
  own: row.owner_id === person,
});

/** A view of the same name, by the same person, of the same table gives way. The id is that of the view that is there now. */
export async function saveViewRow(trx: Sql, view: Insertable<Row>): Promise<string> {
  const { id } = await trx
    .insertInto('views.saved_view')
    .values(view)
    .onConflict((conflict) =>
      conflict.columns(['owner_id', 'path', 'name']).doUpdateSet(({ ref }) => ({
        address: ref('excluded.address'),
        table_title: ref('excluded.table_title'),
        shared: ref('excluded.shared'),
        saved_at: ref('excluded.saved_at'),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** This person's own view, locked by whoever is about to change it; null otherwise. */
export async function ownView(sql: Sql, id: string, person: string, lock = false): Promise<SavedView | null> {
  const row = await sql
    .selectFrom('views.saved_view')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', person)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? seenBy(person, row) : null;
}

/** Whether another view of the same table by the same person has this name. */
export const isNameTaken = async (trx: Sql, view: SavedView, person: string, name: string): Promise<boolean> =>
  (await trx
    .selectFrom('views.saved_view')
    .select('id')
    .where('owner_id', '=', person)
    .where('path', '=', view.path)
    .where('name', '=', name)
    .where('id', '<>', view.id)
    .executeTakeFirst()) !== undefined;

export const amendViewRow = async (
  trx: Sql,
  id: string,
  person: string,
  change: { readonly name: string; readonly shared: boolean },
): Promise<void> => {
  await trx.updateTable('views.saved_view').set(change).where('id', '=', id).where('owner_id', '=', person).execute();
};

export const dropView = async (trx: Sql, id: string, person: string): Promise<void> => {
  await trx.deleteFrom('views.saved_view').where('id', '=', id).where('owner_id', '=', person).execute();
};
