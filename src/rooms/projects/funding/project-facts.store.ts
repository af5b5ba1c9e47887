import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { OrganisationKind } from '#rooms/registry';
import type { CostNature } from '../project.ts';
import type { ApplicationState, Funder } from './files/application.ts';
import type { CostBasis, LoanFacts, ResearchCategory, SpecialKind } from './funding-facts.ts';

export interface PartnerRow {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly lead: boolean;
  readonly special: SpecialKind;
  readonly country: string;
  readonly commune: string | null;
  /** Region of the commune of work in both lists of regions: `{ '2013': '82', '2016': '84' }`; null without a commune. */
  readonly regions: Readonly<Record<string, string>> | null;
  readonly costsStated: boolean;
  readonly costs: readonly (readonly [nature: CostNature, research: ResearchCategory, cents: number])[] | null;
  readonly costBasis: CostBasis | null;
  readonly askedCents: number | null;
  readonly otherPublicCents: number | null;
  readonly piaOnProject: boolean | null;
  readonly freeToPublish: boolean | null;
  readonly economicActivity: boolean | null;
  readonly appliedOn: Day | null;
  readonly startsOn: Day | null;
}

export interface LabelRow {
  readonly cluster: string;
  readonly clusterName: string;
  readonly call: string;
  readonly lead: boolean;
  readonly granted: boolean;
  readonly decidedOn: Day | null;
}

export interface ApplicationRow {
  readonly id: string;
  readonly call: string;
  readonly funder: Funder;
  readonly region: string | null;
  readonly state: ApplicationState;
  readonly selectedOn: Day | null;
  readonly loan: LoanFacts | null;
  readonly parts: readonly {
    readonly partner: string;
    readonly askedCents: number | null;
    readonly grantedCents: number | null;
  }[];
}

/** All that the funding rules need of one project, as it is filed. */
export interface ProjectRow {
  readonly id: string;
  readonly acronym: string;
  readonly cluster: string;
  readonly clusterName: string;
  readonly researchEndsOn: Day | null;
  readonly launchPlannedOn: Day | null;
  readonly wideDissemination: boolean | null;
  readonly laboratoryShareJustified: boolean | null;
  readonly synthetic: boolean;
  readonly partners: readonly PartnerRow[];
  /** Labels asked, decided or not. */
  readonly labels: readonly LabelRow[];
  /** Regions of each cluster that follows it or was asked for a label, by cluster: `82@2013`. */
  readonly territories: Readonly<Record<string, readonly string[]>>;
  readonly applications: readonly ApplicationRow[];
}

/** One reading for the whole project; null when there is no such project. */
export async function projectRow(sql: Sql, project: string): Promise<ProjectRow | null> {
  const { rows } = await fragment<ProjectRow>`
    select p.id, p.acronym, p.cluster_id as cluster, c.name as "clusterName", p.research_ends_on as "researchEndsOn",
      p.launch_planned_on as "launchPlannedOn", p.wide_dissemination as "wideDissemination",
      p.laboratory_share_justified as "laboratoryShareJustified", p.synthetic,
      coalesce((select json_agg(json_build_object('id', r.id, 'organisation', r.organisation_id, 'name', o.name, 'kind', o.kind,
          'lead', r.lead, 'special', r.special, 'country', r.country, 'commune', r.commune,
          'regions', (select json_object_agg(d.vintage, d.region_code) from registry.commune k
            join registry.departement_region d on d.departement = k.departement where k.code = r.commune),
          'costsStated', r.costs_stated,
          'costs', (select json_agg(json_build_array(k.nature, k.research, k.amount_cents)) from projects.partner_cost k where k.partner_id = r.id),
          'costBasis', r.cost_basis, 'askedCents', r.asked_cents, 'otherPublicCents', r.other_public_cents,
          'piaOnProject', r.pia_on_project, 'freeToPublish', r.free_to_publish, 'economicActivity', r.economic_activity,
          'appliedOn', r.applied_on, 'startsOn', r.starts_on) order by r.lead desc, r.joined_on, r.id)
        from projects.partner r join registry.organisation o on o.id = r.organisation_id
        where r.project_id = p.id and r.left_on is null), '[]') as partners,
      coalesce((select json_agg(json_build_object('cluster', l.cluster_id, 'clusterName', lc.name, 'call', l.call_id, 'lead', l.lead,
          'granted', coalesce(l.decision in ('labelled', 'reservations'), false), 'decidedOn', l.decided_on)
          order by l.lead desc, l.cluster_id)
        from projects.label l join registry.cluster lc on lc.id = l.cluster_id where l.project_id = p.id), '[]') as labels,
      coalesce((select json_object_agg(t.cluster_id, t.regions) from (
          select r.cluster_id, json_agg(r.region || '@' || r.vintage) as regions from registry.cluster_region r
          where r.cluster_id = p.cluster_id or r.cluster_id in (select l.cluster_id from projects.label l where l.project_id = p.id)
          group by r.cluster_id) t), '{}') as territories,
      coalesce((select json_agg(json_build_object('id', a.id, 'call', a.call_id, 'funder', a.funder, 'region', a.region, 'state', a.state,
          'selectedOn', a.selected_on, 'loan', a.loan,
          'parts', coalesce((select json_agg(json_build_object('partner', q.partner_id, 'askedCents', q.asked_cents,
              'grantedCents', q.granted_cents)) from projects.application_partner q where q.application_id = a.id), '[]'))
          order by a.recorded_at, a.id)
        from projects.application a where a.project_id = p.id), '[]') as applications
    from projects.project p join registry.cluster c on c.id = p.cluster_id where p.id = ${project}`.execute(sql);
  return rows[0] ?? null;
}
