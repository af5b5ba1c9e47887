import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { lockPerson } from '../accounts/person.store.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { confirmEmail } from '../links/confirm-email.action.ts';
import { revokeLinks } from '../links/link.store.ts';
import { sendLink } from '../links/send-link.ts';

/** Mails the link that proves one's address. */
export const askEmailConfirmation = defineAction({
  name: 'access.askEmailConfirmation',
  title: { fr: 'Demander à confirmer son adresse', en: 'Ask to confirm one’s address' },
  path: '/me/email-confirmation',
  permission: { who: 'signed-in' },
  input: z.object({}),
  output: z.object({ email: z.string() }),
  refusals: {
    PERSON_ONLY,
    ALREADY_CONFIRMED: { fr: 'Votre adresse est déjà confirmée.', en: 'Your address is already confirmed.' },
  },
  async run(ctx) {
    const person = ctx.actor.kind === 'person' ? await lockPerson(ctx.sql, ctx.actor.id) : null;
    if (!person) return ctx.refuse('PERSON_ONLY');
    if (person.emailVerified) return ctx.refuse('ALREADY_CONFIRMED');
    await revokeLinks(ctx.sql, [confirmEmail.meta.name], person.id, ctx.now);
    await sendLink(
      ctx,
      {
        action: confirmEmail,
        input: { person: person.id, email: person.email },
        label: person.name,
        email: person.email,
        expiresInDays: 2,
        purpose: {
          fr: `Confirmer que l’adresse ${person.email} est bien celle de ${person.name}.`,
          en: `Confirm that the address ${person.email} is indeed that of ${person.name}.`,
        },
      },
      {
        subject: { fr: 'Confirmez votre adresse', en: 'Confirm your address' },
        because: {
          fr: 'Votre compte Grappe attend la confirmation de votre adresse. Ouvrez cette page pour la confirmer\u202f:',
          en: 'Your Grappe account awaits the confirmation of your address. Open this page to confirm it:',
        },
      },
    );
    ctx.record({ object: { kind: 'account', id: person.id }, after: { confirmationSent: true } });
    return { email: person.email };
  },
});
