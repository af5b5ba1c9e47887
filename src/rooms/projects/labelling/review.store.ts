import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ReviewTable } from './labelling.tables.ts';

export interface ReviewRow extends ReviewTable {
  readonly expert_name: string;
  readonly person_id: string | null;
  readonly project_id: string;
  readonly cluster_id: string;
}

const reviews = (sql: Sql) =>
  sql
    .selectFrom('projects.review as r')
    .innerJoin('projects.expert as e', 'e.id', 'r.expert_id')
    .innerJoin('projects.label as l', 'l.id', 'r.label_id')
    .selectAll('r')
    .select(['e.name as expert_name', 'e.person_id', 'l.project_id', 'l.cluster_id']);

export const findReview = (sql: Sql, id: string): Promise<ReviewRow | undefined> =>
  reviews(sql).where('r.id', '=', id).executeTakeFirst();

/** The reviews of a file, in the order in which they were asked. */
export const reviewsOf = (sql: Sql, label: string): Promise<ReviewRow[]> =>
  reviews(sql).where('r.label_id', '=', label).orderBy('r.assigned_on').orderBy('r.id').execute();

export const reviewOfExpert = (sql: Sql, label: string, expert: string): Promise<ReviewTable | undefined> =>
  sql
    .selectFrom('projects.review')
    .selectAll()
    .where('label_id', '=', label)
    .where('expert_id', '=', expert)
    .executeTakeFirst();

export const insertReview = async (trx: Sql, review: Insertable<ReviewTable>): Promise<void> => {
  await trx.insertInto('projects.review').values(review).execute();
};

export const updateReview = async (trx: Sql, id: string, change: Updateable<ReviewTable>): Promise<void> => {
  await trx
    .updateTable('projects.review')
    .set(change.marks ? { ...change, marks: JSON.stringify(change.marks) as never } : change)
    .where('id', '=', id)
    .execute();
};

export interface DueReview {
  readonly id: string;
  readonly acronym: string;
  readonly cluster: { readonly id: string; readonly name: string };
  readonly assignedOn: string;
  readonly dueOn: string | null;
  readonly synthetic: boolean;
}

/** The reviews that a person has still to do, for whichever cluster. */
export async function reviewsDueBy(sql: Sql, person: string): Promise<DueReview[]> {
  const { rows } = await fragment<DueReview>`
    select r.id, p.acronym, json_build_object('id', c.id, 'name', c.name) as cluster, r.assigned_on as "assignedOn", r.due_on as "dueOn", p.synthetic
    from projects.review r
    join projects.expert e on e.id = r.expert_id
    join projects.label l on l.id = r.label_id
    join projects.submission s on s.id = l.submission_id
    join projects.project p on p.id = l.project_id
    join registry.cluster c on c.id = l.cluster_id
    where e.person_id = ${person} and e.active and r.state = 'assigned' and l.decision is null and s.state = 'in-review'
    order by r.due_on nulls last, r.assigned_on, r.id`.execute(sql);
  return rows;
}
