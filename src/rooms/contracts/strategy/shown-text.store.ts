import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { EditionTable, PartyTable } from '../contract.ts';

/** The text that a page shows: the one being written or signed, else the one in force, else the last one that was. */
export const shownText = (sql: Sql, contractId: string): Promise<EditionTable | undefined> =>
  sql
    .selectFrom('contracts.edition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy(fragment`state = 'abandoned'`)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Whoever is or was party to a contract, in any of its texts, under the newest name. */
export async function everyParty(
  sql: Sql,
  contractId: string,
): Promise<Pick<PartyTable, 'id' | 'kind' | 'name' | 'position'>[]> {
  const { rows } = await fragment<Pick<PartyTable, 'id' | 'kind' | 'name' | 'position'>>`
    select * from (
      select distinct on (p.id) p.id, p.kind, p.name, p.position
      from contracts.party p join contracts.edition e on e.id = p.edition_id
      where e.contract_id = ${contractId} order by p.id, e.state = 'abandoned', e.number desc) t
    order by position, id`.execute(sql);
  return rows;
}
