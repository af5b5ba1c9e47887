import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { reasonText } from '../access.schemas.ts';
import { PASSWORD_LINKS } from '../links/accept-invitation.action.ts';
import { revokeLinks } from '../links/link.store.ts';
import { deleteSessionsOf } from '../sign-in/session.store.ts';
import { accountPlace, standingFunctions } from './account-place.ts';
import { mayAdminister } from './grant.rules.ts';
import { lastingAdministrators } from './grant.store.ts';
import { LAST_ADMINISTRATOR } from './last-administrator.ts';
import { lockPerson, setDeactivation } from './person.store.ts';

/**
 * Closes an account: its sessions end at once, its keys, delegations and links stop working. Its functions and history stay
 * written; reopening gives them back.
 */
export const deactivateAccount = defineAction({
  name: 'access.deactivateAccount',
  title: { fr: 'Fermer un compte', en: 'Close an account' },
  path: '/accounts/{person}/deactivate',
  permission: {
    who: ['administrator', 'cluster-director'],
    where: (sql, { person }, call) => accountPlace(sql, call.services, person),
  },
  input: z.object({ person: z.string(), reason: reasonText }),
  output: z.object({ sessionsClosed: z.int() }),
  refusals: {
    LAST_ADMINISTRATOR,
    OUTSIDE_YOUR_AUTHORITY: {
      fr: 'Cette personne exerce aussi des fonctions que vous ne donnez pas. Mettez fin aux vôtres, ou demandez à l’administrateur du programme de fermer le compte.',
      en: 'This person also holds functions that you do not give. End yours, or ask the programme administrator to close the account.',
    },
    OWN_ACCOUNT: {
      fr: 'C’est votre propre compte\u202f: demandez à une autre personne de le fermer.',
      en: 'This is your own account: ask somebody else to close it.',
    },
    ALREADY_CLOSED: { fr: 'Ce compte est déjà fermé.', en: 'This account is already closed.' },
  },
  async run(ctx, { person: id, reason }) {
    const administrators = await lastingAdministrators(ctx.sql, ctx.today);
    const person = await lockPerson(ctx.sql, id);
    if (!person || person.deactivatedAt) return ctx.refuse('ALREADY_CLOSED');
    if (id === ctx.actor.id) return ctx.refuse('OWN_ACCOUNT');
    if (!mayAdminister(ctx.actor.grants, await standingFunctions(ctx, id))) {
      return ctx.refuse('OUTSIDE_YOUR_AUTHORITY');
    }
    if (administrators.length === 1 && administrators[0] === id) return ctx.refuse('LAST_ADMINISTRATOR');
    await setDeactivation(ctx.sql, id, reason, ctx.now);
    const sessionsClosed = await deleteSessionsOf(ctx.sql, id);
    await revokeLinks(ctx.sql, [...PASSWORD_LINKS, 'access.confirmEmail'], id, ctx.now);
    ctx.record({
      object: { kind: 'account', id },
      reason,
      before: { open: true },
      after: { open: false, sessionsClosed },
    });
    return { sessionsClosed };
  },
});
