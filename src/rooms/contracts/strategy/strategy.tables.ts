import type { Certainty } from '#rooms/registry';
import type { COST_NATURES } from '../clause/clause.ts';

export interface RegionalPriorityTable {
  id: string;
  region: string;
  title: string;
  document: string;
  source: string;
  valid_from: string;
  valid_to: string | null;
  certainty: Certainty;
  synthetic: boolean;
  revision: number;
  changed_at: Date;
  changed_by: string;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

export interface PaymentTable {
  id: string;
  contract_id: string;
  party_id: string;
  year: number;
  nature: (typeof COST_NATURES)[number];
  amount_cents: number;
  paid_on: string;
  reference: string;
  recorded_at: Date;
  recorded_by: string;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.regional_priority': RegionalPriorityTable;
    'contracts.payment': PaymentTable;
  }
}
