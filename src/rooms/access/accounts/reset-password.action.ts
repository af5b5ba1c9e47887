import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { sendInvitation, sendPasswordLink } from '../links/password-link.ts';
import { passwordHashOf } from '../sign-in/sign-in-method.store.ts';
import { accountPlace, standingFunctions } from './account-place.ts';
import { mayAdminister } from './grant.rules.ts';
import { lockPerson } from './person.store.ts';

/** Mails the person a link to choose a password: an invitation again for who never chose one. Whoever asks never sees the link. */
export const resetPasswordByAdministrator = defineAction({
  name: 'access.resetPasswordByAdministrator',
  title: { fr: 'Envoyer un lien de mot de passe', en: 'Send a password link' },
  path: '/accounts/{person}/password-link',
  permission: {
    who: ['administrator', 'cluster-director'],
    where: (sql, { person }, call) => accountPlace(sql, call.services, person),
  },
  input: z.object({ person: z.string() }),
  output: z.object({ email: z.string(), invitation: z.boolean() }),
  refusals: {
    OUTSIDE_YOUR_AUTHORITY: {
      fr: 'Cette personne exerce aussi des fonctions que vous ne donnez pas. Elle peut demander le lien elle-même depuis la page de connexion.',
      en: 'This person also holds functions that you do not give. They can ask for the link themselves on the sign-in page.',
    },
    ACCOUNT_DEACTIVATED: {
      fr: 'Ce compte est fermé\u202f: rouvrez-le d’abord.',
      en: 'This account is closed: reopen it first.',
    },
  },
  async run(ctx, { person: id }) {
    const person = await lockPerson(ctx.sql, id);
    if (!person || person.deactivatedAt) return ctx.refuse('ACCOUNT_DEACTIVATED');
    if (!mayAdminister(ctx.actor.grants, await standingFunctions(ctx, id))) {
      return ctx.refuse('OUTSIDE_YOUR_AUTHORITY');
    }
    const invitation = (await passwordHashOf(ctx.sql, id)) === null;
    await (invitation ? sendInvitation(ctx, person) : sendPasswordLink(ctx, person));
    ctx.record({ object: { kind: 'account', id }, after: invitation ? { invited: true } : { passwordLinkSent: true } });
    return { email: person.email, invitation };
  },
});
