import * as z from 'zod';
import { daySchema, named } from '../registry.schemas.ts';

export interface ProgrammeTable {
  id: string;
  name_fr: string;
  name_en: string;
  starts_on: string;
  ends_on: string;
  reference_day: string | null;
  strategic_ceiling: number;
  source: string;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.programme': ProgrammeTable;
  }
}

/** The phase that this store runs. Another phase is another store. */
export const PROGRAMME_ID = 'phase-3';

export const programmeDetail = z.object({
  id: z.string(),
  nameFr: z.string(),
  nameEn: z.string(),
  startsOn: daySchema,
  endsOn: daySchema,
  /** The one that was set; null follows the calendar. */
  chosenReferenceDay: daySchema.nullable(),
  /** The day that screens speak of. */
  referenceDay: daySchema,
  strategicCeiling: z.int(),
  /** Strategic designations that hold on the reference day (R07). */
  strategicClusters: z.int(),
  source: z.string(),
});
export type ProgrammeDetail = z.infer<typeof programmeDetail>;

/** The list that shows what a figure counts, with the filter to give it. */
export const factsBehind = z.object({
  list: z.enum(['registry.listClusters', 'registry.listOrganisations']),
  filter: z.record(z.string(), z.string()),
});

export const keyFigure = z.object({
  key: z.enum([
    'clusters',
    'organisations',
    'memberships',
    'organisations-in-several-clusters',
    'firms',
    'firms-micro',
    'firms-pme',
    'firms-eti',
    'firms-ge',
    'firms-size-unknown',
    'regions',
  ]),
  value: z.int(),
  unit: z.enum(['clusters', 'organisations', 'memberships', 'firms', 'regions']),
  facts: factsBehind,
});

export const keyFigures = z.object({
  on: daySchema,
  figures: z.array(keyFigure),
  /** Some of what is counted is demonstration data. */
  synthetic: z.boolean(),
});
export type KeyFigures = z.infer<typeof keyFigures>;

/** Something that waits for the person. Tasks of a kind on one cluster make one line with their count. */
export const weekTask = z.object({
  kind: z.string(),
  count: z.int(),
  cluster: named.nullable(),
  organisation: named.nullable(),
  /** Day since which the oldest has been waiting. */
  since: daySchema.nullable(),
  /** Day by which it is due, when one is set. */
  dueOn: daySchema.nullish(),
  /** What is to be done, in a sentence. */
  fr: z.string(),
  en: z.string(),
  /** About how long it takes, all of them together. */
  minutes: z.int(),
  /** Address of the screen where it is done. */
  href: z.string(),
});
export type WeekTask = z.infer<typeof weekTask>;

export const weekMove = z.object({
  seq: z.int(),
  at: z.date(),
  actorName: z.string(),
  /** Operation name, such as `registry.joinCluster`. */
  action: z.string(),
  /** Title of the action in the language of the request. */
  title: z.string(),
  object: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  reason: z.string().nullable(),
  /** Where to look at it; null when it has no page. */
  href: z.string().nullable(),
});
export type WeekMove = z.infer<typeof weekMove>;

export const myWeek = z.object({
  on: daySchema,
  since: daySchema,
  tasks: z.array(weekTask),
  moved: z.array(weekMove),
  /** Clusters in the person's reach; null when all are. */
  clusters: z.array(named).nullable(),
  /** Some of it concerns demonstration data. */
  synthetic: z.boolean(),
});
export type MyWeek = z.infer<typeof myWeek>;

export const searchHit = z.object({
  kind: z.enum(['cluster', 'organisation']),
  id: z.string(),
  name: z.string(),
  /** Other things that tell it apart: sector and region, or SIREN and commune. */
  detail: z.string().nullable(),
  siren: z.string().nullable(),
  synthetic: z.boolean(),
  reachable: z.boolean(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchResults = z.object({
  q: z.string(),
  clusters: z.array(searchHit),
  organisations: z.array(searchHit),
  /** Nothing matched exactly: these are the nearest names. */
  approximate: z.boolean(),
});
export type SearchResults = z.infer<typeof searchResults>;
