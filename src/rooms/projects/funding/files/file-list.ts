import * as z from 'zod';
import { facet, paged } from '#rooms/registry';
import { daySchema } from '../../projects.schemas.ts';
import { saying } from '../calculator/funding-answer.ts';
import { APPLICATION_STATES, FUNDERS } from './application.ts';
import { waitingView } from './funding-view.ts';

export const FILE_SORTS = ['since', 'project', 'cluster', 'call', 'state', 'submitted', 'asked', 'granted'] as const;
export type FileSort = (typeof FILE_SORTS)[number];

/** Files that have come this far with money: granted and after, signed and after, paid at least once. */
export const MONEY_STAGES = ['granted', 'signed', 'paid'] as const;
export type MoneyStage = (typeof MONEY_STAGES)[number];

export const fileRow = z.object({
  id: z.string(),
  project: z.object({ id: z.string(), acronym: z.string() }),
  cluster: z.object({ id: z.string(), name: z.string() }),
  call: saying.extend({ id: z.string() }),
  funder: z.enum(FUNDERS),
  region: z.object({ code: z.string(), name: z.string() }).nullable(),
  state: z.enum(APPLICATION_STATES),
  submittedOn: daySchema.nullable(),
  selectedOn: daySchema.nullable(),
  lapsesAfter: daySchema.nullable(),
  agreementOn: daySchema.nullable(),
  waiting: waitingView.nullable(),
  /** Selected, and its last day has passed. */
  late: z.boolean(),
  askedCents: z.int().nullable(),
  grantedCents: z.int().nullable(),
  paidCents: z.int().nullable(),
  requestedCents: z.int(),
  synthetic: z.boolean(),
});
export type FileRow = z.output<typeof fileRow>;

export const fileList = z.object({
  ...paged,
  on: daySchema,
  rows: z.array(fileRow),
  facets: z.object({
    states: z.array(facet),
    calls: z.array(facet),
    clusters: z.array(facet),
    funders: z.array(facet),
  }),
  /** Of all the files that the criteria leave. */
  totals: z.object({
    askedCents: z.int(),
    grantedCents: z.int(),
    signedCents: z.int(),
    paidCents: z.int(),
    /** Files in which an amount asked is not known. */
    unknown: z.int(),
    late: z.int(),
  }),
  /** Median days by funder, with how many files they are known of. */
  delays: z.array(
    z.object({
      funder: z.enum(FUNDERS),
      decision: z.object({ days: z.number().nullable(), files: z.int() }),
      agreement: z.object({ days: z.number().nullable(), files: z.int() }),
      payment: z.object({ days: z.number().nullable(), files: z.int() }),
    }),
  ),
  /** What the State and its operators grant, of all public money granted in the FUI (R83). */
  stateShare: z.object({ stateCents: z.int(), totalCents: z.int() }),
  synthetic: z.boolean(),
});
export type FileList = z.output<typeof fileList>;
