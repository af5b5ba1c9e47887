import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { OWN_PASSWORD_REFUSALS, requireOwnPassword } from '../accounts/own-password.ts';
import { lockPerson } from '../accounts/person.store.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { givenCode } from '../sign-in/pass-second-factor.action.ts';
import { givenPassword } from '../sign-in/password.ts';
import { passwordHashOf } from '../sign-in/sign-in-method.store.ts';
import { requireSecondFactor, SECOND_FACTOR_REFUSALS } from './check-second-factor.ts';
import { tellSecondFactor } from './second-factor.notice.ts';
import { deleteSecondFactor, lockSecondFactor } from './second-factor.store.ts';

/** Turns one's second factor off, the password being given; a code instead, for who signs in without a password. */
export const removeSecondFactor = defineAction({
  name: 'access.removeSecondFactor',
  title: { fr: 'Retirer son second facteur', en: 'Remove one’s second factor' },
  path: '/me/second-factor/remove',
  permission: { who: 'signed-in' },
  webOnly: true,
  input: z.object({ password: givenPassword.optional(), code: givenCode.optional() }),
  output: z.object({ removed: z.boolean() }),
  refusals: { ...OWN_PASSWORD_REFUSALS, ...SECOND_FACTOR_REFUSALS, PERSON_ONLY },
  async run(ctx, { password = '', code = '' }) {
    const person = ctx.actor.kind === 'person' ? await lockPerson(ctx.sql, ctx.actor.id) : null;
    if (!person) return ctx.refuse('PERSON_ONLY');
    if (!(await lockSecondFactor(ctx.sql, person.id))) return ctx.refuse('SECOND_FACTOR_NOT_ENROLLED');
    const hash = await passwordHashOf(ctx.sql, person.id);
    if (hash === null) await requireSecondFactor(ctx, code, 'code');
    else await requireOwnPassword(ctx, person.id, { given: password, hash, field: 'password' });
    const removed = await deleteSecondFactor(ctx.sql, person.id);
    await tellSecondFactor(ctx, person, 'removed');
    ctx.record({
      object: { kind: 'account', id: person.id },
      before: { secondFactor: true },
      after: { secondFactor: false },
    });
    return { removed };
  },
});
