import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';

/** Something that campaigns ask beside the contracts. */
export interface Question {
  readonly id: string;
  /** What its answers are filed under: the code of the indicator, or its own id. */
  readonly key: string;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly indicator: string | null;
  readonly kind: 'indicator' | 'text' | 'yes-no';
  readonly label: { readonly fr: string; readonly en: string };
  readonly basis: string;
  readonly reader: string;
  readonly minutes: number;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}

/** The questions of a year, those that were withdrawn last. */
export async function questionsOfYear(sql: Sql, year: number): Promise<Question[]> {
  const { rows } = await fragment<Question>`
    select id, coalesce(indicator, id) as key, first_year as "firstYear", last_year as "lastYear", indicator, kind,
      json_build_object('fr', label_fr, 'en', label_en) as label, basis, reader, minutes::float8 as minutes, added_by as "addedBy", added_at as "addedAt",
      withdrawn_at as "withdrawnAt", withdrawn_reason as "withdrawnReason"
    from campaigns.question where first_year <= ${year} and last_year >= ${year}
    order by withdrawn_at is not null, position, id`.execute(sql);
  return rows;
}

export async function findQuestion(sql: Sql, id: string): Promise<{ withdrawnReason: string | null } | null> {
  const row = await sql
    .selectFrom('campaigns.question')
    .select('withdrawn_reason as withdrawnReason')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function insertQuestion(
  trx: Sql,
  question: Omit<Question, 'key' | 'withdrawnAt' | 'withdrawnReason'>,
): Promise<void> {
  const { id, firstYear, lastYear, indicator, kind, label, basis, reader, minutes, addedBy, addedAt } = question;
  // After those that are there.
  await fragment`
    insert into campaigns.question (id, first_year, last_year, indicator, kind, label_fr, label_en, basis, reader, minutes, position, added_by, added_at)
    values (${id}, ${firstYear}, ${lastYear}, ${indicator}, ${kind}, ${label.fr}, ${label.en}, ${basis}, ${reader}, ${minutes}::numeric,
      (select coalesce(max(position), 0) + 1 from campaigns.question), ${addedBy}, ${addedAt}::timestamptz)`.execute(
    trx,
  );
}

export const withdrawQuestionRow = async (trx: Sql, id: string, at: Date, reason: string): Promise<void> => {
  await trx
    .updateTable('campaigns.question')
    .set({ withdrawn_at: at, withdrawn_reason: reason })
    .where('id', '=', id)
    .execute();
};

/** Holds the list of questions until the transaction ends: two that are added at once are counted one after the other. */
export const lockQuestions = async (trx: Sql): Promise<void> => {
  await fragment`select pg_advisory_xact_lock(hashtext('campaigns.question'))`.execute(trx);
};
