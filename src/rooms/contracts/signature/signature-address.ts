import { contractAddress } from '../contract-address.ts';
import type { PartyAct } from './board.rules.ts';

/** The addresses of the signature board and of its forms. */
export const boardAddress = (contract: string, rest = ''): string => contractAddress(contract, 'signature', rest);

/** Last step of the address of what is done for one party. */
export const PARTY_PATHS: Readonly<Record<PartyAct, string>> = {
  sign: 'signer',
  signatory: 'signataire',
  assembly: 'assemblee',
  deliberation: 'deliberation',
  link: 'lien',
  paper: 'papier',
  remind: 'relance',
  refuse: 'refus',
  rename: 'correction',
  remove: 'retrait',
};

/** Done at once, without a form to fill. */
export const AT_ONCE: readonly PartyAct[] = ['link', 'remind'];

export const partyAddress = (contract: string, party: string, act: PartyAct): string =>
  boardAddress(contract, `/parties/${encodeURIComponent(party)}/${PARTY_PATHS[act]}`);

export const pieceAddress = (contract: string, file: string): string =>
  boardAddress(contract, `/pieces/${encodeURIComponent(file)}`);
