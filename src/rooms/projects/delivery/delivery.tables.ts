import type {
  AttributionState,
  ChangeKind,
  ChangeState,
  FollowUpMonths,
  FollowUpState,
  MilestoneKind,
  PartyKind,
  ProductStanding,
  ResultKind,
  Subject,
} from './delivery.ts';

export interface MilestoneTable {
  id: string;
  project_id: string;
  partner_id: string | null;
  kind: MilestoneKind;
  title: string;
  due_on: string;
  done_on: string | null;
  evidence: string | null;
  evidence_file_id: string | null;
  dropped_on: string | null;
  dropped_reason: string | null;
}

/** What a request would change: the day for a delay, words for the others. */
export interface ChangeSide {
  readonly endsOn?: string | null;
  readonly text?: string;
}

export interface ChangeRequestTable {
  id: string;
  project_id: string;
  kind: ChangeKind;
  what: string;
  reason: string;
  before: ChangeSide | null;
  after: ChangeSide | null;
  asked_on: string;
  asked_by: string;
  state: ChangeState;
  decided_on: string | null;
  decided_by: string | null;
  decision_reason: string | null;
}

export interface ResultTable {
  id: string;
  project_id: string;
  partner_id: string | null;
  kind: ResultKind;
  title: string;
  obtained_on: string;
  reference: string | null;
  source: string;
  withdrawn_on: string | null;
  withdrawn_reason: string | null;
  recorded_at: Date;
}

export interface IndustrialisationTable {
  id: string;
  project_id: string;
  partner_id: string;
  commune: string | null;
  investment_cents: number | null;
  decided_on: string;
  production_starts_on: string | null;
  jobs: number | null;
  application_id: string | null;
  source: string;
  withdrawn_on: string | null;
  withdrawn_reason: string | null;
  recorded_at: Date;
}

export interface FirstSaleTable {
  id: string;
  project_id: string;
  partner_id: string;
  result_id: string | null;
  sold_on: string;
  country: string;
  amount_cents: number | null;
  source: string;
  withdrawn_on: string | null;
  withdrawn_reason: string | null;
  recorded_at: Date;
}

/** Numerics are read as text: `Number()` before computing. */
export interface MarketYearTable {
  id: string;
  project_id: string;
  partner_id: string;
  year: number;
  revenue_cents: number | null;
  export_percent: string | number | null;
  jobs_created: string | number | null;
  jobs_kept: string | number | null;
  source: string;
  follow_up_id: string | null;
  replaced_on: string | null;
  replaced_reason: string | null;
  recorded_at: Date;
}

/** What was answered, as given; the facts that came of it stand in `market_year` and `first_sale`. */
export interface FollowUpAnswers {
  readonly year: number;
  readonly revenueEuros: number | null;
  readonly jobsCreated: number | null;
  readonly jobsKept: number | null;
  readonly standing: ProductStanding | null;
  readonly exportPercent: number | null;
}

export interface FollowUpTable {
  id: string;
  project_id: string;
  partner_id: string;
  months: FollowUpMonths;
  due_on: string;
  state: FollowUpState;
  sent_to: string | null;
  sent_on: string | null;
  reminded_on: string | null;
  reminders: number;
  answered_on: string | null;
  answers: FollowUpAnswers | null;
  reason: string | null;
  seconds_spent: number | null;
}

export interface AttributionTable {
  id: string;
  project_id: string;
  subject: Subject;
  subject_id: string;
  state: AttributionState;
  opened_on: string;
  closed_on: string | null;
  dispute: string | null;
  disputed_by: string | null;
  settlement: string | null;
  settled_by: string | null;
}

export interface AttributionShareTable {
  attribution_id: string;
  party_kind: PartyKind;
  party_id: string;
  share: number;
  accepted_on: string | null;
  accepted_by: string | null;
}

/** Part of a cluster in a project, in hundredths of a per cent. */
interface ProjectShareView {
  project_id: string;
  cluster_id: string;
  share: number;
}

interface LineShareView {
  subject: Subject;
  subject_id: string;
  cluster_id: string;
  share: number;
}

/** One fact and the part of one cluster in it, between 0 and 1 (read as text). */
export interface FactView {
  fact_id: string;
  project_id: string;
  cluster_id: string;
  cluster_share: string;
  organisation_id: string | null;
  on_day: string;
  year: number;
  amount_cents: number | null;
  count: string;
  source: string;
  href: string;
  synthetic: boolean;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'projects.milestone': MilestoneTable;
    'projects.change_request': ChangeRequestTable;
    'projects.result': ResultTable;
    'projects.industrialisation': IndustrialisationTable;
    'projects.first_sale': FirstSaleTable;
    'projects.market_year': MarketYearTable;
    'projects.follow_up': FollowUpTable;
    'projects.attribution': AttributionTable;
    'projects.attribution_share': AttributionShareTable;
    'projects.project_share': ProjectShareView;
    'projects.default_share': ProjectShareView;
    'projects.line_share': LineShareView;
    'projects.fact_label': FactView;
    'projects.fact_submission': FactView;
    'projects.fact_grant': FactView;
    'projects.fact_payment': FactView;
    'projects.fact_milestone': FactView;
    'projects.fact_result': FactView;
    'projects.fact_investment': FactView & { jobs: number | null };
    'projects.fact_first_sale': FactView & { country: string };
    'projects.fact_revenue': FactView & { export_percent: string | null; follow_up_id: string | null };
    'projects.fact_jobs': FactView & { jobs_created: string | null; jobs_kept: string | null };
  }
}
