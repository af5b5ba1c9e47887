import * as z from 'zod';
import { CERTAINTIES } from '#rooms/registry';
import { areaContent, COST_NATURES, DIAGNOSIS_SECTIONS, goalContent, marketContent } from '../clause/clause.ts';
import { EDITION_STATES, PARTY_KINDS } from '../contract.ts';
import { contractHead } from '../contract-head.ts';
import { daySchema } from '../contracts.schemas.ts';

/** Which text a page shows, and whether the reader may write in it; `closed` says why not, to those who otherwise might. */
export const shownText = z.object({
  number: z.int(),
  state: z.enum(EDITION_STATES),
  writable: z.boolean(),
  closed: z.string().nullable(),
});

const clause = { id: z.string(), revision: z.int(), changedAt: z.date(), changedBy: z.string() };
const coded = z.object({ code: z.string(), label: z.string() });

export const diagnosisFigure = z.object({
  code: z.string(),
  label: z.object({ fr: z.string(), en: z.string() }),
  value: z.string(),
  href: z.string(),
});

export const strategyDetail = z.object({
  contract: contractHead,
  text: shownText,
  /** Day on which the figures were counted. */
  on: daySchema,
  areas: z.array(z.object({ ...clause, content: areaContent })),
  goals: z.array(z.object({ ...clause, content: goalContent })),
  markets: z.array(
    z.object({ ...clause, content: marketContent, nafLabels: z.array(coded), cpvLabels: z.array(coded) }),
  ),
  /** Every section in its order; those that nobody wrote have no clause. */
  diagnosis: z.array(
    z.object({
      section: z.enum(DIAGNOSIS_SECTIONS),
      text: z.string().nullable(),
      clause: z.object(clause).nullable(),
    }),
  ),
  figures: z.array(diagnosisFigure),
});
export type StrategyDetail = z.infer<typeof strategyDetail>;

const year = z.int();
const cents = z.int();

export const paymentRow = z.object({
  id: z.string(),
  party: z.string(),
  year,
  nature: z.enum(COST_NATURES),
  amountCents: cents,
  paidOn: daySchema,
  reference: z.string(),
  recordedBy: z.string(),
});

export const financingDetail = z.object({
  contract: contractHead,
  text: shownText,
  years: z.array(year),
  parties: z.array(z.object({ id: z.string(), kind: z.enum(PARTY_KINDS), name: z.string(), public: z.boolean() })),
  /** Each commitment, with what a form needs to change it. */
  cells: z.array(
    z.object({
      ...clause,
      party: z.string(),
      year,
      nature: z.enum(COST_NATURES),
      amountCents: cents,
      note: z.string(),
    }),
  ),
  budgets: z.array(z.object({ ...clause, year, amountCents: cents, note: z.string() })),
  /** Amounts by party and year, null where nothing is committed, with their totals; one table per nature of spending. */
  natures: z.array(
    z.object({
      nature: z.enum(COST_NATURES),
      rows: z.array(z.object({ party: z.string(), amounts: z.array(cents.nullable()), total: cents })),
      totals: z.array(cents),
      total: cents,
    }),
  ),
  /** Public money in the running costs of each year, against the path (R30). */
  shares: z.array(
    z.object({
      year,
      publicCents: cents,
      runningCostsCents: cents.nullable(),
      share: z.number().nullable(),
      pathPercent: z.number().nullable(),
      verdict: z.enum(['within', 'above', 'no-path', 'unknown-budget', 'no-costs']),
    }),
  ),
  pathSource: z.string(),
  followed: z.array(z.object({ party: z.string(), year, committedCents: cents, paidCents: cents, leftCents: cents })),
  payments: z.array(paymentRow),
  /** Day that the page speaks of. */
  on: daySchema,
  /** May record payments. */
  payable: z.boolean(),
});
export type FinancingDetail = z.infer<typeof financingDetail>;

export const priorityRow = z.object({
  id: z.string(),
  region: z.object({ code: z.string(), name: z.string() }),
  title: z.string(),
  document: z.string(),
  source: z.string(),
  validFrom: daySchema,
  validTo: daySchema.nullable(),
  certainty: z.enum(CERTAINTIES),
  synthetic: z.boolean(),
  revision: z.int(),
  withdrawn: z.object({ at: z.date(), reason: z.string() }).nullable(),
  /** May the reader change it? */
  open: z.boolean(),
});
export type PriorityRow = z.infer<typeof priorityRow>;

export const priorityList = z.object({
  region: z.string().nullable(),
  rows: z.array(priorityRow),
  /** Every region of 2013, with how many priorities in force it has, and whether the reader may add to it. */
  regions: z.array(z.object({ code: z.string(), name: z.string(), count: z.int(), open: z.boolean() })),
  synthetic: z.boolean(),
});
export type PriorityList = z.infer<typeof priorityList>;

export const codeList = z.object({ q: z.string(), naf: z.array(coded), cpv: z.array(coded) });
export type CodeList = z.infer<typeof codeList>;
