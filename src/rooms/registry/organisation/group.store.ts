import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { type Cents, cents } from '#kit/money.ts';
import type { Day } from '#kit/period.ts';
import type { GroupLink, GroupRecord, YearlyAccounts } from '../enterprise-size.rules.ts';
import type { GroupLinkTable } from './organisation.ts';

/** A group as it is filed: links and accounts of every unit that was ever linked to it, with their names. */
export interface FiledGroup extends GroupRecord {
  readonly links: readonly (GroupLink & { readonly id: string; readonly source: string })[];
  readonly accounts: readonly (YearlyAccounts & { readonly source: string })[];
  readonly names: ReadonlyMap<string, string>;
}

/** Every organisation that a chain of links, past ones included, ties to one of these. */
export async function linkedOrganisations(sql: Sql, organisationIds: readonly string[]): Promise<string[]> {
  const { rows } = await fragment<{ id: string }>`
    with recursive linked (id) as (
      select unnest(${[...organisationIds]}::text[])
      union
      select case when l.parent_id = k.id then l.child_id else l.parent_id end
      from linked k join registry.group_link l on l.parent_id = k.id or l.child_id = k.id)
    select id from linked`.execute(sql);
  return rows.map((row) => row.id);
}

const money = (amount: number | null): Cents | null => (amount === null ? null : cents(amount));

/** The links and accounts of these organisations; ask for whole groups (`linkedOrganisations`). */
export async function groupRecord(sql: Sql, organisationIds: readonly string[]): Promise<FiledGroup> {
  const ids = [...organisationIds];
  const links = await sql
    .selectFrom('registry.group_link')
    .selectAll()
    .where(fragment<boolean>`parent_id = any (${ids}::text[]) or child_id = any (${ids}::text[])`)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  const accounts = await sql
    .selectFrom('registry.accounts')
    .selectAll()
    .where(fragment<boolean>`organisation_id = any (${ids}::text[])`)
    .orderBy('year', 'desc')
    .execute();
  const named = await sql
    .selectFrom('registry.organisation')
    .select(['id', 'name'])
    .where(fragment<boolean>`id = any (${ids}::text[])`)
    .execute();
  return {
    links: links.map((link) => ({
      id: link.id,
      parent: link.parent_id,
      child: link.child_id,
      from: link.from_day as Day,
      to: link.to_day as Day | null,
      source: link.source,
    })),
    accounts: accounts.map((one) => ({
      unit: one.organisation_id,
      year: one.year,
      closedOn: one.closed_on as Day,
      headcount: one.headcount === null ? null : Number(one.headcount),
      revenue: money(one.revenue_cents),
      balanceSheet: money(one.balance_cents),
      consolidated: one.consolidated,
      source: one.source,
    })),
    names: new Map(named.map((row) => [row.id, row.name])),
  };
}

export const lockGroupLink = (trx: Sql, linkId: string): Promise<GroupLinkTable | undefined> =>
  trx.selectFrom('registry.group_link').selectAll().where('id', '=', linkId).forUpdate().executeTakeFirst();

/**
 * Holds every group link against other writers: a circle can be closed by two links written at once, each innocent alone. Links are
 * rare, so that one writer at a time is enough.
 */
export const lockGroupLinks = async (trx: Sql): Promise<void> => {
  await fragment`lock table registry.group_link in share row exclusive mode`.execute(trx);
};

export const insertGroupLink = async (trx: Sql, link: GroupLinkTable): Promise<void> => {
  await trx.insertInto('registry.group_link').values(link).execute();
};

export const endGroupLinkOn = async (trx: Sql, linkId: string, to: string): Promise<void> => {
  await trx.updateTable('registry.group_link').set({ to_day: to }).where('id', '=', linkId).execute();
};
