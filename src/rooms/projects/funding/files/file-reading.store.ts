import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { LoanFacts } from '../funding-facts.ts';
import type { ApplicationState, Funder, PaymentKind, PaymentState } from './application.ts';

export interface FileReading {
  readonly id: string;
  readonly call: string;
  readonly window: string;
  readonly funder: Funder;
  readonly region: string | null;
  readonly regionName: string | null;
  readonly state: ApplicationState;
  readonly submittedOn: Day | null;
  readonly eligibleOn: Day | null;
  readonly selectedOn: Day | null;
  readonly lapsesAfter: Day | null;
  readonly derogationReason: string | null;
  readonly agreementOn: Day | null;
  readonly agreementReference: string | null;
  readonly decisionReason: string | null;
  readonly loan: LoanFacts | null;
  readonly rulesApplied: {
    readonly on: Day;
    readonly verdict: string;
    readonly text: { readonly fr: string; readonly en: string } | null;
  } | null;
  readonly steps: readonly {
    readonly state: ApplicationState;
    readonly on: Day;
    readonly reason: string | null;
    readonly by: string;
  }[];
  readonly parts: readonly {
    readonly partner: string;
    readonly name: string;
    readonly askedCents: number | null;
    readonly grantedCents: number | null;
    readonly ceilingCents: number | null;
  }[];
  readonly payments: readonly {
    readonly id: string;
    readonly partner: string;
    readonly name: string;
    readonly kind: PaymentKind;
    readonly amountCents: number;
    readonly state: PaymentState;
    readonly requestedOn: Day;
    readonly settledOn: Day | null;
    readonly evidence: string | null;
    readonly hasFile: boolean;
    readonly reason: string | null;
  }[];
}

/** Every file of a project, the newest first, with its steps, its partners' amounts and its payments: one reading. */
export async function filesOfProject(sql: Sql, project: string): Promise<FileReading[]> {
  const { rows } = await fragment<FileReading>`
    select a.id, a.call_id as call, a.window_id as "window", a.funder, a.region, g.name as "regionName", a.state,
      a.submitted_on as "submittedOn", a.eligible_on as "eligibleOn", a.selected_on as "selectedOn", a.lapses_after as "lapsesAfter",
      a.derogation_reason as "derogationReason", a.agreement_on as "agreementOn", a.agreement_reference as "agreementReference",
      a.decision_reason as "decisionReason", a.loan, a.rules_applied as "rulesApplied",
      coalesce((select json_agg(json_build_object('state', s.state, 'on', s.on_day, 'reason', s.reason, 'by', s.recorded_by)
          order by s.on_day, s.recorded_at, s.id) from projects.application_step s where s.application_id = a.id), '[]') as steps,
      coalesce((select json_agg(json_build_object('partner', q.partner_id, 'name', o.name, 'askedCents', q.asked_cents,
          'grantedCents', q.granted_cents, 'ceilingCents', q.ceiling_cents) order by r.lead desc, r.joined_on, r.id)
        from projects.application_partner q join projects.partner r on r.id = q.partner_id
          join registry.organisation o on o.id = r.organisation_id where q.application_id = a.id), '[]') as parts,
      coalesce((select json_agg(json_build_object('id', y.id, 'partner', y.partner_id, 'name', o.name, 'kind', y.kind,
          'amountCents', y.amount_cents, 'state', y.state, 'requestedOn', y.requested_on, 'settledOn', y.settled_on,
          'evidence', y.evidence, 'hasFile', y.evidence_file_id is not null, 'reason', y.reason) order by y.requested_on, y.id)
        from projects.payment y join projects.partner r on r.id = y.partner_id
          join registry.organisation o on o.id = r.organisation_id where y.application_id = a.id), '[]') as payments
    from projects.application a
      left join registry.region g on g.vintage = '2013' and g.code = a.region
    where a.project_id = ${project}
    order by a.recorded_at desc, a.id desc`.execute(sql);
  return rows;
}

/** File joined to a payment as evidence; null when there is none. */
export const evidenceFileOf = async (
  sql: Sql,
  named: { readonly project: string; readonly fundingApplication: string; readonly payment: string },
): Promise<string | null> =>
  (
    await sql
      .selectFrom('projects.payment as y')
      .innerJoin('projects.application as a', 'a.id', 'y.application_id')
      .select('y.evidence_file_id')
      .where('a.project_id', '=', named.project)
      .where('a.id', '=', named.fundingApplication)
      .where('y.id', '=', named.payment)
      .executeTakeFirst()
  )?.evidence_file_id ?? null;
