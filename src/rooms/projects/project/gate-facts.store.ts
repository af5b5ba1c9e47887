import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { GateFacts } from './gate.rules.ts';

/** What the gates of a project rest on, read from every slice in one statement; null when there is no such project. */
export async function gateFacts(sql: Sql, project: string): Promise<GateFacts | null> {
  const { rows } = await fragment<GateFacts>`
    select p.stage, p.stage_since as "stageSince", p.cluster_id as "cluster", k.name as "clusterName",
      (select o.name from projects.partner r join registry.organisation o on o.id = r.organisation_id
        where r.project_id = p.id and r.lead and r.left_on is null) as "lead",
      (select count(*)::int from projects.partner r where r.project_id = p.id and r.left_on is null) as "partners",
      coalesce((select json_agg(json_build_object('cluster', c.name, 'decision', l.decision, 'askedOn', l.asked_on, 'decidedOn', l.decided_on,
          'alive', s.state <> 'withdrawn') order by l.lead desc, l.asked_on)
        from projects.label l join projects.submission s on s.id = l.submission_id join registry.cluster c on c.id = l.cluster_id
        where l.project_id = p.id), '[]') as "labels",
      coalesce((select json_agg(json_build_object('window', a.window_id, 'funder', a.funder, 'region', g.name, 'state', a.state,
          'submittedOn', a.submitted_on, 'selectedOn', a.selected_on, 'lapsesAfter', a.lapses_after, 'agreementOn', a.agreement_on) order by a.submitted_on, a.id)
        from projects.application a left join registry.region g on g.code = a.region and g.vintage = '2013'
        where a.project_id = p.id), '[]') as "files",
      p.research_starts_on as "startsOn", p.research_ends_on as "endsOn",
      (select count(*)::int from projects.milestone m where m.project_id = p.id and m.kind = 'deliverable' and m.done_on is null and m.dropped_on is null)
        as "openDeliverables",
      (select min(m.due_on) from projects.milestone m where m.project_id = p.id and m.kind = 'deliverable' and m.done_on is null and m.dropped_on is null)
        as "oldestDeliverable",
      (select min(i.decided_on) from projects.industrialisation i where i.project_id = p.id and i.withdrawn_on is null) as "investedOn",
      (select min(f.sold_on) from projects.first_sale f where f.project_id = p.id and f.withdrawn_on is null) as "firstSoldOn",
      exists (select 1 from projects.first_sale f where f.project_id = p.id and f.withdrawn_on is null and f.country <> 'FR')
        or exists (select 1 from projects.market_year y where y.project_id = p.id and y.replaced_on is null and y.revenue_cents > 0 and y.export_percent > 0)
        as "soldAbroad",
      (select count(distinct y.year)::int from projects.market_year y
        where y.project_id = p.id and y.replaced_on is null and y.revenue_cents > 0) as "yearsOfSales"
    from projects.project p join registry.cluster k on k.id = p.cluster_id
    where p.id = ${project}`.execute(sql);
  return rows[0] ?? null;
}
