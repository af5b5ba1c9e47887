import { addDays, type Day, daysBetween } from '#kit/period.ts';

/** Steps on the way to the last signature. The first three are the contract's, the others each party's. */
export const STEPS = ['completion', 'session', 'sending', 'vote', 'signature'] as const;
export type Step = (typeof STEPS)[number];

/** What somebody waits for before a signature is possible. */
export const WAITS = [
  'completion',
  'session-day',
  'session',
  'sending',
  'assembly-day',
  'vote',
  'vote-refused',
  'refused',
  'signature',
] as const;
export type Wait = (typeof WAITS)[number];

/** Waits that have no date: what makes the day of the last signature unknown. */
const DATELESS: readonly Wait[] = ['session-day', 'assembly-day', 'vote-refused', 'refused'];

export interface ScheduledParty {
  readonly id: string;
  readonly needsVote: boolean;
  /** Day planned for the vote. */
  readonly assemblyOn: Day | null;
  /** The last vote recorded. */
  readonly vote: { readonly heldOn: Day; readonly approves: boolean } | null;
  readonly signedOn: Day | null;
  readonly refused: boolean;
}

export interface ScheduleFacts {
  readonly today: Day;
  /** Signatures after this day are late (R21); null for an amendment, which has no such day. */
  readonly dueOn: Day | null;
  /** The project was presented, or this was waived: it was complete then. */
  readonly presented: boolean;
  readonly sessionHeldOn: Day | null;
  readonly sessionPlannedOn: Day | null;
  /** Day on which the text was sent for signature. */
  readonly sentOn: Day | null;
  /** Those who must sign. */
  readonly parties: readonly ScheduledParty[];
  readonly daysFromVoteToSignature: number;
  readonly daysToSign: number;
}

/** A step of the critical path: it starts when the one before ends and takes this many days. */
export interface Link {
  readonly step: Step;
  readonly party: string | null;
  readonly from: Day;
  readonly days: number;
  readonly on: Day;
}

export interface PartySchedule {
  readonly party: string;
  /** Earliest day of its signature, the day itself once it has signed; null when a date is missing. */
  readonly earliest: Day | null;
  /** Empty once it has signed; what has no date comes first. */
  readonly waits: readonly Wait[];
}

export interface Schedule {
  readonly parties: readonly PartySchedule[];
  /** Day on which the last signature is possible, or was given; null when a date is missing. */
  readonly earliest: Day | null;
  readonly complete: boolean;
  /** What makes the day unknown: whose, and which date. */
  readonly unknown: readonly { readonly party: string | null; readonly wait: Wait }[];
  /** From a known day to the last signature, without a gap: what moves any of it moves the end. Empty when the end is unknown. */
  readonly path: readonly Link[];
  /** The last signature comes, came or can only come after the due day. */
  readonly late: boolean;
}

/** A day with what binds it: the step before, or nothing when it is fixed by itself. */
interface Node {
  readonly step: Step;
  readonly party: string | null;
  readonly on: Day;
  readonly days: number;
  readonly after: Node | null;
}

const fixed = (step: Step, on: Day, party: string | null = null): Node => ({ step, party, on, days: 0, after: null });

/** The day on which a step can end after each of these took its time; today when all of them are long past. */
function following(
  step: Step,
  before: readonly { readonly node: Node; readonly days: number }[],
  today: Day,
  party: string | null = null,
): Node {
  const last = before
    .map(({ node, days }) => ({ step, party, on: addDays(node.on, days), days, after: node }))
    .reduce<Node | null>((latest, one) => (latest === null || one.on > latest.on ? one : latest), null);
  return last === null || last.on < today ? fixed(step, today, party) : last;
}

const later = (one: Day, other: Day): Day => (one > other ? one : other);

/** The session of the CNI: held, or expected on its day if the project is ready by then. */
function sessionNode(facts: ScheduleFacts): Node | null {
  const { today, presented, sessionHeldOn, sessionPlannedOn } = facts;
  if (presented) return fixed('session', sessionHeldOn ?? today);
  if (sessionPlannedOn === null) return null;
  // Before the session the project is made complete, at the earliest today; a session that passed without being held is not yet to come again.
  return sessionPlannedOn > today
    ? fixed('session', sessionPlannedOn)
    : following('session', [{ node: fixed('completion', today), days: 0 }], today);
}

function sendingNode(facts: ScheduleFacts, session: Node | null): Node | null {
  if (facts.sentOn !== null) return fixed('sending', facts.sentOn);
  return session && following('sending', [{ node: session, days: 0 }], facts.today);
}

function voteNode(party: ScheduledParty, today: Day): Node | null {
  if (party.vote) return party.vote.approves ? fixed('vote', party.vote.heldOn, party.id) : null;
  return party.assemblyOn && fixed('vote', later(party.assemblyOn, today), party.id);
}

function signatureNode(party: ScheduledParty, sending: Node | null, facts: ScheduleFacts): Node | null {
  if (party.signedOn !== null) return fixed('signature', party.signedOn, party.id);
  if (party.refused || sending === null) return null;
  if (!party.needsVote)
    return following('signature', [{ node: sending, days: facts.daysToSign }], facts.today, party.id);
  const vote = voteNode(party, facts.today);
  if (vote === null) return null;
  const before = [
    { node: sending, days: 0 },
    { node: vote, days: facts.daysFromVoteToSignature },
  ];
  return following('signature', before, facts.today, party.id);
}

/** What stands between today and a party's signature; what has no date first. */
function waitsOf(party: ScheduledParty, facts: ScheduleFacts): Wait[] {
  if (party.signedOn !== null) return [];
  const { presented, sessionPlannedOn, sentOn } = facts;
  const waits: Wait[] = [];
  if (party.refused) waits.push('refused');
  if (party.needsVote && party.vote && !party.vote.approves) waits.push('vote-refused');
  if (party.needsVote && !party.vote) waits.push(party.assemblyOn ? 'vote' : 'assembly-day');
  if (sentOn === null) {
    if (presented) waits.push('sending');
    else waits.push(sessionPlannedOn ? 'session' : 'session-day', 'completion');
  }
  if (waits.length === 0) waits.push('signature');
  return waits.toSorted((one, other) => Number(DATELESS.includes(other)) - Number(DATELESS.includes(one)));
}

function pathTo(last: Node): Link[] {
  const path: Link[] = [];
  for (let node: Node | null = last; node !== null; node = node.after) {
    const { step, party, on, days } = node;
    path.unshift({ step, party, from: node.after?.on ?? on, days, on });
  }
  return path;
}

/**
 * When a contract can be signed by all, and what decides it (R21). The text is completed, presented, sent; each assembly votes on its own day;
 * a party signs once the text is there and its vote has become executory. A day that passed without its act counts as today.
 */
export function schedule(facts: ScheduleFacts): Schedule {
  const session = sessionNode(facts);
  const sending = sendingNode(facts, session);
  const signatures = facts.parties.map((party) => ({ party, node: signatureNode(party, sending, facts) }));
  const parties = signatures.map(({ party, node }) => ({
    party: party.id,
    earliest: node?.on ?? null,
    waits: waitsOf(party, facts),
  }));
  const unknown = [
    ...(sending === null && signatures.some(({ node }) => node === null)
      ? [{ party: null, wait: 'session-day' as const }]
      : []),
    ...parties.flatMap(({ party, waits }) =>
      waits.filter((wait) => DATELESS.includes(wait) && wait !== 'session-day').map((wait) => ({ party, wait })),
    ),
  ];
  const nodes = signatures.map(({ node }) => node);
  const last =
    nodes.length > 0 && !nodes.includes(null)
      ? (nodes as Node[]).reduce((latest, node) => (node.on > latest.on ? node : latest))
      : null;
  const complete = facts.parties.length > 0 && facts.parties.every(({ signedOn }) => signedOn !== null);
  return {
    parties,
    earliest: last?.on ?? null,
    complete,
    unknown,
    path: last ? pathTo(last) : [],
    late: facts.dueOn !== null && (last?.on ?? facts.today) > facts.dueOn,
  };
}

/** Days that the critical path takes, from the known day where it starts. */
export const lengthOf = (path: readonly Link[]): number =>
  path.length === 0 ? 0 : daysBetween(path[0]!.from, path.at(-1)!.on);
