import { sql } from 'kysely';
import type { Sql } from './db/database.ts';

/**
 * `queued`: will leave. `sending`: handed to the mail server, answer not known yet. `sent`: the mail server took it. `kept`: there is no mail
 * server, it stays here. `withdrawn`: no longer needed when its turn came. `failed`: refused, or tried too often.
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'kept', 'withdrawn', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];
export type SettledMailState = Exclude<MailState, 'queued' | 'sending'>;

interface OutboxTable {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  state: MailState;
  still_needed: string | null;
  about: unknown;
  attempts: number;
  last_error: string | null;
  queued_at: Date;
  settled_at: Date | null;
}

declare module './db/database.ts' {
  interface Database {
    'kit.outbox': OutboxTable;
  }
}

export interface OutboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly state: MailState;
  /** Name of the check passed again before it leaves. */
  readonly stillNeeded: string | null;
  readonly about: unknown;
  /** How often it was handed to the mail server. */
  readonly attempts: number;
  readonly lastError: string | null;
  readonly queuedAt: Date;
  readonly settledAt: Date | null;
}

const mailOf = (row: OutboxTable): OutboxMail => ({
  id: row.id,
  to: row.recipient,
  subject: row.subject,
  text: row.body,
  state: row.state,
  stillNeeded: row.still_needed,
  about: row.about,
  attempts: row.attempts,
  lastError: row.last_error,
  queuedAt: row.queued_at,
  settledAt: row.settled_at,
});

export type NewMail = Pick<OutboxMail, 'id' | 'to' | 'subject' | 'text' | 'stillNeeded' | 'about' | 'queuedAt'>;

export async function insertMail(trx: Sql, mail: NewMail): Promise<void> {
  await trx
    .insertInto('kit.outbox')
    .values({
      id: mail.id,
      recipient: mail.to,
      subject: mail.subject,
      body: mail.text,
      state: 'queued',
      still_needed: mail.stillNeeded,
      about: sql`${mail.about == null ? null : JSON.stringify(mail.about)}::jsonb`,
      attempts: 0,
      queued_at: mail.queuedAt,
    })
    .execute();
}

export async function outboxMail(db: Sql, id: string): Promise<OutboxMail | null> {
  const row = await db.selectFrom('kit.outbox').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? mailOf(row) : null;
}

export async function markSending(db: Sql, id: string): Promise<void> {
  await db
    .updateTable('kit.outbox')
    .set((row) => ({ state: 'sending', attempts: row('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

export async function settleMail(
  db: Sql,
  id: string,
  state: SettledMailState,
  at: Date,
  lastError: string | null = null,
): Promise<void> {
  await db
    .updateTable('kit.outbox')
    .set({ state, settled_at: at, last_error: lastError })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

export async function putBack(db: Sql, id: string, lastError: string): Promise<void> {
  await db
    .updateTable('kit.outbox')
    .set({ state: 'queued', last_error: lastError })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

/** False when there is no such mail, or it has not ended without being sent. */
export async function reopenMail(trx: Sql, id: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('kit.outbox')
    .set({ state: 'queued', settled_at: null, last_error: null })
    .where('id', '=', id)
    .where('state', 'in', ['kept', 'failed'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface OutboxFilter {
  readonly state?: MailState;
  /** Parts of the recipient or the subject, whatever their case and accents. */
  readonly text?: string;
  /** The mails queued before this one. */
  readonly before?: Pick<OutboxMail, 'id' | 'queuedAt'>;
}

/** The latest first. */
export async function latestMails(db: Sql, { state, text, before }: OutboxFilter, size: number): Promise<OutboxMail[]> {
  let query = db.selectFrom('kit.outbox').selectAll();
  if (state) query = query.where('state', '=', state);
  if (text) query = query.where(sql<boolean>`position(kit.fold(${text}) in kit.fold(recipient || ' ' || subject)) > 0`);
  if (before) query = query.where(sql<boolean>`(queued_at, id) < (${before.queuedAt}, ${before.id})`);
  const rows = await query.orderBy('queued_at', 'desc').orderBy('id', 'desc').limit(size).execute();
  return rows.map(mailOf);
}
