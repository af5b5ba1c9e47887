import { sql as fragment } from 'kysely';
import type { Database, Sql } from '#kit/db/database.ts';
import type { LineSubject } from '../delivery/delivery.ts';
import type { Writes } from './plan.ts';

/** Rows sent in one statement: enough that their number does not count, few enough for one parameter. */
const BATCH = 5_000;

type Table = keyof Database & `projects.${string}`;

/** Inserts rows that all have the same columns. */
async function insertAll(trx: Sql, table: Table, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = fragment.join(Object.keys(rows[0]!).map((name) => fragment.ref(name)));
  for (let from = 0; from < rows.length; from += BATCH)
    await fragment`insert into ${fragment.table(table)} (${columns})
      select ${columns} from ${rowsOf(table, rows.slice(from, from + BATCH))}`.execute(trx);
}

const rowsOf = (table: Table, rows: readonly object[]) =>
  fragment`json_populate_recordset(null::${fragment.table(table)}, ${JSON.stringify(rows)}::json)`;

/** Writes what an import decided, in the order that the keys of the tables ask for: some twenty statements, whatever the number of lines. */
export async function writePlan(trx: Sql, writes: Writes, on: string): Promise<void> {
  await insertAll(trx, 'projects.project', writes.projects);
  await amendProjects(trx, writes.amendedProjects);
  await insertAll(trx, 'projects.stage_entry', writes.entries);
  await insertAll(trx, 'projects.block_audience', writes.audiences);
  await insertAll(trx, 'projects.meeting', writes.meetings);
  await insertAll(trx, 'projects.submission', writes.submissions);
  await insertAll(trx, 'projects.label', writes.labels);
  await amendPartners(trx, writes.amendedPartners);
  await insertAll(trx, 'projects.partner', writes.partners);
  await replaceAllCosts(trx, writes);
  await insertAll(trx, 'projects.application', writes.applications);
  await amendApplications(trx, writes.amendedApplications);
  await insertAll(trx, 'projects.application_step', writes.steps);
  await insertAll(trx, 'projects.application_partner', writes.parts);
  await amendParts(trx, writes.amendedParts);
  await insertAll(trx, 'projects.payment', writes.payments);
  await noteFirstRequests(trx, writes.firstRequests);
  await withdrawReplaced(trx, writes.replaced, on);
  await insertAll(trx, 'projects.result', writes.results);
  await insertAll(trx, 'projects.industrialisation', writes.industrialisations);
  await insertAll(trx, 'projects.first_sale', writes.firstSales);
  await insertAll(trx, 'projects.market_year', writes.marketYears);
}

async function amendProjects(trx: Sql, rows: Writes['amendedProjects']): Promise<void> {
  if (rows.length === 0) return;
  await fragment`
    update projects.project p set acronym = r.acronym, title = r.title, summary = r.summary, target_market = r.target_market, filiere = r.filiere,
      stage = r.stage, stage_since = r.stage_since, trl = r.trl, research_starts_on = r.research_starts_on, research_ends_on = r.research_ends_on,
      launch_planned_on = r.launch_planned_on, revision = r.revision
    from ${rowsOf('projects.project', rows)} r where p.id = r.id`.execute(trx);
}

async function amendPartners(trx: Sql, rows: Writes['amendedPartners']): Promise<void> {
  if (rows.length === 0) return;
  // Leads step down first: a project has one at every moment.
  await fragment`
    update projects.partner p set lead = false from ${rowsOf('projects.partner', rows)} r where p.id = r.id and p.lead and not r.lead`.execute(
    trx,
  );
  await fragment`
    update projects.partner p set lead = r.lead, role = r.role, country = r.country, commune = r.commune, joined_on = r.joined_on, left_on = r.left_on,
      leave_reason = r.leave_reason, asked_cents = r.asked_cents, costs_stated = r.costs_stated, revision = r.revision
    from ${rowsOf('projects.partner', rows)} r where p.id = r.id`.execute(trx);
}

async function replaceAllCosts(trx: Sql, { costs, costsOf }: Writes): Promise<void> {
  if (costsOf.length > 0)
    await trx
      .deleteFrom('projects.partner_cost')
      .where(fragment<boolean>`partner_id = any (${[...costsOf]}::text[])`)
      .execute();
  await insertAll(trx, 'projects.partner_cost', costs);
}

async function amendApplications(trx: Sql, rows: Writes['amendedApplications']): Promise<void> {
  if (rows.length === 0) return;
  await fragment`
    update projects.application a set state = r.state, submitted_on = r.submitted_on, selected_on = r.selected_on, lapses_after = r.lapses_after,
      agreement_on = r.agreement_on, closed_on = r.closed_on, decision_reason = r.decision_reason
    from ${rowsOf('projects.application', rows)} r where a.id = r.id`.execute(trx);
}

async function amendParts(trx: Sql, rows: Writes['amendedParts']): Promise<void> {
  if (rows.length === 0) return;
  await fragment`
    update projects.application_partner q set asked_cents = r.asked_cents, granted_cents = r.granted_cents
    from ${rowsOf('projects.application_partner', rows)} r where q.application_id = r.application_id and q.partner_id = r.partner_id`.execute(
    trx,
  );
}

/** The earliest of the days that the file tells, where none was known (R95). */
async function noteFirstRequests(trx: Sql, rows: Writes['firstRequests']): Promise<void> {
  if (rows.length === 0) return;
  await fragment`
    update projects.partner p set applied_on = r.first
    from (select id, min("on") as first from json_to_recordset(${JSON.stringify(rows)}::json) as r (id text, "on" date) group by id) r
    where p.id = r.id and p.applied_on is null`.execute(trx);
}

const TABLES = {
  result: 'projects.result',
  industrialisation: 'projects.industrialisation',
  'first-sale': 'projects.first_sale',
} as const;

/** Takes back the lines that the file corrects; they stay readable, and what was agreed on their share follows. */
async function withdrawReplaced(trx: Sql, replaced: Writes['replaced'], on: string): Promise<void> {
  for (const [subject, rows] of Map.groupBy(replaced, (one): LineSubject => one.subject)) {
    const list = fragment`json_to_recordset(${JSON.stringify(rows)}::json) as r (id text, by text)`;
    if (subject === 'market-year')
      await fragment`update projects.market_year l set replaced_on = ${on}::date from ${list} where l.id = r.id`.execute(
        trx,
      );
    else
      await fragment`update ${fragment.table(TABLES[subject])} l set withdrawn_on = ${on}::date, withdrawn_reason = 'Corrigé par ' || r.by
        from ${list} where l.id = r.id`.execute(trx);
    await fragment`update projects.attribution a set subject_id = r.by from ${list} where a.subject = ${subject} and a.subject_id = r.id`.execute(
      trx,
    );
  }
}
