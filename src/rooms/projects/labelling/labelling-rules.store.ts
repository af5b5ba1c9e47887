import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { type Criterion, DEFAULT_GRID } from './grid.rules.ts';
import { DEFAULT_RULES, type LabellingRules } from './incubation.rules.ts';
import './labelling.tables.ts';

/** Rules and grid of a cluster. Revision 0: the cluster has set none, and follows those that Grappe starts with. */
export interface Setting {
  readonly rules: LabellingRules;
  readonly revision: number;
}

export async function settingOf(sql: Sql, cluster: string): Promise<Setting> {
  const row = await sql
    .selectFrom('projects.cluster_setting')
    .selectAll()
    .where('cluster_id', '=', cluster)
    .executeTakeFirst();
  if (!row) return { rules: DEFAULT_RULES, revision: 0 };
  return {
    rules: {
      incubationMonths: row.incubation_months,
      irregularWindows: row.irregular_windows,
      reviewsNeeded: row.reviews_needed,
      quorum: row.quorum,
    },
    revision: row.revision,
  };
}

/** The same for several clusters, by id. */
export async function settingsOf(sql: Sql, clusters: readonly string[]): Promise<ReadonlyMap<string, LabellingRules>> {
  const known = new Map<string, LabellingRules>();
  for (const cluster of new Set(clusters)) known.set(cluster, (await settingOf(sql, cluster)).rules);
  return known;
}

export const writeSetting = async (trx: Sql, cluster: string, { rules, revision }: Setting): Promise<void> => {
  const row = {
    cluster_id: cluster,
    incubation_months: rules.incubationMonths,
    irregular_windows: [...rules.irregularWindows],
    reviews_needed: rules.reviewsNeeded,
    quorum: rules.quorum,
    revision,
  };
  await trx
    .insertInto('projects.cluster_setting')
    .values(row)
    .onConflict((conflict) => conflict.column('cluster_id').doUpdateSet(row))
    .execute();
};

export interface Grid {
  readonly criteria: readonly Criterion[];
  readonly revision: number;
  readonly savedAt: Date | null;
  readonly savedBy: string | null;
}

const STARTING_GRID: Grid = { criteria: DEFAULT_GRID, revision: 0, savedAt: null, savedBy: null };

/** Every grid that the cluster has had, the one that Grappe starts with included, by revision. */
export async function gridsOf(sql: Sql, cluster: string): Promise<ReadonlyMap<number, Grid>> {
  const rows = await sql
    .selectFrom('projects.cluster_grid')
    .selectAll()
    .where('cluster_id', '=', cluster)
    .orderBy('revision')
    .execute();
  return new Map([
    [0, STARTING_GRID],
    ...rows.map((row): [number, Grid] => [
      row.revision,
      { criteria: row.criteria, revision: row.revision, savedAt: row.saved_at, savedBy: row.saved_by },
    ]),
  ]);
}

export const gridOf = async (sql: Sql, cluster: string): Promise<Grid> =>
  [...(await gridsOf(sql, cluster)).values()].at(-1)!;

export const insertGrid = async (
  trx: Sql,
  cluster: string,
  grid: { criteria: readonly Criterion[]; revision: number; savedAt: Date; savedBy: string },
): Promise<void> => {
  await trx
    .insertInto('projects.cluster_grid')
    .values({
      cluster_id: cluster,
      revision: grid.revision,
      criteria: JSON.stringify(grid.criteria) as never,
      saved_at: grid.savedAt,
      saved_by: grid.savedBy,
    })
    .execute();
};

/** Holds what a cluster decides by itself until the transaction ends, even while it has no row: two changes take turns, and letters are numbered in order. */
export const lockLabelling = async (trx: Sql, cluster: string): Promise<void> => {
  await fragment`select pg_advisory_xact_lock(hashtext(${`projects.labelling ${cluster}`}))`.execute(trx);
};
