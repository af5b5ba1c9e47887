import type { Insertable, Updateable } from 'kysely';
import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { RegionalPriorityTable } from './strategy.tables.ts';

/** A priority of a region that a contract's objectives may answer to (T5). */
export interface ContractPriority {
  readonly id: string;
  /** Code of 2013. */
  readonly region: string;
  readonly regionName: string;
  readonly title: string;
  /** The document that states it, with its address when it has one. */
  readonly source: string;
  readonly synthetic: boolean;
}

/** The priorities of the regions of a contract's cluster that hold at some time of the contract, by region and title; the withdrawn ones left out. */
export async function regionalPrioritiesFor(sql: Sql, contractId: string): Promise<ContractPriority[]> {
  const { rows } = await fragment<ContractPriority>`
    select p.id, p.region, n.name as "regionName", p.title, concat_ws(' — ', p.document, nullif(p.source, '')) as source, p.synthetic
    from contracts.contract c
    join registry.cluster_region r on r.cluster_id = c.cluster_id and r.vintage = '2013'
    join contracts.regional_priority p on p.region = r.region
    join registry.region n on n.vintage = '2013' and n.code = p.region
    where c.id = ${contractId} and p.withdrawn_at is null
      and p.valid_from <= c.ends_on and (p.valid_to is null or p.valid_to >= c.starts_on)
    order by r.coordinating desc, n.name, p.title, p.id`.execute(sql);
  return rows;
}

export interface PriorityRow extends RegionalPriorityTable {
  readonly region_name: string;
}

/** Every priority, the withdrawn ones too, by region and title. */
export async function priorityRows(sql: Sql): Promise<PriorityRow[]> {
  const { rows } = await fragment<PriorityRow>`
    select p.*, n.name as region_name from contracts.regional_priority p
    join registry.region n on n.vintage = '2013' and n.code = p.region
    order by n.name, p.withdrawn_at is not null, p.title, p.id`.execute(sql);
  return rows;
}

export const findPriority = (sql: Sql, id: string): Promise<RegionalPriorityTable | undefined> =>
  sql.selectFrom('contracts.regional_priority').selectAll().where('id', '=', id).executeTakeFirst();

/** The priority, held until the transaction ends. */
export const lockPriority = (trx: Sql, id: string): Promise<RegionalPriorityTable | undefined> =>
  trx.selectFrom('contracts.regional_priority').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertPriority = async (trx: Sql, priority: Insertable<RegionalPriorityTable>): Promise<void> => {
  await trx.insertInto('contracts.regional_priority').values(priority).execute();
};

export const updatePriority = async (
  trx: Sql,
  id: string,
  change: Updateable<RegionalPriorityTable>,
): Promise<void> => {
  await trx.updateTable('contracts.regional_priority').set(change).where('id', '=', id).execute();
};
