import * as z from 'zod';
import { daySchema } from '../projects.schemas.ts';
import { DECISIONS, namedThing, PROCEDURES, REVIEW_STATES, SUBMISSION_STATES, VOTES } from './labelling.ts';

/** What the queries of this slice give. */

const decision = z.enum(DECISIONS);

export const earliestView = z.object({
  day: daySchema,
  basis: z.enum(['months', 'call']),
  /** The length of the call is not known: the months stand in for it. */
  toCheck: z.boolean(),
  afterClosing: z.boolean(),
});

const callView = z.object({
  id: z.string(),
  name: z.string(),
  window: namedThing,
  closes: daySchema.nullable(),
  state: z.enum(['open', 'closed', 'to-check']),
});
export type CallView = z.output<typeof callView>;

export const decisionView = z.object({
  decision,
  decidedOn: daySchema,
  procedure: z.enum(PROCEDURES),
  reasons: z.string(),
  reservations: z.string().nullable(),
  earlyReason: z.string().nullable(),
  offStrategy: z.boolean(),
  betterCluster: namedThing.nullable(),
  reference: z.string(),
});
export type DecisionView = z.output<typeof decisionView>;

export const labelView = z.object({
  id: z.string(),
  cluster: namedThing,
  lead: z.boolean(),
  /** The cluster holds the label of the programme today: without it, it may decide nothing (R60). */
  clusterLabelled: z.boolean(),
  askedOn: daySchema.nullable(),
  earliest: earliestView,
  decided: decisionView.nullable(),
  /** The reader conducts this cluster's labelling. */
  conducts: z.boolean(),
});
export type LabelView = z.output<typeof labelView>;

export const submissionView = z.object({
  id: z.string(),
  state: z.enum(SUBMISSION_STATES),
  call: callView,
  incubationFrom: daySchema,
  submittedOn: daySchema.nullable(),
  presentation: z.string(),
  closedOn: daySchema.nullable(),
  closingReason: z.string().nullable(),
  labels: z.array(labelView),
});
export type SubmissionView = z.output<typeof submissionView>;

const projectHead = z.object({
  id: z.string(),
  acronym: z.string(),
  title: z.string(),
  cluster: namedThing,
  stage: z.string(),
  synthetic: z.boolean(),
});

export const labellingView = z.object({
  on: daySchema,
  project: projectHead,
  /** The latest first. */
  submissions: z.array(submissionView),
  /** The reader may open, submit and withdraw. */
  writes: z.boolean(),
  /** For whoever writes: the calls that may be asked, and the clusters that label today. */
  calls: z.array(callView),
  clusters: z.array(namedThing),
});
export type LabellingView = z.output<typeof labellingView>;

const share = z.object({ of: z.int(), among: z.int(), share: z.number().nullable() });

export const oddsView = z.object({
  cluster: namedThing,
  until: daySchema,
  fewest: z.int(),
  windows: z.array(
    z.object({
      window: namedThing,
      decided: z.int(),
      labelled: z.int(),
      refused: z.int(),
      supportLetters: z.int(),
      funded: z.int(),
      notFunded: z.int(),
      waiting: z.int(),
      odds: z.object({ labelled: share, funded: share }),
    }),
  ),
  /** The reader may open the lists behind the figures. */
  opens: z.boolean(),
});
export type OddsView = z.output<typeof oddsView>;

export const requestView = z.object({
  label: z.string(),
  project: z.object({ id: z.string(), acronym: z.string(), title: z.string() }),
  window: namedThing,
  call: namedThing,
  lead: z.boolean(),
  state: z.enum(SUBMISSION_STATES),
  askedOn: daySchema.nullable(),
  earliest: earliestView,
  decision: decision.nullable(),
  decidedOn: daySchema.nullable(),
  leadDecision: decision.nullable(),
  reviewsAsked: z.int(),
  reviewsDone: z.int(),
  meeting: z.object({ id: z.string(), heldOn: daySchema }).nullable(),
  fate: z.enum(['funded', 'not-funded', 'waiting']).nullable(),
});
export type RequestView = z.output<typeof requestView>;

export const REQUEST_STATES = ['waiting', 'decided', 'withdrawn', 'all'] as const;

export const requestList = z.object({
  on: daySchema,
  cluster: namedThing,
  counts: z.object({ waiting: z.int(), decided: z.int(), withdrawn: z.int(), all: z.int() }),
  windows: z.array(namedThing),
  rows: z.array(requestView),
  reviewsNeeded: z.int(),
  conducts: z.boolean(),
  synthetic: z.boolean(),
});
export type RequestList = z.output<typeof requestList>;

export const criterionView = z.object({
  id: z.string(),
  fr: z.string(),
  en: z.string(),
  weight: z.int(),
  most: z.int(),
});

const scores = z.object({
  count: z.int(),
  mean: z.number().nullable(),
  spread: z.number().nullable(),
  toDiscuss: z.boolean(),
});

export const fileReview = z.object({
  id: z.string(),
  expert: namedThing,
  state: z.enum(REVIEW_STATES),
  interestNote: z.string().nullable(),
  assignedOn: daySchema,
  dueOn: daySchema.nullable(),
  doneOn: daySchema.nullable(),
  /** On 100; null until it is done. */
  score: z.number().nullable(),
  marks: z.record(z.string(), z.number()),
  /** Made with an older grid than the one shown. */
  olderGrid: z.boolean(),
  comment: z.string().nullable(),
});
export type FileReview = z.output<typeof fileReview>;

const tallyView = z.object({
  for: z.int(),
  against: z.int(),
  abstains: z.int(),
  left: z.int(),
  cast: z.int(),
});

export const labelFile = z.object({
  on: daySchema,
  cluster: namedThing,
  request: requestView,
  presentation: z.string(),
  incubationFrom: daySchema,
  partners: z.array(z.object({ organisation: namedThing, lead: z.boolean() })),
  criteria: z.array(criterionView),
  reviews: z.array(fileReview),
  scores,
  reviewsNeeded: z.int(),
  quorum: z.int(),
  /** Experts who may be given the file, or why they may not. */
  experts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      fault: z.enum(['EXPERT_GONE', 'NOT_SIGNED', 'PARTNER_INTEREST', 'DECLARED_INTEREST']).nullable(),
      assigned: z.boolean(),
    }),
  ),
  decided: decisionView.nullable(),
  /** What the votes of the planned meeting lead to. */
  votes: tallyView.nullable(),
  proposed: decision.nullable(),
  meetingHeld: z.boolean(),
  better: z.array(z.object({ id: z.string(), name: z.string(), sector: z.string() })),
  clusters: z.array(namedThing),
  conducts: z.boolean(),
  synthetic: z.boolean(),
});
export type LabelFile = z.output<typeof labelFile>;

export const reviewView = z.object({
  id: z.string(),
  expert: namedThing,
  cluster: namedThing,
  project: z.object({ acronym: z.string(), title: z.string() }),
  call: namedThing,
  presentation: z.string(),
  partners: z.array(z.string()),
  state: z.enum(REVIEW_STATES),
  interest: z.enum(['none', 'declared']).nullable(),
  interestNote: z.string().nullable(),
  confidentialitySignedOn: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  doneOn: daySchema.nullable(),
  criteria: z.array(criterionView),
  grid: z.int(),
  /** The grid that the marks were given with is another. */
  olderGrid: z.boolean(),
  marks: z.record(z.string(), z.number()),
  comment: z.string().nullable(),
  score: z.number().nullable(),
  /** The cluster has decided, or the submission was withdrawn: nothing changes any more. */
  closed: z.boolean(),
  /** The reader is the expert. */
  mine: z.boolean(),
  label: z.string(),
  synthetic: z.boolean(),
});
export type ReviewView = z.output<typeof reviewView>;

export const expertList = z.object({
  cluster: namedThing,
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      hasAccount: z.boolean(),
      organisation: namedThing.nullable(),
      confidentialitySignedOn: daySchema.nullable(),
      active: z.boolean(),
      revision: z.int(),
      reviewsDue: z.int(),
      reviewsDone: z.int(),
    }),
  ),
  conducts: z.boolean(),
});
export type ExpertList = z.output<typeof expertList>;

export const meetingList = z.object({
  on: daySchema,
  cluster: namedThing,
  rows: z.array(
    z.object({
      id: z.string(),
      heldOn: daySchema,
      place: z.string(),
      state: z.enum(['planned', 'closed']),
      files: z.int(),
      decided: z.int(),
      present: z.int(),
    }),
  ),
  conducts: z.boolean(),
});
export type MeetingList = z.output<typeof meetingList>;

export const agendaItem = z.object({
  request: requestView,
  scores,
  reviews: z.array(z.object({ expert: z.string(), score: z.number() })),
  marks: z.array(z.object({ criterion: z.string(), fr: z.string(), en: z.string(), most: z.int(), mean: z.number() })),
  votes: z.array(z.object({ expert: namedThing, vote: z.enum(VOTES) })),
  tally: tallyView,
  quorum: z.boolean(),
  proposed: decision.nullable(),
  decided: decisionView.nullable(),
  /** Experts of the committee who may not vote on it (R65). */
  interests: z.array(z.object({ expert: namedThing, why: z.enum(['partner', 'declared']) })),
});
export type AgendaItem = z.output<typeof agendaItem>;

export const meetingView = z.object({
  on: daySchema,
  id: z.string(),
  cluster: namedThing,
  heldOn: daySchema,
  place: z.string(),
  state: z.enum(['planned', 'closed']),
  minutes: z.string(),
  closedOn: daySchema.nullable(),
  quorum: z.int(),
  experts: z.array(
    z.object({ id: z.string(), name: z.string(), present: z.boolean(), mayCome: z.boolean(), signed: z.boolean() }),
  ),
  items: z.array(agendaItem),
  /** Files that wait for a decision and stand on no other agenda. */
  waiting: z.array(requestView),
  conducts: z.boolean(),
  synthetic: z.boolean(),
});
export type MeetingView = z.output<typeof meetingView>;

export const rulesView = z.object({
  cluster: namedThing,
  rules: z.object({
    incubationMonths: z.int(),
    irregularWindows: z.array(z.string()),
    reviewsNeeded: z.int(),
    quorum: z.int(),
  }),
  /** 0: those that Grappe starts with. */
  rulesRevision: z.int(),
  criteria: z.array(criterionView),
  gridRevision: z.int(),
  gridSavedAt: z.date().nullable(),
  windows: z.array(namedThing),
  conducts: z.boolean(),
});
export type RulesView = z.output<typeof rulesView>;
