import { covers, type Grant, type Place, type Role, type Scope } from '#kit/actor.ts';
import { contains, type Day, type Spell } from '#kit/period.ts';

/** The kinds of scope that each function may be held on; the database holds the same table as a constraint. */
export const ROLE_SCOPES: Record<Role, readonly Scope['kind'][]> = {
  administrator: ['programme'],
  'state-officer': ['programme', 'region'],
  'region-officer': ['region'],
  'metropole-officer': ['metropole'],
  'cluster-director': ['cluster'],
  'cluster-officer': ['cluster'],
  'organisation-member': ['organisation'],
  'support-provider': ['organisation', 'region', 'programme'],
  'training-actor': ['organisation', 'region', 'programme'],
  evaluator: ['programme', 'region', 'cluster'],
  auditor: ['programme'],
};

/** The functions that a cluster's director gives and ends: their own team, and the people of their member organisations. */
export const DIRECTED_ROLES: readonly Role[] = ['cluster-officer', 'organisation-member'];

const SCOPE_KINDS: readonly Scope['kind'][] = ['programme', 'region', 'metropole', 'cluster', 'organisation'];

/** A scope in one word, for forms and the API: `programme`, `region:82@2013`, `cluster:minalogic`. */
export const writeScope = (scope: Scope): string =>
  scope.kind === 'programme' ? 'programme' : `${scope.kind}:${scope.id}`;

/** Null for what is no scope. */
export function readScope(text: string): Scope | null {
  if (text === 'programme') return { kind: 'programme' };
  const [kind, ...rest] = text.split(':');
  const id = rest.join(':').trim();
  const known = SCOPE_KINDS.find((one) => one === kind);
  return known && known !== 'programme' && id ? { kind: known, id } : null;
}

/** The scope of a row, whose id is empty for the whole programme. */
export const scopeOf = (kind: Scope['kind'], id: string): Scope =>
  kind === 'programme' ? { kind: 'programme' } : { kind, id };

/** A function, and the places where its scope stands today: those of an organisation include the clusters it is a member of. */
export interface Placed {
  readonly role: Role;
  readonly place: Place;
}

/**
 * May the holder of these functions give, amend or end that one? The administrator any; a cluster's director the functions of
 * `DIRECTED_ROLES` within their cluster; nobody else.
 */
export const mayGrant = (grants: readonly Grant[], { role, place }: Placed): boolean =>
  grants.some(
    (grant) =>
      grant.role === 'administrator' ||
      (grant.role === 'cluster-director' && DIRECTED_ROLES.includes(role) && covers(grant, place)),
  );

/** May they close the whole account of somebody who holds these functions? Each must be theirs to end, and there must be one. */
export const mayAdminister = (grants: readonly Grant[], functions: readonly Placed[]): boolean =>
  grants.some((grant) => grant.role === 'administrator') ||
  (functions.length > 0 && functions.every((held) => mayGrant(grants, held)));

export interface Held extends Spell {
  /** Ended at once, before its last day. */
  readonly ended: boolean;
}

export type GrantState = 'upcoming' | 'current' | 'over';

/** First and last day included. */
export function grantState(held: Held, today: Day): GrantState {
  if (held.ended || (held.to !== null && held.to < today)) return 'over';
  return contains(held, today) ? 'current' : 'upcoming';
}

export type DelegationRefusal = 'GRANT_OVER' | 'DEPUTY_IS_HOLDER' | 'DELEGATION_IN_PAST' | 'BEYOND_GRANT';

/** Why a function cannot be delegated for these days; null when it can. A deputy never holds it before, after or longer than its holder. */
export function refuseDelegation(asked: {
  readonly held: Held;
  readonly holder: string;
  readonly deputy: string;
  readonly days: { readonly from: Day; readonly to: Day };
  readonly today: Day;
}): DelegationRefusal | null {
  const { held, days, today } = asked;
  if (grantState(held, today) === 'over') return 'GRANT_OVER';
  if (asked.holder === asked.deputy) return 'DEPUTY_IS_HOLDER';
  if (days.to < today) return 'DELEGATION_IN_PAST';
  if (days.from < held.from || (held.to !== null && days.to > held.to)) return 'BEYOND_GRANT';
  return null;
}
