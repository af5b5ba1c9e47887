import { sql as fragment, type SqlBool } from 'kysely';
import type { Role, Scope } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';
import { scopeOf } from './grant.rules.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly createdAt: Date;
  readonly deactivatedAt: Date | null;
  readonly deactivationReason: string | null;
  readonly synthetic: boolean;
}

const columns = [
  'id',
  'name',
  'email',
  'email_verified as emailVerified',
  'created_at as createdAt',
  'deactivated_at as deactivatedAt',
  'deactivation_reason as deactivationReason',
  'synthetic',
] as const;

export async function personById(sql: Sql, id: string): Promise<Person | null> {
  return (await sql.selectFrom('access.person').select(columns).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Its row locked until the end of the transaction. */
export async function lockPerson(sql: Sql, id: string): Promise<Person | null> {
  const query = sql.selectFrom('access.person').select(columns).where('id', '=', id).forUpdate();
  return (await query.executeTakeFirst()) ?? null;
}

export async function personByEmail(sql: Sql, email: string): Promise<Person | null> {
  const query = sql.selectFrom('access.person').select(columns).where('email', '=', email.toLowerCase());
  return (await query.executeTakeFirst()) ?? null;
}

/** @throws DatabaseError 23505 when another person has the address. */
export async function insertPerson(
  sql: Sql,
  person: { readonly id: string; readonly name: string; readonly email: string; readonly emailVerified: boolean },
  now: Date,
): Promise<void> {
  await sql
    .insertInto('access.person')
    .values({
      id: person.id,
      name: person.name,
      email: person.email.toLowerCase(),
      email_verified: person.emailVerified,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

export async function verifyEmail(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.updateTable('access.person').set({ email_verified: true, updated_at: now }).where('id', '=', id).execute();
}

/** With a reason the account is closed; with null it is open again. */
export async function setDeactivation(sql: Sql, id: string, reason: string | null, now: Date): Promise<void> {
  await sql
    .updateTable('access.person')
    .set({ deactivated_at: reason === null ? null : now, deactivation_reason: reason, updated_at: now })
    .where('id', '=', id)
    .execute();
}

export interface PeopleFilter {
  readonly words?: string | undefined;
  readonly role?: Role | undefined;
  readonly scope?: Scope | undefined;
  readonly state?: 'active' | 'deactivated' | undefined;
  /** Only people who hold or held a function on one of these; null for everybody. */
  readonly reach: { readonly clusters: readonly string[]; readonly organisations: readonly string[] } | null;
}

export const PEOPLE_ORDERS = ['name', 'email', 'created'] as const;
export type PeopleOrder = (typeof PEOPLE_ORDERS)[number];

/** One page of people, and how many there are in all. `today` decides which functions a filter looks at: those that are not over. */
export async function searchPeople(
  sql: Sql,
  filter: PeopleFilter,
  today: string,
  page: {
    readonly sort: PeopleOrder;
    readonly order: 'asc' | 'desc';
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ people: Person[]; total: number }> {
  let query = sql.selectFrom('access.person as p');
  for (const word of filter.words?.split(/\s+/).filter(Boolean) ?? []) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      fragment<SqlBool>`public.unaccent(lower(p.name || ' ' || p.email)) like public.unaccent(lower(${pattern}))`,
    );
  }
  if (filter.state) query = query.where('p.deactivated_at', filter.state === 'active' ? 'is' : 'is not', null);
  const { role, scope, reach } = filter;
  if (role || scope) {
    query = query.where(({ exists, selectFrom }) => {
      let held = selectFrom('access.held_function as h')
        .select('h.grant_id')
        .whereRef('h.person_id', '=', 'p.id')
        .where((where) => where.or([where('h.valid_to', 'is', null), where('h.valid_to', '>=', today)]));
      if (role) held = held.where('h.role', '=', role);
      if (scope) {
        held = held
          .where('h.scope_kind', '=', scope.kind)
          .where('h.scope_id', '=', scope.kind === 'programme' ? '' : scope.id);
      }
      return exists(held);
    });
  }
  if (reach) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('access.function_grant as g')
          .select('g.id')
          .whereRef('g.person_id', '=', 'p.id')
          .where(
            fragment<SqlBool>`(g.scope_kind = 'cluster' and g.scope_id = any(${[...reach.clusters]}::text[])
              or g.scope_kind = 'organisation' and g.scope_id = any(${[...reach.organisations]}::text[]))`,
          ),
      ),
    );
  }
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  // Élodie stands between Damien and Fabrice, whatever the collation of the store.
  const sorted = {
    name: fragment`public.unaccent(lower(p.name))`,
    email: fragment.ref('p.email'),
    created: fragment.ref('p.created_at'),
  };
  const people = await query
    .select(columns.map((column) => `p.${column}` as const))
    .orderBy(sorted[page.sort], page.order)
    .orderBy('p.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { people, total };
}

/** Open accounts among these addresses that have a password, with a function of the day each. */
export async function demoSignInRows(
  sql: Sql,
  emails: readonly string[],
  today: string,
): Promise<{ email: string; name: string; role: Role; scope: Scope }[]> {
  const rows = await sql
    .selectFrom('access.person as p')
    .innerJoin('access.sign_in_method as m', (join) =>
      join.onRef('m.person_id', '=', 'p.id').on('m.provider', '=', 'credential'),
    )
    .innerJoin('access.held_function as h', 'h.person_id', 'p.id')
    .select(['p.email', 'p.name', 'h.role', 'h.scope_kind', 'h.scope_id'])
    .distinctOn('p.email')
    .where('p.email', 'in', emails)
    .where('p.deactivated_at', 'is', null)
    .where('h.on_behalf_of', 'is', null)
    .where('h.valid_from', '<=', today)
    .where((where) => where.or([where('h.valid_to', 'is', null), where('h.valid_to', '>=', today)]))
    .orderBy('p.email')
    .orderBy('h.valid_from')
    .execute();
  return rows.map(({ email, name, role, scope_kind, scope_id }) => ({
    email,
    name,
    role,
    scope: scopeOf(scope_kind, scope_id),
  }));
}

export async function renamePerson(sql: Sql, id: string, name: string, now: Date): Promise<void> {
  await sql.updateTable('access.person').set({ name, updated_at: now }).where('id', '=', id).execute();
}
