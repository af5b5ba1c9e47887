import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { accountPlace, standingFunctions } from './account-place.ts';
import { mayAdminister } from './grant.rules.ts';
import { lockPerson, setDeactivation } from './person.store.ts';

/** Opens a closed account again, with the functions that are not over. */
export const reactivateAccount = defineAction({
  name: 'access.reactivateAccount',
  title: { fr: 'Rouvrir un compte', en: 'Reopen an account' },
  path: '/accounts/{person}/reactivate',
  permission: {
    who: ['administrator', 'cluster-director'],
    where: (sql, { person }, call) => accountPlace(sql, call.services, person),
  },
  input: z.object({ person: z.string() }),
  output: z.object({ person: z.string() }),
  refusals: {
    OUTSIDE_YOUR_AUTHORITY: {
      fr: 'Cette personne exerce aussi des fonctions que vous ne donnez pas. Demandez à l’administrateur du programme de rouvrir le compte.',
      en: 'This person also holds functions that you do not give. Ask the programme administrator to reopen the account.',
    },
    ALREADY_OPEN: { fr: 'Ce compte est déjà ouvert.', en: 'This account is already open.' },
  },
  async run(ctx, { person: id }) {
    const person = await lockPerson(ctx.sql, id);
    if (!person?.deactivatedAt) return ctx.refuse('ALREADY_OPEN');
    if (!mayAdminister(ctx.actor.grants, await standingFunctions(ctx, id))) {
      return ctx.refuse('OUTSIDE_YOUR_AUTHORITY');
    }
    await setDeactivation(ctx.sql, id, null, ctx.now);
    ctx.record({
      object: { kind: 'account', id },
      before: { open: false, reason: person.deactivationReason },
      after: { open: true },
    });
    return { person: id };
  },
});
