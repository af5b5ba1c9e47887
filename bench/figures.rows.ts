import type { Store } from '../src/kit/db/database.ts';

/**
 * Statements that fill a store for the benchmarks of figures, straight into the tables: `organisations` firms and laboratories spread over the clusters of the store, one in twelve in a second
 * one, with sizes, accounts and creations, and a project for every 25 organisations with its partners, labels, funding, results, sales and jobs between 2013 and 2018.
 */
const statements = (organisations: number): string[] => {
  const projects = Math.ceil(organisations / 25);
  const clusters = `(select id, row_number() over (order by id) - 1 as place, count(*) over () as clusters from registry.cluster)`;
  return [
    `insert into registry.organisation (id, name, kind, naf, created_on, synthetic, source, recorded_at, updated_at)
       select 'org-bench-' || i, 'Organisation ' || i, case when i % 7 = 0 then 'laboratory' when i % 41 = 0 then 'training-body' else 'firm' end,
         case when i % 3 = 0 then '28.99B' else '62.01Z' end, date '1985-01-01' + (i * 37) % 10500, true, 'mesure', now(), now()
       from generate_series(1, ${organisations}) i`,
    `insert into registry.membership (id, cluster_id, organisation_id, college, from_day, to_day, end_reason, synthetic, source, recorded_at)
       select 'mbr-bench-' || i || '-' || s, k.id, 'org-bench-' || i, 'other', date '2006-01-01' + (i * 13 + s * 400) % 4200,
         case when i % 9 = 0 then date '2006-01-01' + (i * 13 + s * 400) % 4200 + 900 end, case when i % 9 = 0 then 'démission' end, true, 'mesure', now()
       from generate_series(1, ${organisations}) i cross join generate_series(0, 1) s join ${clusters} k on k.place = (i + s * 17) % k.clusters
       where s = 0 or i % 12 = 0`,
    `insert into registry.size_spell (organisation_id, from_day, to_day, category, year, approximate)
       select 'org-bench-' || i, date '2012-12-31' + v * 1096, case when v = 0 then date '2015-12-31' end, (array['micro', 'pme', 'pme', 'eti', 'ge'])[1 + (i + v) % 5],
         2012 + v * 3, false
       from generate_series(1, ${organisations}) i cross join generate_series(0, 1) v where i % 7 > 0 and (v = 0 or i % 2 = 0)`,
    `insert into registry.accounts (organisation_id, year, closed_on, headcount, revenue_cents, source)
       select 'org-bench-' || i, y, make_date(y, 12, 31), 1 + (i * 7 + y) % 300, (1 + (i * 31) % 9000) * 1000000::bigint, 'mesure'
       from generate_series(1, ${organisations}) i cross join generate_series(2012, 2017) y where (i + y) % 3 = 0`,
    `insert into projects.project (id, acronym, title, cluster_id, stage, stage_since, created_on, recorded_at, synthetic)
       select 'bench-' || i, 'Mesure ' || i, 'Projet de mesure ' || i, k.id, 'market', date '2017-01-01', date '2010-01-01', now(), true
       from generate_series(1, ${projects}) i join ${clusters} k on k.place = i % k.clusters`,
    `insert into projects.partner (id, project_id, organisation_id, lead, country, joined_on, costs_stated)
       select 'prt-bench-' || i || '-' || p, 'bench-' || i, 'org-bench-' || (1 + (i * 3 + p) % ${organisations}), p = 1, 'FR', date '2010-01-01', true
       from generate_series(1, ${projects}) i cross join generate_series(1, 4) p`,
    `insert into projects.partner_cost (partner_id, nature, research, amount_cents)
       select 'prt-bench-' || i || '-' || p, 'staff', 'industrial', 10000000 + (i * 7919) % 90000000 from generate_series(1, ${projects}) i cross join generate_series(1, 4) p`,
    `insert into projects.submission (id, project_id, window_id, call_id, state, incubation_from, submitted_on, recorded_at)
       select 'sub-bench-' || i, 'bench-' || i, 'anr', 'anr', 'decided', date '2012-10-01', date '2013-01-01', now() from generate_series(1, ${projects}) i`,
    `insert into projects.label (id, submission_id, project_id, call_id, cluster_id, lead, decision, decided_on, procedure, meeting_id, reasons)
       select 'lab-bench-' || i || '-' || c, 'sub-bench-' || i, 'bench-' || i, 'anr', k.id, c = 0, case when i % 5 = 0 then 'reservations' else 'labelled' end,
         date '2013-01-01' + (i * 11) % 1900, 'meeting', 'mtg-bench', 'mesure'
       from generate_series(1, ${projects}) i cross join generate_series(0, 1) c join ${clusters} k on k.place = (i + c * 5) % k.clusters where c = 0 or i % 4 = 0`,
    `insert into projects.result (id, project_id, partner_id, kind, title, obtained_on, source, recorded_at)
       select 'res-bench-' || i || '-' || r, 'bench-' || i, 'prt-bench-' || i || '-1', (array['product', 'process', 'service', 'patent', 'publication', 'start-up'])[1 + (i + r) % 6],
         'Résultat ' || r, date '2013-06-01' + (i * 17 + r * 90) % 1700, 'mesure', now()
       from generate_series(1, ${projects}) i cross join generate_series(1, 4) r`,
    `insert into projects.first_sale (id, project_id, partner_id, sold_on, amount_cents, country, source, recorded_at)
       select 'sal-bench-' || i, 'bench-' || i, 'prt-bench-' || i || '-1', date '2014-01-01' + (i * 19) % 1500, 5000000, 'FR', 'mesure', now()
       from generate_series(1, ${projects}) i where i % 2 = 0`,
    `insert into projects.market_year (id, project_id, partner_id, year, revenue_cents, jobs_created, jobs_kept, source, recorded_at)
       select 'mkt-bench-' || i || '-' || y, 'bench-' || i, 'prt-bench-' || i || '-1', y, 9000000, i % 5, i % 3, 'mesure', now()
       from generate_series(1, ${projects}) i cross join generate_series(2014, 2017) y where i % 2 = 0`,
  ];
};

/** A contract for each cluster, followed since 2013, with one objective and every common indicator, targets to 2018; and the campaign on 2017, open. */
const CONTRACTS = [
  `insert into contracts.contract (id, cluster_id, phase, starts_on, ends_on, state, provisional_from, opened_at)
     select k.id || '-2013', k.id, '2013-2018', date '2013-01-01', date '2018-12-31', 'discussion', date '2013-01-01', now() from registry.cluster k
     where exists (select 1 from registry.label_decision d where d.cluster_id = k.id)`,
  `insert into contracts.edition (id, contract_id, number, state, opened_at) select 'edt-' || id, id, 0, 'open', now() from contracts.contract`,
  `insert into contracts.clause (edition_id, id, kind, parent_id, position, content, revision, changed_at, changed_by)
     select 'edt-' || id, 'obj-' || id, 'objective', null, 1,
       '{"title": "Objectif de mesure", "dimension": "market", "scope": "collective", "bearers": [], "rationale": "", "priorities": [], "filieres": [], "areas": []}', 1, now(), 'mesure'
     from contracts.contract`,
  `insert into contracts.clause (edition_id, id, kind, parent_id, position, content, revision, changed_at, changed_by)
     select 'edt-' || c.id, 'ind-' || c.id || '-' || i.code, 'indicator', 'obj-' || c.id, i.rank,
       jsonb_build_object('title', i.label_fr, 'code', i.code, 'unit', a.unit_fr, 'direction', a.direction, 'measure', a.measure, 'levels', '[]'::jsonb,
         'numerator', a.numerator_fr, 'denominator', a.denominator_fr, 'cumulation', a.cumulation, 'baseline', null, 'verification', '', 'responsible', '',
         'targets', jsonb_build_object('2013', 10, '2014', 12, '2015', 14, '2016', 16, '2017', 18, '2018', 20)), 1, now(), 'mesure'
     from contracts.contract c cross join indicators.indicator i join indicators.attribute a on a.code = i.code`,
  `insert into campaigns.campaign (year, state, opens_on, due_on, state_days, region_days, silence, reason_threshold, opened_at)
     values (2017, 'open', date '2018-01-15', date '2018-03-31', 30, 30, 'accepts', 20, now())`,
];

/** Fills the store; gives the seconds that it took. */
export async function fillFigures(store: Store, organisations: number): Promise<number> {
  const start = performance.now();
  await store.exec(`set session_replication_role = replica`);
  for (const statement of [...statements(organisations), ...CONTRACTS]) await store.exec(statement);
  await store.exec(`set session_replication_role = origin`);
  await store.exec('analyze');
  return (performance.now() - start) / 1000;
}
