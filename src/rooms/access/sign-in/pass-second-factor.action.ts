import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { checkSecondFactor, SECOND_FACTOR_REFUSALS } from '../second-factor/check-second-factor.ts';
import { SESSION_IDLE_MS } from './identify.ts';
import { SECOND_STEP_MS } from './pending-sign-in.ts';
import { passSession, waitingSession } from './session.store.ts';

/** A code as typed: how long it is, is not told. */
export const givenCode = z.string().trim().min(1).max(100);

/**
 * Second step of signing in, for who has a second factor: the session that waited opens, under a new token. The actor is the person whose password
 * was right; the web door found the session in this browser's cookie.
 */
export const passSecondFactor = defineAction({
  name: 'access.passSecondFactor',
  title: { fr: 'Se connecter avec un second facteur', en: 'Sign in with a second factor' },
  path: '/sessions/second-factor',
  permission: { who: 'public' },
  webOnly: true,
  input: z.object({ session: z.string(), code: givenCode }),
  output: z.object({ token: z.string() }),
  refusals: {
    ...SECOND_FACTOR_REFUSALS,
    SIGN_IN_OVER: {
      status: 410,
      fr: 'Cette connexion a trop attendu, ou n’est plus nécessaire. Recommencez avec votre mot de passe.',
      en: 'This sign-in waited too long, or is no longer needed. Start again with your password.',
    },
  },
  async run(ctx, { session: id, code }) {
    const oldest = new Date(ctx.now.getTime() - SECOND_STEP_MS);
    const session = await waitingSession(ctx.sql, id, ctx.actor.id, oldest);
    if (!session) return ctx.refuse('SIGN_IN_OVER');
    const verdict = await checkSecondFactor(ctx, ctx.actor.id, code);
    if (verdict === 'wrong') return ctx.refuse('SECOND_FACTOR_WRONG', { field: 'code' });
    if (verdict === 'too-many') return ctx.refuse('SECOND_FACTOR_TOO_MANY', { field: 'code' });
    // Removed by the administrator meanwhile: the password alone opens a new sign-in.
    if (verdict === 'not-enrolled') return ctx.refuse('SIGN_IN_OVER');
    const token = randomBytes(24).toString('base64url');
    const expiresAt = new Date(ctx.now.getTime() + SESSION_IDLE_MS);
    await passSession(ctx.sql, id, { token, expiresAt, now: ctx.now });
    ctx.record({
      object: { kind: 'account', id: ctx.actor.id },
      after: { signedInWith: session.provider, secondFactor: true },
    });
    return { token };
  },
});
