import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ClusterReference } from './cluster-reference.rules.ts';

/**
 * Adds what the store does not hold yet, a few statements in all. Everything about a cluster comes with the cluster: one that was there
 * before gets nothing, since people may have corrected it. Gives the ids of those added.
 */
export async function insertReference(
  trx: Sql,
  reference: ClusterReference,
  now: Date,
  foldName: (name: string) => string,
): Promise<string[]> {
  const { rows } = await fragment<{ id: string }>`
    insert into registry.cluster (id, official_number, name, sector, city, departement, commune, website, history_words, confidence, source, recorded_at)
    select f.id, f."officialNumber", f.name, f.sector, f.city, f.departement,
      (select k.code from registry.commune k where k.search_name = f.folded and k.departement = f.departement and not k.retired),
      f.website, f.history, f.confidence, f.source, ${now}::timestamptz
    from ${records(
      reference.clusters.map((cluster) => ({ ...cluster, folded: cluster.city ? foldName(cluster.city) : null })),
      'id text, "officialNumber" text, name text, sector text, city text, departement text, folded text, website text, history text, confidence text, source text',
    )}
    on conflict (id) do nothing returning id`.execute(trx);
  const added = rows.map((row) => row.id);
  const isNew = <Row extends { cluster: string }>(of: readonly Row[]) =>
    of.filter((row) => added.includes(row.cluster));

  await fragment`
    insert into registry.cluster_category (cluster_id, category, from_day, certainty, source)
    select cluster, category, "from", certainty, source
    from ${records(isNew(reference.categories), 'cluster text, category text, "from" date, certainty text, source text')}`.execute(
    trx,
  );
  await fragment`
    insert into registry.cluster_rating (cluster_id, year, rating, certainty, source)
    select cluster, year, rating, certainty, source
    from ${records(isNew(reference.ratings), 'cluster text, year int, rating text, certainty text, source text')}`.execute(
    trx,
  );
  // Every region of 2013 lies whole inside one of 2016: the coordinating one leads to the coordinating one (R12).
  await fragment`
    with listed as (select * from ${records(isNew(reference.regions), 'cluster text, region text, coordinating boolean, source text')}),
    became as (
      select distinct before.region_code as region, after.region_code as successor
      from registry.departement_region before join registry.departement_region after on after.departement = before.departement
      where before.vintage = '2013' and after.vintage = '2016')
    insert into registry.cluster_region (cluster_id, region, vintage, coordinating, source)
    select cluster, region, '2013', coordinating, source from listed
    union all
    select l.cluster, b.successor, '2016', bool_or(l.coordinating), min(l.source) from listed l join became b on b.region = l.region group by 1, 2`.execute(
    trx,
  );
  await fragment`
    insert into registry.label_decision (id, cluster_id, decision, decided_on, valid_from, valid_to, authority, reference, certainty, source)
    select id, cluster, decision, "decidedOn", "validFrom", "validTo", authority, reference, certainty, source
    from ${records(
      isNew(reference.decisions),
      'id text, cluster text, decision text, "decidedOn" date, "validFrom" date, "validTo" date, authority text, reference text, certainty text, source text',
    )}`.execute(trx);
  await fragment`
    insert into registry.cluster_succession (predecessor_id, successor_id, year, nature, certainty, source)
    select "from", "to", year, nature, certainty, source
    from ${records(
      reference.successions.filter((link) => added.includes(link.from) || added.includes(link.to)),
      '"from" text, "to" text, year int, nature text, certainty text, source text',
    )}
    on conflict do nothing`.execute(trx);
  await insertBodies(trx, isNew(reference.bodies), now);
  return added;
}

/** Insee's category of a declared association, and the activity that the contracts give: other membership organisations. */
const DECLARED_ASSOCIATION = '9220';
const MEMBERSHIP_ORGANISATIONS = '94.99Z';

async function insertBodies(trx: Sql, bodies: ClusterReference['bodies'], now: Date): Promise<void> {
  const listed = records(bodies, 'cluster text, id text, name text, siren text, siret text, source text');
  await fragment`
    insert into registry.organisation (id, siren, name, kind, legal_category, naf, commune, source, recorded_at, updated_at)
    select f.id, f.siren, f.name, 'cluster-body', ${DECLARED_ASSOCIATION}, ${MEMBERSHIP_ORGANISATIONS}, c.commune, f.source, ${now}::timestamptz, ${now}::timestamptz
    from ${listed} join registry.cluster c on c.id = f.cluster
    on conflict do nothing`.execute(trx);
  await fragment`
    insert into registry.establishment (siret, organisation_id, is_seat, commune, naf, source)
    select f.siret, o.id, true, o.commune, ${MEMBERSHIP_ORGANISATIONS}, f.source from ${listed} join registry.organisation o on o.siren = f.siren
    on conflict do nothing`.execute(trx);
  await fragment`
    update registry.cluster c set governance_body_id = o.id from ${listed} join registry.organisation o on o.siren = f.siren
    where c.id = f.cluster`.execute(trx);
}

/** Rows as a table named `f`. */
const records = (rows: readonly object[], columns: string) =>
  fragment`json_to_recordset(${JSON.stringify(rows)}::json) as f (${fragment.raw(columns)})`;
