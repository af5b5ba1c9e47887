import * as z from 'zod';
import type { ActionContext } from '#kit/context.ts';
import { formatDay } from '#kit/say.ts';
import { daySchema, readScope, roleSchema, scopeText, writeScope } from '../access.schemas.ts';
import { t } from '../access.sentences.ts';
import { findScope } from './account-place.ts';
import { mayGrant, ROLE_SCOPES } from './grant.rules.ts';
import { insertGrant, type NewGrant, overlappingGrant } from './grant.store.ts';
import type { GrantRefusal } from './grant-refusals.ts';

export const functionFields = {
  role: roleSchema,
  scope: scopeText,
  /** First day; today when absent. */
  from: daySchema.optional(),
  /** Last day, included; without end when absent. */
  to: daySchema.nullish(),
  mission: z.string().trim().min(3).max(500).nullish(),
};
const asked = z.object(functionFields);
export type AskedFunction = z.output<typeof asked>;

/**
 * Decides whether the actor may give this function, and writes it as it will be kept: scope by its id, dates complete. Refusals stand beside
 * the field they concern. `Codes` may hold more than the refusals of a function.
 */
export async function decideFunction<Codes extends string>(
  ctx: ActionContext<Codes | GrantRefusal>,
  input: AskedFunction,
): Promise<Omit<NewGrant, 'id' | 'person'>> {
  const scope = readScope(input.scope);
  const found = scope && (await findScope(ctx.sql, ctx.services, scope));
  if (!found) return ctx.refuse('SCOPE_UNKNOWN', { field: 'scope' });
  const { role } = input;
  if (!ROLE_SCOPES[role].includes(found.scope.kind)) {
    const kinds = ROLE_SCOPES[role].map((kind) => t().scopes.kinds[kind]).join(', ');
    return ctx.refuse('SCOPE_NOT_FOR_ROLE', { field: 'scope', with: { expected: t().scopes.expected(kinds) } });
  }
  if (!mayGrant(ctx.actor.grants, { role, place: found.place })) {
    return ctx.refuse('OUTSIDE_YOUR_AUTHORITY', { field: 'role' });
  }
  const from = input.from ?? ctx.today;
  const to = input.to ?? null;
  if (role === 'evaluator' && !input.mission) return ctx.refuse('MISSION_REQUIRED', { field: 'mission' });
  if (role === 'evaluator' && !to) return ctx.refuse('LAST_DAY_REQUIRED', { field: 'to' });
  if (to !== null && to < from)
    return ctx.refuse('LAST_DAY_BEFORE_FIRST', { field: 'to', with: { from: formatDay(from) } });
  return { role, scope: found.scope, from, to, mission: input.mission ?? null };
}

/** Saves what `decideFunction` allowed, and gives what the journal keeps of it. */
export async function saveFunction<Codes extends string>(
  ctx: ActionContext<Codes | GrantRefusal>,
  person: string,
  decided: Omit<NewGrant, 'id' | 'person'>,
) {
  const grant: NewGrant = { id: ctx.newId('fnc'), person, ...decided };
  if (await overlappingGrant(ctx.sql, grant)) return ctx.refuse('FUNCTION_ALREADY_HELD', { field: 'role' });
  await insertGrant(ctx.sql, grant, ctx.actor, ctx.now);
  return grant;
}

/** A function as the journal writes it. */
export const functionLine = (grant: Omit<NewGrant, 'person'>) => ({
  function: grant.id,
  role: grant.role,
  scope: writeScope(grant.scope),
  from: grant.from,
  to: grant.to,
  ...(grant.mission !== null && { mission: grant.mission }),
});
