-- What other rooms count (principles 1 and 2): typed, dated facts, one row per fact and per cluster that has a part in it. The parts of one fact add up to 1,
-- so that `sum(amount_cents * cluster_share)` is the national total without doubles, and `sum(…) … where cluster_id = …` what a cluster may call its own;
-- `count(distinct fact_id) … where cluster_id = …` is the local count, whose sum exceeds the national one by design (R112).

-- Clusters that labelled a project, the lead first; the one that follows it while nobody has. Equal parts in hundredths of a per cent, the remainder going
-- to the first in order: 3,334 + 3,333 + 3,333. The same as `equalShares` in delivery/attribution.rules.ts.
create view projects.default_share as
with label as (
  select project_id, cluster_id, bool_or(lead) as lead, min(decided_on) as since
  from projects.label where decision in ('labelled', 'reservations') group by project_id, cluster_id
), claimant as (
  select * from label
  union all
  select p.id, p.cluster_id, true, p.created_on from projects.project p
  where not exists (select 1 from label l where l.project_id = p.id)
), ranked as (
  select project_id, cluster_id, count(*) over (partition by project_id) as claimants,
    row_number() over (partition by project_id order by lead desc, since, cluster_id collate "C") as rank
  from claimant
)
select project_id, cluster_id, (10000 / claimants + case when rank <= 10000 % claimants then 1 else 0 end)::int as share
from ranked;

-- What was agreed or settled for the whole project; otherwise the default. A proposal and a dispute change no figure.
create view projects.project_share as
select a.project_id, s.party_id as cluster_id, s.share
from projects.attribution a join projects.attribution_share s on s.attribution_id = a.id and s.party_kind = 'cluster'
where a.subject = 'project' and a.state in ('agreed', 'settled')
union all
select d.project_id, d.cluster_id, d.share from projects.default_share d
where not exists (select 1 from projects.attribution a
  where a.subject = 'project' and a.subject_id = d.project_id and a.state in ('agreed', 'settled'));

-- The lines that a share can be agreed for, one by one.
create view projects.line as
select 'result' as subject, id as subject_id, project_id from projects.result
union all select 'industrialisation', id, project_id from projects.industrialisation
union all select 'first-sale', id, project_id from projects.first_sale
union all select 'market-year', id, project_id from projects.market_year;

-- What was agreed for the line; otherwise what holds for its project.
create view projects.line_share as
select a.subject, a.subject_id, s.party_id as cluster_id, s.share
from projects.attribution a join projects.attribution_share s on s.attribution_id = a.id and s.party_kind = 'cluster'
where a.subject <> 'project' and a.state in ('agreed', 'settled')
union all
select l.subject, l.subject_id, p.cluster_id, p.share from projects.line l join projects.project_share p on p.project_id = l.project_id
where not exists (select 1 from projects.attribution a
  where a.subject = l.subject and a.subject_id = l.subject_id and a.state in ('agreed', 'settled'));

create view projects.lead_partner as
select project_id, organisation_id from projects.partner where lead and left_on is null;

-- A project labelled before one call: once, on the day of its first label, whoever labelled it beside.
create view projects.fact_label as
with ranked as (
  select l.submission_id, l.project_id, l.cluster_id, l.lead, l.call_id, l.decision, l.decided_on,
    min(l.decided_on) over (partition by l.submission_id) as first_on,
    count(*) over (partition by l.submission_id) as claimants,
    row_number() over (partition by l.submission_id order by l.lead desc, l.decided_on, l.cluster_id collate "C") as rank
  from projects.label l where l.decision in ('labelled', 'reservations')
)
select r.submission_id as fact_id, r.project_id, r.cluster_id,
  (10000 / r.claimants + case when r.rank <= 10000 % r.claimants then 1 else 0 end) / 10000.0 as cluster_share,
  h.organisation_id, r.first_on as on_day, extract(year from r.first_on)::int as year, null::bigint as amount_cents, 1::numeric as count,
  r.lead, r.call_id, r.decision, r.decided_on, p.source, '/projets/' || p.id || '/labellisation' as href, p.synthetic
from ranked r join projects.project p on p.id = r.project_id left join projects.lead_partner h on h.project_id = r.project_id;

-- A project submitted to one call: once, however many funders read it; the amount is what its partners ask, null when none of them said.
create view projects.fact_submission as
with file as (
  select a.project_id, a.call_id, min(a.window_id) as window_id, min(a.submitted_on) as submitted_on,
    (select sum(ap.asked_cents)::bigint from projects.application_partner ap join projects.application x on x.id = ap.application_id
      where x.project_id = a.project_id and x.call_id = a.call_id and x.submitted_on is not null) as asked_cents
  from projects.application a where a.submitted_on is not null group by a.project_id, a.call_id
)
select f.project_id || ' ' || f.call_id as fact_id, f.project_id, s.cluster_id, s.share / 10000.0 as cluster_share,
  h.organisation_id, f.submitted_on as on_day, extract(year from f.submitted_on)::int as year, f.asked_cents as amount_cents, 1::numeric as count,
  f.window_id, f.call_id, p.source, '/projets/' || p.id || '/financement' as href, p.synthetic
from file f join projects.project p on p.id = f.project_id join projects.project_share s on s.project_id = f.project_id
  left join projects.lead_partner h on h.project_id = f.project_id;

-- Money granted to one partner by one funder, as long as it stands.
create view projects.fact_grant as
select a.id || ' ' || ap.partner_id as fact_id, a.project_id, s.cluster_id, s.share / 10000.0 as cluster_share,
  r.organisation_id, a.selected_on as on_day, extract(year from a.selected_on)::int as year, ap.granted_cents as amount_cents, 1::numeric as count,
  a.funder, a.region, a.window_id, a.call_id, p.source, '/projets/' || p.id || '/financement' as href, p.synthetic
from projects.application a join projects.application_partner ap on ap.application_id = a.id join projects.partner r on r.id = ap.partner_id
  join projects.project p on p.id = a.project_id join projects.project_share s on s.project_id = a.project_id
where a.state in ('selected', 'agreement', 'closed') and ap.granted_cents > 0;

create view projects.fact_payment as
select y.id as fact_id, a.project_id, s.cluster_id, s.share / 10000.0 as cluster_share,
  r.organisation_id, y.settled_on as on_day, extract(year from y.settled_on)::int as year, y.amount_cents, 1::numeric as count,
  a.funder, a.region, a.window_id, a.call_id, y.kind, p.source, '/projets/' || p.id || '/financement' as href, p.synthetic
from projects.payment y join projects.application a on a.id = y.application_id join projects.partner r on r.id = y.partner_id
  join projects.project p on p.id = a.project_id join projects.project_share s on s.project_id = a.project_id
where y.state = 'paid';

-- What was promised and is there: a milestone passed, a deliverable handed in.
create view projects.fact_milestone as
select m.id as fact_id, m.project_id, s.cluster_id, s.share / 10000.0 as cluster_share,
  coalesce(r.organisation_id, h.organisation_id) as organisation_id, m.done_on as on_day, extract(year from m.done_on)::int as year,
  null::bigint as amount_cents, 1::numeric as count, m.kind, m.due_on, p.source, '/projets/' || p.id || '/suivi#' || m.id as href, p.synthetic
from projects.milestone m join projects.project p on p.id = m.project_id join projects.project_share s on s.project_id = m.project_id
  left join projects.partner r on r.id = m.partner_id left join projects.lead_partner h on h.project_id = m.project_id
where m.done_on is not null;

create view projects.fact_result as
select t.id as fact_id, t.project_id, s.cluster_id, s.share / 10000.0 as cluster_share,
  coalesce(r.organisation_id, h.organisation_id) as organisation_id, t.obtained_on as on_day, extract(year from t.obtained_on)::int as year,
  null::bigint as amount_cents, 1::numeric as count, t.kind, t.source, '/projets/' || p.id || '/resultats#' || t.id as href, p.synthetic
from projects.result t join projects.project p on p.id = t.project_id
  join projects.line_share s on s.subject = 'result' and s.subject_id = t.id
  left join projects.partner r on r.id = t.partner_id left join projects.lead_partner h on h.project_id = t.project_id
where t.withdrawn_on is null;

create view projects.fact_investment as
select i.id as fact_id, i.project_id, s.cluster_id, s.share / 10000.0 as cluster_share, r.organisation_id, i.decided_on as on_day,
  extract(year from i.decided_on)::int as year, i.investment_cents as amount_cents, 1::numeric as count, i.jobs, i.commune, i.production_starts_on,
  i.source, '/projets/' || p.id || '/resultats#' || i.id as href, p.synthetic
from projects.industrialisation i join projects.project p on p.id = i.project_id join projects.partner r on r.id = i.partner_id
  join projects.line_share s on s.subject = 'industrialisation' and s.subject_id = i.id
where i.withdrawn_on is null;

create view projects.fact_first_sale as
select f.id as fact_id, f.project_id, s.cluster_id, s.share / 10000.0 as cluster_share, r.organisation_id, f.sold_on as on_day,
  extract(year from f.sold_on)::int as year, f.amount_cents, 1::numeric as count, f.country,
  f.source, '/projets/' || p.id || '/resultats#' || f.id as href, p.synthetic
from projects.first_sale f join projects.project p on p.id = f.project_id join projects.partner r on r.id = f.partner_id
  join projects.line_share s on s.subject = 'first-sale' and s.subject_id = f.id
where f.withdrawn_on is null;

-- Revenue of one partner in one year thanks to the project; a year of zero is a fact, an unknown one is none.
create view projects.fact_revenue as
select y.id as fact_id, y.project_id, s.cluster_id, s.share / 10000.0 as cluster_share, r.organisation_id, make_date(y.year, 12, 31) as on_day,
  y.year, y.revenue_cents as amount_cents, 1::numeric as count, y.export_percent, y.follow_up_id,
  y.source, '/projets/' || p.id || '/resultats#' || y.id as href, p.synthetic
from projects.market_year y join projects.project p on p.id = y.project_id join projects.partner r on r.id = y.partner_id
  join projects.line_share s on s.subject = 'market-year' and s.subject_id = y.id
where y.replaced_on is null and y.revenue_cents is not null;

create view projects.fact_jobs as
select y.id as fact_id, y.project_id, s.cluster_id, s.share / 10000.0 as cluster_share, r.organisation_id, make_date(y.year, 12, 31) as on_day,
  y.year, null::bigint as amount_cents, coalesce(y.jobs_created, 0) + coalesce(y.jobs_kept, 0) as count, y.jobs_created, y.jobs_kept, y.follow_up_id,
  y.source, '/projets/' || p.id || '/resultats#' || y.id as href, p.synthetic
from projects.market_year y join projects.project p on p.id = y.project_id join projects.partner r on r.id = y.partner_id
  join projects.line_share s on s.subject = 'market-year' and s.subject_id = y.id
where y.replaced_on is null and (y.jobs_created is not null or y.jobs_kept is not null);
