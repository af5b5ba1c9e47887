import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ContractTable, EditionTable, PartyTable } from './contract.ts';

export const clusterOfContract = async (sql: Sql, contractId: string): Promise<string | null> =>
  (await sql.selectFrom('contracts.contract').select('cluster_id').where('id', '=', contractId).executeTakeFirst())
    ?.cluster_id ?? null;

/** SIREN of every métropole that is or was a party to a contract. */
export const metropolesOfContract = async (sql: Sql, contractId: string): Promise<string[]> =>
  (
    await sql
      .selectFrom('contracts.party as p')
      .innerJoin('contracts.edition as e', 'e.id', 'p.edition_id')
      .select('p.metropole')
      .distinct()
      .where('e.contract_id', '=', contractId)
      .where('p.metropole', 'is not', null)
      .execute()
  ).map(({ metropole }) => metropole!);

export const findContract = (sql: Sql, contractId: string): Promise<ContractTable | undefined> =>
  sql.selectFrom('contracts.contract').selectAll().where('id', '=', contractId).executeTakeFirst();

/** The contract, held until the transaction ends: whoever changes anything of it comes through here first, so that acts on one contract take turns. */
export const lockContract = (trx: Sql, contractId: string): Promise<ContractTable | undefined> =>
  trx.selectFrom('contracts.contract').selectAll().where('id', '=', contractId).forUpdate().executeTakeFirst();

export const insertContract = async (trx: Sql, contract: Insertable<ContractTable>): Promise<void> => {
  await trx.insertInto('contracts.contract').values(contract).execute();
};

export const updateContract = async (
  trx: Sql,
  contractId: string,
  change: Updateable<ContractTable>,
): Promise<void> => {
  await trx.updateTable('contracts.contract').set(change).where('id', '=', contractId).execute();
};

/** The text being written or signed; there is one at most. */
export const editionUnderWay = (sql: Sql, contractId: string): Promise<EditionTable | undefined> =>
  sql
    .selectFrom('contracts.edition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('state', 'in', ['open', 'signing'])
    .executeTakeFirst();

/** The text in force; there is one at most. */
export const editionInForce = (sql: Sql, contractId: string): Promise<EditionTable | undefined> =>
  sql
    .selectFrom('contracts.edition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('state', '=', 'signed')
    .executeTakeFirst();

/** Every text of a contract, the newest first. */
export const editionsOf = (sql: Sql, contractId: string): Promise<EditionTable[]> =>
  sql
    .selectFrom('contracts.edition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy('number', 'desc')
    .execute();

export const findEdition = (sql: Sql, contractId: string, number: number): Promise<EditionTable | undefined> =>
  sql
    .selectFrom('contracts.edition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('number', '=', number)
    .executeTakeFirst();

export const editionById = (sql: Sql, editionId: string): Promise<EditionTable> =>
  sql.selectFrom('contracts.edition').selectAll().where('id', '=', editionId).executeTakeFirstOrThrow();

export const insertEdition = async (trx: Sql, edition: Insertable<EditionTable>): Promise<void> => {
  await trx.insertInto('contracts.edition').values(edition).execute();
};

export const updateEdition = async (trx: Sql, editionId: string, change: Updateable<EditionTable>): Promise<void> => {
  await trx.updateTable('contracts.edition').set(change).where('id', '=', editionId).execute();
};

/** The parties to a text, the coordinating prefect first, then in their order. */
export const partiesOf = (sql: Sql, editionId: string): Promise<PartyTable[]> =>
  sql
    .selectFrom('contracts.party')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('coordinating', 'desc')
    .orderBy('position')
    .orderBy('id')
    .execute();

export const insertParties = async (trx: Sql, parties: readonly Insertable<PartyTable>[]): Promise<void> => {
  if (parties.length > 0)
    await trx
      .insertInto('contracts.party')
      .values([...parties])
      .execute();
};
