import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { personById } from '../accounts/person.store.ts';
import { deleteSession, sessionById, setSessionProvider } from './session.store.ts';

/**
 * Writes in the journal that a session was opened, by whom and how. The sign-in library opens it, and counts and refuses attempts; what fails
 * is logged, not journalled, since anybody may fail as often as they like.
 */
export const signIn = defineAction({
  name: 'access.signIn',
  title: { fr: 'Se connecter', en: 'Sign in' },
  path: '/sessions',
  permission: { who: 'public' },
  webOnly: true,
  input: z.object({
    session: z.string(),
    provider: z.string(),
    /** The session that this browser had until now: it ends. */
    previous: z.string().nullable(),
  }),
  output: z.object({ person: z.string(), name: z.string() }),
  refusals: {
    SESSION_UNKNOWN: {
      fr: 'Cette session n’existe plus. Connectez-vous de nouveau.',
      en: 'This session is gone. Sign in again.',
    },
  },
  async run(ctx, { session: id, provider, previous }) {
    const session = await sessionById(ctx.sql, id);
    const person = session && (await personById(ctx.sql, session.person));
    if (!person) return ctx.refuse('SESSION_UNKNOWN');
    await setSessionProvider(ctx.sql, id, provider);
    const old = previous ? await sessionById(ctx.sql, previous) : null;
    if (old) await deleteSession(ctx.sql, old.id, old.person);
    ctx.record({ object: { kind: 'account', id: person.id }, after: { signedInWith: provider } });
    return { person: person.id, name: person.name };
  },
});
