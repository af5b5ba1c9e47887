import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { OWN_PASSWORD_REFUSALS, requireOwnPassword } from '../accounts/own-password.ts';
import { lockPerson } from '../accounts/person.store.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { PASSWORD_REFUSALS, setPassword } from '../accounts/set-password.ts';
import { sessionOf } from './identify.ts';
import { givenPassword, newPassword } from './password.ts';
import { deleteSessionsOf } from './session.store.ts';
import { passwordHashOf } from './sign-in-method.store.ts';

/** Changes one's own password, the present one being given; every other session is closed. */
export const changeMyPassword = defineAction({
  name: 'access.changeMyPassword',
  title: { fr: 'Changer son mot de passe', en: 'Change one’s password' },
  path: '/me/password',
  permission: { who: 'signed-in' },
  webOnly: true,
  input: z.object({ current: givenPassword, password: newPassword, again: z.string().trim().optional() }),
  output: z.object({ sessionsClosed: z.int() }),
  refusals: {
    ...PASSWORD_REFUSALS,
    PERSON_ONLY,
    ...OWN_PASSWORD_REFUSALS,
    NO_PASSWORD: {
      fr: 'Votre compte n’a pas de mot de passe. Déconnectez-vous et demandez un lien depuis la page de connexion.',
      en: 'Your account has no password. Sign out and ask for a link on the sign-in page.',
    },
  },
  async run(ctx, { current, password, again }) {
    if (ctx.actor.kind !== 'person') return ctx.refuse('PERSON_ONLY');
    const person = await lockPerson(ctx.sql, ctx.actor.id);
    const hash = await passwordHashOf(ctx.sql, ctx.actor.id);
    if (!person || hash === null) return ctx.refuse('NO_PASSWORD');
    await requireOwnPassword(ctx, person.id, { given: current, hash, field: 'current' });
    await setPassword(ctx, person, { password, again });
    const sessionsClosed = await deleteSessionsOf(ctx.sql, person.id, sessionOf(ctx.actor));
    ctx.record({ object: { kind: 'account', id: person.id }, after: { passwordChanged: true, sessionsClosed } });
    return { sessionsClosed };
  },
});
