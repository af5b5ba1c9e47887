-- What the text in force of a contract publishes for counting; before any signature, the text under way of a contract that is followed provisionally (R21).
create view contracts.text_to_count as
select c.id as contract_id, c.cluster_id, c.starts_on, c.ends_on, c.synthetic, e.id as edition_id
from contracts.contract c
  join lateral (select e.id from contracts.edition e
    where e.contract_id = c.id and (e.state = 'signed' or (e.state in ('open', 'signing') and c.signed_on is null and c.provisional_from is not null))
    order by e.number desc limit 1) e on true
where c.state <> 'terminated';

-- A party's money for running costs, year by year (GOU-01, GOU-02). `nature`: state, region, authority, cluster.
create view contracts.fact_commitment as
select t.contract_id || ' ' || l.id as fact_id, t.contract_id || ' ' || l.id as unit_id, t.cluster_id, 1::numeric as cluster_share, null::text as organisation_id,
  null::text as project_id, make_date((l.content ->> 'year')::int, 1, 1) as on_day, make_date((l.content ->> 'year')::int, 12, 31) as until_day,
  (l.content ->> 'year')::int as year, (l.content ->> 'amountCents')::bigint as amount_cents, 1::numeric as count, p.kind as nature, p.name as detail,
  null::date as other_day, p.name as title, 'contrat' as source, '/contrats/' || t.contract_id || '/financement' as href, t.synthetic
from contracts.text_to_count t join contracts.clause l on l.edition_id = t.edition_id and l.kind = 'commitment'
  join contracts.party p on p.edition_id = t.edition_id and p.id = l.content ->> 'party'
where l.content ->> 'nature' = 'running-costs';

-- What running the cluster costs in a year, all funders together: the denominator of the public share (R30).
create view contracts.fact_budget as
select t.contract_id || ' ' || l.id as fact_id, t.contract_id || ' ' || l.id as unit_id, t.cluster_id, 1::numeric as cluster_share, null::text as organisation_id,
  null::text as project_id, make_date((l.content ->> 'year')::int, 1, 1) as on_day, make_date((l.content ->> 'year')::int, 12, 31) as until_day,
  (l.content ->> 'year')::int as year, (l.content ->> 'runningCostsCents')::bigint as amount_cents, 1::numeric as count, null::text as nature,
  null::text as detail, null::date as other_day, l.content ->> 'year' as title, 'contrat' as source, '/contrats/' || t.contract_id || '/financement' as href, t.synthetic
from contracts.text_to_count t join contracts.clause l on l.edition_id = t.edition_id and l.kind = 'budget';

-- A target market, for as long as the contract runs (EXP-05). `nature`: region of the world.
create view contracts.fact_market as
select t.contract_id || ' ' || l.id as fact_id, t.contract_id || ' ' || l.id as unit_id, t.cluster_id, 1::numeric as cluster_share, null::text as organisation_id,
  null::text as project_id, t.starts_on as on_day, t.ends_on as until_day, extract(year from t.starts_on)::int as year, null::bigint as amount_cents,
  1::numeric as count, l.content ->> 'worldRegion' as nature, null::text as detail, null::date as other_day, l.content ->> 'title' as title,
  'contrat' as source, '/contrats/' || t.contract_id || '/strategie' as href, t.synthetic
from contracts.text_to_count t join contracts.clause l on l.edition_id = t.edition_id and l.kind = 'market';
