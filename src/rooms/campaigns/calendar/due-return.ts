import * as z from 'zod';

/** Where a cluster stands with what it owes; `not-started` while nobody opened it (principle 7). */
export const DUE_STATES = [
  'not-started',
  'draft',
  'returned',
  'submitted',
  'state-accepted',
  'validated',
  'closed-without-return',
] as const;
export type DueState = (typeof DUE_STATES)[number];

/** One obligation: a cluster, a year, what is asked, when, and in whose hands it is. */
export const dueReturn = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  year: z.int(),
  state: z.enum(DUE_STATES),
  /** Figures of its contract, and questions of the campaign. */
  indicators: z.int(),
  questions: z.int(),
  /** Figures with an answer; null while it is not opened. */
  filled: z.int().nullable(),
  dueOn: z.string(),
  /** Until when an authority answers, once it is submitted. */
  answerDueOn: z.string().nullable(),
  waits: z.enum(['cluster', 'state', 'region', 'nobody']),
  /** The day that whoever waits is measured by is past. */
  late: z.boolean(),
  submittedAt: z.date().nullable(),
  synthetic: z.boolean(),
});
export type DueReturn = z.infer<typeof dueReturn>;

export const WAITS = {
  'not-started': 'cluster',
  draft: 'cluster',
  returned: 'cluster',
  submitted: 'state',
  'state-accepted': 'region',
  validated: 'nobody',
  'closed-without-return': 'nobody',
} as const satisfies Record<DueState, DueReturn['waits']>;

/** The day by which whoever has it must act: the cluster its deadline, an authority its own clock. */
export const measuredBy = ({
  waits,
  dueOn,
  answerDueOn,
}: Pick<DueReturn, 'waits' | 'dueOn' | 'answerDueOn'>): string =>
  waits === 'cluster' || answerDueOn === null ? dueOn : answerDueOn;
