import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Thread } from './thread.ts';

/** All that the thread of one project shows, whoever reads it, in one statement; the query keeps what the reader may see. Null when there is none. */
export async function threadOf(sql: Sql, project: string): Promise<Thread | null> {
  const { rows } = await fragment<Thread>`
    select p.id, p.acronym, p.title, p.summary, p.target_market as "targetMarket", p.stage, p.stage_since as "stageSince", p.trl,
      p.research_starts_on as "researchStartsOn", p.research_ends_on as "researchEndsOn", p.launch_planned_on as "launchPlannedOn",
      p.wide_dissemination as "wideDissemination", p.laboratory_share_justified as "laboratoryShareJustified", p.source, p.synthetic, p.revision, json_build_object('id', k.id, 'name', k.name) as cluster,
      (select json_build_object('slug', f.slug, 'label', f.label) from registry.filiere f where f.slug = p.filiere) as filiere,
      (select json_agg(json_build_object('id', e.id, 'stage', e.stage, 'on', e.entered_on, 'trl', e.trl, 'evidence', e.evidence, 'reason', e.reason)
        order by e.entered_on, e.recorded_at, e.id) from projects.stage_entry e where e.project_id = p.id) as stages,
      coalesce((select json_agg(json_build_object('id', r.id, 'organisation', o.id, 'name', o.name, 'kind', o.kind, 'lead', r.lead, 'country', r.country,
          'synthetic', o.synthetic) order by r.lead desc, r.joined_on, r.id)
        from projects.partner r join registry.organisation o on o.id = r.organisation_id where r.project_id = p.id and r.left_on is null), '[]') as partners,
      (select json_build_object('costCents', case when bool_and(r.costs_stated) then coalesce(sum(c.cents), 0) end, 'stated', count(*) filter (where r.costs_stated),
          'partners', count(*), 'askedCents', sum(r.asked_cents))
        from projects.partner r left join lateral (select sum(amount_cents) as cents from projects.partner_cost where partner_id = r.id) c on true
        where r.project_id = p.id and r.left_on is null) as budget,
      coalesce((select json_agg(json_build_object('cluster', c.name, 'lead', l.lead, 'decision', l.decision, 'decidedOn', l.decided_on, 'askedOn', l.asked_on)
          order by l.asked_on, l.lead desc)
        from projects.label l join projects.submission s on s.id = l.submission_id join registry.cluster c on c.id = l.cluster_id
        where l.project_id = p.id and s.state <> 'withdrawn'), '[]') as labels,
      coalesce((select json_agg(json_build_object('id', a.id, 'funder', a.funder, 'region', g.name, 'window', a.window_id, 'call', a.call_id, 'state', a.state,
          'submittedOn', a.submitted_on, 'selectedOn', a.selected_on, 'agreementOn', a.agreement_on, 'lapsesAfter', a.lapses_after,
          'askedCents', m.asked, 'grantedCents', m.granted, 'paidCents', coalesce(y.paid, 0)) order by a.submitted_on, a.id)
        from projects.application a
          left join registry.region g on g.code = a.region and g.vintage = '2013'
          left join lateral (select sum(asked_cents) as asked, sum(granted_cents) as granted from projects.application_partner where application_id = a.id) m on true
          left join lateral (select sum(amount_cents) as paid from projects.payment where application_id = a.id and state = 'paid') y on true
        where a.project_id = p.id), '[]') as files,
      (select json_build_object('total', count(*), 'done', count(*) filter (where m.done_on is not null),
          'dropped', count(*) filter (where m.dropped_on is not null), 'nextDue', min(m.due_on) filter (where m.done_on is null and m.dropped_on is null))
        from projects.milestone m where m.project_id = p.id) as delivery,
      coalesce((select json_object_agg(kind, n) from (select kind, count(*)::int as n from projects.result
        where project_id = p.id and withdrawn_on is null group by kind) x), '{}') as results,
      (select json_build_object('investmentCents', sum(i.investment_cents), 'sites', count(*)) from projects.industrialisation i
        where i.project_id = p.id and i.withdrawn_on is null) as industrialisation,
      (select json_build_object('on', f.sold_on, 'country', f.country) from projects.first_sale f
        where f.project_id = p.id and f.withdrawn_on is null order by f.sold_on limit 1) as "firstSale",
      coalesce((select json_agg(json_build_object('year', x.year, 'revenueCents', x.revenue, 'jobsCreated', x.jobs) order by x.year)
        from (select y.year, sum(y.revenue_cents) as revenue, sum(y.jobs_created) as jobs from projects.market_year y
          where y.project_id = p.id and y.replaced_on is null group by y.year) x), '[]') as years,
      coalesce((select json_agg(json_build_object('id', h.id, 'kind', h.kind, 'title', h.title, 'protection', h.protection, 'note', h.note, 'partner', o.name)
          order by h.recorded_on, h.id)
        from projects.know_how h join projects.partner r on r.id = h.partner_id join registry.organisation o on o.id = r.organisation_id
        where h.project_id = p.id), '[]') as "knowHow"
    from projects.project p join registry.cluster k on k.id = p.cluster_id
    where p.id = ${project}`.execute(sql);
  return rows[0] ?? null;
}
