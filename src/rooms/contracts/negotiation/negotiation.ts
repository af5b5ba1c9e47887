import type { ClauseKind } from '../clause/clause.ts';
import type { SILENCE_OUTCOMES } from '../settings/contract-rules.ts';

/** What an authority says of the draft that it received. */
export const ANSWERS = ['agrees', 'asks-changes', 'refuses'] as const;
export type Answer = (typeof ANSWERS)[number];

export type SilenceOutcome = (typeof SILENCE_OUTCOMES)[number];

/** Opinions that the CNI gives; that it gave none in its delay is computed, never typed. */
export const OPINIONS = ['favourable', 'with-reservations', 'unfavourable'] as const;
export type Opinion = (typeof OPINIONS)[number];

/** Who reads a comment: every party, the authorities among themselves, the cluster's team among itself. */
export const VISIBILITIES = ['all', 'authorities', 'cluster'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** For whom a person speaks at the table. */
export const SIDES = ['state', 'region', 'authority', 'cluster', 'programme'] as const;
export type Side = (typeof SIDES)[number];

export const PROPOSAL_ACTS = ['change', 'add', 'remove'] as const;
export type ProposalAct = (typeof PROPOSAL_ACTS)[number];

export const PROPOSAL_STATES = ['open', 'accepted', 'refused', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export interface ReceptionTable {
  contract_id: string;
  party_id: string;
  round: number;
  received_on: string;
  due_on: string;
  silence: SilenceOutcome;
  answer: Answer | null;
  answered_on: string | null;
  answer_text: string | null;
  answered_by: string | null;
  outcome: Exclude<SilenceOutcome, 'nothing'> | null;
  outcome_on: string | null;
  reminded_on: string | null;
}

export interface PresentationTable {
  id: string;
  contract_id: string;
  planned_on: string | null;
  session_on: string | null;
  reference: string | null;
  waiver_reason: string | null;
  waived_on: string | null;
  opinion_due_on: string | null;
  opinion: Opinion | null;
  opinion_on: string | null;
  opinion_text: string | null;
  closed_on: string | null;
  recorded_at: Date;
  recorded_by: string;
}

export interface ConditionTable {
  id: string;
  contract_id: string;
  presentation_id: string;
  text: string;
  due_on: string;
  responsible: string;
  recorded_at: Date;
  done_on: string | null;
  done_word: string | null;
  done_by: string | null;
}

export interface CommentTable {
  id: string;
  contract_id: string;
  thread_id: string | null;
  clause_id: string | null;
  passage: string | null;
  visibility: Visibility;
  body: string;
  author_id: string;
  author_name: string;
  side: Side;
  at: Date;
  resolved_at: Date | null;
  resolved_by: string | null;
  withdrawn_at: Date | null;
}

export interface ProposalTable {
  id: string;
  contract_id: string;
  edition_id: string;
  act: ProposalAct;
  kind: ClauseKind;
  clause_id: string | null;
  parent_id: string | null;
  base_revision: number | null;
  base: unknown;
  content: unknown;
  reason: string;
  author_id: string;
  author_name: string;
  side: Side;
  at: Date;
  state: ProposalState;
  decided_at: Date | null;
  decided_by: string | null;
  word: string | null;
  written_clause: string | null;
  written_revision: number | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.reception': ReceptionTable;
    'contracts.presentation': PresentationTable;
    'contracts.condition': ConditionTable;
    'contracts.comment': CommentTable;
    'contracts.proposal': ProposalTable;
  }
}
