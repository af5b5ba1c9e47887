import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';

/** More time that a cluster was given in a campaign. */
export interface Delay {
  readonly untilOn: Day;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

const columns = fragment`until_on as "untilOn", reason, by_name as by, at`;

/** The delay that holds for a cluster; null when it was given none. */
export async function delayOf(sql: Sql, cluster: string, year: number): Promise<Delay | null> {
  const { rows } = await fragment<Delay>`
    select ${columns} from campaigns.delay where year = ${year} and cluster_id = ${cluster} order by at desc, id desc limit 1`.execute(
    sql,
  );
  return rows[0] ?? null;
}

/** The delays that hold in a campaign, by cluster. */
export async function delaysOfYear(sql: Sql, year: number): Promise<ReadonlyMap<string, Delay>> {
  const { rows } = await fragment<Delay & { cluster: string }>`
    select distinct on (cluster_id) cluster_id as cluster, ${columns} from campaigns.delay where year = ${year}
    order by cluster_id, at desc, id desc`.execute(sql);
  return new Map(rows.map(({ cluster, ...delay }) => [cluster, delay]));
}

/** The day by which a cluster submits: that of its delay, when it is later than everybody's. */
export const deadlineOf = (campaign: { readonly dueOn: Day }, delay: Delay | null): Day =>
  delay !== null && delay.untilOn > campaign.dueOn ? delay.untilOn : campaign.dueOn;

/** The deadline of a return that was opened already follows. */
export async function insertDelay(
  trx: Sql,
  one: Omit<Delay, 'by'> & {
    readonly id: string;
    readonly cluster: string;
    readonly year: number;
    readonly by: { readonly id: string; readonly name: string };
  },
): Promise<void> {
  await fragment`
    insert into campaigns.delay (id, year, cluster_id, until_on, reason, by_id, by_name, at)
    values (${one.id}, ${one.year}, ${one.cluster}, ${one.untilOn}::date, ${one.reason}, ${one.by.id}, ${one.by.name}, ${one.at}::timestamptz)`.execute(
    trx,
  );
  await trx
    .updateTable('campaigns.return')
    .set({ due_on: one.untilOn })
    .where('cluster_id', '=', one.cluster)
    .where('year', '=', one.year)
    .where('state', 'in', ['draft', 'returned'])
    .execute();
}
