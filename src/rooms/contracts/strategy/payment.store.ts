import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { PaymentTable } from './strategy.tables.ts';

/** The payments of a contract that were not withdrawn, the newest first. */
export const paymentsOf = (sql: Sql, contractId: string): Promise<PaymentTable[]> =>
  sql
    .selectFrom('contracts.payment')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('withdrawn_at', 'is', null)
    .orderBy('paid_on', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const findPayment = (sql: Sql, contractId: string, id: string): Promise<PaymentTable | undefined> =>
  sql
    .selectFrom('contracts.payment')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();

export const insertPayment = async (trx: Sql, payment: Insertable<PaymentTable>): Promise<void> => {
  await trx.insertInto('contracts.payment').values(payment).execute();
};

export const updatePayment = async (trx: Sql, id: string, change: Updateable<PaymentTable>): Promise<void> => {
  await trx.updateTable('contracts.payment').set(change).where('id', '=', id).execute();
};
