import { cents, shareMoney } from '#kit/money.ts';
import type { TransitionOf } from '#kit/workflow.ts';
import { decideTransition } from '#kit/workflow.ts';
import { attributionLife } from './attribution.workflow.ts';
import { type AttributionState, PARTY_KINDS, type PartyKind } from './delivery.ts';

/** Hundredths of a per cent: the whole of a result, for each kind of party that claims a part of it (R112). */
export const WHOLE = 10_000;

export interface Party {
  readonly kind: PartyKind;
  readonly party: string;
}

export interface Share extends Party {
  /** Hundredths of a per cent. */
  readonly share: number;
}

export interface HeldShare extends Share {
  readonly acceptedOn: string | null;
  readonly acceptedBy: string | null;
}

/** Who gets how much, and where the agreement stands. */
export interface Ledger {
  readonly state: AttributionState;
  readonly shares: readonly HeldShare[];
}

/** The whole in proportion to weights, the last hundredths going to the largest remainders, the first in order when equal. */
const inProportion = (whole: number, weights: readonly number[]): number[] => shareMoney(cents(whole), weights);

/** Equal parts, the remainder going to the first in order (the lead): three clusters get 33.34 + 33.33 + 33.33 %. */
export const equalShares = (kind: PartyKind, parties: readonly string[]): Share[] => {
  const parts = inProportion(
    WHOLE,
    parties.map(() => 1),
  );
  return parties.map((party, index) => ({ kind, party, share: parts[index]! }));
};

/** Parts in proportion to money granted, in cents; equal when nothing was granted. */
export const sharesByWeight = (
  kind: PartyKind,
  parties: readonly { readonly party: string; readonly weight: number }[],
): Share[] => {
  if (parties.every(({ weight }) => weight === 0))
    return equalShares(
      kind,
      parties.map(({ party }) => party),
    );
  const parts = inProportion(
    WHOLE,
    parties.map(({ weight }) => weight),
  );
  return parties.map(({ party }, index) => ({ kind, party, share: parts[index]! }));
};

/** Part of the clusters in a result that several projects claim: each project's part goes in equal parts to the clusters that labelled it. */
export function clusterSharesOf(
  projects: readonly { readonly share: number; readonly clusters: readonly string[] }[],
): Share[] {
  const totals = new Map<string, number>();
  for (const { share, clusters } of projects) {
    const parts = inProportion(
      share,
      clusters.map(() => 1),
    );
    for (const [index, cluster] of clusters.entries()) totals.set(cluster, (totals.get(cluster) ?? 0) + parts[index]!);
  }
  return [...totals].map(([party, share]) => ({ kind: 'cluster', party, share }));
}

export interface Claimants {
  /** The project that recorded the line first, then the others that claim it; each with the clusters that labelled it, the lead first. */
  readonly projects: readonly { readonly id: string; readonly clusters: readonly string[] }[];
  /** Money granted to these projects, in cents, by funder. */
  readonly funders: readonly { readonly party: string; readonly weight: number }[];
}

/** What is proposed when nobody says otherwise. One project alone and no funder leave only the clusters to share. */
export function defaultShares({ projects, funders }: Claimants): Share[] {
  const ofProjects = equalShares(
    'project',
    projects.map(({ id }) => id),
  );
  return [
    ...clusterSharesOf(projects.map(({ clusters }, index) => ({ clusters, share: ofProjects[index]!.share }))),
    ...(projects.length > 1 ? ofProjects : []),
    ...(funders.length > 0 ? sharesByWeight('funder', funders) : []),
  ];
}

export const totalOf = (kind: PartyKind, shares: readonly Share[]): number =>
  shares.reduce((sum, one) => (one.kind === kind ? sum + one.share : sum), 0);

/** Why shares cannot be kept: a kind that does not add up to the whole, a party named twice, clusters missing. */
export type ShareFault =
  | { readonly code: 'SHARES_NOT_WHOLE'; readonly kind: PartyKind; readonly total: number }
  | { readonly code: 'PARTY_TWICE'; readonly kind: PartyKind; readonly party: string };

export function shareFault(shares: readonly Share[]): ShareFault | null {
  const seen = new Set<string>();
  for (const { kind, party } of shares) {
    if (seen.has(`${kind} ${party}`)) return { code: 'PARTY_TWICE', kind, party };
    seen.add(`${kind} ${party}`);
  }
  for (const kind of PARTY_KINDS) {
    const named = kind === 'cluster' || shares.some((one) => one.kind === kind);
    const total = totalOf(kind, shares);
    if (named && total !== WHOLE) return { code: 'SHARES_NOT_WHOLE', kind, total };
  }
  return null;
}

/** An act on a ledger. `accept` and `renounce` are of one party; a settlement replaces the shares for good. */
export type LedgerAct =
  | { readonly act: 'propose'; readonly shares: readonly Share[] }
  | { readonly act: 'accept'; readonly party: Party; readonly by: string; readonly on: string }
  | { readonly act: 'dispute' }
  | { readonly act: 'withdrawDispute' }
  | { readonly act: 'renounce'; readonly party: Party }
  | { readonly act: 'settle'; readonly shares: readonly Share[]; readonly by: string; readonly on: string };

export type LedgerFault = ShareFault | { readonly code: 'NOT_NOW' | 'PARTY_UNKNOWN' | 'LAST_PARTY' };

export type LedgerDecision =
  | { readonly ok: true; readonly ledger: Ledger }
  | { readonly ok: false; readonly fault: LedgerFault };

const refused = (fault: LedgerFault): LedgerDecision => ({ ok: false, fault });

const isSame = (one: Party, other: Party): boolean => one.kind === other.kind && one.party === other.party;

const unaccepted = (shares: readonly Share[]): HeldShare[] =>
  shares.map(({ kind, party, share }) => ({ kind, party, share, acceptedOn: null, acceptedBy: null }));

/** Without a party its part goes to the others of its kind in proportion to theirs; equally when they have none. */
function withoutParty(shares: readonly Share[], leaving: Party): Share[] {
  const others = shares.filter((one) => one.kind === leaving.kind && !isSame(one, leaving));
  const shared = sharesByWeight(
    leaving.kind,
    others.map(({ party, share }) => ({ party, weight: share })),
  );
  return [...shares.filter((one) => one.kind !== leaving.kind), ...shared];
}

const agreedWhenAll = (shares: readonly HeldShare[]): Ledger => ({
  state: shares.every(({ acceptedOn }) => acceptedOn !== null) ? 'agreed' : 'proposed',
  shares,
});

/**
 * What an act makes of a ledger; of none, only a proposal. Whatever the sequence, the shares of each kind add up to the whole: an act that would
 * break it is refused and changes nothing.
 */
export function decideLedger(present: Ledger | null, act: LedgerAct): LedgerDecision {
  if (present === null) {
    if (act.act !== 'propose') return refused({ code: 'NOT_NOW' });
  } else {
    const transition: TransitionOf<typeof attributionLife> = act.act;
    if (!decideTransition(attributionLife, present.state, transition, {}).ok) return refused({ code: 'NOT_NOW' });
  }
  const shares = present?.shares ?? [];
  switch (act.act) {
    case 'propose': {
      const fault = shareFault(act.shares);
      return fault ? refused(fault) : { ok: true, ledger: { state: 'proposed', shares: unaccepted(act.shares) } };
    }
    case 'accept': {
      if (!shares.some((one) => isSame(one, act.party))) return refused({ code: 'PARTY_UNKNOWN' });
      const accepted = shares.map((one) =>
        isSame(one, act.party) ? { ...one, acceptedOn: act.on, acceptedBy: act.by } : one,
      );
      return { ok: true, ledger: agreedWhenAll(accepted) };
    }
    case 'dispute':
      return { ok: true, ledger: { state: 'disputed', shares: unaccepted(shares) } };
    case 'withdrawDispute':
      return { ok: true, ledger: { state: 'proposed', shares } };
    case 'renounce': {
      if (!shares.some((one) => isSame(one, act.party))) return refused({ code: 'PARTY_UNKNOWN' });
      if (shares.filter(({ kind }) => kind === act.party.kind).length === 1) return refused({ code: 'LAST_PARTY' });
      return { ok: true, ledger: { state: 'proposed', shares: unaccepted(withoutParty(shares, act.party)) } };
    }
    case 'settle': {
      const fault = shareFault(act.shares);
      if (fault) return refused(fault);
      const settled = act.shares.map((one) => ({ ...one, acceptedOn: act.on, acceptedBy: act.by }));
      return { ok: true, ledger: { state: 'settled', shares: settled } };
    }
  }
}
