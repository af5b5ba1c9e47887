import * as z from 'zod';
import { BLOCKS, PROTECTIONS, STAGES } from '../project.ts';
import { PROJECT_STEPS, type ProjectStep } from '../project-address.ts';
import { daySchema } from '../projects.schemas.ts';

const day = daySchema.nullable();
const cents = z.number().nullable();
const both = z.object({ fr: z.string(), en: z.string() });

const file = z.object({
  id: z.string(),
  funder: z.enum(['state', 'bpifrance', 'region', 'anr', 'ademe', 'europe']),
  region: z.string().nullable(),
  window: z.string(),
  call: z.string(),
  state: z.string(),
  submittedOn: day,
  selectedOn: day,
  agreementOn: day,
  lapsesAfter: day,
  askedCents: cents,
  grantedCents: cents,
  paidCents: z.number(),
});

/** What each block of a project holds. */
const blocks = {
  summary: z.object({ title: z.string(), summary: z.string(), targetMarket: z.string() }),
  consortium: z.array(
    z.object({
      id: z.string(),
      organisation: z.string(),
      name: z.string(),
      kind: z.string(),
      lead: z.boolean(),
      country: z.string(),
      synthetic: z.boolean(),
    }),
  ),
  budget: z.object({ costCents: cents, stated: z.number(), partners: z.number(), askedCents: cents }),
  files: z.array(file),
  delivery: z.object({ total: z.number(), done: z.number(), dropped: z.number(), nextDue: day }),
  results: z.record(z.string(), z.number()),
  market: z.object({
    industrialisation: z.object({ investmentCents: cents, sites: z.number() }),
    firstSale: z.object({ on: daySchema, country: z.string() }).nullable(),
    years: z.array(z.object({ year: z.number(), revenueCents: cents, jobsCreated: z.number().nullable() })),
  }),
  knowHow: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['background', 'foreground']),
      title: z.string(),
      protection: z.enum(PROTECTIONS),
      note: z.string(),
      partner: z.string(),
    }),
  ),
};

const head = z.object({
  id: z.string(),
  acronym: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  filiere: z.object({ slug: z.string(), label: z.string() }).nullable(),
  stage: z.enum(STAGES),
  stageSince: daySchema,
  trl: z.number().nullable(),
  researchStartsOn: day,
  researchEndsOn: day,
  launchPlannedOn: day,
  wideDissemination: z.boolean().nullable(),
  laboratoryShareJustified: z.boolean().nullable(),
  source: z.string(),
  synthetic: z.boolean(),
  revision: z.int(),
});

const stageEntry = z.object({
  id: z.string(),
  stage: z.enum(STAGES),
  on: daySchema,
  trl: z.number().nullable(),
  evidence: z.string().nullable(),
  reason: z.string().nullable(),
});

const label = z.object({
  cluster: z.string(),
  lead: z.boolean(),
  decision: z.enum(['labelled', 'reservations', 'refused', 'support-letter']).nullable(),
  decidedOn: day,
  askedOn: day,
});

/** The row read from the store. */
export type Thread = z.infer<typeof head> &
  z.infer<typeof blocks.summary> &
  z.infer<typeof blocks.market> & {
    stages: z.infer<typeof stageEntry>[];
    labels: z.infer<typeof label>[];
    partners: z.infer<typeof blocks.consortium>;
    budget: z.infer<typeof blocks.budget>;
    files: z.infer<typeof blocks.files>;
    delivery: z.infer<typeof blocks.delivery>;
    results: z.infer<typeof blocks.results>;
    knowHow: z.infer<typeof blocks.knowHow>;
  };

const nextGate = z.object({
  gate: z.string(),
  to: z.enum(STAGES),
  title: both,
  open: z.boolean(),
  missing: z.array(
    z.object({
      guard: z.string(),
      what: both,
      holder: both,
      since: day,
      dueOn: day,
      step: z.enum(Object.keys(PROJECT_STEPS) as [ProjectStep, ...ProjectStep[]]),
    }),
  ),
});

/** A project as one reader sees it; null where the block is not opened to them. */
export const threadView = head.extend({
  on: daySchema,
  /** The reader is of its team, its lead partner, or the programme: sees all of it. */
  insider: z.boolean(),
  blocks: z.array(z.enum(BLOCKS)),
  stages: z.array(stageEntry),
  labels: z.array(label),
  /** Null for readers outside the consortium and its funders. */
  next: z.array(nextGate).nullable(),
  summary: blocks.summary.nullable(),
  consortium: blocks.consortium.nullable(),
  budget: blocks.budget.nullable(),
  files: blocks.files.nullable(),
  delivery: blocks.delivery.nullable(),
  results: blocks.results.nullable(),
  market: blocks.market.nullable(),
  knowHow: blocks.knowHow.nullable(),
  /** Names of the acts open to the reader. */
  open: z.array(z.string()),
});
export type ThreadView = z.infer<typeof threadView>;
