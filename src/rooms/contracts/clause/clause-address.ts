import { type ContractStep, contractAddress } from '../contract-address.ts';
import type { ClauseKind } from './clause.ts';

/** The page on which a kind of passage is read. */
export function stepOfKind(kind: ClauseKind): ContractStep {
  switch (kind) {
    case 'objective':
    case 'indicator':
      return 'objectives';
    case 'budget':
    case 'commitment':
      return 'financing';
    case 'article':
      return 'text';
    default:
      return 'strategy';
  }
}

/** Where a passage of any kind is read, as near to it as its page allows. */
export function passageAddress(contract: string, kind: ClauseKind, clause: string): string {
  const step = stepOfKind(kind);
  if (kind === 'objective') return contractAddress(contract, step, `#objectif-${clause}`);
  if (kind === 'indicator') return contractAddress(contract, step, `#indicateur-${clause}`);
  return contractAddress(contract, step);
}
