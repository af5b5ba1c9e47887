import { type Actor, type Grant, grantsFor, type Role } from '#kit/actor.ts';
import type { Say } from '#kit/say.ts';
import type { PartyKind } from '../contract.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import type { FrozenAnnex } from '../text/frozen-text.ts';

/** The functions that sign by account, each for the parties that it engages. */
export const SIGNERS = [
  'state-officer',
  'region-officer',
  'metropole-officer',
  'cluster-director',
] as const satisfies readonly Role[];

interface SignedParty {
  readonly kind: PartyKind;
  /** Of the list of 2013. */
  readonly region: string | null;
  /** SIREN. */
  readonly metropole: string | null;
}

/**
 * The function by which an account engages a party: that of its own territory, or of the cluster. Nobody engages another party, and nobody all
 * of them, whatever the width of their function; a local authority that is no métropole signs by link or on paper.
 */
export function engagingGrant(party: SignedParty, cluster: string, grants: readonly Grant[]): Grant | null {
  const holds = (role: Role, kind: Grant['scope']['kind'], id: string | null) =>
    grants.find(
      (grant) => grant.role === role && grant.scope.kind === kind && 'id' in grant.scope && grant.scope.id === id,
    );
  const region = party.region === null ? null : `${party.region}@2013`;
  switch (party.kind) {
    case 'state':
      return holds('state-officer', 'region', region) ?? null;
    case 'region':
      return holds('region-officer', 'region', region) ?? null;
    case 'authority':
      return (party.metropole !== null && holds('metropole-officer', 'metropole', party.metropole)) || null;
    case 'cluster':
      return holds('cluster-director', 'cluster', cluster) ?? null;
  }
}

/** Records what a party's assembly decided: whoever conducts the procedure for all of them, an authority's officer for their own. */
export const maySpeakFor = (party: SignedParty, cluster: string, actor: Actor): boolean =>
  grantsFor(actor, CONDUCTORS).length > 0 || engagingGrant(party, cluster, actor.grants) !== null;

/** Who signs by account for a party, in words. */
export const WHO_SIGNS: Record<PartyKind, Say> = {
  state: { fr: 'un agent de l’État de cette région', en: 'a State officer of this region' },
  region: { fr: 'un agent de cette région', en: 'an officer of this region' },
  authority: {
    fr: 'un agent de la métropole, ou le signataire par le lien qu’il a reçu',
    en: 'an officer of the métropole, or the signatory by the link that they received',
  },
  cluster: { fr: 'le directeur du pôle', en: 'the director of the cluster' },
};

/** The same person, whatever accents, hyphens and capitals they type. */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
      .split(' ')
      .toSorted()
      .join(' ');
  return plain(one) !== '' && plain(one) === plain(other);
}

const ANNEXES: readonly FrozenAnnex['kind'][] = ['label-letter', 'statutes', 'labelling-arrangements'];

/** The label letter, the statutes and the labelling arrangements; the list of members joins itself (R24). */
export const hasAllAnnexes = (annexes: readonly Pick<FrozenAnnex, 'kind'>[]): boolean =>
  ANNEXES.every((kind) => annexes.some((annex) => annex.kind === kind));
