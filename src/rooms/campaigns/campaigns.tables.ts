import type { Generated } from 'kysely';
import type { Day } from '#kit/period.ts';
import type { CampaignState } from './campaign.workflow.ts';
import type { ReturnState } from './return.workflow.ts';

export const ORIGINS = ['counted', 'imported', 'carried', 'typed', 'pasted', 'file', 'empty'] as const;
export type Origin = (typeof ORIGINS)[number];
export const STEPS = ['state', 'region'] as const;
export type Step = (typeof STEPS)[number];
export const VERDICTS = ['accepted', 'questioned', 'returned'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const OPINIONS = ['favourable', 'reserved', 'unfavourable'] as const;
export type Opinion = (typeof OPINIONS)[number];
export type CellState = 'known' | 'not-applicable' | 'not-known';

export interface CampaignTable {
  year: number;
  state: CampaignState;
  opens_on: Day;
  due_on: Day;
  state_days: number;
  region_days: number;
  silence: 'accepts' | 'waits';
  reason_threshold: string;
  opened_at: Date | null;
  closed_at: Date | null;
  frozen_at: Date | null;
  published_at: Date | null;
  synthetic: Generated<boolean>;
  revision: Generated<number>;
}

export interface QuestionTable {
  id: string;
  first_year: number;
  last_year: number;
  indicator: string | null;
  kind: 'indicator' | 'text' | 'yes-no';
  label_fr: string;
  label_en: string;
  basis: string;
  reader: string;
  minutes: string;
  position: number;
  added_by: string;
  added_at: Date;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
}

export interface ReturnTable {
  id: string;
  cluster_id: string;
  year: number;
  contract_id: string | null;
  edition_id: string | null;
  state: ReturnState;
  due_on: Day;
  opened_at: Date;
  opened_by: string;
  narrative: Generated<string>;
  approver: string | null;
  submitted_at: Date | null;
  answer_due_on: Day | null;
  validated_at: Date | null;
  frozen_at: Date | null;
  /** What facts counted is neither to be explained nor confirmed. */
  lighter: Generated<boolean>;
  synthetic: Generated<boolean>;
  revision: Generated<number>;
}

export interface CellTable {
  return_id: string;
  key: string;
  state: CellState | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  not_before: Day | null;
  text: string | null;
  origin: Origin;
  prefilled: string | null;
  prefilled_state: CellState | null;
  comment: Generated<string>;
  reason_code: string | null;
  reason_text: Generated<string>;
  revision: Generated<number>;
  changed_at: Date;
  changed_by: string;
}

export interface CellChangeTable {
  id: string;
  return_id: string;
  key: string;
  revision: number;
  at: Date;
  by_id: string;
  by_name: string;
  before: unknown;
  after: unknown;
}

export interface SubmissionTable {
  id: string;
  return_id: string;
  round: number;
  receipt: string;
  at: Date;
  by_id: string;
  by_name: string;
  approver: string;
  snapshot: unknown;
  digest: string;
}

export interface VerdictTable {
  id: string;
  return_id: string;
  round: number;
  key: string;
  step: Step;
  verdict: Verdict;
  reason: string;
  by_id: string;
  by_name: string;
  at: Date;
  answer: string | null;
  answered_at: Date | null;
  answered_by: string | null;
}

export interface DecisionTable {
  id: string;
  return_id: string;
  round: number;
  step: Step;
  outcome: 'accepted' | 'returned' | 'accepted-by-silence';
  reason: string;
  by_id: string | null;
  by_name: string | null;
  at: Date;
  due_on: Day;
}

export interface OpinionTable {
  id: string;
  return_id: string;
  party_id: string;
  party_name: string;
  opinion: Opinion;
  text: string;
  by_id: string;
  by_name: string;
  at: Date;
}

export interface ExceptionTable {
  id: string;
  return_id: string;
  key: string;
  title: string;
  before: unknown;
  after: unknown;
  reason: string;
  authority: string;
  decided_on: Day;
  by_id: string;
  by_name: string;
  at: Date;
}

export interface EffortTable {
  return_id: string;
  key: string;
  person_id: string;
  on_day: Day;
  seconds: number;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'campaigns.campaign': CampaignTable;
    'campaigns.question': QuestionTable;
    'campaigns.return': ReturnTable;
    'campaigns.cell': CellTable;
    'campaigns.cell_change': CellChangeTable;
    'campaigns.submission': SubmissionTable;
    'campaigns.verdict': VerdictTable;
    'campaigns.decision': DecisionTable;
    'campaigns.opinion': OpinionTable;
    'campaigns.exception': ExceptionTable;
    'campaigns.effort': EffortTable;
  }
}
