import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { clustersWithin, type reachOf } from '#rooms/registry';
import type { FollowUpTable } from './delivery.tables.ts';
import type { FollowUpMonths, FollowUpState } from './delivery.ts';
import { FOLLOWED_STAGES } from './follow-up.rules.ts';

export const followUpsOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.follow_up as u')
    .innerJoin('projects.partner as r', 'r.id', 'u.partner_id')
    .innerJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .selectAll('u')
    .select(['o.name as partnerName', 'r.organisation_id as organisation'])
    .where('u.project_id', '=', project)
    .orderBy('u.due_on')
    .orderBy('o.name')
    .execute();

export const findFollowUp = (sql: Sql, project: string, id: string) =>
  sql
    .selectFrom('projects.follow_up as u')
    .innerJoin('projects.partner as r', 'r.id', 'u.partner_id')
    .innerJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .selectAll('u')
    .select(['o.name as partnerName', 'r.organisation_id as organisation'])
    .where('u.project_id', '=', project)
    .where('u.id', '=', id)
    .executeTakeFirst();
export type FoundFollowUp = NonNullable<Awaited<ReturnType<typeof findFollowUp>>>;

export const insertFollowUps = async (trx: Sql, rows: readonly Insertable<FollowUpTable>[]): Promise<void> => {
  if (rows.length > 0) await trx.insertInto('projects.follow_up').values(rows).execute();
};

export const updateFollowUp = async (trx: Sql, id: string, change: Updateable<FollowUpTable>): Promise<void> => {
  const { answers, ...rest } = change;
  await trx
    .updateTable('projects.follow_up')
    .set({ ...rest, ...(answers !== undefined && { answers: JSON.stringify(answers) as never }) })
    .where('id', '=', id)
    .execute();
};

/** Addresses that a partner was already written to, the last first. */
export const lastAddress = async (sql: Sql, partner: string): Promise<string | null> =>
  (
    await sql
      .selectFrom('projects.follow_up')
      .select('sent_to')
      .where('partner_id', '=', partner)
      .where('sent_to', 'is not', null)
      .orderBy('sent_on', 'desc')
      .executeTakeFirst()
  )?.sent_to ?? null;

/** Projects whose research is over and where a partner of today lacks a follow-up, or one not yet sent falls on another day than research ended. */
export async function projectsToPlan(sql: Sql): Promise<string[]> {
  const { rows } = await fragment<{ id: string }>`
    select p.id from projects.project p
    where p.research_ends_on is not null and p.stage = any (${[...FOLLOWED_STAGES]}::text[])
      and exists (select 1 from projects.partner r cross join (values (12), (24), (36), (60)) as m (months)
        left join projects.follow_up u on u.partner_id = r.id and u.months = m.months
        where r.project_id = p.id and r.left_on is null
          and (u.id is null or (u.state = 'planned' and u.due_on <> (p.research_ends_on + make_interval(months => m.months))::date)))
    order by p.id`.execute(sql);
  return rows.map(({ id }) => id);
}

export interface CampaignRow {
  readonly id: string;
  readonly project: string;
  readonly acronym: string;
  readonly cluster: string;
  readonly clusterName: string;
  readonly organisation: string;
  readonly partner: string;
  readonly months: FollowUpMonths;
  readonly dueOn: string;
  readonly state: FollowUpState;
  readonly sentTo: string | null;
  readonly sentOn: string | null;
  readonly remindedOn: string | null;
  readonly reminders: number;
  readonly answeredOn: string | null;
  readonly reason: string | null;
  readonly synthetic: boolean;
}

export interface CampaignFilter {
  readonly cluster?: string | undefined;
  readonly months?: number | undefined;
  /** Nothing that falls due later than this day. */
  readonly until: string;
}

/** The follow-ups of the clusters within reach, by day. */
export async function campaignRows(
  sql: Sql,
  reach: ReturnType<typeof reachOf>,
  filter: CampaignFilter,
): Promise<CampaignRow[]> {
  const { rows } = await fragment<CampaignRow>`
    select u.id, u.project_id as project, p.acronym, p.cluster_id as cluster, k.name as "clusterName",
      r.organisation_id as organisation, o.name as partner, u.months, u.due_on as "dueOn", u.state, u.sent_to as "sentTo", u.sent_on as "sentOn",
      u.reminded_on as "remindedOn", u.reminders, u.answered_on as "answeredOn", u.reason, p.synthetic
    from projects.follow_up u join projects.project p on p.id = u.project_id join registry.cluster k on k.id = p.cluster_id
      join projects.partner r on r.id = u.partner_id join registry.organisation o on o.id = r.organisation_id
    where u.due_on <= ${filter.until}
      and p.cluster_id in ${clustersWithin(reach)}
      ${filter.cluster === undefined ? fragment`` : fragment`and p.cluster_id = ${filter.cluster}`}
      ${filter.months === undefined ? fragment`` : fragment`and u.months = ${filter.months}`}
    order by u.due_on, p.acronym, o.name`.execute(sql);
  return rows;
}

/** Sent so long ago that they are late, and still without an answer, not yet reminded since. */
export const followUpsToRemind = (
  sql: Sql,
  before: string,
  mostReminders: number,
): Promise<{ project: string; followUp: string }[]> =>
  sql
    .selectFrom('projects.follow_up')
    .select(['project_id as project', 'id as followUp'])
    .where('state', '=', 'sent')
    .where('reminders', '<', mostReminders)
    .where(({ fn, eb }) => eb(fn.coalesce('reminded_on', 'sent_on'), '<', before))
    .orderBy('sent_on')
    .orderBy('id')
    .execute();
