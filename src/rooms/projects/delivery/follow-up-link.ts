import type { ActionContext } from '#kit/context.ts';
import { queueMail } from '#kit/mail.ts';
import type { Day } from '#kit/period.ts';
import { formatInstant, type Say, speaking } from '#kit/say.ts';
import { createOneOffLink, type MadeLink, peopleHolding } from '#rooms/access';
import type { Project } from '../project.ts';
import { ANSWER_DAYS, yearAsked } from './follow-up.rules.ts';
import { t } from './follow-up.sentences.ts';
import { type FoundFollowUp, lastAddress } from './follow-up.store.ts';
import { answerFollowUp } from './follow-up-answer.action.ts';

/** Name under which the house checks, right before a message about a follow-up leaves, that its answer is still awaited. */
export const ANSWER_AWAITED = 'projects.isAnswerAwaited';

const inBothLanguages = <T>(make: () => T): { readonly fr: T; readonly en: T } => ({
  fr: speaking('fr', make),
  en: speaking('en', make),
});

/** Whom a partner’s questions go to: whoever represents it here, else the address last used; null when nobody is known. */
export async function addressOf(
  ctx: Pick<ActionContext, 'sql' | 'today'>,
  found: FoundFollowUp,
): Promise<string | null> {
  const scope = { kind: 'organisation', id: found.organisation } as const;
  const [holder] = await peopleHolding(ctx.sql, 'organisation-member', scope, ctx.today);
  return holder?.email ?? lastAddress(ctx.sql, found.partner_id);
}

/**
 * Sends a partner the link by which it answers, in the caller’s transaction. A reminder carries a new link, for the first may be lost; the answer given by
 * one closes the question for the other.
 */
export async function sendQuestions(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId' | 'actor' | 'services' | 'afterCommit'>,
  project: Project,
  found: FoundFollowUp,
  to: string,
  reminder: boolean,
): Promise<MadeLink> {
  const purpose: Say = inBothLanguages(() => t().link.purpose(project.acronym, found.partnerName, found.months));
  const link = await createOneOffLink(ctx, {
    action: answerFollowUp,
    input: { project: project.id, followUp: found.id },
    label: found.partnerName,
    email: to,
    expiresInDays: ANSWER_DAYS,
    purpose,
  });
  const mail = inBothLanguages(() => {
    const words = t().mail;
    return {
      subject: reminder ? words.reminderSubject(project.acronym) : words.subject(project.acronym),
      text: [
        words.hello,
        words.body(project.acronym, found.partnerName, yearAsked(found.due_on as Day)),
        link.url,
        words.once(formatInstant(link.expiresAt)),
        words.use,
      ].join('\n\n'),
    };
  });
  const text = `${mail.fr.text}\n\n—\n${mail.en.subject}\n\n${mail.en.text}\n`;
  const stillNeeded = { check: ANSWER_AWAITED, about: { project: project.id, followUp: found.id } };
  await queueMail(ctx.sql, { to, subject: mail.fr.subject, text, stillNeeded }, ctx);
  return link;
}
