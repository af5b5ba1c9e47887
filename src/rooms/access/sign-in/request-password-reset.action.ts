import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { emailSchema } from '../access.schemas.ts';
import { personByEmail } from '../accounts/person.store.ts';
import { choosePassword } from '../links/accept-invitation.action.ts';
import { recentLink } from '../links/link.store.ts';
import { sendPasswordLink } from '../links/password-link.ts';

/** The same person is not mailed again within this. */
const PAUSE_MS = 5 * 60_000;

/**
 * Mails a link to choose a new password, when the address has an open account; the answer never tells whether it has. The web door limits how
 * often one address of the network may ask.
 */
export const requestPasswordReset = defineAction({
  name: 'access.requestPasswordReset',
  title: { fr: 'Demander un nouveau mot de passe', en: 'Ask for a new password' },
  path: '/password-resets',
  permission: { who: 'public' },
  webOnly: true,
  input: z.object({ email: emailSchema }),
  output: z.object({}),
  async run(ctx, { email }) {
    const person = await personByEmail(ctx.sql, email);
    const since = new Date(ctx.now.getTime() - PAUSE_MS);
    const receives =
      person && !person.deactivatedAt && !(await recentLink(ctx.sql, choosePassword.meta.name, person.id, since));
    if (receives) await sendPasswordLink(ctx, person);
    ctx.record({
      object: { kind: 'account', id: person?.id ?? 'unknown' },
      after: { passwordLinkSent: Boolean(receives) },
    });
    return {};
  },
});
