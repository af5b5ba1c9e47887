import { type Day, daysBetween } from '#kit/period.ts';
import { type ContractStep, contractAddress } from '../contract-address.ts';
import { opinionOn } from '../negotiation/presentation.rules.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import { needsVote } from '../signature/signature.ts';
import type { ContractFacts, PartyFacts } from './contract-facts.ts';
import { isAlive, isInForce } from './contract-state.rules.ts';
import { examinationDueOn } from './support-decision.rules.ts';

export const NEXT_STEPS = [
  'complete',
  'open-discussion',
  'answer',
  'answer-comments',
  'decide-proposals',
  'record-session',
  'present',
  'record-opinion',
  'resume-discussion',
  'fulfil-conditions',
  'join-annexes',
  'send-for-signature',
  'complete-amendment',
  'record-vote',
  'sign',
  'resolve-refusal',
  'reply-to-decision',
  'close-decision',
  'examine-axes',
  'end',
] as const;
export type NextStepKind = (typeof NEXT_STEPS)[number];

/** Something that one party has to do for the contract to go on. */
export interface NextStep {
  readonly kind: NextStepKind;
  /** Id of the party that has to do it. */
  readonly party: string;
  readonly count: number;
  /** Day since which it waits; null when nothing dates it. */
  readonly since: Day | null;
  /** Day by which it is due; null when none is set. */
  readonly dueOn: Day | null;
  /** Screen where it is done. */
  readonly href: string;
}

const ANNEXES = 3;

export interface StepFacts {
  readonly contract: ContractFacts;
  /** What the project still lacks; null when nobody counted. */
  readonly missing: number | null;
  readonly on: Day;
  readonly rules: Pick<ContractRules, 'examinationMonths'>;
}

/** What each party has to do next, in the order of the parties: the schedule of everybody, said once. */
export function nextSteps(facts: StepFacts): NextStep[] {
  const { contract } = facts;
  if (!isAlive(contract.state)) return [];
  const cluster = contract.parties.find(({ kind }) => kind === 'cluster')?.id ?? 'cluster';
  const state =
    contract.parties.find(({ coordinating }) => coordinating)?.id ??
    contract.parties.find(({ kind }) => kind === 'state')?.id ??
    'state';
  const step = (
    kind: NextStepKind,
    party: string,
    screen: ContractStep,
    more: Partial<Omit<NextStep, 'kind' | 'party' | 'href'>> & { rest?: string } = {},
  ): NextStep => {
    const { rest, ...values } = more;
    return {
      kind,
      party,
      count: 1,
      since: null,
      dueOn: null,
      ...values,
      href: contractAddress(contract.id, screen, rest),
    };
  };
  const steps = [
    ...ofWriting(facts, step, cluster, state),
    ...ofSigning(facts, step, cluster),
    ...ofLife(facts, step, cluster, state),
  ];
  const order = contract.parties.map(({ id }) => id);
  return steps.toSorted((a, b) => order.indexOf(a.party) - order.indexOf(b.party));
}

type Make = (
  kind: NextStepKind,
  party: string,
  screen: ContractStep,
  more?: Partial<Omit<NextStep, 'kind' | 'party' | 'href'>> & { rest?: string },
) => NextStep;

/** Until the original text is sent for signature. */
function ofWriting({ contract, missing, on }: StepFacts, step: Make, cluster: string, state: string): NextStep[] {
  const steps: NextStep[] = [];
  const { underWay, presentation } = contract;
  const since = contract.openedOn;
  if (contract.openComments > 0 && underWay)
    steps.push(step('answer-comments', cluster, 'negotiation', { count: contract.openComments }));
  if (contract.openProposals > 0 && underWay)
    steps.push(step('decide-proposals', cluster, 'negotiation', { count: contract.openProposals }));
  for (const { dueOn } of contract.conditions.slice(0, 1))
    steps.push(step('fulfil-conditions', cluster, 'negotiation', { count: contract.conditions.length, dueOn }));
  if (contract.state === 'draft' || contract.state === 'discussion') {
    if (missing !== null && missing > 0)
      steps.push(step('complete', cluster, 'completeness', { count: missing, since }));
    else if (contract.state === 'draft') steps.push(step('open-discussion', cluster, 'negotiation', { since }));
  }
  if (contract.state === 'discussion') {
    for (const party of contract.parties.filter(waitsForAnswer))
      steps.push(step('answer', party.id, 'negotiation', { since: party.receivedOn, dueOn: party.answerDueOn }));
    const held = presentation !== null && (presentation.sessionOn !== null || presentation.waived);
    if (!held && missing === 0)
      steps.push(step('record-session', state, 'negotiation', { dueOn: presentation?.plannedOn ?? null }));
    if (held && missing === 0) steps.push(step('present', cluster, 'negotiation', { since: presentation.sessionOn }));
  }
  if (contract.state === 'presented' && presentation && presentation.sessionOn !== null) {
    const opinion = opinionOn(presentation, on);
    if (opinion === null)
      steps.push(
        step('record-opinion', state, 'negotiation', {
          since: presentation.sessionOn,
          dueOn: presentation.opinionDueOn,
        }),
      );
    if (opinion === 'unfavourable') steps.push(step('resume-discussion', cluster, 'negotiation'));
  }
  return steps;
}

const waitsForAnswer = ({ kind, receivedOn, answer, deemedAgreed }: PartyFacts): boolean =>
  kind !== 'cluster' && receivedOn !== null && answer === null && !deemedAgreed;

/** From the complete text to the last signature, of the original as of an amendment. */
function ofSigning({ contract, missing }: StepFacts, step: Make, cluster: string): NextStep[] {
  const { underWay } = contract;
  if (!underWay) return [];
  const ready = contract.state === 'presented' || underWay.number > 0;
  if (underWay.state === 'open') {
    if (!ready) return [];
    if (contract.annexes < ANNEXES)
      return [step('join-annexes', cluster, 'text', { count: ANNEXES - contract.annexes })];
    if (missing !== null && missing > 0) return [step('complete', cluster, 'completeness', { count: missing })];
    return underWay.number > 0
      ? [step('complete-amendment', cluster, 'signature', { since: underWay.openedOn })]
      : [step('send-for-signature', cluster, 'signature')];
  }
  return contract.parties
    .filter(({ required, signedOn }) => required !== false && signedOn === null)
    .map((party) => {
      const since = underWay.frozenOn;
      if (party.refused || party.vote?.approves === false)
        return step('resolve-refusal', party.id, 'signature', { since });
      if (needsVote(party.kind) && party.vote === null)
        return step('record-vote', party.id, 'signature', { since, dueOn: party.assemblyOn });
      return step('sign', party.id, 'signature', { since });
    });
}

/** Decisions, the examination of the improvement axes, the term. */
function ofLife({ contract, on, rules }: StepFacts, step: Make, cluster: string, state: string): NextStep[] {
  const steps: NextStep[] = [];
  for (const decision of contract.decisions) {
    const rest = `#${decision.id}`;
    if (decision.state === 'notified' && on <= decision.replyDueOn)
      steps.push(
        step('reply-to-decision', cluster, 'life', { since: decision.notifiedOn, dueOn: decision.replyDueOn, rest }),
      );
    else steps.push(step('close-decision', state, 'life', { since: decision.replyDueOn, rest }));
  }
  const { improvement, signedOn } = contract;
  if (improvement && improvement.examinedOn === null && signedOn !== null && isInForce(contract.state)) {
    const dueOn = examinationDueOn(signedOn, rules.examinationMonths);
    // Shown as a task when it draws near; the page of the contract tells the day at any time.
    if (daysBetween(on, dueOn) <= SOON_DAYS) steps.push(step('examine-axes', state, 'life', { dueOn }));
  }
  if (isInForce(contract.state) && on >= contract.endsOn)
    steps.push(step('end', state, 'life', { since: contract.endsOn }));
  return steps;
}

const SOON_DAYS = 60;
