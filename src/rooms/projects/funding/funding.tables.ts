import type { ApplicationState, Funder } from './files/application.ts';
import type { LoanFacts } from './funding-facts.ts';

export interface ApplicationTable {
  id: string;
  project_id: string;
  submission_id: string | null;
  window_id: string;
  call_id: string;
  funder: Funder;
  region: string | null;
  state: ApplicationState;
  submitted_on: string | null;
  eligible_on: string | null;
  selected_on: string | null;
  lapses_after: string | null;
  derogation_reason: string | null;
  derogation_by: string | null;
  agreement_on: string | null;
  agreement_reference: string | null;
  closed_on: string | null;
  decision_reason: string | null;
  rules_applied: unknown;
  loan: LoanFacts | null;
  recorded_at: Date;
}

export interface ApplicationStepTable {
  id: string;
  application_id: string;
  state: string;
  on_day: string;
  reason: string | null;
  recorded_at: Date;
  recorded_by: string;
}

export interface ApplicationPartnerTable {
  application_id: string;
  partner_id: string;
  asked_cents: number | null;
  granted_cents: number | null;
  ceiling_cents: number | null;
}

export interface PaymentTable {
  id: string;
  application_id: string;
  partner_id: string;
  kind: 'advance' | 'interim' | 'balance';
  amount_cents: number;
  state: 'requested' | 'paid' | 'refused';
  requested_on: string;
  settled_on: string | null;
  evidence: string | null;
  evidence_file_id: string | null;
  reason: string | null;
}

export interface DeMinimisAidTable {
  id: string;
  organisation_id: string;
  amount_cents: number;
  granted_on: string;
  grantor: string;
  recorded_at: Date;
}

export interface CallAdditionTable {
  id: string;
  window_id: string;
  entry: unknown;
  added_by: string;
  recorded_at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'projects.application': ApplicationTable;
    'projects.application_step': ApplicationStepTable;
    'projects.application_partner': ApplicationPartnerTable;
    'projects.payment': PaymentTable;
    'projects.de_minimis_aid': DeMinimisAidTable;
    'projects.call_addition': CallAdditionTable;
  }
}
