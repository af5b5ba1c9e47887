-- What the register publishes for counting (principles 1 and 2): one row per fact. Those on an organisation whatever its clusters have no cluster.
-- `unit_id`: what a national total counts once (R111).

-- Who was a member, from which day to which. `nature`: kind of organisation; `detail`: college; `other_day`: creation of the organisation.
create view registry.fact_membership as
select m.id as fact_id, coalesce(m.siret, m.organisation_id) as unit_id, m.cluster_id, 1::numeric as cluster_share, m.organisation_id, null::text as project_id,
  m.from_day as on_day, m.to_day as until_day, extract(year from m.from_day)::int as year, null::bigint as amount_cents, 1::numeric as count,
  o.kind as nature, m.college as detail, o.created_on as other_day, o.name as title, m.source, '/organisations/' || o.id as href, m.synthetic
from registry.membership m join registry.organisation o on o.id = m.organisation_id;

-- Its own accounts of a closed year: headcount and turnover. `detail`: activity.
create view registry.fact_accounts as
select a.organisation_id || ' ' || a.year as fact_id, a.organisation_id as unit_id, null::text as cluster_id, 1::numeric as cluster_share,
  a.organisation_id, null::text as project_id, a.closed_on as on_day, a.closed_on as until_day, a.year, a.revenue_cents as amount_cents, a.headcount as count,
  null::text as nature, o.naf as detail, null::date as other_day, o.name as title, a.source, '/organisations/' || o.id as href, o.synthetic
from registry.accounts a join registry.organisation o on o.id = a.organisation_id where not a.consolidated;

-- Its size category, at the level of its enterprise (R55, R56).
create view registry.fact_size as
select s.organisation_id || ' ' || s.from_day as fact_id, s.organisation_id as unit_id, null::text as cluster_id, 1::numeric as cluster_share,
  s.organisation_id, null::text as project_id, s.from_day as on_day, s.to_day as until_day, s.year, null::bigint as amount_cents, 1::numeric as count,
  s.category as nature, null::text as detail, null::date as other_day, o.name as title, o.source, '/organisations/' || o.id as href, o.synthetic
from registry.size_spell s join registry.organisation o on o.id = s.organisation_id;

-- Who controls it: a French parent or a foreign one.
create view registry.fact_control as
select g.id as fact_id, g.child_id as unit_id, null::text as cluster_id, 1::numeric as cluster_share, g.child_id as organisation_id, null::text as project_id,
  g.from_day as on_day, g.to_day as until_day, extract(year from g.from_day)::int as year, null::bigint as amount_cents, 1::numeric as count,
  case when p.country = 'FR' then 'national' else 'foreign' end as nature, p.country as detail, null::date as other_day,
  o.name as title, g.source, '/organisations/' || o.id as href, o.synthetic
from registry.group_link g join registry.organisation o on o.id = g.child_id join registry.organisation p on p.id = g.parent_id;
