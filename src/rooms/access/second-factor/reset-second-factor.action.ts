import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { reasonText } from '../access.schemas.ts';
import { accountPlace } from '../accounts/account-place.ts';
import { lockPerson } from '../accounts/person.store.ts';
import { tellSecondFactor } from './second-factor.notice.ts';
import { deleteSecondFactor } from './second-factor.store.ts';

/**
 * Takes away the second factor of somebody who lost telephone and recovery codes; they sign in by password and may turn a new one on. Whoever does
 * it makes sure first, by voice, of who is asking.
 */
export const resetSecondFactor = defineAction({
  name: 'access.resetSecondFactor',
  title: { fr: 'Réinitialiser un second facteur', en: 'Reset a second factor' },
  path: '/accounts/{person}/second-factor/reset',
  permission: {
    who: ['administrator'],
    where: (sql, { person }, call) => accountPlace(sql, call.services, person),
  },
  input: z.object({ person: z.string(), reason: reasonText }),
  output: z.object({ reset: z.boolean() }),
  refusals: {
    NO_SECOND_FACTOR: {
      fr: 'Cette personne n’a pas de second facteur\u202f: son mot de passe suffit.',
      en: 'This person has no second factor: their password is enough.',
    },
  },
  async run(ctx, { person: id, reason }) {
    const person = await lockPerson(ctx.sql, id);
    if (!person || !(await deleteSecondFactor(ctx.sql, id))) return ctx.refuse('NO_SECOND_FACTOR');
    await tellSecondFactor(ctx, person, 'reset');
    ctx.record({
      object: { kind: 'account', id },
      reason,
      before: { secondFactor: true },
      after: { secondFactor: false },
    });
    return { reset: true };
  },
});
