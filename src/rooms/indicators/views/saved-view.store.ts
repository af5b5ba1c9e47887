import type { Sql } from '#kit/db/database.ts';
import type { SavedView } from './saved-view.ts';

/** A person's own views of one address, and those that others share; by name. */
export async function viewsOf(sql: Sql, person: string, path: string): Promise<SavedView[]> {
  const rows = await sql
    .selectFrom('indicators.saved_view')
    .selectAll()
    .where((where) => where.or([where('owner_id', '=', person), where('shared', '=', true)]))
    .where((where) => where.or([where('address', '=', path), where('address', 'like', `${path}?%`)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, address, shared, owner_id, owner_name }) => ({
    id,
    name,
    address,
    shared,
    owner: owner_name,
    own: owner_id === person,
  }));
}

/** A view of the same name by the same person gives way. */
export async function saveViewRow(
  trx: Sql,
  view: {
    id: string;
    owner_id: string;
    owner_name: string;
    name: string;
    address: string;
    shared: boolean;
    saved_at: Date;
  },
): Promise<void> {
  await trx
    .insertInto('indicators.saved_view')
    .values(view)
    .onConflict((conflict) =>
      conflict.columns(['owner_id', 'name']).doUpdateSet(({ ref }) => ({
        address: ref('excluded.address'),
        shared: ref('excluded.shared'),
        saved_at: ref('excluded.saved_at'),
      })),
    )
    .execute();
}

/** The view that was, when it was this person's; null otherwise. */
export const dropView = async (
  trx: Sql,
  id: string,
  person: string,
): Promise<{ name: string; address: string } | null> =>
  (await trx
    .deleteFrom('indicators.saved_view')
    .where('id', '=', id)
    .where('owner_id', '=', person)
    .returning(['name', 'address'])
    .executeTakeFirst()) ?? null;

/** Whether the view is this person's own. */
export const isViewOf = async (sql: Sql, id: string, person: string): Promise<boolean> =>
  (await sql
    .selectFrom('indicators.saved_view')
    .select('id')
    .where('id', '=', id)
    .where('owner_id', '=', person)
    .executeTakeFirst()) !== undefined;
