import { sql as fragment, type RawBuilder } from 'kysely';
import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import './cluster/cluster.ts';
import './membership/membership.ts';
import './organisation/organisation.ts';

interface Reach {
  clusters: string[] | null;
  regions: string[] | null;
  metropoles: string[] | null;
  organisations: string[] | null;
}

const toPlace = (reach: Reach): Place => ({
  clusters: reach.clusters ?? [],
  regions: reach.regions ?? [],
  metropoles: reach.metropoles ?? [],
  organisations: reach.organisations ?? [],
});

/** Regions, in both lists, and métropole of some clusters: those they declare, and the métropole of their seat. */
const regionsOfClusters = (clusters: RawBuilder<unknown>) => fragment`
  select r.region || '@' || r.vintage from registry.cluster_region r where r.cluster_id in ${clusters}`;
const metropolesOfClusters = (clusters: RawBuilder<unknown>) => fragment`
  select m.siren from registry.cluster c
    join registry.commune k on k.code = c.commune join registry.metropole m on m.siren = k.epci
    where c.id in ${clusters}`;

/** Where a cluster stands: itself, its regions in both lists, the métropole of its seat. Null when there is no such cluster. */
export async function clusterPlace(sql: Sql, clusterId: string): Promise<Place | null> {
  const one = fragment`(${clusterId})`;
  const { rows } = await fragment<Reach>`
    select array[c.id] as clusters,
      array(${regionsOfClusters(one)}) as regions,
      array(${metropolesOfClusters(one)}) as metropoles,
      null::text[] as organisations
    from registry.cluster c where c.id = ${clusterId}`.execute(sql);
  return rows[0] ? toPlace(rows[0]) : null;
}

/**
 * Where an organisation stands: itself, the clusters that it joined or applied to at any time with their regions, and its own commune's
 * regions and métropole.
 */
export async function organisationPlace(sql: Sql, organisationId: string): Promise<Place | null> {
  const joined = fragment`(
    select m.cluster_id from registry.membership m where m.organisation_id = ${organisationId}
    union select a.cluster_id from registry.membership_application a where a.organisation_id = ${organisationId}
    union select c.id from registry.cluster c where c.governance_body_id = ${organisationId})`;
  const { rows } = await fragment<Reach>`
    select array(select cluster_id from ${joined} as joined (cluster_id)) as clusters,
      array(${regionsOfClusters(joined)}
        union select d.region_code || '@' || d.vintage from registry.commune k
          join registry.departement_region d on d.departement = k.departement where k.code = o.commune) as regions,
      array(${metropolesOfClusters(joined)}
        union select m.siren from registry.commune k join registry.metropole m on m.siren = k.epci where k.code = o.commune) as metropoles,
      array[o.id] as organisations
    from registry.organisation o where o.id = ${organisationId}`.execute(sql);
  return rows[0] ? toPlace(rows[0]) : null;
}

async function placeOfBoth(
  sql: Sql,
  link: { cluster_id: string; organisation_id: string } | undefined,
): Promise<Place | null> {
  const place = link && (await clusterPlace(sql, link.cluster_id));
  return place ? { ...place, organisations: [link.organisation_id] } : null;
}

/** A membership stands where its cluster does; its organisation reaches it too. */
export const membershipPlace = async (sql: Sql, membershipId: string): Promise<Place | null> =>
  placeOfBoth(
    sql,
    await sql
      .selectFrom('registry.membership')
      .select(['cluster_id', 'organisation_id'])
      .where('id', '=', membershipId)
      .executeTakeFirst(),
  );

/** As a membership: its cluster, and the organisation that applied. */
export const applicationPlace = async (sql: Sql, applicationId: string): Promise<Place | null> =>
  placeOfBoth(
    sql,
    await sql
      .selectFrom('registry.membership_application')
      .select(['cluster_id', 'organisation_id'])
      .where('id', '=', applicationId)
      .executeTakeFirst(),
  );
