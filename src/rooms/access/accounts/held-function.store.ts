import { sql as fragment, type RawBuilder } from 'kysely';
import { type Grant, ROLES, type Role, type Scope } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';
import { scopeOf } from './grant.rules.ts';

/** A row of `heldOn`. */
export interface HeldRow {
  role: Role;
  kind: Scope['kind'];
  scope: string;
  onBehalfOf: string | null;
}

/** The functions that a person may exercise on a day, as JSON, inside a larger query. */
export const heldOn = (person: RawBuilder<unknown>, today: string): RawBuilder<HeldRow[]> => fragment<
  HeldRow[]
>`coalesce((
  select json_agg(json_build_object('role', h.role, 'kind', h.scope_kind, 'scope', h.scope_id, 'onBehalfOf', h.on_behalf_of))
  from access.held_function h
  where h.person_id = ${person} and h.valid_from <= ${today} and (h.valid_to is null or h.valid_to >= ${today})
), '[]'::json)`;

/** Own functions before those held as a deputy, each in the order of `ROLES`: the first is the one that screens name. */
export const toGrants = (rows: readonly HeldRow[]): Grant[] =>
  rows
    .toSorted(
      (one, other) =>
        Number(one.onBehalfOf !== null) - Number(other.onBehalfOf !== null) ||
        ROLES.indexOf(one.role) - ROLES.indexOf(other.role) ||
        one.scope.localeCompare(other.scope),
    )
    .map(({ role, kind, scope, onBehalfOf }) => ({
      role,
      scope: scopeOf(kind, scope),
      ...(onBehalfOf !== null && { onBehalfOf }),
    }));

export interface HeldFunction {
  readonly grant: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly onBehalfOf: string | null;
  readonly to: string | null;
}

/** What a person may exercise on a day, with the last day of each. */
export async function heldFunctions(sql: Sql, person: string, today: string): Promise<HeldFunction[]> {
  const rows = await sql
    .selectFrom('access.held_function')
    .selectAll()
    .where('person_id', '=', person)
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .orderBy('on_behalf_of', (order) => order.asc().nullsFirst())
    .orderBy('role')
    .orderBy('scope_id')
    .execute();
  return rows.map((row) => ({
    grant: row.grant_id,
    role: row.role,
    scope: scopeOf(row.scope_kind, row.scope_id),
    onBehalfOf: row.on_behalf_of,
    to: row.valid_to,
  }));
}

/** Somebody who may exercise a function. */
export interface Holder {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  /** Name of whose deputy they are; null for the holder. */
  readonly onBehalfOf: string | null;
}

/**
 * Who holds a function on exactly this scope on a day, holders before their deputies, among open accounts. Whoever holds it on a wider scope (a
 * State officer of the whole programme, for a region) is not among them: ask for that scope too.
 */
export async function peopleHolding(sql: Sql, role: Role, scope: Scope, on: string): Promise<Holder[]> {
  return sql
    .selectFrom('access.held_function as h')
    .innerJoin('access.person as p', 'p.id', 'h.person_id')
    .select(['p.id as person', 'p.name', 'p.email', 'h.on_behalf_of as onBehalfOf'])
    .where('h.role', '=', role)
    .where('h.scope_kind', '=', scope.kind)
    .where('h.scope_id', '=', scope.kind === 'programme' ? '' : scope.id)
    .where('h.valid_from', '<=', on)
    .where((where) => where.or([where('h.valid_to', 'is', null), where('h.valid_to', '>=', on)]))
    .where('p.deactivated_at', 'is', null)
    .orderBy('h.on_behalf_of', (order) => order.asc().nullsFirst())
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
}
