import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { roleSchema, writeScope } from '../access.schemas.ts';
import { scopesOf } from '../scope-directory.ts';
import { countRecoveryCodesLeft, secondFactorOf } from '../second-factor/second-factor.store.ts';
import { sessionOf } from '../sign-in/identify.ts';
import { sessionsOf } from '../sign-in/session.store.ts';
import { providersOf } from '../sign-in/sign-in-method.store.ts';
import { delegationLine, delegationLines, functionLineSchema, functionLines } from './account.query.ts';
import { delegationsOf } from './delegation.store.ts';
import { grantState } from './grant.rules.ts';
import { administratorsToAsk, grantsOf } from './grant.store.ts';
import { heldFunctions } from './held-function.store.ts';
import { personById } from './person.store.ts';

/** What one may do today: own functions and those held as a deputy. */
export const listMyGrants = defineQuery({
  name: 'access.listMyGrants',
  title: { fr: 'Lister ses fonctions', en: 'List one’s functions' },
  path: '/me/functions',
  permission: { who: 'signed-in' },
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        role: roleSchema,
        scope: z.string(),
        scopeLabel: z.string(),
        onBehalfOf: z.string().nullable(),
        until: z.string().nullable(),
      }),
    ),
  }),
  async run(ctx) {
    const held = await heldFunctions(ctx.sql, ctx.actor.id, ctx.today);
    const labels = await scopesOf(ctx.services).labels(
      ctx.sql,
      held.map(({ scope }) => scope),
    );
    return {
      rows: held.map(({ role, scope, onBehalfOf, to }) => ({
        role,
        scope: writeScope(scope),
        scopeLabel: labels.get(writeScope(scope)) ?? writeScope(scope),
        onBehalfOf,
        until: to,
      })),
    };
  },
});

/** One's own account: identity, functions, delegations, open sessions. */
export const getMyAccount = defineQuery({
  name: 'access.getMyAccount',
  title: { fr: 'Voir son compte', en: 'See one’s account' },
  path: '/me',
  permission: { who: 'signed-in' },
  input: z.object({}),
  output: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    synthetic: z.boolean(),
    signsInWith: z.array(z.string()),
    /** Null when the password, or the identity provider, is enough. */
    secondFactor: z.object({ enabledAt: z.date(), codesLeft: z.int() }).nullable(),
    functions: z.array(functionLineSchema),
    delegations: z.array(delegationLine),
    sessions: z.array(
      z.object({
        id: z.string(),
        provider: z.string(),
        createdAt: z.date(),
        usedAt: z.date(),
        address: z.string().nullable(),
        device: z.string().nullable(),
        /** The one that asks. */
        current: z.boolean(),
      }),
    ),
    /** Whom to ask for a function, when none is held today. */
    ask: z.array(z.object({ name: z.string(), email: z.string() })),
  }),
  async run(ctx) {
    const person = await personById(ctx.sql, ctx.actor.id);
    // The command line and keys have no account of their own.
    if (!person) throw notFound();
    const { id, name, email, emailVerified, synthetic } = person;
    const grants = await grantsOf(ctx.sql, [id]);
    const current = sessionOf(ctx.actor);
    const factor = await secondFactorOf(ctx.sql, id);
    const holds =
      ctx.actor.grants.length > 0 || grants.some((grant) => grantState(grant, ctx.today as Day) === 'current');
    return {
      id,
      name,
      email,
      emailVerified,
      synthetic,
      signsInWith: await providersOf(ctx.sql, id),
      secondFactor: factor && {
        enabledAt: factor.enabledAt,
        codesLeft: await countRecoveryCodesLeft(ctx.sql, id),
      },
      functions: await functionLines(ctx, grants),
      delegations: await delegationLines(ctx, await delegationsOf(ctx.sql, id)),
      sessions: (await sessionsOf(ctx.sql, id, ctx.now)).map((session) => ({
        ...session,
        current: session.id === current,
      })),
      ask: holds ? [] : await administratorsToAsk(ctx.sql, ctx.today),
    };
  },
});
