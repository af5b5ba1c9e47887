import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { insertPerson, personByEmail, verifyEmail } from '../accounts/person.store.ts';
import { insertSubject, personOfSubject } from '../sign-in/sign-in-method.store.ts';

/**
 * Ties what an identity provider says to the account of an address that the provider did not verify (ProConnect never says whether it did). The link
 * went to that address, so whoever opens it reads the mail there; `browser` is a digest that only the browser where the sign-in began can give,
 * so that nobody is led to confirm somebody else's attempt.
 */
export const confirmIdentity = defineAction({
  name: 'access.confirmIdentity',
  title: { fr: 'Relier votre identité à votre compte', en: 'Tie your identity to your account' },
  path: '/identities/confirm',
  permission: { who: [], byLink: true },
  webOnly: true,
  input: z.object({
    provider: z.string(),
    subject: z.string(),
    email: z.string(),
    name: z.string(),
    browser: z.string(),
  }),
  output: z.object({ person: z.string(), created: z.boolean() }),
  refusals: {
    IDENTITY_TAKEN: {
      status: 409,
      fr: 'Cette identité ouvre déjà un autre compte. L’administrateur du programme peut vous dire lequel.',
      en: 'This identity already opens another account. The programme administrator can tell you which.',
    },
    ACCOUNT_CLOSED: {
      status: 410,
      fr: 'Le compte de cette adresse est fermé. L’administrateur du programme peut le rouvrir.',
      en: 'The account of this address is closed. The programme administrator can reopen it.',
    },
  },
  async run(ctx, { provider, subject, email, name }) {
    const found = await personByEmail(ctx.sql, email);
    if (found?.deactivatedAt) return ctx.refuse('ACCOUNT_CLOSED');
    const owner = await personOfSubject(ctx.sql, provider, subject);
    if (owner && owner !== found?.id) return ctx.refuse('IDENTITY_TAKEN');
    const person = found?.id ?? ctx.newId('per');
    if (found) await verifyEmail(ctx.sql, person, ctx.now);
    else await insertPerson(ctx.sql, { id: person, name, email, emailVerified: true }, ctx.now);
    if (!owner) await insertSubject(ctx.sql, { id: ctx.newId('way'), person, provider, subject, now: ctx.now });
    ctx.record({
      object: { kind: 'account', id: person },
      before: found ? { emailVerified: found.emailVerified } : null,
      after: { ...(found ? {} : { name, email }), emailVerified: true, signsInWith: provider },
    });
    return { person, created: !found };
  },
});
