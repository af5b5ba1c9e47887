import type { Sql } from '#kit/db/database.ts';
import type { ContractTable } from '../contract.ts';

/** Every contract of a cluster, whatever its state, the oldest first. */
export const contractsOf = (sql: Sql, clusterId: string): Promise<ContractTable[]> =>
  sql
    .selectFrom('contracts.contract')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
