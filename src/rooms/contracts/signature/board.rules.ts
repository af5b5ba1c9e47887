import type { Day } from '#kit/period.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import type { BoardContract, BoardParty } from './board.store.ts';
import { type Schedule, schedule } from './schedule.rules.ts';
import { needsVote } from './signature.ts';

/** The day by which a contract is to be signed (R21); an amendment has none. */
export const dueDayOf = ({ edition }: BoardContract, rules: ContractRules): Day | null =>
  edition.number === 0 ? rules.signatureDueOn : null;

/** The calendar of signatures of a contract, from what its board holds. */
export function scheduleOf(board: BoardContract, rules: ContractRules, today: Day): Schedule {
  return schedule({
    today,
    dueOn: dueDayOf(board, rules),
    presented: board.edition.number > 0 || (board.state !== 'draft' && board.state !== 'discussion'),
    sessionHeldOn: board.sessionOn as Day | null,
    sessionPlannedOn: board.sessionPlannedOn as Day | null,
    sentOn: board.edition.state === 'open' ? null : (board.edition.frozenOn as Day | null),
    parties: board.parties
      .filter(({ required }) => required)
      .map((party) => ({
        id: party.id,
        needsVote: needsVote(party.kind),
        assemblyOn: party.assemblyOn as Day | null,
        vote: party.vote && { heldOn: party.vote.heldOn as Day, approves: party.vote.approves },
        signedOn: (party.signature?.on ?? null) as Day | null,
        refused: party.refusedAt !== null,
      })),
    daysFromVoteToSignature: rules.daysFromVoteToSignature,
    daysToSign: rules.daysToSign,
  });
}

/** Where a party stands, in a word, the furthest that it has come. */
export const PARTY_STATES = [
  'signed',
  'refused',
  'vote-refused',
  'seen',
  'sent',
  'voted',
  'planned',
  'waiting',
] as const;
export type PartyState = (typeof PARTY_STATES)[number];

export function stateOfParty(party: BoardParty, sent: boolean): PartyState {
  if (party.signature) return 'signed';
  if (party.refusedAt) return 'refused';
  if (party.vote && !party.vote.approves) return 'vote-refused';
  if (sent && party.seenAt) return 'seen';
  if (sent && (!needsVote(party.kind) || party.vote)) return 'sent';
  if (party.vote) return 'voted';
  return party.assemblyOn ? 'planned' : 'waiting';
}

/** What may be done for a party now; the first is the one that brings it forward. */
export const PARTY_ACTS = [
  'sign',
  'signatory',
  'assembly',
  'deliberation',
  'link',
  'paper',
  'remind',
  'refuse',
  'rename',
  'remove',
] as const;
export type PartyAct = (typeof PARTY_ACTS)[number];

export interface BoardReader {
  /** Conducts the procedure for all parties. */
  readonly conducts: boolean;
  /** Their function engages this party. */
  readonly engages: (party: BoardParty) => boolean;
}

export function actsFor(board: BoardContract, party: BoardParty, reader: BoardReader): PartyAct[] {
  const { state } = board.edition;
  if (state !== 'open' && state !== 'signing') return [];
  const mine = reader.engages(party);
  const speaks = mine || reader.conducts;
  const votes = needsVote(party.kind);
  const voted = party.vote?.approves === true;
  const signing = state === 'signing' && party.signature === null;
  const mayBeSigned = signing && (!votes || voted);
  const open: Record<PartyAct, boolean> = {
    sign: mine && mayBeSigned,
    signatory: reader.conducts && party.signature === null,
    assembly: speaks && votes && !voted,
    deliberation: speaks && votes && party.signature === null,
    link: reader.conducts && mayBeSigned && Boolean(party.signatory?.email),
    paper: reader.conducts && mayBeSigned,
    remind: reader.conducts && signing && party.refusedAt === null,
    refuse: speaks && signing && party.refusedAt === null,
    rename: reader.conducts && state === 'open',
    remove: reader.conducts && state === 'open' && party.kind === 'authority',
  };
  const done = (act: PartyAct) =>
    (act === 'signatory' && party.signatory !== null) ||
    (act === 'assembly' && party.assemblyOn !== null) ||
    (act === 'deliberation' && voted);
  // What was given already may be corrected: it stays open, after what is missing.
  return PARTY_ACTS.filter((act) => open[act]).toSorted((one, other) => Number(done(one)) - Number(done(other)));
}
