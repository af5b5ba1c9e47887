import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { type Cents, cents } from '#kit/money.ts';
import { enterpriseSizeHistory, type YearlyAccounts } from '../enterprise-size.rules.ts';
import { refreshSizes } from '../organisation/size.store.ts';
import type { AccountsToWrite, NewOrganisation } from './new-organisation.rules.ts';

/** Creates organisations, in one statement. */
export async function createOrganisations(
  trx: Sql,
  organisations: readonly (NewOrganisation & { readonly id: string })[],
  { source, now }: { readonly source: string; readonly now: Date },
): Promise<void> {
  if (organisations.length === 0) return;
  await fragment`
    insert into registry.organisation (id, siren, name, acronym, kind, legal_category, naf, commune, country, website, created_on, ceased_on,
      synthetic, source, recorded_at, updated_at)
    select id, siren, name, acronym, kind, "legalCategory", naf, commune, country, website, "createdOn", "ceasedOn", synthetic,
      ${source}, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(organisations)}::json) as r
      (id text, siren text, name text, acronym text, kind text, "legalCategory" text, naf text, commune text, country text, website text,
        "createdOn" date, "ceasedOn" date, synthetic boolean)`.execute(trx);
}

/** Writes figures of closed years; those of the same organisation and year are replaced. */
export async function writeAccounts(
  trx: Sql,
  accounts: readonly (AccountsToWrite & { readonly organisation: string })[],
  source: string,
): Promise<void> {
  if (accounts.length === 0) return;
  await fragment`
    insert into registry.accounts (organisation_id, year, closed_on, headcount, revenue_cents, balance_cents, consolidated, source)
    select organisation, year, "closedOn", headcount, revenue, balance, false, ${source}
    from json_to_recordset(${JSON.stringify(accounts)}::json) as r
      (organisation text, year int, "closedOn" date, headcount numeric, revenue bigint, balance bigint)
    on conflict (organisation_id, year, consolidated) do update set closed_on = excluded.closed_on, headcount = excluded.headcount,
      revenue_cents = excluded.revenue_cents, balance_cents = excluded.balance_cents, source = excluded.source`.execute(
    trx,
  );
}

/** The size categories that new figures decide, for organisations that may belong to groups (R54, R55). */
export const sizeAgain = (trx: Sql, organisations: readonly string[]): Promise<void> =>
  refreshSizes(trx, organisations);

/**
 * The size categories of organisations created in this transaction: they have no group yet and no other figures than these, so that nothing
 * needs to be read back.
 */
export async function sizeNew(
  trx: Sql,
  accounts: readonly (AccountsToWrite & { readonly organisation: string })[],
): Promise<void> {
  const spells = [...Map.groupBy(accounts, ({ organisation }) => organisation)].flatMap(([unit, years]) => {
    const record = { links: [], accounts: years.map((figures) => yearlyAccounts(unit, figures)) };
    return enterpriseSizeHistory(unit, record).flatMap(({ from, to, size: { answer, accounts: deciding } }) =>
      answer.category === null || !deciding[0]
        ? []
        : [{ unit, from, to, category: answer.category, year: deciding[0].year }],
    );
  });
  if (spells.length === 0) return;
  await fragment`
    insert into registry.size_spell (organisation_id, from_day, to_day, category, year, approximate)
    select unit, "from", "to", category, year, false
    from json_to_recordset(${JSON.stringify(spells)}::json) as r (unit text, "from" date, "to" date, category text, year int)`.execute(
    trx,
  );
}

const money = (amount: number | null): Cents | null => (amount === null ? null : cents(amount));

const yearlyAccounts = (unit: string, figures: AccountsToWrite): YearlyAccounts => ({
  unit,
  year: figures.year,
  closedOn: figures.closedOn,
  headcount: figures.headcount,
  revenue: money(figures.revenue),
  balanceSheet: money(figures.balance),
  consolidated: false,
});
