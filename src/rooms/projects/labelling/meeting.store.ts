import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { MeetingTable, VoteTable } from './labelling.tables.ts';
import type { Vote } from './labelling.ts';

export const findMeeting = (sql: Sql, id: string): Promise<MeetingTable | undefined> =>
  sql.selectFrom('projects.meeting').selectAll().where('id', '=', id).executeTakeFirst();

export const lockMeeting = (trx: Sql, id: string): Promise<MeetingTable | undefined> =>
  trx.selectFrom('projects.meeting').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertMeeting = async (trx: Sql, meeting: Insertable<MeetingTable>): Promise<void> => {
  await trx.insertInto('projects.meeting').values(meeting).execute();
};

export const updateMeeting = async (trx: Sql, id: string, change: Updateable<MeetingTable>): Promise<void> => {
  await trx.updateTable('projects.meeting').set(change).where('id', '=', id).execute();
};

export interface MeetingRow {
  readonly id: string;
  readonly heldOn: string;
  readonly place: string;
  readonly state: 'planned' | 'closed';
  readonly files: number;
  readonly decided: number;
  readonly present: number;
}

/** The meetings of a cluster, the latest first. */
export async function meetingsOf(sql: Sql, cluster: string): Promise<MeetingRow[]> {
  const { rows } = await fragment<MeetingRow>`
    select m.id, m.held_on as "heldOn", m.place, m.state,
      (select count(*)::int from projects.agenda_item a where a.meeting_id = m.id) as files,
      (select count(*)::int from projects.label l where l.meeting_id = m.id) as decided,
      (select count(*)::int from projects.attendance a where a.meeting_id = m.id) as present
    from projects.meeting m where m.cluster_id = ${cluster}
    order by m.held_on desc, m.id desc`.execute(sql);
  return rows;
}

/** Ids of the files on the agenda, in their order. */
export const agendaOf = async (sql: Sql, meeting: string): Promise<string[]> =>
  (
    await sql
      .selectFrom('projects.agenda_item')
      .select('label_id')
      .where('meeting_id', '=', meeting)
      .orderBy('position')
      .orderBy('label_id')
      .execute()
  ).map(({ label_id }) => label_id);

/** The agenda becomes these files, in this order. What was voted on stays: whoever calls has made sure of it. */
export async function writeAgenda(trx: Sql, meeting: string, labels: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('projects.agenda_item')
    .where('meeting_id', '=', meeting)
    .where('label_id', 'not in', labels.length > 0 ? [...labels] : [''])
    .execute();
  if (labels.length === 0) return;
  await trx
    .insertInto('projects.agenda_item')
    .values(labels.map((label_id, index) => ({ meeting_id: meeting, label_id, position: index + 1 })))
    .onConflict((conflict) =>
      conflict.columns(['meeting_id', 'label_id']).doUpdateSet(({ ref }) => ({ position: ref('excluded.position') })),
    )
    .execute();
}

/** The planned meeting on whose agenda a file stands, other than this one. */
export const plannedElsewhere = (
  sql: Sql,
  labels: readonly string[],
  meeting: string,
): Promise<{ label_id: string; held_on: string }[]> =>
  labels.length === 0
    ? Promise.resolve([])
    : sql
        .selectFrom('projects.agenda_item as a')
        .innerJoin('projects.meeting as m', 'm.id', 'a.meeting_id')
        .select(['a.label_id', 'm.held_on'])
        .where('m.state', '=', 'planned')
        .where('m.id', '!=', meeting)
        .where('a.label_id', 'in', [...labels])
        .execute();

export const presentAt = async (sql: Sql, meeting: string): Promise<string[]> =>
  (await sql.selectFrom('projects.attendance').select('expert_id').where('meeting_id', '=', meeting).execute()).map(
    ({ expert_id }) => expert_id,
  );

/** Those present become these experts; whoever voted stays: whoever calls has made sure of it. */
export async function writeAttendance(trx: Sql, meeting: string, experts: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('projects.attendance')
    .where('meeting_id', '=', meeting)
    .where('expert_id', 'not in', experts.length > 0 ? [...experts] : [''])
    .execute();
  if (experts.length === 0) return;
  await trx
    .insertInto('projects.attendance')
    .values(experts.map((expert_id) => ({ meeting_id: meeting, expert_id })))
    .onConflict((conflict) => conflict.columns(['meeting_id', 'expert_id']).doNothing())
    .execute();
}

/** Every vote of a meeting. */
export const votesAt = (sql: Sql, meeting: string): Promise<VoteTable[]> =>
  sql
    .selectFrom('projects.vote')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .orderBy('label_id')
    .orderBy('expert_id')
    .execute();

/** The votes of a meeting on a file become these. */
export async function writeVotes(
  trx: Sql,
  meeting: string,
  label: string,
  votes: readonly { readonly expert: string; readonly vote: Vote }[],
): Promise<void> {
  await trx.deleteFrom('projects.vote').where('meeting_id', '=', meeting).where('label_id', '=', label).execute();
  if (votes.length === 0) return;
  await trx
    .insertInto('projects.vote')
    .values(votes.map(({ expert, vote }) => ({ meeting_id: meeting, label_id: label, expert_id: expert, vote })))
    .execute();
}
