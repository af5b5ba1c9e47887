import type { Sql } from '#kit/db/database.ts';

/** Every cluster that ever was: those without a fact have zeros of their own. */
export async function countedClusters(sql: Sql): Promise<string[]> {
  const rows = await sql.selectFrom('registry.cluster').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** First year of the programme. */
export async function programmeStart(sql: Sql): Promise<number> {
  const { starts_on } = await sql.selectFrom('registry.programme').select('starts_on').executeTakeFirstOrThrow();
  return Number(String(starts_on).slice(0, 4));
}

/** Names of the clusters, by id. */
export async function clusterNames(sql: Sql): Promise<Record<string, string>> {
  const rows = await sql.selectFrom('registry.cluster').select(['id', 'name']).execute();
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
