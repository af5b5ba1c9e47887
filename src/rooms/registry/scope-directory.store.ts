import { sql as fragment } from 'kysely';
import type { Scope } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import type { KnownScope, ScopeChoice, ScopeDirectory } from '#rooms/access';
import { clusterPlace, organisationPlace } from './place.store.ts';

/** The territories, clusters and organisations on which a function may be held, as `access` asks for them. */
export const scopeDirectory: ScopeDirectory = { find, labels, choices, organisationsIn };

type Kind = Exclude<Scope['kind'], 'programme'>;

interface Named {
  readonly kind: Kind;
  /** As a scope holds it: an organisation may have been asked for by its SIREN. */
  readonly id: string;
  readonly asked: string;
  readonly label: string;
}

/** Names of the scopes asked for, in one statement; those that do not exist are left out. */
async function named(sql: Sql, scopes: readonly Scope[]): Promise<Named[]> {
  const ids = (kind: Kind) => scopes.flatMap((scope) => (scope.kind === kind ? [scope.id] : []));
  const { rows } = await fragment<Named>`
    select 'region' as kind, code || '@' || vintage as id, code || '@' || vintage as asked, name as label
      from registry.region where code || '@' || vintage = any (${ids('region')}::text[])
    union all select 'metropole', siren, siren, name from registry.metropole where siren = any (${ids('metropole')}::text[])
    union all select 'cluster', id, id, name from registry.cluster where id = any (${ids('cluster')}::text[])
    union all select 'organisation', o.id, a.asked, o.name
      from unnest(${ids('organisation')}::text[]) as a (asked)
      join registry.organisation o on o.id = a.asked or o.siren = replace(a.asked, ' ', '')`.execute(sql);
  return rows;
}

async function find(sql: Sql, scope: Scope): Promise<KnownScope | null> {
  if (scope.kind === 'programme') return { scope, label: '', place: {} };
  const [found] = await named(sql, [scope]);
  if (!found) return null;
  const { kind, id, label } = found;
  const place = {
    region: async () => ({ regions: [id] }),
    metropole: async () => ({ metropoles: [id] }),
    cluster: () => clusterPlace(sql, id),
    organisation: () => organisationPlace(sql, id),
  }[kind];
  return { scope: { kind, id }, label, place: (await place()) ?? {} };
}

async function labels(sql: Sql, scopes: readonly Scope[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await named(sql, scopes)).map(({ kind, asked, label }) => [`${kind}:${asked}`, label]));
}

/** Regions of both lists, métropoles and clusters, in the order of a French dictionary. */
async function choices(sql: Sql): Promise<readonly ScopeChoice[]> {
  const { rows } = await fragment<ScopeChoice>`
    select * from (
      select 'region' as kind, code || '@' || vintage as id, name || ' (' || vintage || ')' as label from registry.region
      union all select 'metropole', siren, name from registry.metropole
      union all select 'cluster', id, name from registry.cluster) as every
    order by array_position(array['region', 'metropole', 'cluster'], kind), label collate "und-x-icu"`.execute(sql);
  return rows;
}

async function organisationsIn(sql: Sql, clusters: readonly string[], on: string): Promise<readonly string[]> {
  const { rows } = await fragment<{ id: string }>`
    select distinct organisation_id as id from registry.membership
    where cluster_id = any (${[...clusters]}::text[]) and from_day <= ${on}::date and (to_day is null or to_day >= ${on}::date)`.execute(
    sql,
  );
  return rows.map((row) => row.id);
}
