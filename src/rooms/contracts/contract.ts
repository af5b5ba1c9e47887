import type { ClauseKind } from './clause/clause.ts';
import type { ContractRules } from './settings/contract-rules.ts';
import type { FrozenText } from './text/frozen-text.ts';

/** Statuses of a contract (R34). */
export const CONTRACT_STATES = [
  'draft',
  'discussion',
  'presented',
  'signed',
  'amended',
  'ended',
  'terminated',
] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

/** One text of a contract: the original, or an amendment. */
export const EDITION_STATES = ['open', 'signing', 'signed', 'superseded', 'abandoned'] as const;
export type EditionState = (typeof EDITION_STATES)[number];

/** What an amendment changes; each has its rule on who must sign. */
export const AMENDMENT_SUBJECTS = ['correction', 'dates', 'targets', 'parties', 'money'] as const;
export type AmendmentSubject = (typeof AMENDMENT_SUBJECTS)[number];

/** Who signs (R22). `authority`: any other local authority that funds the cluster. */
export const PARTY_KINDS = ['state', 'region', 'authority', 'cluster'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

export interface ContractTable {
  id: string;
  cluster_id: string;
  phase: string;
  starts_on: string;
  ends_on: string;
  state: ContractState;
  provisional_from: string | null;
  signed_on: string | null;
  closed_on: string | null;
  synthetic: boolean;
  opened_at: Date;
}

export interface EditionTable {
  id: string;
  contract_id: string;
  number: number;
  state: EditionState;
  subjects: AmendmentSubject[];
  reason: string | null;
  base_edition_id: string | null;
  /** New term of the contract, when an amendment of dates moves it. */
  ends_on: string | null;
  opened_at: Date;
  frozen: FrozenText | null;
  frozen_digest: string | null;
  frozen_at: Date | null;
  pdf_file_id: string | null;
  sealed_file_id: string | null;
  signed_on: string | null;
  superseded_on: string | null;
}

export interface PartyTable {
  edition_id: string;
  id: string;
  kind: PartyKind;
  coordinating: boolean;
  name: string;
  region: string | null;
  metropole: string | null;
  position: number;
}

export interface ClauseTable {
  edition_id: string;
  id: string;
  kind: ClauseKind;
  parent_id: string | null;
  position: number;
  content: unknown;
  revision: number;
  changed_at: Date;
  changed_by: string;
}

export interface ClauseChangeTable {
  id: string;
  edition_id: string;
  clause_id: string;
  kind: ClauseKind;
  /** Where the clause stood after the change, or before it was removed. */
  parent_id: string | null;
  revision: number;
  at: Date;
  by_id: string;
  by_name: string;
  reason: string | null;
  before: unknown;
  after: unknown;
}

export interface SettingsTable {
  phase: string;
  rules: ContractRules;
  revision: number;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.contract': ContractTable;
    'contracts.edition': EditionTable;
    'contracts.party': PartyTable;
    'contracts.clause': ClauseTable;
    'contracts.clause_change': ClauseChangeTable;
    'contracts.settings': SettingsTable;
  }
}
