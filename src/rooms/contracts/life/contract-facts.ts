import type { Day } from '#kit/period.ts';
import type { AmendmentSubject, ContractState, EditionState, PartyKind } from '../contract.ts';
import type { Answer, Opinion } from '../negotiation/negotiation.ts';
import type { DecisionKind, DecisionState } from './support-decision.ts';

/** Where a party stands with a contract: the draft it received, its vote, its signature. Days are null while nothing happened. */
export interface PartyFacts {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly coordinating: boolean;
  readonly region: string | null;
  readonly metropole: string | null;
  readonly receivedOn: Day | null;
  readonly answerDueOn: Day | null;
  readonly answer: Answer | null;
  readonly answeredOn: Day | null;
  /** Its silence was taken for an agreement. */
  readonly deemedAgreed: boolean;
  /** Its signature is necessary; null while the text was not sent for signature. */
  readonly required: boolean | null;
  readonly assemblyOn: Day | null;
  readonly vote: { readonly heldOn: Day; readonly approves: boolean } | null;
  readonly sent: boolean;
  readonly seen: boolean;
  readonly signedOn: Day | null;
  readonly refused: boolean;
}

export interface TextFacts {
  readonly id: string;
  readonly number: number;
  readonly state: EditionState;
  readonly subjects: readonly AmendmentSubject[];
  readonly openedOn: Day;
  /** Day on which it was sent for signature. */
  readonly frozenOn: Day | null;
}

/** What is known of a contract at a glance: what lists, the overview and « Ma semaine » start from. */
export interface ContractFacts {
  readonly id: string;
  readonly cluster: { readonly id: string; readonly name: string };
  /** The coordinating region, in the list of the day; null when none is recorded. */
  readonly region: { readonly code: string; readonly name: string } | null;
  readonly state: ContractState;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly signedOn: Day | null;
  readonly closedOn: Day | null;
  readonly provisionalFrom: Day | null;
  readonly openedOn: Day;
  readonly synthetic: boolean;
  readonly underWay: TextFacts | null;
  readonly inForce: TextFacts | null;
  /** Amendments that were signed. */
  readonly amendments: number;
  /** Parties to the text under way, else to the text in force, else to the last one. */
  readonly parties: readonly PartyFacts[];
  readonly presentation: {
    readonly plannedOn: Day | null;
    readonly sessionOn: Day | null;
    readonly waived: boolean;
    readonly opinion: Opinion | null;
    readonly opinionDueOn: Day | null;
  } | null;
  /** Threads that nobody resolved, among those that the reader may see. */
  readonly openComments: number;
  readonly openProposals: number;
  /** Conditions of the opinion that are not fulfilled. */
  readonly conditions: readonly { readonly id: string; readonly dueOn: Day }[];
  readonly annexes: number;
  readonly decisions: readonly {
    readonly id: string;
    readonly kind: DecisionKind;
    readonly state: DecisionState;
    readonly notifiedOn: Day;
    readonly replyDueOn: Day;
  }[];
  /** Improvement axes are recorded; examined already or not (R31). */
  readonly improvement: { readonly examinedOn: Day | null } | null;
}
