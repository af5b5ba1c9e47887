import type { Criterion } from './grid.rules.ts';
import type { Decision, Procedure, SubmissionState, Vote } from './labelling.ts';

export interface ClusterSettingTable {
  cluster_id: string;
  incubation_months: number;
  irregular_windows: string[];
  reviews_needed: number;
  quorum: number;
  revision: number;
}

export interface ClusterGridTable {
  cluster_id: string;
  revision: number;
  criteria: Criterion[];
  saved_at: Date;
  saved_by: string;
}

export interface SubmissionTable {
  id: string;
  project_id: string;
  window_id: string;
  call_id: string;
  state: SubmissionState;
  incubation_from: string;
  submitted_on: string | null;
  presentation: string;
  closed_on: string | null;
  closing_reason: string | null;
  recorded_at: Date;
}

export interface LabelTable {
  id: string;
  submission_id: string;
  project_id: string;
  call_id: string;
  cluster_id: string;
  lead: boolean;
  asked_on: string | null;
  decision: Decision | null;
  decided_on: string | null;
  procedure: Procedure | null;
  reasons: string | null;
  reservations: string | null;
  early_reason: string | null;
  off_strategy: boolean;
  better_cluster_id: string | null;
  meeting_id: string | null;
  votes_for: number | null;
  votes_against: number | null;
  letter_reference: string | null;
  decided_by: string | null;
}

export interface ExpertTable {
  id: string;
  cluster_id: string;
  person_id: string | null;
  name: string;
  email: string | null;
  organisation_id: string | null;
  confidentiality_signed_on: string | null;
  active: boolean;
  revision: number;
  recorded_at: Date;
}

export interface ReviewTable {
  id: string;
  label_id: string;
  expert_id: string;
  assigned_on: string;
  due_on: string | null;
  state: 'assigned' | 'declined' | 'done';
  interest: 'none' | 'declared' | null;
  interest_note: string | null;
  grid_revision: number | null;
  marks: Record<string, number> | null;
  comment: string | null;
  done_on: string | null;
}

export interface MeetingTable {
  id: string;
  cluster_id: string;
  held_on: string;
  place: string;
  state: 'planned' | 'closed';
  minutes: string;
  closed_on: string | null;
}

export interface AgendaItemTable {
  meeting_id: string;
  label_id: string;
  position: number;
}

export interface AttendanceTable {
  meeting_id: string;
  expert_id: string;
}

export interface VoteTable {
  meeting_id: string;
  label_id: string;
  expert_id: string;
  vote: Vote;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'projects.cluster_setting': ClusterSettingTable;
    'projects.cluster_grid': ClusterGridTable;
    'projects.submission': SubmissionTable;
    'projects.label': LabelTable;
    'projects.expert': ExpertTable;
    'projects.review': ReviewTable;
    'projects.meeting': MeetingTable;
    'projects.agenda_item': AgendaItemTable;
    'projects.attendance': AttendanceTable;
    'projects.vote': VoteTable;
  }
}
