import { sql as fragment, type Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { FirstSaleTable, IndustrialisationTable, MarketYearTable, ResultTable } from './delivery.tables.ts';
import type { LineSubject } from './delivery.ts';

/** What came of a project: results, plants, first sales, years on the market. Withdrawn lines stay, and every reading that counts leaves them out. */

const TABLES = {
  result: 'projects.result',
  industrialisation: 'projects.industrialisation',
  'first-sale': 'projects.first_sale',
} as const;

/** Lines that are withdrawn with a day and a reason; a year on the market is replaced instead. */
export type Withdrawable = keyof typeof TABLES;

export const resultsOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.result as t')
    .leftJoin('projects.partner as r', 'r.id', 't.partner_id')
    .leftJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .selectAll('t')
    .select('o.name as partnerName')
    .where('t.project_id', '=', project)
    .orderBy('t.obtained_on')
    .orderBy('t.id')
    .execute();

export const industrialisationsOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.industrialisation as i')
    .innerJoin('projects.partner as r', 'r.id', 'i.partner_id')
    .innerJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .leftJoin('registry.commune as k', 'k.code', 'i.commune')
    .leftJoin('projects.application as a', 'a.id', 'i.application_id')
    .selectAll('i')
    .select(['o.name as partnerName', 'k.name as communeName', 'a.window_id as windowId', 'a.funder as funder'])
    .where('i.project_id', '=', project)
    .orderBy('i.decided_on')
    .orderBy('i.id')
    .execute();

export const firstSalesOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.first_sale as f')
    .innerJoin('projects.partner as r', 'r.id', 'f.partner_id')
    .innerJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .leftJoin('projects.result as t', 't.id', 'f.result_id')
    .selectAll('f')
    .select(['o.name as partnerName', 't.title as resultTitle'])
    .where('f.project_id', '=', project)
    .orderBy('f.sold_on')
    .orderBy('f.id')
    .execute();

/** Every answer on every year, those replaced included, the current one of each first. */
export const marketYearsOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.market_year as y')
    .innerJoin('projects.partner as r', 'r.id', 'y.partner_id')
    .innerJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .selectAll('y')
    .select('o.name as partnerName')
    .where('y.project_id', '=', project)
    .orderBy('y.year')
    .orderBy('o.name')
    .orderBy(fragment`y.replaced_on is not null`)
    .orderBy('y.recorded_at', 'desc')
    .execute();

export const insertResult = async (trx: Sql, row: Insertable<ResultTable>): Promise<void> => {
  await trx.insertInto('projects.result').values(row).execute();
};

export const insertIndustrialisation = async (trx: Sql, row: Insertable<IndustrialisationTable>): Promise<void> => {
  await trx.insertInto('projects.industrialisation').values(row).execute();
};

export const insertFirstSale = async (trx: Sql, row: Insertable<FirstSaleTable>): Promise<void> => {
  await trx.insertInto('projects.first_sale').values(row).execute();
};

export const insertMarketYear = async (trx: Sql, row: Insertable<MarketYearTable>): Promise<void> => {
  await trx.insertInto('projects.market_year').values(row).execute();
};

/** A line still counted; undefined when there is none or it was withdrawn. */
export async function countedLine(
  sql: Sql,
  project: string,
  subject: LineSubject,
  id: string,
): Promise<object | undefined> {
  if (subject === 'market-year')
    return sql
      .selectFrom('projects.market_year')
      .selectAll()
      .where('project_id', '=', project)
      .where('id', '=', id)
      .where('replaced_on', 'is', null)
      .executeTakeFirst();
  return sql
    .selectFrom(TABLES[subject])
    .selectAll()
    .where('project_id', '=', project)
    .where('id', '=', id)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst();
}

export async function withdrawLine(
  trx: Sql,
  subject: LineSubject,
  id: string,
  on: string,
  reason: string,
): Promise<void> {
  if (subject === 'market-year') return replaceMarketYear(trx, id, on, reason);
  await trx
    .updateTable(TABLES[subject])
    .set({ withdrawn_on: on, withdrawn_reason: reason })
    .where('id', '=', id)
    .execute();
}

export const currentMarketYear = (
  sql: Sql,
  project: string,
  partner: string,
  year: number,
): Promise<MarketYearTable | undefined> =>
  sql
    .selectFrom('projects.market_year')
    .selectAll()
    .where('project_id', '=', project)
    .where('partner_id', '=', partner)
    .where('year', '=', year)
    .where('replaced_on', 'is', null)
    .executeTakeFirst();

export const replaceMarketYear = async (trx: Sql, id: string, on: string, reason: string | null): Promise<void> => {
  await trx
    .updateTable('projects.market_year')
    .set({ replaced_on: on, replaced_reason: reason })
    .where('id', '=', id)
    .execute();
};

export const hasFirstSale = async (sql: Sql, partner: string): Promise<boolean> =>
  (await sql
    .selectFrom('projects.first_sale')
    .select('id')
    .where('partner_id', '=', partner)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()) !== undefined;

/** The last year that a partner spoke of, before the one asked: what the questions are prefilled with. */
export const lastMarketYear = (sql: Sql, partner: string, upTo: number): Promise<MarketYearTable | undefined> =>
  sql
    .selectFrom('projects.market_year')
    .selectAll()
    .where('partner_id', '=', partner)
    .where('year', '<=', upTo)
    .where('replaced_on', 'is', null)
    .orderBy('year', 'desc')
    .executeTakeFirst();

export const hasIndustrialisation = async (sql: Sql, partner: string): Promise<boolean> =>
  (await sql
    .selectFrom('projects.industrialisation')
    .select('id')
    .where('partner_id', '=', partner)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()) !== undefined;

/** Loans and grants of a project, for the one that pays part of a plant. */
export const fundingFilesOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.application')
    .select(['id', 'window_id as windowId', 'funder', 'selected_on as selectedOn'])
    .where('project_id', '=', project)
    .where('selected_on', 'is not', null)
    .orderBy('selected_on')
    .execute();

/** Names of the partners of a project, those that left included: their past figures stay readable. */
export const partnerNames = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.partner as r')
    .innerJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'o.id as organisation', 'o.name', 'r.lead', 'r.left_on as leftOn'])
    .where('r.project_id', '=', project)
    .orderBy('r.lead', 'desc')
    .orderBy('o.name')
    .execute();
