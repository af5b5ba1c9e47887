import { sql as fragment, type RawBuilder } from 'kysely';
import type { ReachOf } from './place.ts';

/** Small pieces of SQL that several stores share, so that each condition is written once. */

/** Spells hold on both their ends. `of` names the table: `activeOn('m', on)`. */
export const activeOn = (of: string, on: string): RawBuilder<boolean> =>
  fragment`(${fragment.ref(`${of}.from_day`)} <= ${on}::date and (${fragment.ref(`${of}.to_day`)} is null or ${fragment.ref(`${of}.to_day`)} >= ${on}::date))`;

/** The size filter's value for the organisation `o` with its size spell `z`: only firms have one. */
export const sizeOfFirm = (): RawBuilder<string | null> =>
  fragment`case when o.kind = 'firm' then coalesce(z.category, 'unknown') end`;

/** The département that an organisation's commune code begins with: two signs, three overseas. Spares a look at 35,000 communes. */
export const departementOf = (of: string): RawBuilder<string> =>
  fragment`left(${fragment.ref(`${of}.commune`)}, case when ${fragment.ref(`${of}.commune`)} like '97%' then 3 else 2 end)`;

/** Words in the order of a French dictionary, whatever the server's own collation. */
export const inAlphabet = (column: string): RawBuilder<string> => fragment`${fragment.ref(column)} collate "und-x-icu"`;

/** The clusters that a person's functions reach, for `cluster_id in ${…}`. */
export const clustersWithin = (reach: ReachOf): RawBuilder<unknown> =>
  reach.everything
    ? fragment`(select id from registry.cluster)`
    : fragment`(
        select c.id from registry.cluster c where c.id = any (${[...reach.clusters]}::text[])
        union select r.cluster_id from registry.cluster_region r where r.region || '@' || r.vintage = any (${[...reach.regions]}::text[])
        union select c.id from registry.cluster c join registry.commune k on k.code = c.commune
          where k.epci = any (${[...reach.metropoles]}::text[]))`;

/** May the person open the page of the organisation `o`? The same places as `organisationPlace`, one condition for a whole list. */
export function isReachable(reach: ReachOf): RawBuilder<boolean> {
  if (reach.everything) return fragment`true`;
  const nowhere = [reach.clusters, reach.regions, reach.metropoles, reach.organisations].every(
    (ids) => ids.length === 0,
  );
  if (nowhere) return fragment`false`;
  const clusters = clustersWithin(reach);
  return fragment`(o.id = any (${[...reach.organisations]}::text[])
    or exists (select 1 from registry.membership m where m.organisation_id = o.id and m.cluster_id in ${clusters})
    or exists (select 1 from registry.membership_application a where a.organisation_id = o.id and a.cluster_id in ${clusters})
    or exists (select 1 from registry.cluster c where c.governance_body_id = o.id and c.id in ${clusters})
    or exists (select 1 from registry.commune k where k.code = o.commune and (k.epci = any (
        select mt.siren from registry.metropole mt where mt.siren = any (${[...reach.metropoles]}::text[]))
      or exists (select 1 from registry.departement_region d where d.departement = k.departement
        and d.region_code || '@' || d.vintage = any (${[...reach.regions]}::text[])))))`;
}
