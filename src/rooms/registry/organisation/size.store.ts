import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import {
  enterpriseSizeHistory,
  type GroupLink,
  type GroupRecord,
  type YearlyAccounts,
} from '../enterprise-size.rules.ts';
import { groupRecord, linkedOrganisations } from './group.store.ts';
import type { SizeSpellTable } from './organisation.ts';

/** Groups are computed and written this many organisations at a time: a statement of a few megabytes. */
const BATCH = 5_000;

/**
 * Computes again the size spells of these organisations and of all that are linked to them. Call it in the transaction that changed
 * accounts or links, once all is written; 50,000 organisations at once are fine.
 */
export async function refreshSizes(trx: Sql, organisationIds: readonly string[]): Promise<void> {
  if (organisationIds.length === 0) return;
  const linked = await linkedOrganisations(trx, organisationIds);
  const record = await groupRecord(trx, linked);
  const groups = groupsOf(linked, record);
  const spells = linked.flatMap((unit) => sizeSpells(unit, groups.get(unit)!));
  for (let start = 0; start < linked.length; start += BATCH)
    await fragment`delete from registry.size_spell where organisation_id = any (${linked.slice(start, start + BATCH)}::text[])`.execute(
      trx,
    );
  for (let start = 0; start < spells.length; start += BATCH)
    await fragment`
      insert into registry.size_spell (organisation_id, from_day, to_day, category, year, approximate)
      select organisation_id, from_day, to_day, category, year, approximate
      from json_to_recordset(${JSON.stringify(spells.slice(start, start + BATCH))}::json)
        as s (organisation_id text, from_day date, to_day date, category text, year int, approximate boolean)`.execute(
      trx,
    );
}

/** The spells for which a category can be told. Between them the figures known do not decide. */
function sizeSpells(unit: string, group: GroupRecord): SizeSpellTable[] {
  return enterpriseSizeHistory(unit, group).flatMap(({ from, to, size }) => {
    const year = size.accounts[0]?.year;
    if (size.answer.category === null || year === undefined) return [];
    const { category } = size.answer;
    return [{ organisation_id: unit, from_day: from, to_day: to, category, year, approximate: size.approximate }];
  });
}

/** Parts the links and accounts by group, so that the history of each unit only looks at its own. */
function groupsOf(units: readonly string[], { links, accounts }: GroupRecord): Map<string, GroupRecord> {
  const head = new Map<string, string>(units.map((unit) => [unit, unit]));
  const find = (unit: string): string => {
    let top = unit;
    while (head.get(top) !== top) top = head.get(top)!;
    return top;
  };
  for (const { parent, child } of links) head.set(find(child), find(parent));
  const groups = new Map<string, { links: GroupLink[]; accounts: YearlyAccounts[] }>();
  const groupOf = (unit: string) => {
    const top = find(unit);
    const group = groups.get(top) ?? { links: [], accounts: [] };
    groups.set(top, group);
    return group;
  };
  for (const link of links) groupOf(link.child).links.push(link);
  for (const one of accounts) groupOf(one.unit).accounts.push(one);
  return new Map(units.map((unit) => [unit, groupOf(unit)]));
}

/** Size spells of one organisation, the newest first. */
export const sizeHistory = async (sql: Sql, organisationId: string) =>
  (
    await sql
      .selectFrom('registry.size_spell')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .orderBy('from_day', 'desc')
      .execute()
  ).map((row) => ({
    category: row.category,
    from: row.from_day as Day,
    to: row.to_day as Day | null,
    year: row.year,
    approximate: row.approximate,
  }));
