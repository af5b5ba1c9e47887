import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { sessionOf } from './identify.ts';
import { deleteSession, deleteSessionsOf, sessionById } from './session.store.ts';

/** Ends the session that asks. */
export const signOut = defineAction({
  name: 'access.signOut',
  title: { fr: 'Se déconnecter', en: 'Sign out' },
  path: '/sessions/end',
  permission: { who: 'signed-in' },
  webOnly: true,
  input: z.object({}),
  output: z.object({ provider: z.string() }),
  refusals: { PERSON_ONLY },
  async run(ctx) {
    const id = sessionOf(ctx.actor);
    const session = id ? await sessionById(ctx.sql, id) : null;
    if (!session) return ctx.refuse('PERSON_ONLY');
    await deleteSession(ctx.sql, session.id, session.person);
    ctx.record({ object: { kind: 'account', id: session.person }, after: { signedOut: true } });
    return { provider: session.provider };
  },
});

/** Ends one of one's own sessions, left open on another machine. */
export const endSession = defineAction({
  name: 'access.endSession',
  title: { fr: 'Fermer une session', en: 'Close a session' },
  path: '/me/sessions/{session}/end',
  permission: {
    who: 'signed-in',
    where: async (sql, { session: id }, { actor }) => {
      const session = await sessionById(sql, id);
      return session?.person === actor.id ? {} : null;
    },
  },
  input: z.object({ session: z.string() }),
  output: z.object({ ended: z.boolean() }),
  async run(ctx, { session }) {
    const ended = await deleteSession(ctx.sql, session, ctx.actor.id);
    ctx.record({ object: { kind: 'account', id: ctx.actor.id }, after: { sessionsClosed: ended ? 1 : 0 } });
    return { ended };
  },
});

/** Ends all of one's sessions but the one that asks: after losing a telephone, or leaving a shared machine. */
export const signOutElsewhere = defineAction({
  name: 'access.signOutElsewhere',
  title: { fr: 'Se déconnecter partout ailleurs', en: 'Sign out everywhere else' },
  path: '/me/sessions/end',
  permission: { who: 'signed-in' },
  input: z.object({}),
  output: z.object({ sessionsClosed: z.int() }),
  refusals: { PERSON_ONLY },
  async run(ctx) {
    if (ctx.actor.kind !== 'person') return ctx.refuse('PERSON_ONLY');
    const sessionsClosed = await deleteSessionsOf(ctx.sql, ctx.actor.id, sessionOf(ctx.actor));
    ctx.record({ object: { kind: 'account', id: ctx.actor.id }, after: { sessionsClosed } });
    return { sessionsClosed };
  },
});
