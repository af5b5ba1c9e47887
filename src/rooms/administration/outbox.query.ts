import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { latestMails, MAIL_STATES } from '#kit/mail.ts';

const mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  state: z.enum(MAIL_STATES),
  attempts: z.int(),
  lastError: z.string().nullable(),
  queuedAt: z.date(),
  settledAt: z.date().nullable(),
});
export type OutboxRow = z.infer<typeof mail>;

export const listOutbox = defineQuery({
  name: 'outbox.list',
  title: { fr: 'Lire les messages écrits par Grappe', en: 'Read the messages that Grappe wrote' },
  path: '/outbox',
  permission: { who: ['administrator'] },
  input: z.object({
    text: z.string().trim().max(200).optional(),
    state: z.enum(MAIL_STATES).optional(),
    beforeId: z.string().max(40).optional().describe('With beforeAt: the page that follows this message'),
    beforeAt: z.iso.datetime().optional(),
    limit: z.int().min(1).max(200).default(25),
  }),
  output: z.object({ mails: z.array(mail), next: z.object({ id: z.string(), queuedAt: z.date() }).nullable() }),
  async run(ctx, { text, state, beforeId, beforeAt, limit }) {
    const found = await latestMails(
      ctx.sql,
      {
        ...(text && { text }),
        ...(state && { state }),
        ...(beforeId && beforeAt && { before: { id: beforeId, queuedAt: new Date(beforeAt) } }),
      },
      limit + 1,
    );
    const mails = found.slice(0, limit);
    const last = mails.at(-1);
    return { mails, next: found.length > limit && last ? { id: last.id, queuedAt: last.queuedAt } : null };
  },
});
