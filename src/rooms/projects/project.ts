import type { Generated, GeneratedAlways, Selectable } from 'kysely';

/** Stages from the idea to the diffusion of what was sold (R81), in the order in which a project meets them. */
export const STAGES = [
  'idea',
  'consortium',
  'labelled',
  'submitted',
  'selected',
  'agreement',
  'running',
  'completed',
  'industrialisation',
  'market',
  'diffused',
  'abandoned',
] as const;
export type Stage = (typeof STAGES)[number];

/** What a project's page is made of; each block has its own readers. */
export const BLOCKS = [
  'summary',
  'consortium',
  'budget',
  'funding',
  'delivery',
  'results',
  'market',
  'know-how',
] as const;
export type Block = (typeof BLOCKS)[number];

/** Readers that a block can be opened to. Without any it is private: its lead, the clusters that follow it, the programme. */
export const AUDIENCES = ['partners', 'funders', 'members', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Nature of a cost. */
export const COST_NATURES = ['staff', 'equipment', 'subcontracting', 'overheads', 'other'] as const;
export type CostNature = (typeof COST_NATURES)[number];

export const PROTECTIONS = ['patent', 'secret', 'copyright', 'design', 'none'] as const;
export type Protection = (typeof PROTECTIONS)[number];

export interface ProjectTable {
  id: string;
  acronym: string;
  title: string;
  summary: string;
  target_market: string;
  cluster_id: string;
  filiere: string | null;
  stage: Stage;
  stage_since: string;
  trl: number | null;
  research_starts_on: string | null;
  research_ends_on: string | null;
  launch_planned_on: string | null;
  wide_dissemination: boolean | null;
  laboratory_share_justified: boolean | null;
  source: string;
  source_reference: string | null;
  synthetic: boolean;
  revision: number;
  created_on: string;
  recorded_at: Date;
  open_to: Generated<Audience[]>;
  sort_name: GeneratedAlways<string>;
}

export type Project = Selectable<ProjectTable>;

export interface StageEntryTable {
  id: string;
  project_id: string;
  stage: Stage;
  entered_on: string;
  trl: number | null;
  evidence: string | null;
  evidence_file_id: string | null;
  reason: string | null;
  recorded_at: Date;
  recorded_by: string;
}

export interface BlockAudienceTable {
  project_id: string;
  block: Block;
  audience: Audience;
}

export interface OpeningTable {
  project_id: string;
  block: Block;
  actor_id: string;
  actor_name: string;
  on_day: string;
  first_at: Date;
}

export interface PartnerTable {
  id: string;
  project_id: string;
  organisation_id: string;
  lead: boolean;
  role: string;
  special: 'none' | 'irt' | 'ite' | 'farm-cooperative';
  country: string;
  commune: string | null;
  joined_on: string;
  left_on: string | null;
  join_reason: string | null;
  leave_reason: string | null;
  costs_stated: boolean;
  cost_basis: 'full' | 'additional' | null;
  asked_cents: number | null;
  other_public_cents: number | null;
  pia_on_project: boolean | null;
  free_to_publish: boolean | null;
  economic_activity: boolean | null;
  applied_on: string | null;
  starts_on: string | null;
  revision: number;
}

export interface PartnerCostTable {
  partner_id: string;
  nature: CostNature;
  research: 'fundamental' | 'industrial' | 'experimental' | 'feasibility';
  amount_cents: number;
}

export interface KnowHowTable {
  id: string;
  project_id: string;
  partner_id: string;
  kind: 'background' | 'foreground';
  title: string;
  protection: Protection;
  note: string;
  recorded_on: string;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'projects.project': ProjectTable;
    'projects.stage_entry': StageEntryTable;
    'projects.block_audience': BlockAudienceTable;
    'projects.opening': OpeningTable;
    'projects.partner': PartnerTable;
    'projects.partner_cost': PartnerCostTable;
    'projects.know_how': KnowHowTable;
  }
}
