import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { memberRows } from '../membership/member-list.store.ts';
import type { MemberRow } from '../membership/membership.ts';
import { clusterFile, countMembers, type MemberCounts } from './cluster.store.ts';

/** What a contract says of the cluster that signs it, on a day. */
export interface ContractingCluster {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly city: string | null;
  readonly synthetic: boolean;
  /** In the list of 2013, the coordinating one first. */
  readonly regions: readonly { readonly code: string; readonly name: string; readonly coordinating: boolean }[];
  /** The legal person that carries it (R01). */
  readonly association: {
    readonly id: string;
    readonly name: string;
    readonly siren: string | null;
    readonly siret: string | null;
  } | null;
  readonly president: { readonly name: string; readonly title: string } | null;
}

/** Reads within the caller's transaction, as actions of other rooms need. Null when there is no such cluster. */
export async function contractingCluster(sql: Sql, clusterId: string, on: Day): Promise<ContractingCluster | null> {
  const file = await clusterFile(sql, clusterId);
  if (!file) return null;
  const president = file.representatives.find((one) => one.from_day <= on && (one.to_day === null || on <= one.to_day));
  return {
    id: file.id,
    name: file.name,
    sector: file.sector,
    city: file.city,
    synthetic: file.synthetic,
    regions: file.regions
      .filter(({ vintage }) => String(vintage) === '2013')
      .map(({ region, name, coordinating }) => ({ code: region, name, coordinating })),
    association: file.body
      ? { id: file.body.id, name: file.body.name, siren: file.body.siren, siret: file.body.siret }
      : null,
    president: president ? { name: president.name, title: president.title ?? '' } : null,
  };
}

/** More members than any cluster ever had. */
const EVERY_MEMBER = 5_000;

/** The members of a cluster on a day, by name: the list annexed to its contract (R24). */
export const membersOnDay = (sql: Sql, clusterId: string, on: Day): Promise<MemberRow[]> =>
  memberRows(
    sql,
    { cluster: clusterId, on, status: 'active' },
    { sort: 'name', order: 'asc', limit: EVERY_MEMBER, offset: 0, reserved: false },
  );

/** How many of them, by college, by kind and by size: the figures of a diagnosis. */
export const memberCountsOnDay = (sql: Sql, clusterId: string, on: Day): Promise<MemberCounts> =>
  countMembers(sql, clusterId, on);
