import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { clustersWithin, type Facet, type reachOf } from '#rooms/registry';
import type { ApplicationState, Funder } from './application.ts';
import type { FileSort, MoneyStage } from './file-list.ts';

export type Reach = ReturnType<typeof reachOf>;

export interface FileCriteria {
  readonly q?: string | undefined;
  readonly state?: ApplicationState | undefined;
  readonly call?: string | undefined;
  readonly cluster?: string | undefined;
  readonly funder?: Funder | undefined;
  readonly money?: MoneyStage | undefined;
  readonly late?: boolean | undefined;
}

export interface ListedFile {
  readonly id: string;
  readonly project: string;
  readonly acronym: string;
  readonly cluster: string;
  readonly clusterName: string;
  readonly call: string;
  readonly window: string;
  readonly funder: Funder;
  readonly region: string | null;
  readonly regionName: string | null;
  readonly state: ApplicationState;
  readonly submittedOn: Day | null;
  readonly selectedOn: Day | null;
  readonly lapsesAfter: Day | null;
  readonly agreementOn: Day | null;
  readonly lastStep: Day;
  readonly paymentSince: Day | null;
  readonly lastSettled: Day | null;
  /** A label for this call is asked of a cluster and undecided, and none is granted. */
  readonly labelPending: boolean;
  readonly askedCents: number | null;
  readonly grantedCents: number | null;
  readonly paidCents: number;
  readonly requestedCents: number;
  readonly synthetic: boolean;
}

/** Files beyond their preparation that stand within a person's reach: through a cluster of the project, or the region that was asked. */
function withinReach(reach: Reach): RawBuilder<boolean> {
  if (reach.everything) return fragment<boolean>`true`;
  const clusters = clustersWithin(reach);
  return fragment<boolean>`(p.cluster_id in ${clusters}
    or exists (select 1 from projects.label l where l.project_id = p.id and l.cluster_id in ${clusters})
    or a.region in (select d.region_code from registry.departement_region d
      join registry.departement_region named on named.departement = d.departement
      where d.vintage = '2013' and named.region_code || '@' || named.vintage = any (${[...reach.regions]}::text[])))`;
}

/** One line a file, with its money and its last movements; `files` in what follows. */
const reached = (reach: Reach, on: string): RawBuilder<unknown> => fragment`
  select a.id, a.project_id as project, p.acronym, p.cluster_id as cluster, c.name as "clusterName", a.call_id as call, a.window_id as "window",
    a.funder, a.region, g.name as "regionName", a.state, a.submitted_on as "submittedOn", a.selected_on as "selectedOn",
    a.lapses_after as "lapsesAfter", a.agreement_on as "agreementOn", s.last as "lastStep", s.decided as "decidedOn",
    y.since as "paymentSince", y.settled as "lastSettled", y.first_paid as "firstPaid",
    exists (select 1 from projects.label l where l.project_id = p.id and l.call_id = a.call_id and l.decided_on is null)
      and not exists (select 1 from projects.label l where l.project_id = p.id and l.call_id = a.call_id
        and l.decision in ('labelled', 'reservations')) as "labelPending",
    q.asked as "askedCents", q.unknown, case when a.state in ('selected', 'agreement', 'closed') then coalesce(q.granted, 0) end as "grantedCents",
    coalesce(y.paid, 0)::bigint as "paidCents", coalesce(y.requested, 0)::bigint as "requestedCents",
    (a.state = 'selected' and a.lapses_after < ${on}::date) is true as late, p.synthetic
  from projects.application a
    join projects.project p on p.id = a.project_id
    join registry.cluster c on c.id = p.cluster_id
    left join registry.region g on g.vintage = '2013' and g.code = a.region
    cross join lateral (select max(t.on_day) as last, min(t.on_day) filter (where t.state in ('selected', 'refused')) as decided
      from projects.application_step t where t.application_id = a.id) s
    cross join lateral (select sum(m.asked_cents)::bigint as asked, sum(m.granted_cents)::bigint as granted,
      coalesce(bool_or(m.asked_cents is null), true) as unknown from projects.application_partner m where m.application_id = a.id) q
    cross join lateral (select sum(z.amount_cents) filter (where z.state = 'paid') as paid,
      sum(z.amount_cents) filter (where z.state = 'requested') as requested,
      min(z.requested_on) filter (where z.state = 'requested') as since, max(z.settled_on) as settled,
      min(z.settled_on) filter (where z.state = 'paid') as first_paid
      from projects.payment z where z.application_id = a.id) y
  where a.state <> 'draft' and ${withinReach(reach)}`;

const HAS_MONEY: Readonly<Record<MoneyStage, RawBuilder<boolean>>> = {
  granted: fragment<boolean>`state in ('selected', 'agreement', 'closed')`,
  signed: fragment<boolean>`state in ('agreement', 'closed')`,
  paid: fragment<boolean>`"paidCents" > 0`,
};

const criteriaOf = ({ q, state, call, cluster, funder, money, late }: FileCriteria): RawBuilder<boolean> => {
  const word = q?.trim() ? `%${q.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
  return fragment<boolean>`(${word}::text is null or acronym ilike ${word} or project ilike ${word})
    and (${state ?? null}::text is null or state = ${state ?? null})
    and (${call ?? null}::text is null or call = ${call ?? null})
    and (${cluster ?? null}::text is null or cluster = ${cluster ?? null})
    and (${funder ?? null}::text is null or funder = ${funder ?? null})
    and ${money ? HAS_MONEY[money] : fragment<boolean>`true`}
    and (${late ?? null}::boolean is null or late = ${late ?? null})`;
};

/** Stages in the order in which a file meets them. */
const ORDERS: Readonly<Record<FileSort, string>> = {
  // Nobody waits for a file that is over: it comes last.
  since: `case when state in ('draft','submitted','eligible','selected','agreement') then coalesce("paymentSince", "lastStep") end`,
  project: 'acronym collate "und-x-icu"',
  cluster: '"clusterName" collate "und-x-icu"',
  call: 'call',
  state: `array_position(array['submitted','eligible','selected','agreement','closed','refused','lapsed','withdrawn'], state)`,
  submitted: '"submittedOn"',
  asked: '"askedCents"',
  granted: '"grantedCents"',
};

export interface ListQuestion {
  readonly reach: Reach;
  readonly on: string;
  readonly criteria: FileCriteria;
}

/** One page of the list. */
export async function listedFiles(
  sql: Sql,
  { reach, on, criteria }: ListQuestion,
  paging: { readonly sort: FileSort; readonly order: 'asc' | 'desc'; readonly limit: number; readonly offset: number },
): Promise<ListedFile[]> {
  const { rows } = await fragment<ListedFile>`
    with files as (${reached(reach, on)})
    select * from files where ${criteriaOf(criteria)}
    order by ${fragment.raw(ORDERS[paging.sort])} ${fragment.raw(paging.order)} nulls last, acronym, id
    limit ${paging.limit} offset ${paging.offset}`.execute(sql);
  return rows;
}

export interface FileTotals {
  readonly count: number;
  readonly askedCents: number;
  readonly grantedCents: number;
  readonly signedCents: number;
  readonly paidCents: number;
  readonly unknown: number;
  readonly late: number;
  readonly stateCents: number;
  readonly fuiCents: number;
  readonly synthetic: boolean;
}

/** Sums over all the files that the criteria leave. Money of files that ended without any is not counted. */
export async function fileTotals(sql: Sql, { reach, on, criteria }: ListQuestion): Promise<FileTotals> {
  const { rows } = await fragment<FileTotals>`
    with files as (${reached(reach, on)})
    select count(*)::int as count, coalesce(sum("askedCents"), 0)::bigint as "askedCents",
      coalesce(sum("grantedCents"), 0)::bigint as "grantedCents",
      coalesce(sum("grantedCents") filter (where state in ('agreement', 'closed')), 0)::bigint as "signedCents",
      coalesce(sum("paidCents"), 0)::bigint as "paidCents", count(*) filter (where unknown)::int as unknown,
      count(*) filter (where late)::int as late,
      coalesce(sum("grantedCents") filter (where "window" = 'fui' and funder <> 'region'), 0)::bigint as "stateCents",
      coalesce(sum("grantedCents") filter (where "window" = 'fui'), 0)::bigint as "fuiCents",
      coalesce(bool_or(synthetic), false) as synthetic
    from files where ${criteriaOf(criteria)}`.execute(sql);
  return rows[0]!;
}

export interface FileFacets {
  readonly states: Facet[];
  readonly calls: Facet[];
  readonly clusters: Facet[];
  readonly funders: Facet[];
}

/** How many files each choice of a filter would leave, the other criteria staying as they are. */
export async function fileFacets(sql: Sql, { reach, on, criteria }: ListQuestion): Promise<FileFacets> {
  const facetOf = (column: string, label: string, without: FileCriteria) => fragment`
    coalesce((select json_agg(json_build_object('value', value, 'label', label, 'count', count) order by count desc, value) from (
      select ${fragment.ref(column)} as value, ${fragment.raw(label)} as label, count(*)::int as count
      from files where ${criteriaOf(without)} group by 1, 2) f), '[]')`;
  const { rows } = await fragment<FileFacets>`
    with files as (${reached(reach, on)})
    select ${facetOf('state', 'null::text', { ...criteria, state: undefined })} as states,
      ${facetOf('call', 'null::text', { ...criteria, call: undefined })} as calls,
      ${facetOf('cluster', '"clusterName"', { ...criteria, cluster: undefined })} as clusters,
      ${facetOf('funder', 'null::text', { ...criteria, funder: undefined })} as funders`.execute(sql);
  return rows[0]!;
}

export interface FunderDelays {
  readonly funder: Funder;
  readonly decision: { readonly days: number | null; readonly files: number };
  readonly agreement: { readonly days: number | null; readonly files: number };
  readonly payment: { readonly days: number | null; readonly files: number };
}

/** Median days from submission to the decision, from selection to the agreement, from the agreement to the first payment, by funder. */
export async function funderDelays(sql: Sql, { reach, on, criteria }: ListQuestion): Promise<FunderDelays[]> {
  const passage = (from: string, to: string) => fragment`json_build_object(
    'days', percentile_cont(0.5) within group (order by ${fragment.ref(to)} - ${fragment.ref(from)}),
    'files', count(${fragment.ref(to)} - ${fragment.ref(from)})::int)`;
  const { rows } = await fragment<FunderDelays>`
    with files as (${reached(reach, on)})
    select funder, ${passage('submittedOn', 'decidedOn')} as decision, ${passage('selectedOn', 'agreementOn')} as agreement,
      ${passage('agreementOn', 'firstPaid')} as payment
    from files where ${criteriaOf(criteria)} group by funder order by funder`.execute(sql);
  return rows;
}
