import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { lockPerson, verifyEmail } from '../accounts/person.store.ts';

/** Having received a link there proves that an address is theirs; it matters to whoever signs in through an identity provider. */
export const confirmEmail = defineAction({
  name: 'access.confirmEmail',
  title: { fr: 'Confirmer votre adresse électronique', en: 'Confirm your e-mail address' },
  path: '/email-confirmations',
  permission: { who: [], byLink: true },
  webOnly: true,
  input: z.object({ person: z.string(), email: z.string() }),
  output: z.object({ email: z.string() }),
  refusals: {
    ADDRESS_CHANGED: {
      status: 410,
      fr: 'Le compte n’a plus cette adresse. Demandez une nouvelle confirmation sur «\u202fMon compte\u202f».',
      en: 'The account no longer has this address. Ask for a new confirmation on “My account”.',
    },
  },
  async run(ctx, { person: id, email }) {
    const person = await lockPerson(ctx.sql, id);
    if (!person || person.email !== email) return ctx.refuse('ADDRESS_CHANGED');
    await verifyEmail(ctx.sql, id, ctx.now);
    ctx.record({
      object: { kind: 'account', id },
      before: { emailVerified: person.emailVerified },
      after: { emailVerified: true },
    });
    return { email };
  },
});
