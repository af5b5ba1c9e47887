import type { PartyKind } from '../contract.ts';
import { digestOf, type FrozenText } from '../text/frozen-text.ts';

interface SigningParty {
  readonly id: string;
  readonly kind: PartyKind;
  readonly coordinating: boolean;
}

/** Who reads every commitment as their own affair: the prefect who coordinates the funders, and the association that is funded. */
const readsEveryCommitment = ({ kind, coordinating }: SigningParty): boolean => kind === 'cluster' || coordinating;

/**
 * What a party signs: the whole text, but for the money that the other parties commit. A commitment touches whoever makes it, the
 * coordinating State and the association; everything else touches everybody.
 */
export function partOf(frozen: FrozenText, party: SigningParty): FrozenText {
  if (readsEveryCommitment(party)) return frozen;
  const isAnothers = ({ kind, content }: FrozenText['clauses'][number]) =>
    kind === 'commitment' && (content as { party?: string }).party !== party.id;
  return { ...frozen, clauses: frozen.clauses.filter((clause) => !isAnothers(clause)) };
}

/** SHA-256 of a party's part. */
export const partDigest = (frozen: FrozenText, party: SigningParty): string => digestOf(partOf(frozen, party));

/** A signature stands exactly as long as the part of the text that it was given for is the same. */
export const stands = (signature: { readonly partDigest: string }, frozen: FrozenText, party: SigningParty): boolean =>
  signature.partDigest === partDigest(frozen, party);
