import * as z from 'zod';
import { daySchema } from '../../projects.schemas.ts';
import { saying } from '../calculator/funding-answer.ts';
import { APPLICATION_STATES, FUNDERS, PAYMENT_KINDS, PAYMENT_STATES } from './application.ts';

/** Money of a file side by side; null is not known, zero is zero. */
const sums = z.object({
  askedCents: z.int().nullable(),
  grantedCents: z.int().nullable(),
  /** Under a signed agreement. */
  signedCents: z.int().nullable(),
  paidCents: z.int().nullable(),
});
export type Sums = z.output<typeof sums>;

export const waitingView = z.object({
  who: z.enum(['applicant', 'cluster', 'funder', 'partner']),
  since: daySchema,
  days: z.int(),
});

export const fileView = z.object({
  id: z.string(),
  call: saying.extend({ id: z.string() }),
  window: saying,
  funder: z.enum(FUNDERS),
  region: z.object({ code: z.string(), name: z.string() }).nullable(),
  state: z.enum(APPLICATION_STATES),
  submittedOn: daySchema.nullable(),
  eligibleOn: daySchema.nullable(),
  selectedOn: daySchema.nullable(),
  lapsesAfter: daySchema.nullable(),
  derogationReason: z.string().nullable(),
  agreementOn: daySchema.nullable(),
  agreementReference: z.string().nullable(),
  decisionReason: z.string().nullable(),
  loan: z.object({ borrower: z.string(), amountCents: z.int().nullable() }).nullable(),
  /** What was kept of the rules on the day of the decision. */
  rulesApplied: z.object({ on: daySchema, verdict: z.string(), text: saying.nullable() }).nullable(),
  steps: z.array(
    z.object({
      state: z.enum(APPLICATION_STATES),
      on: daySchema,
      reason: z.string().nullable(),
      by: z.string(),
      /** Days since the step before. */
      days: z.int().nullable(),
    }),
  ),
  parts: z.array(
    z.object({
      partner: z.string(),
      name: z.string(),
      askedCents: z.int().nullable(),
      grantedCents: z.int().nullable(),
      ceilingCents: z.int().nullable(),
      /** Null before the agreement. */
      paidCents: z.int().nullable(),
    }),
  ),
  payments: z.array(
    z.object({
      id: z.string(),
      partner: z.string(),
      name: z.string(),
      kind: z.enum(PAYMENT_KINDS),
      amountCents: z.int(),
      state: z.enum(PAYMENT_STATES),
      requestedOn: daySchema,
      settledOn: daySchema.nullable(),
      evidence: z.string().nullable(),
      hasFile: z.boolean(),
      reason: z.string().nullable(),
    }),
  ),
  sums,
  waiting: waitingView.nullable(),
  /** Acts open to the reader now, and those that their function allows but the file does not, with the reason. */
  open: z.array(z.string()),
  closed: z.array(saying.extend({ act: z.string() })),
});
export type FileView = z.output<typeof fileView>;

export const fundingView = z.object({
  project: z.object({ id: z.string(), acronym: z.string(), synthetic: z.boolean() }),
  on: daySchema,
  partners: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      askedCents: z.int().nullable(),
      baseCents: z.int().nullable(),
    }),
  ),
  files: z.array(fileView),
  /** Of the files that are alive. */
  totals: sums,
  /** Costs that look written in another unit. */
  warnings: z.array(saying),
  open: z.array(z.string()),
});
export type FundingView = z.output<typeof fundingView>;
