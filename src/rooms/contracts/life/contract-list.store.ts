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

/** Another contract of the same cluster runs over some of these days (R20); those that were terminated count no more. */
export const otherContractRunsOver = async (
  sql: Sql,
  { id, cluster_id, starts_on, ends_on }: Pick<ContractTable, 'id' | 'cluster_id' | 'starts_on' | 'ends_on'>,
): Promise<boolean> =>
  (await sql
    .selectFrom('contracts.contract')
    .select('id')
    .where('cluster_id', '=', cluster_id)
    .where('id', '!=', id)
    .where('state', '!=', 'terminated')
    .where('starts_on', '<=', ends_on)
    .where(({ fn, eb }) => eb(fn.coalesce('closed_on', 'ends_on'), '>=', starts_on))
    .executeTakeFirst()) !== undefined;

/** Clusters whose contract is alive. */
export const clustersWithContract = async (sql: Sql): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await sql
        .selectFrom('contracts.contract')
        .select('cluster_id')
        .where('state', 'not in', ['ended', 'terminated'])
        .execute()
    ).map((row) => row.cluster_id),
  );
