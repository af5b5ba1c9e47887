import type { Generated } from 'kysely';
import * as z from 'zod';
import { codeAndName, daySchema, facet, named, paged } from '../registry.schemas.ts';
import { SIZE_CATEGORIES, type SizeCategory } from '../size-category.rules.ts';
import { COLLEGES, ORGANISATION_KINDS, type OrganisationKind } from '../vocabulary.ts';

export interface OrganisationTable {
  id: string;
  siren: string | null;
  name: string;
  acronym: string | null;
  kind: OrganisationKind;
  legal_category: string | null;
  naf: string | null;
  commune: string | null;
  country: string;
  website: string | null;
  created_on: string | null;
  ceased_on: string | null;
  headcount_band: string | null;
  insee_category: 'PME' | 'ETI' | 'GE' | null;
  insee_category_year: number | null;
  synthetic: boolean;
  source: string;
  recorded_at: Date;
  updated_at: Date;
  search: Generated<string>;
}

export interface EstablishmentTable {
  siret: string;
  organisation_id: string;
  is_seat: boolean;
  commune: string | null;
  naf: string | null;
  headcount_band: string | null;
  opened_on: string | null;
  closed_on: string | null;
  source: string;
}

export interface AccountsTable {
  organisation_id: string;
  year: number;
  closed_on: string;
  /** Annual work units, as PostgreSQL's exact decimal text. */
  headcount: string | null;
  revenue_cents: number | null;
  balance_cents: number | null;
  consolidated: boolean;
  source: string;
}

export interface GroupLinkTable {
  id: string;
  parent_id: string;
  child_id: string;
  from_day: string;
  to_day: string | null;
  source: string;
}

export interface SizeSpellTable {
  organisation_id: string;
  from_day: string;
  to_day: string | null;
  category: SizeCategory;
  year: number;
  approximate: boolean;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.organisation': OrganisationTable;
    'registry.establishment': EstablishmentTable;
    'registry.accounts': AccountsTable;
    'registry.group_link': GroupLinkTable;
    'registry.size_spell': SizeSpellTable;
  }
}

export const organisationId = z.string().min(1).max(80);

/** Size on a day, and the accounting year that decides; null when nothing known allows to say. */
export const sizeOnDay = z.object({
  category: z.enum(SIZE_CATEGORIES),
  from: daySchema,
  to: daySchema.nullable(),
  year: z.int(),
  /** Sum of the units' accounts, for want of consolidated ones. */
  approximate: z.boolean(),
});

export const organisationRow = z.object({
  id: z.string(),
  name: z.string(),
  acronym: z.string().nullable(),
  siren: z.string().nullable(),
  kind: z.enum(ORGANISATION_KINDS),
  commune: codeAndName.nullable(),
  departement: z.string().nullable(),
  /** Region of its commune, in the list of regions of the day. */
  region: codeAndName.nullable(),
  naf: codeAndName.nullable(),
  /** Of its enterprise, on the day; null for what is no firm, or when nothing known allows to say. */
  size: z.enum(SIZE_CATEGORIES).nullable(),
  /** Clusters of which it is a member on the day. */
  clusters: z.array(named),
  synthetic: z.boolean(),
  /** The person may open its page. */
  reachable: z.boolean(),
});
export type OrganisationRow = z.infer<typeof organisationRow>;

export const organisationList = z.object({
  on: daySchema,
  regionVintage: z.enum(['2013', '2016']),
  ...paged,
  /** Memberships of the organisations listed, on the day: larger than `total` when some are in several clusters (R111). */
  memberships: z.int(),
  rows: z.array(organisationRow),
  facets: z.object({ kinds: z.array(facet), sizes: z.array(facet), regions: z.array(facet) }),
  synthetic: z.boolean(),
  /** No name holds the words typed: these are the nearest ones. */
  approximate: z.boolean(),
});
export type OrganisationList = z.infer<typeof organisationList>;

export const accountsOfYear = z.object({
  year: z.int(),
  closedOn: daySchema,
  headcount: z.number().nullable(),
  revenueCents: z.int().nullable(),
  balanceCents: z.int().nullable(),
  consolidated: z.boolean(),
  source: z.string(),
});

const groupLink = z.object({
  id: z.string(),
  organisation: named,
  from: daySchema,
  to: daySchema.nullable(),
  source: z.string(),
});

export const organisationDetail = z.object({
  on: daySchema,
  id: z.string(),
  name: z.string(),
  acronym: z.string().nullable(),
  siren: z.string().nullable(),
  kind: z.enum(ORGANISATION_KINDS),
  legalCategory: codeAndName.nullable(),
  naf: codeAndName.nullable(),
  commune: codeAndName.nullable(),
  departement: codeAndName.nullable(),
  region: codeAndName.nullable(),
  regionVintage: z.enum(['2013', '2016']),
  country: z.string(),
  website: z.string().nullable(),
  createdOn: daySchema.nullable(),
  ceasedOn: daySchema.nullable(),
  headcountBand: codeAndName.nullable(),
  /** What Insee published, shown beside ours and never mixed with it. */
  inseeCategory: z.object({ category: z.enum(['PME', 'ETI', 'GE']), year: z.int().nullable() }).nullable(),
  synthetic: z.boolean(),
  source: z.string(),
  updatedAt: z.date(),
  establishments: z.array(
    z.object({
      siret: z.string(),
      isSeat: z.boolean(),
      commune: codeAndName.nullable(),
      naf: codeAndName.nullable(),
      openedOn: daySchema.nullable(),
      closedOn: daySchema.nullable(),
    }),
  ),
  /** Head of the enterprise on the day when it is another organisation (R55). */
  enterpriseHead: named.nullable(),
  parents: z.array(groupLink),
  children: z.array(groupLink),
  size: z.object({
    onDay: sizeOnDay.nullable(),
    history: z.array(sizeOnDay),
    /** Why this category on the day, or what is missing to say it. */
    explanation: z.object({ fr: z.string(), en: z.string() }),
    /** The accounts of the enterprise that the history rests on, the newest first. */
    years: z.array(accountsOfYear.extend({ organisation: named })),
  }),
  /** Its own accounts; null when the person may not read them. */
  accounts: z.array(accountsOfYear).nullable(),
  memberships: z.array(
    z.object({
      id: z.string(),
      cluster: named,
      college: z.enum(COLLEGES),
      from: daySchema,
      to: daySchema.nullable(),
      endReason: z.string().nullable(),
      synthetic: z.boolean(),
    }),
  ),
  /** Names of the actions that this person may do here. */
  open: z.array(z.string()),
});
export type OrganisationDetail = z.infer<typeof organisationDetail>;
