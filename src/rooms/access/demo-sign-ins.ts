import type { Role } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { writeScope } from './access.schemas.ts';
import { demoSignInRows } from './accounts/person.store.ts';
import { demoPeople } from './demo-people.ts';
import { scopesOf } from './scope-directory.ts';

export interface DemoSignIn {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Name of the place where the function is held; empty for the whole programme. */
  readonly scope: string;
}

/** The people one may sign in as to try the product: those of the list that exist in this store and are open. */
export async function demoSignIns(services: Services): Promise<DemoSignIn[]> {
  const { store, clock } = services;
  const emails = demoPeople.map((person) => person.email);
  const rows = await demoSignInRows(store.sql, emails, dayInParis(clock.now()));
  const labels = await scopesOf(services).labels(
    store.sql,
    rows.map((row) => row.scope),
  );
  return rows
    .toSorted((one, other) => emails.indexOf(one.email) - emails.indexOf(other.email))
    .map(({ email, name, role, scope }) => ({
      email,
      name,
      role,
      scope: scope.kind === 'programme' ? '' : (labels.get(writeScope(scope)) ?? writeScope(scope)),
    }));
}
