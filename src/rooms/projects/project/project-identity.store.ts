import type { Sql } from '#kit/db/database.ts';

export const filiereExists = async (sql: Sql, slug: string): Promise<boolean> =>
  (await sql.selectFrom('registry.filiere').select('slug').where('slug', '=', slug).executeTakeFirst()) !== undefined;

export const communeExists = async (sql: Sql, code: string): Promise<boolean> =>
  (await sql.selectFrom('registry.commune').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;

/** Another project of the cluster has this acronym, whatever its capitals. */
export const acronymTaken = async (sql: Sql, cluster: string, acronym: string, but = ''): Promise<boolean> =>
  (await sql
    .selectFrom('projects.project')
    .select('id')
    .where('cluster_id', '=', cluster)
    .where((eb) => eb(eb.fn('lower', ['acronym']), '=', acronym.toLowerCase()))
    .where('id', '!=', but)
    .executeTakeFirst()) !== undefined;

/** Addresses already taken that begin so. */
export const slugsLike = async (sql: Sql, slug: string): Promise<ReadonlySet<string>> =>
  new Set(
    (await sql.selectFrom('projects.project').select('id').where('id', 'like', `${slug}%`).execute()).map(
      ({ id }) => id,
    ),
  );

/** What the consortium needs to know of an organisation; undefined when the registry has none. */
export const organisationOf = (sql: Sql, id: string) =>
  sql
    .selectFrom('registry.organisation')
    .select(['id', 'name', 'kind', 'commune', 'country', 'ceased_on', 'synthetic'])
    .where('id', '=', id)
    .executeTakeFirst();
