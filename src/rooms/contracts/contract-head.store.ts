import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ContractHead } from './contract-head.ts';

/** Null when there is no such contract. */
export async function headOfContract(sql: Sql, contractId: string): Promise<ContractHead | null> {
  const edition = (condition: string) => fragment`(
    select json_build_object('number', e.number, 'state', e.state, 'subjects', e.subjects)
    from contracts.edition e where e.contract_id = c.id and ${fragment.raw(condition)})`;
  const { rows } = await fragment<ContractHead>`
    select c.id, json_build_object('id', k.id, 'name', k.name) as cluster, c.state, c.starts_on as "startsOn", c.ends_on as "endsOn",
      c.signed_on as "signedOn", c.synthetic, ${edition(`e.state in ('open', 'signing')`)} as "underWay", ${edition(`e.state = 'signed'`)} as "inForce"
    from contracts.contract c join registry.cluster k on k.id = c.cluster_id where c.id = ${contractId}`.execute(sql);
  return rows[0] ?? null;
}

/** How the cluster of a contract is called, for a message or a document. */
export const nameOfCluster = async (sql: Sql, clusterId: string): Promise<string> =>
  (await sql.selectFrom('registry.cluster').select('name').where('id', '=', clusterId).executeTakeFirstOrThrow()).name;
