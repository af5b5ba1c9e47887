import { type RawBuilder, sql as fragment } from 'kysely';
import type { ReachOf } from './place.ts';

/** Small pieces of SQL that several stores share, so that each condition is written once. */

/** Spells hold on both their ends. `of` names the table: `activeOn('m', on)`. */
export const activeOn = (of: string, on: string): RawBuilder<boolean> =>
  fragment`(${fragment.ref(`${of}.from_day`)} <= ${on}::date and (${fragment.ref(`${of}.to_day`)} is null or ${fragment.ref(`${of}.to_day`)} >= ${on}::date))`;

/** The size filter's value for the organisation `o` with its size spell `z`: only firms have one. */
export const sizeOfFirm = (): RawBuilder<string | null> =>
  fragment`case when o.kind = 'firm' then coalesce(z.category, 'unknown') end`;

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

