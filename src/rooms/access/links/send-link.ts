import type { ActionContext } from '#kit/context.ts';
import { queueMail } from '#kit/mail.ts';
import { formatInstant, type Say, say, speaking } from '#kit/say.ts';
import { t } from '../access.sentences.ts';
import { createOneOffLink, type LinkSpec, type MadeLink } from './one-off-link.ts';

type Words = { readonly subject: string; readonly lines: readonly string[] };

/** A message in both languages, French first: the reader's is not known before they sign in. */
export function bilingual(write: () => Words): { subject: string; text: string } {
  const fr = speaking('fr', write);
  const en = speaking('en', write);
  return {
    subject: fr.subject,
    text: `${fr.lines.join('\n\n')}\n\n—\n${en.subject}\n\n${en.lines.join('\n\n')}\n`,
  };
}

/** Makes a one-off link and mails it, in the caller's transaction. `because` opens the message. */
export async function sendLink(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId' | 'actor' | 'services' | 'afterCommit'>,
  spec: LinkSpec & { readonly email: string },
  words: { readonly subject: Say; readonly because: Say },
): Promise<MadeLink> {
  const link = await createOneOffLink(ctx, spec);
  const message = bilingual(() => {
    const mail = t().mail;
    return {
      subject: say(words.subject),
      lines: [
        mail.hello(spec.label),
        say(words.because),
        link.url,
        mail.once(formatInstant(link.expiresAt)),
        mail.unexpected,
      ],
    };
  });
  await queueMail(ctx.sql, { to: spec.email, ...message }, ctx);
  return link;
}
