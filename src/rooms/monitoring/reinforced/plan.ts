import type { Generated } from 'kysely';
import type { Day } from '#kit/period.ts';
import type { Criterion } from './criterion.ts';
import type { Step, Trigger } from './monitoring.rules.ts';
import type { PlanState } from './plan.workflow.ts';

export type { PlanState } from './plan.workflow.ts';

export interface PlanTable {
  id: string;
  cluster_id: string;
  state: PlanState;
  step: Step;
  triggers: readonly Trigger[];
  reasons: string;
  measures: string;
  exit_criteria: readonly Criterion[];
  proposed_on: Day;
  proposed_by: string;
  reply_due_on: Day;
  reply: string | null;
  replied_at: Date | null;
  replied_by: string | null;
  started_on: Day | null;
  review_on: Day | null;
  ended_on: Day | null;
  end_reason: string | null;
  synthetic: boolean;
  revision: Generated<number>;
}

export const EVENT_KINDS = ['review', 'step', 'note', 'reply', 'start', 'exit', 'withdrawal'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface EventTable {
  id: string;
  plan_id: string;
  kind: EventKind;
  on_day: Day;
  text: string;
  figures: unknown;
  by_id: string;
  by_name: string;
  at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'monitoring.plan': PlanTable;
    'monitoring.event': EventTable;
  }
}
