import type { Generated } from 'kysely';
import * as z from 'zod';
import { codeAndName, daySchema, facet, named, paged } from '../registry.schemas.ts';
import type { RegionVintage } from '../territory.rules.ts';
import {
  CERTAINTIES,
  type Certainty,
  CLUSTER_CATEGORIES,
  type ClusterCategory,
  COLLEGES,
  LABEL_DECISIONS,
  LABEL_STATES,
  type LabelDecision,
  RATINGS,
  type Rating,
  SIZE_FILTERS,
  SUCCESSION_NATURES,
  type SuccessionNature,
} from '../vocabulary.ts';

export interface ClusterTable {
  id: string;
  official_number: string | null;
  name: string;
  sector: string;
  city: string | null;
  departement: string | null;
  commune: string | null;
  website: string | null;
  territory_words: string | null;
  history_words: string | null;
  confidence: 'haute' | 'moyenne' | null;
  governance_body_id: string | null;
  synthetic: boolean;
  source: string;
  recorded_at: Date;
  search: Generated<string>;
}

export interface ClusterCategoryTable {
  cluster_id: string;
  category: ClusterCategory;
  from_day: string;
  to_day: string | null;
  certainty: Certainty;
  source: string;
}

export interface ClusterRatingTable {
  cluster_id: string;
  year: number;
  rating: Rating;
  certainty: Certainty;
  source: string;
}

export interface StrategicDesignationTable {
  id: string;
  cluster_id: string;
  from_day: string;
  to_day: string | null;
  decision: string;
  ended_reason: string | null;
}

export interface ClusterRegionTable {
  cluster_id: string;
  region: string;
  vintage: RegionVintage;
  coordinating: boolean;
  source: string;
}

export interface LabelDecisionTable {
  id: string;
  cluster_id: string;
  decision: LabelDecision;
  decided_on: string;
  valid_from: string;
  valid_to: string | null;
  authority: string;
  reference: string | null;
  conditions: string | null;
  certainty: Certainty;
  source: string;
}

export interface ClusterSuccessionTable {
  predecessor_id: string;
  successor_id: string;
  year: number | null;
  on_day: string | null;
  nature: SuccessionNature;
  certainty: Certainty;
  source: string;
}

export interface RepresentativeTable {
  id: string;
  cluster_id: string;
  name: string;
  title: string;
  organisation_id: string | null;
  from_day: string;
  to_day: string | null;
  synthetic: boolean;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.cluster': ClusterTable;
    'registry.cluster_category': ClusterCategoryTable;
    'registry.cluster_rating': ClusterRatingTable;
    'registry.strategic_designation': StrategicDesignationTable;
    'registry.cluster_region': ClusterRegionTable;
    'registry.label_decision': LabelDecisionTable;
    'registry.cluster_succession': ClusterSuccessionTable;
    'registry.representative': RepresentativeTable;
  }
}

export const clusterId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

const certainty = z.enum(CERTAINTIES);

/** The label on a day. `since` is the first day of the unbroken holding; `until` the last day of its term, when it has one. */
export const labelOnDay = z.object({
  state: z.enum(LABEL_STATES),
  since: daySchema.nullable(),
  /** Held already before `since`: the first decision known is a renewal. */
  sinceAtLeast: z.boolean(),
  until: daySchema.nullable(),
  conditions: z.string().nullable(),
});

export const clusterRow = z.object({
  id: z.string(),
  name: z.string(),
  sector: z.string(),
  city: z.string().nullable(),
  departement: codeAndName.nullable(),
  /** Coordinating region, in the list of regions of the day. */
  region: codeAndName.nullable(),
  otherRegions: z.array(codeAndName),
  category: z.enum(CLUSTER_CATEGORIES).nullable(),
  rating: z.object({ year: z.int(), rating: z.enum(RATINGS) }).nullable(),
  strategic: z.boolean(),
  label: z.enum(LABEL_STATES),
  /** Active members on the day. */
  members: z.int(),
  /** How many of them are demonstration data. */
  syntheticMembers: z.int(),
  synthetic: z.boolean(),
});
export type ClusterRow = z.infer<typeof clusterRow>;

export const clusterList = z.object({
  on: daySchema,
  regionVintage: z.enum(['2013', '2016']),
  ...paged,
  rows: z.array(clusterRow),
  /** Each counts what the other filters leave; a cluster of two regions counts in both. */
  facets: z.object({
    regions: z.array(facet),
    sectors: z.array(facet),
    categories: z.array(facet),
    ratings: z.array(facet),
  }),
  synthetic: z.boolean(),
});
export type ClusterList = z.infer<typeof clusterList>;

const succession = z.object({
  id: z.string(),
  name: z.string(),
  year: z.int().nullable(),
  onDay: daySchema.nullable(),
  nature: z.enum(SUCCESSION_NATURES),
  certainty,
  source: z.string(),
});

export const representative = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  organisation: named.nullable(),
  from: daySchema,
  to: daySchema.nullable(),
  synthetic: z.boolean(),
});

/** A sentence to show; it blocks nothing. */
export const warning = z.object({ code: z.string(), fr: z.string(), en: z.string() });
export type Warning = z.infer<typeof warning>;

/** A count and the filter of the member list that shows what it counts. */
const drillDown = { count: z.int(), filter: z.record(z.string(), z.string()) };

export const clusterDetail = z.object({
  on: daySchema,
  id: z.string(),
  name: z.string(),
  officialNumber: z.string().nullable(),
  sector: z.string(),
  city: z.string().nullable(),
  commune: codeAndName.nullable(),
  departement: codeAndName.nullable(),
  website: z.string().nullable(),
  territoryWords: z.string().nullable(),
  historyWords: z.string().nullable(),
  /** How sure the line of the reference list is. */
  confidence: z.enum(['haute', 'moyenne']).nullable(),
  synthetic: z.boolean(),
  source: z.string(),
  label: labelOnDay,
  decisions: z.array(
    z.object({
      id: z.string(),
      decision: z.enum(LABEL_DECISIONS),
      decidedOn: daySchema,
      validFrom: daySchema,
      validTo: daySchema.nullable(),
      authority: z.string(),
      reference: z.string().nullable(),
      conditions: z.string().nullable(),
      certainty,
      source: z.string(),
    }),
  ),
  /** The one that holds on the day, then the whole history, the newest first. */
  category: z.enum(CLUSTER_CATEGORIES).nullable(),
  categories: z.array(
    z.object({
      category: z.enum(CLUSTER_CATEGORIES),
      from: daySchema,
      to: daySchema.nullable(),
      certainty,
      source: z.string(),
    }),
  ),
  ratings: z.array(z.object({ year: z.int(), rating: z.enum(RATINGS), certainty, source: z.string() })),
  strategic: z.boolean(),
  designations: z.array(
    z.object({
      id: z.string(),
      from: daySchema,
      to: daySchema.nullable(),
      decision: z.string(),
      endedReason: z.string().nullable(),
    }),
  ),
  regionVintage: z.enum(['2013', '2016']),
  regions: z.array(
    z.object({
      vintage: z.enum(['2013', '2016']),
      code: z.string(),
      name: z.string(),
      coordinating: z.boolean(),
      source: z.string(),
    }),
  ),
  governanceBody: z
    .object({
      id: z.string(),
      name: z.string(),
      siren: z.string().nullable(),
      siret: z.string().nullable(),
      legalCategory: codeAndName.nullable(),
    })
    .nullable(),
  representative: representative.nullable(),
  representatives: z.array(representative),
  predecessors: z.array(succession),
  successors: z.array(succession),
  members: z.object({
    total: z.int(),
    /** How many of the total are demonstration data. */
    synthetic: z.int(),
    colleges: z.array(z.object({ college: z.enum(COLLEGES), ...drillDown })),
    /** Firms only, by the size of their enterprise on the day. */
    sizes: z.array(z.object({ size: z.enum(SIZE_FILTERS), ...drillDown })),
  }),
  warnings: z.array(warning),
  /** Names of the actions that this person may do here, on this day. */
  open: z.array(z.string()),
  /** Actions of their function that are closed for now, with the reason. */
  closed: z.array(z.object({ action: z.string(), fr: z.string(), en: z.string() })),
});
export type ClusterDetail = z.infer<typeof clusterDetail>;
