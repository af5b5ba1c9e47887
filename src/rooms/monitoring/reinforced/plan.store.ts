import { sql as fragment, type Insertable, type RawBuilder, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { EventTable, PlanTable } from './plan.ts';

/** Every plan of a cluster, the latest first. */
export const plansOf = (sql: Sql, cluster: string): Promise<Plan[]> =>
  sql
    .selectFrom('monitoring.plan')
    .selectAll()
    .where('cluster_id', '=', cluster)
    .orderBy('proposed_on', 'desc')
    .orderBy('id', 'desc')
    .execute();

/** The plans that ended, of these clusters, the latest end first. */
export const endedPlans = (sql: Sql, clusters: readonly string[]): Promise<Plan[]> =>
  clusters.length === 0
    ? Promise.resolve([])
    : sql
        .selectFrom('monitoring.plan')
        .selectAll()
        .where('cluster_id', 'in', clusters)
        .where('ended_on', 'is not', null)
        .orderBy('ended_on', 'desc')
        .orderBy('id', 'desc')
        .execute();

export type Plan = Omit<PlanTable, 'revision'> & { readonly revision: number };

/** The plan that is proposed or running, locked until the transaction ends; null when there is none. */
export const lockAlivePlan = async (trx: Sql, cluster: string): Promise<Plan | null> =>
  (await trx
    .selectFrom('monitoring.plan')
    .selectAll()
    .where('cluster_id', '=', cluster)
    .where('state', 'in', ['proposed', 'running'])
    .forUpdate()
    .executeTakeFirst()) ?? null;

/** JSON columns are written as text, which both stores take. */
const asJson = <T>(value: T): T => JSON.stringify(value) as unknown as T;

export const insertPlan = async (trx: Sql, plan: Insertable<PlanTable>): Promise<void> => {
  await trx
    .insertInto('monitoring.plan')
    .values({ ...plan, triggers: asJson(plan.triggers), exit_criteria: asJson(plan.exit_criteria) })
    .execute();
};

export const updatePlan = async (trx: Sql, id: string, change: Updateable<PlanTable>): Promise<void> => {
  await trx
    .updateTable('monitoring.plan')
    .set({ ...change, revision: fragment`revision + 1` as RawBuilder<number> })
    .where('id', '=', id)
    .execute();
};

export const insertEvent = async (trx: Sql, event: EventTable): Promise<void> => {
  await trx
    .insertInto('monitoring.event')
    .values({ ...event, figures: asJson(event.figures) })
    .execute();
};

/** The latest first. */
export const eventsOf = (sql: Sql, plans: readonly string[]): Promise<EventTable[]> =>
  plans.length === 0
    ? Promise.resolve([])
    : sql
        .selectFrom('monitoring.event')
        .selectAll()
        .where('plan_id', 'in', plans)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();
