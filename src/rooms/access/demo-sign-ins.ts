import type { QueryContext } from '#kit/context.ts';
import { writeScope } from './access.schemas.ts';
import { demoSignInRows } from './accounts/person.store.ts';
import { DEMO_PASSWORD, demoPeople } from './demo-people.ts';
import { scopesOf } from './scope-directory.ts';

/** The people one may sign in as to try the product: those of the list that exist in this store and are open. */
export async function demoSignIns({ sql, services, today }: Pick<QueryContext, 'sql' | 'services' | 'today'>) {
  const emails = demoPeople.map((person) => person.email);
  const rows = await demoSignInRows(sql, emails, today);
  const labels = await scopesOf(services).labels(
    sql,
    rows.map((row) => row.scope),
  );
  const people = rows
    .toSorted((one, other) => emails.indexOf(one.email) - emails.indexOf(other.email))
    .map(({ email, name, role, scope }) => ({
      email,
      name,
      role,
      scopeLabel: labels.get(writeScope(scope)) ?? writeScope(scope),
    }));
  return people.length > 0 ? { password: DEMO_PASSWORD, people } : null;
}
