import type { DesignLook } from '#engines/impact/index.ts';
import type { Say } from '#kit/say.ts';
import type {
  EvaluationState,
  Mapping,
  Preview,
  RegisteredContent,
  RunKind,
  RunOptions,
  RunPlan,
  RunState,
  RunSummary,
} from './evaluation.ts';
import type { ShownResult } from './result.rules.ts';

export interface EvaluationTable {
  id: string;
  title: string;
  state: EvaluationState;
  owner_id: string;
  owner_name: string;
  file_id: string;
  preview: Preview;
  mapping: Mapping | null;
  options: RunOptions;
  design_run_id: string | null;
  synthetic: boolean;
  created_at: Date;
  changed_at: Date;
  closed_at: Date | null;
  close_reason: string | null;
}

export interface RegistrationTable {
  id: string;
  evaluation_id: string;
  version: number;
  content: RegisteredContent;
  digest: string;
  registered_at: Date;
}

export interface RunTable {
  id: string;
  evaluation_id: string;
  kind: RunKind;
  registration_id: string | null;
  plan: RunPlan;
  state: RunState;
  stage: string | null;
  share: number;
  asked_by: string;
  queued_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  job_id: string | null;
  beat_at: Date | null;
  attempts: number;
  failure: Say | null;
  engine: string | null;
  result: DesignLook | RunSummary['headline'];
  json_file_id: string | null;
  report_fr_file_id: string | null;
  report_en_file_id: string | null;
  /** Null for a report that the typefaces of the PDF cannot write, too. */
  pdf_fr_file_id: string | null;
  pdf_en_file_id: string | null;
  repeats: string | null;
  identical: boolean | null;
}

/** What the page of an estimate shows of its result; read for that page only. */
export interface ShownResultTable {
  run_id: string;
  shown: ShownResult;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'evaluation.evaluation': EvaluationTable;
    'evaluation.registration': RegistrationTable;
    'evaluation.run': RunTable;
    'evaluation.shown_result': ShownResultTable;
  }
}
