import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { lockPerson, verifyEmail } from '../accounts/person.store.ts';
import { PASSWORD_REFUSALS, setPassword } from '../accounts/set-password.ts';
import { newPassword } from '../sign-in/password.ts';
import { deleteSessionsOf } from '../sign-in/session.store.ts';
import { revokeLinks } from './link.store.ts';

const shape = {
  permission: { who: [], byLink: true },
  input: z.object({ person: z.string(), password: newPassword, again: z.string().trim().optional() }),
  output: z.object({ person: z.string(), email: z.string() }),
  refusals: {
    ...PASSWORD_REFUSALS,
    ACCOUNT_CLOSED: {
      status: 410,
      fr: 'Ce compte a été fermé depuis l’envoi du lien. L’administrateur du programme peut le rouvrir.',
      en: 'This account was closed after the link was sent. The programme administrator can reopen it.',
    },
  },
  webOnly: true,
} as const;

/** Links that choose a password: a newer one, or a password chosen, closes the others. */
export const PASSWORD_LINKS = ['access.acceptInvitation', 'access.choosePassword'];

/** Whoever received the invitation opens their account by choosing a password; having received it proves the address. */
export const acceptInvitation = defineAction({
  ...shape,
  name: 'access.acceptInvitation',
  title: { fr: 'Ouvrir votre compte', en: 'Open your account' },
  path: '/invitations/accept',
  run: choose,
});

/** The same, for someone who forgot theirs: every session open until then is closed. */
export const choosePassword = defineAction({
  ...shape,
  name: 'access.choosePassword',
  title: { fr: 'Choisir un nouveau mot de passe', en: 'Choose a new password' },
  path: '/password-resets/choose',
  run: choose,
});

type Context = ActionContext<keyof typeof shape.refusals>;

async function choose(ctx: Context, input: z.output<(typeof shape)['input']>) {
  const person = await lockPerson(ctx.sql, input.person);
  if (!person || person.deactivatedAt) return ctx.refuse('ACCOUNT_CLOSED');
  await setPassword(ctx, person, input);
  await verifyEmail(ctx.sql, person.id, ctx.now);
  await revokeLinks(ctx.sql, PASSWORD_LINKS, person.id, ctx.now);
  const closed = await deleteSessionsOf(ctx.sql, person.id);
  ctx.record({
    object: { kind: 'account', id: person.id },
    after: { passwordChosen: true, emailVerified: true, sessionsClosed: closed },
  });
  return { person: person.id, email: person.email };
}
