import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type {
  ClusterCategoryTable,
  ClusterRatingTable,
  ClusterRegionTable,
  ClusterSuccessionTable,
  RepresentativeTable,
  StrategicDesignationTable,
} from './cluster.ts';

/** The dated things said of a cluster: category, rating, designation (R06: three tables that know nothing of one another), regions, representative, succession. */

export const latestCategory = (sql: Sql, clusterId: string): Promise<ClusterCategoryTable | undefined> =>
  sql
    .selectFrom('registry.cluster_category')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .orderBy('from_day', 'desc')
    .limit(1)
    .executeTakeFirst();

export const endCategory = async (
  trx: Sql,
  { cluster_id, from_day }: ClusterCategoryTable,
  to: string,
): Promise<void> => {
  await trx
    .updateTable('registry.cluster_category')
    .set({ to_day: to })
    .where('cluster_id', '=', cluster_id)
    .where('from_day', '=', from_day)
    .execute();
};

export const insertCategory = async (trx: Sql, row: ClusterCategoryTable): Promise<void> => {
  await trx.insertInto('registry.cluster_category').values(row).execute();
};

export const findRating = (sql: Sql, clusterId: string, year: number): Promise<ClusterRatingTable | undefined> =>
  sql
    .selectFrom('registry.cluster_rating')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .where('year', '=', year)
    .executeTakeFirst();

export const insertRating = async (trx: Sql, row: ClusterRatingTable): Promise<void> => {
  await trx.insertInto('registry.cluster_rating').values(row).execute();
};

/** Every designation that holds on some day of the spell, whatever the cluster. */
export const designationsWithin = (sql: Sql, from: string, to: string | null): Promise<StrategicDesignationTable[]> =>
  sql
    .selectFrom('registry.strategic_designation')
    .selectAll()
    .where(fragment<boolean>`daterange(from_day, to_day, '[]') && daterange(${from}::date, ${to}::date, '[]')`)
    .execute();

export const lockDesignation = (trx: Sql, designationId: string): Promise<StrategicDesignationTable | undefined> =>
  trx
    .selectFrom('registry.strategic_designation')
    .selectAll()
    .where('id', '=', designationId)
    .forUpdate()
    .executeTakeFirst();

export const insertDesignation = async (trx: Sql, row: StrategicDesignationTable): Promise<void> => {
  await trx.insertInto('registry.strategic_designation').values(row).execute();
};

export const endDesignationOn = async (trx: Sql, designationId: string, to: string, reason: string): Promise<void> => {
  await trx
    .updateTable('registry.strategic_designation')
    .set({ to_day: to, ended_reason: reason })
    .where('id', '=', designationId)
    .execute();
};

/** The largest number of designations that hold on one day. */
export async function mostDesignatedTogether(sql: Sql): Promise<number> {
  const { rows } = await fragment<{ most: number }>`
    select coalesce(max(held), 0) as most from registry.strategic_designation d
    cross join lateral (select count(*) as held from registry.strategic_designation o
      where daterange(o.from_day, o.to_day, '[]') @> d.from_day) as together`.execute(sql);
  return rows[0]!.most;
}

export const regionsOfCluster = (
  sql: Sql,
  clusterId: string,
  vintage: '2013' | '2016',
): Promise<ClusterRegionTable[]> =>
  sql
    .selectFrom('registry.cluster_region')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .where('vintage', '=', vintage)
    .orderBy('region')
    .execute();

/** Of these codes, those that the list of regions has. */
export async function knownRegions(sql: Sql, codes: readonly string[], vintage: '2013' | '2016'): Promise<string[]> {
  const rows = await sql
    .selectFrom('registry.region')
    .select('code')
    .where('vintage', '=', vintage)
    .where('code', 'in', codes)
    .execute();
  return rows.map((row) => row.code);
}

export async function replaceRegions(
  trx: Sql,
  clusterId: string,
  vintage: '2013' | '2016',
  rows: readonly ClusterRegionTable[],
): Promise<void> {
  await trx
    .deleteFrom('registry.cluster_region')
    .where('cluster_id', '=', clusterId)
    .where('vintage', '=', vintage)
    .execute();
  await trx
    .insertInto('registry.cluster_region')
    .values([...rows])
    .execute();
}

export const latestRepresentative = (sql: Sql, clusterId: string): Promise<RepresentativeTable | undefined> =>
  sql
    .selectFrom('registry.representative')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .orderBy('from_day', 'desc')
    .limit(1)
    .executeTakeFirst();

export const endRepresentative = async (trx: Sql, representativeId: string, to: string): Promise<void> => {
  await trx.updateTable('registry.representative').set({ to_day: to }).where('id', '=', representativeId).execute();
};

export const insertRepresentative = async (trx: Sql, row: RepresentativeTable): Promise<void> => {
  await trx.insertInto('registry.representative').values(row).execute();
};

export const successionLinks = (sql: Sql): Promise<{ predecessor: string; successor: string }[]> =>
  sql
    .selectFrom('registry.cluster_succession')
    .select(['predecessor_id as predecessor', 'successor_id as successor'])
    .execute();

export const insertSuccession = async (trx: Sql, row: ClusterSuccessionTable): Promise<void> => {
  await trx.insertInto('registry.cluster_succession').values(row).execute();
};
