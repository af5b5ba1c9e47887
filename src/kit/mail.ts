import type { Services } from './context.ts';
import type { Sql } from './db/database.ts';
import { type EnqueueContext, enqueue, type JobDefinition } from './jobs.ts';
import { hideCredentials } from './log.ts';
import { insertMail, markSending, type OutboxMail, outboxMail, putBack, reopenMail, settleMail } from './mail.store.ts';

export {
  latestMails,
  MAIL_STATES,
  type MailState,
  type OutboxFilter,
  type OutboxMail,
  outboxMail,
} from './mail.store.ts';

/** A message in plain text to one person. */
export interface Mail {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** For a reminder: looked at again right before it leaves; when the answer is no, it is withdrawn. */
  readonly stillNeeded?: {
    /** Name under which a room gives its check: `room.isStillDue`. */
    readonly check: string;
    /** What the check is told: ids, in JSON. */
    readonly about: unknown;
  };
}

/** Is the thing that this message speaks of still true? `about` is what the message carried. */
export type StillNeededCheck = (sql: Sql, about: unknown) => Promise<boolean>;

/** What hands a message to a mail server. Rejects when the server did not take it. */
export interface MailTransport {
  send(message: OutgoingMail): Promise<void>;
}

export interface OutgoingMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const SEND_JOB = 'kit.sendMail';
/** With the delays of jobs, an outage of a night and a morning is waited out. */
const SEND_ATTEMPTS = 8;

/** What queuing a message needs of an action. */
export type MailContext = EnqueueContext & { readonly services?: Pick<Services, 'clock'> };

/**
 * Writes a message in the caller's transaction; it leaves after the commit, and never when that is rolled back. Returns its id. An act of the past
 * that is played again writes to nobody: its people were told in their day.
 */
export async function queueMail(trx: Sql, mail: Mail, ctx: MailContext): Promise<string> {
  const id = ctx.newId('mail');
  if (ctx.services?.clock.written) return id;
  const { to, subject, text, stillNeeded } = mail;
  await insertMail(trx, {
    id,
    to: to.trim(),
    // A subject is one line.
    subject: subject.replace(/\s*[\r\n]+\s*/g, ' '),
    text,
    stillNeeded: stillNeeded?.check ?? null,
    about: stillNeeded?.about ?? null,
    queuedAt: ctx.now,
  });
  await enqueue(trx, { name: SEND_JOB, data: { mail: id } }, ctx);
  return id;
}

/** Sends again a message that was kept or failed. False when it is neither. */
export async function requeueMail(trx: Sql, id: string, ctx: EnqueueContext): Promise<boolean> {
  if (!(await reopenMail(trx, id))) return false;
  await enqueue(trx, { name: SEND_JOB, data: { mail: id } }, ctx);
  return true;
}

/**
 * The job that sends what is in the outbox, one message at a time.
 *
 * A message is marked `sending` before it is handed over and `sent` after the server took it. A worker that dies in between leaves the
 * answer unknown: the message is then sent again, with the same Message-ID, so that a receiver that drops duplicates shows it once.
 * Nothing can guarantee more: SMTP has no way to ask whether a message was taken. Neither does `sent` mean that it was delivered, or read.
 * @param transport null when there is no mail server: messages are kept in the outbox, where the administrator reads them.
 * @param checks by name; a message whose check nobody gives is not sent.
 */
export function sendMailJob(
  transport: MailTransport | null,
  checks: Readonly<Record<string, StillNeededCheck>> = {},
): JobDefinition {
  return {
    name: SEND_JOB,
    title: { fr: 'Envoyer un message', en: 'Send a message' },
    attempts: SEND_ATTEMPTS,
    run: async (ctx) => {
      const { services, now, isLastAttempt, log } = ctx;
      const sql = services.store.sql;
      const mail = await outboxMail(sql, (ctx.data as { mail: string }).mail);
      // Repeated after a worker died: the first attempt had come to its end.
      if (!mail || (mail.state !== 'queued' && mail.state !== 'sending')) return;
      try {
        const state = await dispatch(services, mail, transport, checks);
        await settleMail(sql, mail.id, state, now);
      } catch (error) {
        const reason = hideCredentials(error instanceof Error ? error.message : String(error));
        if (isRefusedForGood(error)) {
          log.warn({ mail: mail.id, reason }, 'Message refused by the mail server');
          return settleMail(sql, mail.id, 'failed', now, reason);
        }
        await (isLastAttempt ? settleMail(sql, mail.id, 'failed', now, reason) : putBack(sql, mail.id, reason));
        throw error;
      }
    },
  };
}

async function dispatch(
  { store, config }: Services,
  mail: OutboxMail,
  transport: MailTransport | null,
  checks: Readonly<Record<string, StillNeededCheck>>,
): Promise<'withdrawn' | 'kept' | 'sent'> {
  if (!(await isStillNeeded(store.sql, mail, checks))) return 'withdrawn';
  if (!transport) return 'kept';
  await markSending(store.sql, mail.id);
  const messageId = `<${mail.id}@${new URL(config.url).hostname}>`;
  await transport.send({ messageId, from: config.mailFrom, to: mail.to, subject: mail.subject, text: mail.text });
  return 'sent';
}

async function isStillNeeded(
  sql: Sql,
  mail: OutboxMail,
  checks: Readonly<Record<string, StillNeededCheck>>,
): Promise<boolean> {
  if (mail.stillNeeded === null) return true;
  const check = Object.hasOwn(checks, mail.stillNeeded) ? checks[mail.stillNeeded] : undefined;
  if (!check) throw new Error(`Message ${mail.id} asks for the check ${mail.stillNeeded}, which no room gives`);
  return check(sql, mail.about);
}

/** The server knows that this address does not exist: asking again would only look like spam. */
function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500;
}

const CONNECTION_TIMEOUT_MS = 15_000;

/** A mail server: `smtp://user:password@host:587` (TLS by STARTTLS where the server has it) or `smtps://…:465`. */
export function smtpTransport(url: string): MailTransport {
  const open = async () => {
    // Loaded when a message first leaves: a start does not wait for it.
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      greetingTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: 2 * CONNECTION_TIMEOUT_MS,
    });
  };
  let transporter: ReturnType<typeof open> | undefined;
  return {
    send: async ({ messageId, from, to, subject, text }) => {
      transporter ??= open();
      await (await transporter).sendMail({
        messageId,
        from,
        // As an object: in a text, a comma would make two recipients.
        to: { name: '', address: to },
        subject,
        text,
        // Keeps out-of-office answers away.
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
  };
}
