import type { Actor } from '#kit/actor.ts';
import { type Day, daysBetween } from '#kit/period.ts';
import { CONTRACT_STATES } from '../contract.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import { schedule } from '../signature/schedule.rules.ts';
import { needsVote } from '../signature/signature.ts';
import type { ContractFacts } from './contract-facts.ts';
import type { ContractRow, ContractSort } from './contract-list.ts';
import { isLate } from './contract-state.rules.ts';
import { worksFor } from './my-party.rules.ts';
import { nextSteps } from './next-step.rules.ts';

type Rules = Pick<ContractRules, 'signatureDueOn' | 'daysFromVoteToSignature' | 'daysToSign' | 'examinationMonths'>;

/** Earliest day of the last signature of the text under way, as the signature board reckons it. */
export function earliestSignature(contract: ContractFacts, rules: Rules, on: Day): Day | null {
  const { underWay, presentation, state } = contract;
  if (!underWay) return null;
  return schedule({
    today: on,
    dueOn: rules.signatureDueOn as Day,
    presented: underWay.number > 0 || state === 'presented',
    sessionHeldOn: presentation?.sessionOn ?? null,
    sessionPlannedOn: presentation?.plannedOn ?? null,
    sentOn: underWay.state === 'signing' ? underWay.frozenOn : null,
    parties: contract.parties
      .filter(({ required }) => required !== false)
      .map(({ id, kind, assemblyOn, vote, signedOn, refused }) => ({
        id,
        needsVote: needsVote(kind),
        assemblyOn,
        vote,
        signedOn,
        refused,
      })),
    daysFromVoteToSignature: rules.daysFromVoteToSignature,
    daysToSign: rules.daysToSign,
  }).earliest;
}

/** A contract as the list shows it to this person. `missing`: what its project lacks; null when nobody counted. */
export function contractRowOf(
  contract: ContractFacts,
  { actor, rules, on, missing }: { actor: Actor; rules: Rules; on: Day; missing: number | null },
): ContractRow {
  const mine = contract.parties.filter((party) => worksFor(actor, party, contract.cluster.id));
  const watched = mine.length > 0 ? mine : contract.parties.filter(({ coordinating }) => coordinating);
  const discussed = contract.state === 'discussion' || contract.state === 'presented';
  const receivedOn = discussed
    ? (watched
        .filter(({ answer, deemedAgreed }) => answer === null && !deemedAgreed)
        .map((party) => party.receivedOn)
        .filter((day) => day !== null)
        .toSorted()[0] ?? null)
    : null;
  const steps = nextSteps({ contract, missing, on, rules });
  return {
    id: contract.id,
    cluster: contract.cluster,
    region: contract.region,
    state: contract.state,
    underWay: contract.underWay && {
      number: contract.underWay.number,
      state: contract.underWay.state,
      subjects: [...contract.underWay.subjects],
    },
    openedOn: contract.openedOn,
    signedOn: contract.signedOn,
    late: isLate(contract, rules.signatureDueOn as Day, on),
    receivedOn,
    daysWaiting: receivedOn && daysBetween(receivedOn, on),
    earliest: earliestSignature(contract, rules, on),
    signed: contract.parties.filter(({ signedOn }) => signedOn !== null).length,
    parties: contract.parties.filter(({ required }) => required !== false).length,
    amendments: contract.amendments,
    mine: steps.filter(({ party }) => mine.some(({ id }) => id === party)),
    synthetic: contract.synthetic,
  };
}

export interface ContractFilter {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly region?: string | undefined;
  readonly late?: boolean | undefined;
  readonly waitingFor?: 'me' | undefined;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export const filterContracts = (rows: readonly ContractRow[], filter: ContractFilter): ContractRow[] =>
  rows.filter(
    (row) =>
      (!filter.q || plain(`${row.cluster.name} ${row.id}`).includes(plain(filter.q))) &&
      (!filter.state || row.state === filter.state) &&
      (!filter.region || row.region?.code === filter.region) &&
      (filter.late === undefined || row.late === filter.late) &&
      (filter.waitingFor === undefined || row.mine.length > 0),
  );

/** What is unknown comes last, whichever way the list is read. */
export function sortContracts(rows: readonly ContractRow[], sort: ContractSort, order: 'asc' | 'desc'): ContractRow[] {
  const key = (row: ContractRow): string | number | null => {
    switch (sort) {
      case 'cluster':
        return row.cluster.name;
      case 'region':
        return row.region?.name ?? null;
      case 'state':
        return CONTRACT_STATES.indexOf(row.state);
      case 'waiting':
        return row.daysWaiting;
      case 'earliest':
        return row.earliest;
      case 'signed':
        return row.signedOn;
    }
  };
  const way = order === 'desc' ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const compared = typeof a === 'number' ? a - Number(b) : a.localeCompare(String(b), 'fr');
    return compared === 0 ? one.cluster.name.localeCompare(other.cluster.name, 'fr') : way * compared;
  });
}

/** How many rows each choice would leave. */
export function contractFacets(rows: readonly ContractRow[]) {
  const count = (values: readonly { value: string; label: string | null }[]) =>
    [...Map.groupBy(values, ({ value }) => value).values()].map((all) => ({ ...all[0]!, count: all.length }));
  return {
    states: count(rows.map(({ state }) => ({ value: state, label: null }))).toSorted(
      (a, b) =>
        CONTRACT_STATES.indexOf(a.value as ContractRow['state']) -
        CONTRACT_STATES.indexOf(b.value as ContractRow['state']),
    ),
    regions: count(rows.flatMap(({ region }) => (region ? [{ value: region.code, label: region.name }] : []))).toSorted(
      (a, b) => a.label!.localeCompare(b.label!, 'fr'),
    ),
  };
}
