import * as z from 'zod';
import { codeAndName, daySchema, facet, named, paged } from '../registry.schemas.ts';
import { SIZE_CATEGORIES } from '../size-category.rules.ts';
import {
  APPLICATION_STATES,
  type ApplicationState,
  COLLEGES,
  type College,
  ORGANISATION_KINDS,
  REFUSAL_GROUNDS,
  type RefusalGround,
} from '../vocabulary.ts';

export interface MembershipTable {
  id: string;
  cluster_id: string;
  organisation_id: string;
  college: College;
  from_day: string;
  /** Last day of membership, included. */
  to_day: string | null;
  end_reason: string | null;
  siret: string | null;
  synthetic: boolean;
  source: string;
  recorded_at: Date;
}

export interface MembershipFeeTable {
  membership_id: string;
  year: number;
  amount_cents: number;
  paid_on: string | null;
}

export interface MembershipApplicationTable {
  id: string;
  cluster_id: string;
  organisation_id: string;
  college: College;
  applied_on: string;
  motivation: string | null;
  state: ApplicationState;
  decided_on: string | null;
  refusal_ground: RefusalGround | null;
  reason: string | null;
  oriented_to: string | null;
  membership_id: string | null;
  synthetic: boolean;
  recorded_at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.membership': MembershipTable;
    'registry.membership_fee': MembershipFeeTable;
    'registry.membership_application': MembershipApplicationTable;
  }
}

export const feeOfYear = z.object({ year: z.int(), amountCents: z.int(), paidOn: daySchema.nullable() });

/** Which spells a list shows: those active on the day, those over before it, or all that ever were. */
export const MEMBER_STATUSES = ['active', 'ended', 'all'] as const;

export const memberRow = z.object({
  /** The membership. */
  id: z.string(),
  organisation: z.object({
    id: z.string(),
    name: z.string(),
    acronym: z.string().nullable(),
    siren: z.string().nullable(),
    kind: z.enum(ORGANISATION_KINDS),
    commune: codeAndName.nullable(),
    website: z.string().nullable(),
  }),
  college: z.enum(COLLEGES),
  /** Of its enterprise, on the day. */
  size: z.enum(SIZE_CATEGORIES).nullable(),
  from: daySchema,
  /** Last day of membership, included. */
  to: daySchema.nullable(),
  synthetic: z.boolean(),
  /** Why it left, its establishment and its fees: null to whoever does not work on this cluster. */
  reserved: z
    .object({ endReason: z.string().nullable(), siret: z.string().nullable(), fees: z.array(feeOfYear) })
    .nullable(),
});
export type MemberRow = z.infer<typeof memberRow>;

export const memberList = z.object({
  on: daySchema,
  cluster: named,
  /** The one asked for; `active` to the public, whatever was asked. */
  status: z.enum(MEMBER_STATUSES),
  ...paged,
  rows: z.array(memberRow),
  facets: z.object({ colleges: z.array(facet), kinds: z.array(facet), sizes: z.array(facet) }),
  synthetic: z.boolean(),
});
export type MemberList = z.infer<typeof memberList>;

export const membersOverTime = z.object({
  cluster: named,
  years: z.array(
    z.object({
      year: z.int(),
      /** 31 December, or the reference day for the year under way. */
      on: daySchema,
      total: z.int(),
      colleges: z.array(z.object({ college: z.enum(COLLEGES), count: z.int() })),
      /** Spells that began, and that ended, from 1 January to that day. */
      joined: z.int(),
      left: z.int(),
    }),
  ),
  synthetic: z.boolean(),
});
export type MembersOverTime = z.infer<typeof membersOverTime>;

/** One membership spell, for the forms that amend or end it. */
export const membershipDetail = z.object({
  id: z.string(),
  cluster: named,
  organisation: named,
  college: z.enum(COLLEGES),
  from: daySchema,
  to: daySchema.nullable(),
  endReason: z.string().nullable(),
  siret: z.string().nullable(),
  fees: z.array(feeOfYear),
  synthetic: z.boolean(),
  source: z.string(),
  open: z.array(z.string()),
});
export type MembershipDetail = z.infer<typeof membershipDetail>;

export const applicationRow = z.object({
  id: z.string(),
  cluster: named,
  organisation: named.extend({ siren: z.string().nullable(), kind: z.enum(ORGANISATION_KINDS) }),
  college: z.enum(COLLEGES),
  appliedOn: daySchema,
  motivation: z.string().nullable(),
  state: z.enum(APPLICATION_STATES),
  decidedOn: daySchema.nullable(),
  refusalGround: z.enum(REFUSAL_GROUNDS).nullable(),
  reason: z.string().nullable(),
  /** The better cluster that a refusal as off-strategy names (R109). */
  orientedTo: named.nullable(),
  membership: z.string().nullable(),
  synthetic: z.boolean(),
  /** Transitions of the application's life that this person may take now: `admit`, `refuse`, `withdraw`. */
  open: z.array(z.string()),
});
export type ApplicationRow = z.infer<typeof applicationRow>;

export const applicationList = z.object({
  cluster: named,
  ...paged,
  rows: z.array(applicationRow),
  facets: z.object({ states: z.array(facet) }),
  synthetic: z.boolean(),
});
export type ApplicationList = z.infer<typeof applicationList>;
