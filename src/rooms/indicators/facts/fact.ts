import type { Generated } from 'kysely';
import * as z from 'zod';
import type { Day } from '#kit/period.ts';

/**
 * The kinds of facts that indicators are counted from, and the view in which a room publishes each (principles 1 and 2). A view has the columns of
 * {@link FactTable} up to `synthetic`; `cluster_id` is null for facts on an organisation, whatever its clusters.
 */
export const FACT_VIEWS = {
  membership: 'registry.fact_membership',
  accounts: 'registry.fact_accounts',
  size: 'registry.fact_size',
  control: 'registry.fact_control',
  label: 'projects.counted_label',
  decision: 'projects.counted_decision',
  cost: 'projects.counted_cost',
  grant: 'projects.counted_grant',
  result: 'projects.counted_result',
  'first-sale': 'projects.counted_first_sale',
  jobs: 'projects.counted_jobs',
  commitment: 'contracts.fact_commitment',
  budget: 'contracts.fact_budget',
  market: 'contracts.fact_market',
} as const;
export type FactKind = keyof typeof FACT_VIEWS;
export const FACT_KINDS = Object.keys(FACT_VIEWS) as FactKind[];

/** Kinds whose parts by cluster are worked out together: read whole, then narrowed, which is ten times faster than working them out for one cluster. */
export const SHARED_FACTS: ReadonlySet<FactKind> = new Set(['label', 'cost', 'grant', 'result', 'first-sale', 'jobs']);

/** Kinds on an organisation, whatever its clusters. */
export const ORGANISATION_FACTS: ReadonlySet<FactKind> = new Set(['accounts', 'size', 'control']);

export interface FactTable {
  line: Generated<number>;
  kind: FactKind;
  /** '' for facts on an organisation. */
  cluster_id: string;
  fact_id: string;
  /** What a total over clusters counts once (R111, R112). */
  unit_id: string;
  cluster_share: string;
  organisation_id: string | null;
  project_id: string | null;
  on_day: Day;
  until_day: Day | null;
  year: number;
  amount_cents: number | null;
  count: string | null;
  nature: string | null;
  detail: string | null;
  other_day: Day | null;
  title: string;
  source: string;
  href: string;
  synthetic: boolean;
  digest: string;
  known_from: Date;
  known_to: Date | null;
}

interface ReadingTable {
  cluster_id: string;
  journal_seq: number;
  read_on: Day;
  read_at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'indicators.fact': FactTable;
    'indicators.reading': ReadingTable;
  }
}

/** What a reading of the rooms' facts changed in the ledger. */
export const readingCount = z.object({
  /** Facts that are new, or new in their corrected form. */
  added: z.int(),
  /** Facts that no longer hold in the form that was known. */
  ended: z.int(),
});
export type ReadingCount = z.infer<typeof readingCount>;
