import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { ROLES } from '#kit/actor.ts';
import type { QueryContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { roleSchema, writeScope } from '../access.schemas.ts';
import { type ApiKey, keysOf } from '../keys/api-key.store.ts';
import { scopesOf } from '../scope-directory.ts';
import { secondFactorOf } from '../second-factor/second-factor.store.ts';
import { passwordHashOf, providersOf } from '../sign-in/sign-in-method.store.ts';
import { accountReach, isWithin } from './account-list.query.ts';
import { accountPlace, placed } from './account-place.ts';
import { type Delegation, delegationsOf } from './delegation.store.ts';
import { DIRECTED_ROLES, grantState, mayAdminister, mayGrant } from './grant.rules.ts';
import { type FunctionGrant, grantsOf } from './grant.store.ts';
import { personById } from './person.store.ts';

export const functionLineSchema = z.object({
  id: z.string(),
  role: roleSchema,
  scope: z.string(),
  scopeLabel: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  mission: z.string().nullable(),
  state: z.enum(['upcoming', 'current', 'over']),
  grantedBy: z.string(),
  grantedAt: z.date(),
  endedAt: z.date().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  /** Whoever reads may end it. */
  mayEnd: z.boolean(),
});
export type FunctionLine = z.infer<typeof functionLineSchema>;

export const delegationLine = z.object({
  id: z.string(),
  function: z.string(),
  role: roleSchema,
  scope: z.string(),
  scopeLabel: z.string(),
  holder: z.object({ id: z.string(), name: z.string() }),
  deputy: z.object({ id: z.string(), name: z.string() }),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  endedAt: z.date().nullable(),
  state: z.enum(['upcoming', 'current', 'over']),
});
export type DelegationLine = z.infer<typeof delegationLine>;

type Context = Pick<QueryContext, 'actor' | 'sql' | 'services' | 'today'>;

/** Functions as screens show them: names of scopes, state of the day, and whether the reader may end each. */
export async function functionLines(ctx: Context, grants: readonly FunctionGrant[]): Promise<FunctionLine[]> {
  const labels = await scopesOf(ctx.services).labels(
    ctx.sql,
    grants.map((grant) => grant.scope),
  );
  const places = new Map((await placed(ctx.sql, ctx.services, grants)).map((one) => [one.id, one]));
  return grants.map((grant) => {
    const scope = writeScope(grant.scope);
    const state = grantState(grant, ctx.today as Day);
    const where = places.get(grant.id);
    return {
      id: grant.id,
      role: grant.role,
      scope,
      scopeLabel: labels.get(scope) ?? scope,
      from: grant.from,
      to: grant.to,
      mission: grant.mission,
      state,
      grantedBy: grant.grantedBy,
      grantedAt: grant.grantedAt,
      endedAt: grant.endedAt,
      endedBy: grant.endedBy,
      endReason: grant.endReason,
      mayEnd: state !== 'over' && where !== undefined && mayGrant(ctx.actor.grants, where),
    };
  });
}

export async function delegationLines(ctx: Context, delegations: readonly Delegation[]): Promise<DelegationLine[]> {
  const labels = await scopesOf(ctx.services).labels(
    ctx.sql,
    delegations.map((one) => one.scope),
  );
  return delegations.map(({ scope, grant, endedBy: _endedBy, ...rest }) => ({
    ...rest,
    function: grant,
    scope: writeScope(scope),
    scopeLabel: labels.get(writeScope(scope)) ?? writeScope(scope),
    state: grantState({ from: rest.from as Day, to: rest.to as Day, ended: rest.endedAt !== null }, ctx.today as Day),
  }));
}

/** A key without its owner, who is the account itself. */
function keyLine({ owner: _owner, ...key }: ApiKey) {
  return { ...key, scopes: [...key.scopes] };
}

/** One account: identity, the functions the reader may know of with their whole history, and what the reader may do. */
export const getAccount = defineQuery({
  name: 'access.getAccount',
  title: { fr: 'Voir un compte', en: 'See an account' },
  path: '/accounts/{person}',
  permission: {
    who: ['administrator', 'auditor', 'cluster-director'],
    where: (sql, { person }, call) => accountPlace(sql, call.services, person),
  },
  input: z.object({ person: z.string() }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    synthetic: z.boolean(),
    createdAt: z.date(),
    deactivatedAt: z.date().nullable(),
    deactivationReason: z.string().nullable(),
    /** `credential` for a password, `oidc` for the identity provider; none before an invitation is accepted. */
    signsInWith: z.array(z.string()),
    secondFactorSince: z.date().nullable(),
    functions: z.array(functionLineSchema),
    delegations: z.array(delegationLine),
    keys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        scopes: z.array(z.string()),
        createdAt: z.date(),
        expiresAt: z.date(),
        revokedAt: z.date().nullable(),
        lastUsedAt: z.date().nullable(),
      }),
    ),
    /** What the reader may do here. */
    open: z.object({
      /** Functions that the reader may give. */
      give: z.array(roleSchema),
      close: z.boolean(),
      reopen: z.boolean(),
      /** `invitation` when the person never chose a password. */
      sendLink: z.enum(['invitation', 'password']).nullable(),
      resetSecondFactor: z.boolean(),
    }),
  }),
  async run(ctx, { person: id }) {
    const person = await personById(ctx.sql, id);
    if (!person) throw notFound();
    const reach = await accountReach(ctx);
    const all = await grantsOf(ctx.sql, [id]);
    const visible = all.filter(({ scope }) => isWithin(reach, scope));
    const { grants } = ctx.actor;
    const isAdministrator = grants.some((grant) => grant.role === 'administrator');
    const isDirector = grants.some((grant) => grant.role === 'cluster-director');
    const standing = all.filter((grant) => grantState(grant, ctx.today as Day) !== 'over');
    const administers = mayAdminister(grants, await placed(ctx.sql, ctx.services, standing));
    const closed = person.deactivatedAt !== null;
    const factor = await secondFactorOf(ctx.sql, id);
    const linkKind = (await passwordHashOf(ctx.sql, id)) === null ? ('invitation' as const) : ('password' as const);
    const delegations = (await delegationsOf(ctx.sql, id)).filter(
      (one) => visible.some((grant) => grant.id === one.grant) || !reach,
    );
    return {
      ...person,
      signsInWith: await providersOf(ctx.sql, id),
      secondFactorSince: factor?.enabledAt ?? null,
      functions: await functionLines(ctx, visible),
      delegations: await delegationLines(ctx, delegations),
      keys: isAdministrator ? (await keysOf(ctx.sql, id)).map(keyLine) : [],
      open: {
        give: closed ? [] : isAdministrator ? [...ROLES] : isDirector ? [...DIRECTED_ROLES] : [],
        close: administers && !closed && id !== ctx.actor.id,
        reopen: administers && closed,
        sendLink: administers && !closed ? linkKind : null,
        resetSecondFactor: isAdministrator && factor !== null,
      },
    };
  },
});
