import * as z from 'zod';
import { CLAUSE_KINDS } from '../clause/clause.ts';
import { PARTY_KINDS } from '../contract.ts';
import { contractHead } from '../contract-head.ts';
import { daySchema } from '../contracts.schemas.ts';
import { SILENCE_OUTCOMES } from '../settings/contract-rules.ts';
import { CLOCK_STATES } from './clock.rules.ts';
import { ANSWERS, OPINIONS, PROPOSAL_ACTS, PROPOSAL_STATES, SIDES, VISIBILITIES } from './negotiation.ts';

/** What the queries of this slice give. */

export const bothWords = z.object({ fr: z.string(), en: z.string() });

const instant = z.date();

export const clockRow = z.object({
  party: z.string(),
  name: z.string(),
  kind: z.enum(PARTY_KINDS),
  coordinating: z.boolean(),
  /** Null when it has not received the draft. */
  received: z
    .object({
      on: daySchema,
      dueOn: daySchema,
      round: z.int(),
      silence: z.enum(SILENCE_OUTCOMES),
      state: z.enum(CLOCK_STATES),
      days: z.int(),
      daysLeft: z.int(),
    })
    .nullable(),
  answer: z
    .object({ given: z.enum(ANSWERS), on: daySchema, text: z.string().nullable(), by: z.string().nullable() })
    .nullable(),
  outcome: z.object({ kind: z.enum(['reminder', 'deemed-agreed', 'escalated']), on: daySchema }).nullable(),
  /** Answers to earlier drafts, the latest first. */
  earlier: z.array(
    z.object({
      receivedOn: daySchema,
      answer: z.enum(ANSWERS).nullable(),
      on: daySchema.nullable(),
      text: z.string().nullable(),
    }),
  ),
  /** The reader may record its answer now. */
  mayAnswer: z.boolean(),
  /** The reader speaks for it. */
  mine: z.boolean(),
});
export type ClockRow = z.output<typeof clockRow>;

export const presentationRow = z.object({
  id: z.string(),
  plannedOn: daySchema.nullable(),
  sessionOn: daySchema.nullable(),
  reference: z.string().nullable(),
  waiver: z.object({ reason: z.string(), on: daySchema }).nullable(),
  opinionDueOn: daySchema.nullable(),
  /** `none`: the delay passed without one. */
  opinion: z.enum([...OPINIONS, 'none']).nullable(),
  opinionOn: daySchema.nullable(),
  opinionText: z.string().nullable(),
  closedOn: daySchema.nullable(),
});
export type PresentationRow = z.output<typeof presentationRow>;

export const conditionRow = z.object({
  id: z.string(),
  text: z.string(),
  dueOn: daySchema,
  responsible: z.string(),
  late: z.boolean(),
  done: z.object({ on: daySchema, word: z.string(), by: z.string() }).nullable(),
});
export type ConditionRow = z.output<typeof conditionRow>;

const passage = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(CLAUSE_KINDS).nullable(),
  /** False once it was removed from the text. */
  present: z.boolean(),
});
export type Passage = z.output<typeof passage>;

const said = z.object({
  id: z.string(),
  author: z.string(),
  side: z.enum(SIDES),
  at: instant,
  /** Null once withdrawn. */
  body: z.string().nullable(),
  /** The reader wrote it and may take it back. */
  mayWithdraw: z.boolean(),
});
export type Said = z.output<typeof said>;

export const threadRow = z.object({
  ...said.shape,
  passage: passage.nullable(),
  visibility: z.enum(VISIBILITIES),
  resolved: z.object({ at: instant, by: z.string() }).nullable(),
  replies: z.array(said),
});
export type ThreadRow = z.output<typeof threadRow>;

export const proposalRow = z.object({
  id: z.string(),
  act: z.enum(PROPOSAL_ACTS),
  kind: z.enum(CLAUSE_KINDS),
  passage,
  reason: z.string(),
  author: z.string(),
  side: z.enum(SIDES),
  at: instant,
  state: z.enum(PROPOSAL_STATES),
  decided: z.object({ at: instant, by: z.string(), word: z.string().nullable() }).nullable(),
  /** The passage changed since the author read it. */
  moved: z.boolean(),
  mine: z.boolean(),
});
export type ProposalRow = z.output<typeof proposalRow>;

export const WAITING_KINDS = [
  'answer',
  'escalated',
  'open-discussion',
  'complete',
  'present',
  'opinion',
  'condition',
  'proposal',
  'comment',
] as const;

/** Something that waits for the reader. */
export const waitingRow = z.object({
  kind: z.enum(WAITING_KINDS),
  sentence: bothWords,
  href: z.string(),
  dueOn: daySchema.nullable(),
  late: z.boolean(),
});
export type WaitingRow = z.output<typeof waitingRow>;

/** The acts of the procedure, each open or closed with its reasons; those that the reader's function never opens are absent. */
export const PROCEDURE_ACTS = [
  'openDiscussion',
  'resendDraft',
  'planPresentation',
  'presentProject',
  'waivePresentation',
  'recordOpinion',
  'addCondition',
  'resumeDiscussion',
] as const;
export const procedureAct = z.object({ act: z.enum(PROCEDURE_ACTS), open: z.boolean(), reasons: z.array(bothWords) });
export type ProcedureAct = z.output<typeof procedureAct>;

export const negotiationReading = z.object({
  contract: contractHead,
  on: daySchema,
  openedOn: daySchema,
  mine: z.array(waitingRow),
  clocks: z.array(clockRow),
  rules: z.object({ answerDays: z.int(), silence: z.enum(SILENCE_OUTCOMES), cniDays: z.int() }),
  presentation: presentationRow.nullable(),
  formerPresentations: z.array(presentationRow),
  completeness: z.object({ complete: z.boolean(), missing: z.int(), advice: z.int() }).nullable(),
  conditions: z.array(conditionRow),
  acts: z.array(procedureAct),
  threads: z.array(threadRow),
  counts: z.object({ open: z.int(), resolved: z.int() }),
  /** The passage that the reader asked for, when they asked for one. */
  passage: passage.nullable(),
  proposals: z.array(proposalRow),
  /** The reader may comment; propose changes to a text being written; decide on them. */
  may: z.object({
    comment: z.boolean(),
    propose: z.boolean(),
    decide: z.boolean(),
    completeConditions: z.boolean(),
    reopenConditions: z.boolean(),
  }),
});
export type NegotiationReading = z.output<typeof negotiationReading>;
