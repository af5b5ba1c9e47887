import type { Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { SavedViewTable } from '../reinforced/plan.ts';

/** A person's own views, and those that others share. */
export async function viewsFor(sql: Sql, owner: string) {
  const rows = await sql
    .selectFrom('monitoring.saved_view')
    .selectAll()
    .where((or) => or.or([or('owner_id', '=', owner), or('shared', '=', true)]))
    .orderBy('title')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    address: row.address,
    shared: row.shared,
    mine: row.owner_id === owner,
    by: row.owner_name,
  }));
}

/** A name used again replaces the view that had it. */
export const putView = async (trx: Sql, view: Insertable<SavedViewTable>): Promise<void> => {
  await trx
    .insertInto('monitoring.saved_view')
    .values(view)
    .onConflict((conflict) =>
      conflict.columns(['owner_id', 'title']).doUpdateSet({ address: view.address, shared: view.shared, at: view.at }),
    )
    .execute();
};

/** Whether there was one of this owner. */
export const dropView = async (trx: Sql, id: string, owner: string): Promise<boolean> =>
  (await trx.deleteFrom('monitoring.saved_view').where('id', '=', id).where('owner_id', '=', owner).executeTakeFirst())
    .numDeletedRows > 0n;
