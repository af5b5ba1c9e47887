import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ImprovementTable } from './improvement.ts';

export const findImprovement = (sql: Sql, contractId: string): Promise<ImprovementTable | undefined> =>
  sql.selectFrom('contracts.improvement').selectAll().where('contract_id', '=', contractId).executeTakeFirst();

export const saveImprovement = async (trx: Sql, row: Insertable<ImprovementTable>): Promise<void> => {
  await trx
    .insertInto('contracts.improvement')
    .values(row)
    .onConflict((conflict) => conflict.column('contract_id').doUpdateSet({ axes: row.axes, source: row.source }))
    .execute();
};

export const updateImprovement = async (
  trx: Sql,
  contractId: string,
  change: Updateable<ImprovementTable>,
): Promise<void> => {
  await trx.updateTable('contracts.improvement').set(change).where('contract_id', '=', contractId).execute();
};
