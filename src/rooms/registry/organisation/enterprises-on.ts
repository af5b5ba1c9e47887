import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { type EnterpriseSize, enterpriseSizeOn } from '../enterprise-size.rules.ts';
import { groupRecord, linkedOrganisations } from './group.store.ts';

/**
 * The enterprise that each organisation belongs to on a day, with its size (R55, R56): what decisions on aid ask for, on the day of the decision. Two
 * readings of the store, however many organisations.
 */
export async function enterprisesOn(
  sql: Sql,
  on: Day,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, EnterpriseSize>> {
  if (organisationIds.length === 0) return new Map();
  const record = await groupRecord(sql, await linkedOrganisations(sql, organisationIds));
  return new Map(organisationIds.map((id) => [id, enterpriseSizeOn(on, id, record)]));
}
