import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Scope } from '#kit/actor.ts';
import type { QueryContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { heldFunction, paging, readScope, roleSchema, scopeText, writeScope } from '../access.schemas.ts';
import { scopesOf } from '../scope-directory.ts';
import { grantState } from './grant.rules.ts';
import { grantsOf } from './grant.store.ts';
import { PEOPLE_ORDERS, searchPeople } from './person.store.ts';

export const accountLine = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  open: z.boolean(),
  synthetic: z.boolean(),
  createdAt: z.date(),
  /** Held today or to come. */
  functions: z.array(heldFunction),
});
export type AccountLine = z.infer<typeof accountLine>;

export interface AccountReach {
  readonly clusters: readonly string[];
  readonly organisations: readonly string[];
}

/** The clusters and organisations that limit a director's view; null for whoever sees every account. */
export async function accountReach(
  ctx: Pick<QueryContext, 'actor' | 'sql' | 'services' | 'today'>,
): Promise<AccountReach | null> {
  const { grants } = ctx.actor;
  if (grants.some((grant) => grant.role === 'administrator' || grant.role === 'auditor')) return null;
  const clusters = grants.flatMap(({ role, scope }) =>
    role === 'cluster-director' && scope.kind === 'cluster' ? [scope.id] : [],
  );
  return { clusters, organisations: await scopesOf(ctx.services).organisationsIn(ctx.sql, clusters, ctx.today) };
}

/** May a reader with this reach know of a function on this scope? */
export const isWithin = (reach: AccountReach | null, scope: Scope): boolean =>
  !reach ||
  (scope.kind === 'cluster' && reach.clusters.includes(scope.id)) ||
  (scope.kind === 'organisation' && reach.organisations.includes(scope.id));

/** People with an account, searched and filtered; a director sees those of their cluster and of its member organisations, and only these functions. */
export const listAccounts = defineQuery({
  name: 'access.listAccounts',
  title: { fr: 'Lister les comptes', en: 'List accounts' },
  path: '/accounts',
  permission: { who: ['administrator', 'auditor', 'cluster-director'] },
  input: z.object({
    q: z.string().trim().max(200).optional(),
    role: roleSchema.optional(),
    scope: scopeText.optional(),
    state: z.enum(['active', 'deactivated']).optional(),
    sort: z.enum(PEOPLE_ORDERS).default('name'),
    ...paging,
  }),
  output: z.object({ rows: z.array(accountLine), total: z.int(), page: z.int(), pageSize: z.int() }),
  async run(ctx, { q, role, scope, state, sort, order, page, pageSize }) {
    const reach = await accountReach(ctx);
    const filter = { words: q, role, scope: scope ? (readScope(scope) ?? undefined) : undefined, state, reach };
    const { people, total } = await searchPeople(ctx.sql, filter, ctx.today, {
      sort,
      order,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    const grants = (
      await grantsOf(
        ctx.sql,
        people.map(({ id }) => id),
      )
    ).filter((grant) => grantState(grant, ctx.today as Day) !== 'over' && isWithin(reach, grant.scope));
    const labels = await scopesOf(ctx.services).labels(
      ctx.sql,
      grants.map((grant) => grant.scope),
    );
    const rows = people.map(({ id, name, email, deactivatedAt, synthetic, createdAt }) => ({
      id,
      name,
      email,
      open: deactivatedAt === null,
      synthetic,
      createdAt,
      functions: grants
        .filter((grant) => grant.person === id)
        .map((grant) => ({
          role: grant.role,
          scope: writeScope(grant.scope),
          scopeLabel: labels.get(writeScope(grant.scope)) ?? writeScope(grant.scope),
          onBehalfOf: null,
        })),
    }));
    return { rows, total, page, pageSize };
  },
});
