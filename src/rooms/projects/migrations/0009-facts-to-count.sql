-- The facts of 0005 in the shape that indicators count: with what a national total counts once (`unit_id`, R112), their nature and a name to list them by.

-- The size of a partner's enterprise on a day; null when no accounts say it.
create function projects.size_on(organisation text, on_day date) returns text language sql stable as $$
  select category from registry.size_spell where organisation_id = organisation and from_day <= on_day and (to_day is null or to_day >= on_day)
$$;

-- `nature`: size of the lead on the day of the label; `detail`: whether an SME takes part, `co-labelled` or not.
create view projects.counted_label as
select l.fact_id, l.fact_id as unit_id, l.cluster_id, l.cluster_share, l.organisation_id, l.project_id, l.on_day, l.on_day as until_day, l.year,
  l.amount_cents, l.count, projects.size_on(l.organisation_id, l.on_day) as nature,
  case when s.sme then 'sme' when s.unknown then 'unknown' else 'none' end
    || case when l.cluster_share < 1 then ' shared' else '' end as detail,
  null::date as other_day, p.acronym as title, l.source, l.href, l.synthetic
from projects.fact_label l join projects.project p on p.id = l.project_id
  cross join lateral (
    select coalesce(bool_or(z.size in ('micro', 'pme')), false) as sme, coalesce(bool_or(z.size is null), true) as unknown
    from projects.partner r join registry.organisation o on o.id = r.organisation_id and o.kind = 'firm'
      cross join lateral (select projects.size_on(r.organisation_id, l.on_day) as size) z
    where r.project_id = l.project_id and r.joined_on <= l.on_day and (r.left_on is null or r.left_on > l.on_day)) s;

-- What the lead cluster's committee decided, refusals included (PRJ-08). `nature`: the decision.
create view projects.counted_decision as
select l.id as fact_id, l.id as unit_id, l.cluster_id, 1::numeric as cluster_share, h.organisation_id, l.project_id, l.decided_on as on_day,
  l.decided_on as until_day, extract(year from l.decided_on)::int as year, null::bigint as amount_cents, 1::numeric as count, l.decision as nature,
  l.call_id as detail, null::date as other_day, p.acronym as title, p.source, '/projets/' || p.id || '/labellisation' as href, p.synthetic
from projects.label l join projects.project p on p.id = l.project_id left join projects.lead_partner h on h.project_id = l.project_id
where l.decision is not null and l.lead;

-- What each partner of a project labelled for the first time plans to spend on research. `nature`: its size.
create view projects.counted_cost as
select r.id as fact_id, r.id as unit_id, l.cluster_id, s.share / 10000.0 as cluster_share, r.organisation_id, r.project_id, l.on_day, l.on_day as until_day,
  extract(year from l.on_day)::int as year, c.amount_cents, 1::numeric as count, projects.size_on(r.organisation_id, l.on_day) as nature, o.kind as detail,
  null::date as other_day, p.acronym || ' – ' || o.name as title, p.source, '/projets/' || p.id || '/consortium' as href, p.synthetic
from (select project_id, cluster_id, min(on_day) as on_day from projects.fact_label group by project_id, cluster_id) l
  join projects.project p on p.id = l.project_id join projects.project_share s on s.project_id = l.project_id and s.cluster_id = l.cluster_id
  join projects.partner r on r.project_id = l.project_id and r.left_on is null and r.costs_stated join registry.organisation o on o.id = r.organisation_id
  cross join lateral (select coalesce(sum(k.amount_cents), 0)::bigint as amount_cents from projects.partner_cost k where k.partner_id = r.id) c;

-- A labelled project that one window funds: once, whatever its partners (PRJ-02, PRJ-03). `nature`: the window; `detail`: kind of funder.
create view projects.counted_grant as
select g.project_id || ' ' || g.window_id || ' ' || g.call_id as fact_id, g.project_id || ' ' || g.window_id || ' ' || g.call_id as unit_id,
  g.cluster_id, max(g.cluster_share) as cluster_share, h.organisation_id, g.project_id, min(g.on_day) as on_day, min(g.on_day) as until_day,
  extract(year from min(g.on_day))::int as year, sum(g.amount_cents)::bigint as amount_cents, 1::numeric as count, g.window_id as nature,
  string_agg(distinct g.funder, ', ' order by g.funder) as detail, null::date as other_day, p.acronym as title, p.source, min(g.href) as href, p.synthetic
from projects.fact_grant g join projects.project p on p.id = g.project_id left join projects.lead_partner h on h.project_id = g.project_id
where exists (select 1 from projects.label l where l.project_id = g.project_id and l.decision in ('labelled', 'reservations'))
group by g.project_id, g.window_id, g.call_id, g.cluster_id, h.organisation_id, p.acronym, p.source, p.synthetic;

-- `nature`: product, process, service, patent, publication, start-up, standard.
create view projects.counted_result as
select f.fact_id, f.fact_id as unit_id, f.cluster_id, f.cluster_share, f.organisation_id, f.project_id, f.on_day, f.on_day as until_day, f.year,
  f.amount_cents, f.count, f.kind as nature, null::text as detail, null::date as other_day, p.acronym || ' – ' || t.title as title, f.source, f.href, f.synthetic
from projects.fact_result f join projects.result t on t.id = f.fact_id join projects.project p on p.id = f.project_id;

create view projects.counted_first_sale as
select f.fact_id, f.fact_id as unit_id, f.cluster_id, f.cluster_share, f.organisation_id, f.project_id, f.on_day, f.on_day as until_day, f.year,
  f.amount_cents, f.count, f.country as nature, null::text as detail, null::date as other_day, p.acronym || coalesce(' – ' || o.name, '') as title, f.source,
  f.href, f.synthetic
from projects.fact_first_sale f join projects.project p on p.id = f.project_id left join registry.organisation o on o.id = f.organisation_id;

create view projects.counted_jobs as
select f.fact_id, f.fact_id as unit_id, f.cluster_id, f.cluster_share, f.organisation_id, f.project_id, f.on_day, f.on_day as until_day, f.year,
  f.amount_cents, f.count, null::text as nature, null::text as detail, null::date as other_day, p.acronym || coalesce(' – ' || o.name, '') as title, f.source,
  f.href, f.synthetic
from projects.fact_jobs f join projects.project p on p.id = f.project_id left join registry.organisation o on o.id = f.organisation_id;
