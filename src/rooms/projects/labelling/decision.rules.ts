import type { Day } from '#kit/period.ts';
import { type Decision, grants, type Procedure, type SubmissionState, type Vote } from './labelling.ts';

export interface Tally {
  readonly for: number;
  readonly against: number;
  readonly abstains: number;
  readonly left: number;
  /** Those who took part: for, against, abstained. */
  readonly cast: number;
}

export function tally(votes: readonly Vote[]): Tally {
  const count = (vote: Vote) => votes.filter((one) => one === vote).length;
  const [inFavour, against, abstains] = [count('for'), count('against'), count('abstains')];
  return { for: inFavour, against, abstains, left: count('left'), cast: inFavour + against + abstains };
}

export const quorumReached = (votes: Tally, quorum: number): boolean => votes.cast > 0 && votes.cast >= quorum;

/** All that a decision is judged on. */
export interface DecisionFacts {
  readonly lead: boolean;
  readonly cluster: string;
  readonly decided: boolean;
  readonly submission: SubmissionState;
  /** The day that the decision bears: that of the meeting, or today by written procedure. */
  readonly on: Day;
  readonly today: Day;
  /** The cluster holds its own label of the programme on that day (R60). */
  readonly clusterLabelled: boolean;
  /** The day on which the cluster received the file. */
  readonly askedOn: Day;
  readonly earliest: Day;
  readonly reviewsDone: number;
  readonly reviewsNeeded: number;
  readonly meeting: { readonly closed: boolean; readonly onAgenda: boolean } | null;
  readonly votes: Tally;
  readonly quorum: number;
  /** Experts who voted, and have an interest in the project since (R65). */
  readonly interestedVoters: readonly string[];
  /** What the lead cluster decided on this submission; null when it has not. */
  readonly leadDecision: Decision | null;
}

export interface DecisionAsked {
  readonly decision: Decision;
  readonly procedure: Procedure;
  readonly reservations: string | null;
  readonly offStrategy: boolean;
  readonly betterCluster: string | null;
  readonly earlyReason: string | null;
}

export type DecisionFault =
  | 'ALREADY_DECIDED'
  | 'NOT_IN_REVIEW'
  | 'CLUSTER_NOT_LABELLED'
  | 'LEAD_NEEDS_MEETING'
  | 'LEAD_FIRST'
  | 'NOT_ON_AGENDA'
  | 'MEETING_CLOSED'
  | 'MEETING_AHEAD'
  | 'RECEIVED_AFTER'
  | 'RESERVATIONS_MISSING'
  | 'OFF_STRATEGY_REFUSES'
  | 'BETTER_CLUSTER_MISSING'
  | 'BETTER_CLUSTER_ITSELF'
  | 'TOO_EARLY'
  | 'REVIEWS_MISSING'
  | 'NO_QUORUM'
  | 'VOTE_AGAINST'
  | 'VOTE_FOR'
  | 'VOTES_INTERESTED';

/**
 * Does the incubation bind this decision (R64)? It protects the judgement on the project: a project outside the cluster's strategy is told at once, and a
 * support letter is what a cluster may give when a condition is not met (domain 2.6).
 */
const waits = ({ decision, offStrategy }: DecisionAsked): boolean => decision !== 'support-letter' && !offStrategy;

/** The first thing that stands against a decision; null when the cluster may take it (R60, R63, R64, R65, R109). */
export function decisionFault(facts: DecisionFacts, asked: DecisionAsked): DecisionFault | null {
  return (
    standFault(facts) ??
    (asked.procedure === 'written' ? writtenFault(facts) : meetingFault(facts)) ??
    wordsFault(facts, asked) ??
    conditionFault(facts, asked) ??
    (asked.procedure === 'meeting' ? voteFault(facts, asked) : null)
  );
}

function standFault({ decided, submission, clusterLabelled }: DecisionFacts): DecisionFault | null {
  if (decided) return 'ALREADY_DECIDED';
  if (submission !== 'in-review') return 'NOT_IN_REVIEW';
  return clusterLabelled ? null : 'CLUSTER_NOT_LABELLED';
}

/** Outside a meeting, a cluster may only follow the lead cluster that has labelled. */
function writtenFault({ lead, leadDecision }: DecisionFacts): DecisionFault | null {
  if (lead) return 'LEAD_NEEDS_MEETING';
  return grants(leadDecision) ? null : 'LEAD_FIRST';
}

function meetingFault({ meeting, on, today, askedOn }: DecisionFacts): DecisionFault | null {
  if (!meeting?.onAgenda) return 'NOT_ON_AGENDA';
  if (meeting.closed) return 'MEETING_CLOSED';
  if (on > today) return 'MEETING_AHEAD';
  return askedOn > on ? 'RECEIVED_AFTER' : null;
}

function wordsFault({ cluster }: DecisionFacts, asked: DecisionAsked): DecisionFault | null {
  if (asked.decision === 'reservations' && !asked.reservations?.trim()) return 'RESERVATIONS_MISSING';
  if (!asked.offStrategy) return null;
  if (asked.decision !== 'refused') return 'OFF_STRATEGY_REFUSES';
  if (asked.betterCluster === null) return 'BETTER_CLUSTER_MISSING';
  return asked.betterCluster === cluster ? 'BETTER_CLUSTER_ITSELF' : null;
}

function conditionFault(facts: DecisionFacts, asked: DecisionAsked): DecisionFault | null {
  if (waits(asked) && facts.on < facts.earliest && !asked.earlyReason?.trim()) return 'TOO_EARLY';
  const judged = asked.procedure === 'meeting' && grants(asked.decision);
  return judged && facts.reviewsDone < facts.reviewsNeeded ? 'REVIEWS_MISSING' : null;
}

/** The decision follows the vote: a label needs more votes for than against, a refusal the reverse or as many. */
function voteFault(
  { votes, quorum, interestedVoters }: DecisionFacts,
  { decision }: DecisionAsked,
): DecisionFault | null {
  if (interestedVoters.length > 0) return 'VOTES_INTERESTED';
  if (!quorumReached(votes, quorum)) return 'NO_QUORUM';
  if (grants(decision)) return votes.for > votes.against ? null : 'VOTE_AGAINST';
  return decision === 'refused' && votes.for > votes.against ? 'VOTE_FOR' : null;
}

/**
 * What the votes lead to: the label when more are for than against, a support letter when they are but a condition (incubation, reviews) is not met, a
 * refusal when more are against; nothing without quorum or when votes are even.
 */
export function proposedDecision(facts: DecisionFacts): Decision | null {
  const { votes, quorum } = facts;
  if (!quorumReached(votes, quorum) || votes.for === votes.against) return null;
  if (votes.for < votes.against) return 'refused';
  return facts.on < facts.earliest || facts.reviewsDone < facts.reviewsNeeded ? 'support-letter' : 'labelled';
}
