import * as z from 'zod';
import { ORIGINS } from '../campaigns.tables.ts';
import { CELL_STATES } from '../return.ts';

const text = z.object({ value: z.string(), numerator: z.string(), denominator: z.string() });

/** One figure of a return as its grid shows it, in the language spoken. */
export const gridCell = z.object({
  key: z.string(),
  code: z.string().nullable(),
  label: z.string(),
  unit: z.string(),
  measure: z.enum(['count', 'amount', 'ratio', 'yes-no', 'scale', 'text']),
  levels: z.array(z.string()),
  /** Of a ratio: what is counted, over what. */
  numerator: z.string(),
  denominator: z.string(),
  /** The terms of a ratio are euros. */
  money: z.boolean(),
  question: z.object({ basis: z.string(), reader: z.string(), minutes: z.number() }).nullable(),
  answer: z.object({
    state: z.enum(CELL_STATES).nullable(),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    notBefore: z.string().nullable(),
    text: z.string().nullable(),
  }),
  /** What stands in its fields, and the same in words. */
  text,
  words: z.string(),
  origin: z.enum(ORIGINS),
  /** What facts or statistics say, in words, where something else was typed. */
  prefilled: z.string().nullable(),
  /** The years before, in words, oldest first: « — » when nobody knows. */
  history: z.array(z.object({ year: z.int(), words: z.string(), value: z.number().nullable() })),
  comment: z.string(),
  reasonCode: z.string().nullable(),
  reasonText: z.string(),
  /** Its gap asks a reason of the closed list. */
  asksReason: z.boolean(),
  revision: z.int(),
  changedAt: z.date().nullable(),
  changedBy: z.string().nullable(),
  /** What an authority asks of it since the last submission. */
  askedAgain: z
    .object({ verdict: z.enum(['questioned', 'returned']), reason: z.string(), by: z.string(), at: z.date() })
    .nullable(),
});
export type GridCell = z.infer<typeof gridCell>;

export const gridLine = z.object({
  key: z.string(),
  /** The cell is written under an earlier objective too. */
  again: z.boolean(),
  /** Stands here because the line above counts one funding window only (R36). */
  everyWindow: z.boolean(),
  target: z.string().nullable(),
  /** Relative gap to the target in per cent, signed; null where one of the two is missing. */
  gap: z.number().nullable(),
  /** On the good side of the target, or on it. */
  reached: z.boolean().nullable(),
});
export type GridLine = z.infer<typeof gridLine>;

export const shownFinding = z.object({
  key: z.string().nullable(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  field: z.enum(['value', 'numerator', 'denominator', 'reason', 'comment']),
  sentence: z.string(),
});
export type ShownFinding = z.infer<typeof shownFinding>;

export const submissionSeen = z.object({
  receipt: z.string(),
  round: z.int(),
  at: z.date(),
  by: z.string(),
  approver: z.string(),
});

/** A cluster's return of a year: what is asked, what is known, what is wrong, and what is open. */
export const returnGrid = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  year: z.int(),
  /** The day that the page speaks of. */
  on: z.string(),
  campaign: z.object({
    state: z.enum(['prepared', 'open', 'checking', 'validated', 'published']),
    opensOn: z.string(),
    dueOn: z.string(),
    reasonThreshold: z.number(),
    /** Days that the State has to answer. */
    stateDays: z.int(),
    minutes: z.number(),
  }),
  /** Null while nobody opened it. */
  held: z
    .object({
      state: z.enum(['draft', 'submitted', 'returned', 'state-accepted', 'validated', 'closed-without-return']),
      dueOn: z.string(),
      /** Until when the authority that has it must answer. */
      answerDueOn: z.string().nullable(),
      narrative: z.string(),
      revision: z.int(),
      approver: z.string().nullable(),
      openedAt: z.date(),
      openedBy: z.string(),
      contract: z.string().nullable(),
      frozen: z.boolean(),
      /** What facts counted is neither to be explained nor confirmed. */
      lighter: z.boolean(),
    })
    .nullable(),
  objectives: z.array(z.object({ id: z.string(), title: z.string(), lines: z.array(gridLine) })),
  /** Questions of the campaign beside the contract. */
  questions: z.array(gridLine),
  cells: z.array(gridCell),
  findings: z.array(shownFinding),
  errors: z.int(),
  warnings: z.int(),
  /** Figures with an answer. */
  filled: z.int(),
  /** Who has it: whoever must act next. */
  waits: z.enum(['cluster', 'state', 'region', 'nobody']),
  /** Seconds really spent so far. */
  seconds: z.int(),
  submissions: z.array(submissionSeen),
  /** Who answered for the last submission of this cluster, of this year or before: whoever submits need not type it again. */
  lastApprover: z.object({ approver: z.string(), approverFunction: z.string() }).nullable(),
  synthetic: z.boolean(),
  /** What the reader may do now: `openReturn`, `saveCells`, `submitReturn`. */
  open: z.array(z.string()),
  /** Why an act is closed, for those whose function it would be. */
  closed: z.array(z.object({ act: z.string(), reason: z.string() })),
});
export type ReturnGrid = z.infer<typeof returnGrid>;
