import type { PartyKind } from '../contract.ts';

/** How a signature was given: signed in with a second factor, by the one-off link sent to the signatory, or on paper with its scan. */
export const SIGNATURE_MANNERS = ['account', 'link', 'paper'] as const;
export type SignatureManner = (typeof SIGNATURE_MANNERS)[number];

/** Authorities whose assembly votes before anybody signs for them (R23). The State and the association decide otherwise. */
const VOTING: readonly PartyKind[] = ['region', 'authority'];
export const needsVote = (kind: PartyKind): boolean => VOTING.includes(kind);

export interface SignatoryTable {
  edition_id: string;
  party_id: string;
  name: string;
  title: string;
  email: string | null;
  delegation: string | null;
  delegation_on: string | null;
  delegation_file_id: string | null;
}

export interface StandingTable {
  edition_id: string;
  party_id: string;
  required: boolean;
  assembly_on: string | null;
  sent_at: Date | null;
  link_expires_at: Date | null;
  seen_at: Date | null;
  reminded_at: Date | null;
  reminders: number;
  refused_at: Date | null;
  refusal: string | null;
}

export interface DeliberationTable {
  id: string;
  edition_id: string;
  party_id: string;
  number: string;
  held_on: string;
  approves: boolean;
  reason: string | null;
  file_id: string | null;
  recorded_at: Date;
  recorded_by: string;
}

export interface SignatureTable {
  id: string;
  edition_id: string;
  party_id: string;
  deliberation_id: string | null;
  how: SignatureManner;
  signer_id: string;
  signer_name: string;
  signer_title: string;
  delegation: string | null;
  signed_at: Date;
  signed_on: string;
  address: string | null;
  text_digest: string;
  pdf_digest: string;
  part_digest: string;
  pdf_file_id: string;
  scan_file_id: string | null;
  cleared_at: Date | null;
  cleared_by: string | null;
  cleared_reason: string | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.signatory': SignatoryTable;
    'contracts.standing': StandingTable;
    'contracts.deliberation': DeliberationTable;
    'contracts.signature': SignatureTable;
  }
}
