import type { ActionContext } from '#kit/context.ts';
import { queueMail } from '#kit/mail.ts';
import { t } from '../access.sentences.ts';
import { bilingual } from '../links/send-link.ts';

/** Tells the person by message what was done to their second factor: whoever did not do it learns that somebody did. */
export async function tellSecondFactor(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId' | 'afterCommit'>,
  person: { readonly name: string; readonly email: string },
  what: 'enabled' | 'removed' | 'reset' | 'codesRenewed',
): Promise<void> {
  const message = bilingual(() => {
    const words = t().secondFactor.mail;
    return { subject: words.subject, lines: [t().mail.hello(person.name), words[what], words.notYou] };
  });
  await queueMail(ctx.sql, { to: person.email, ...message }, ctx);
}
