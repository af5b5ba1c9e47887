import * as z from 'zod';
import { facet, paged } from '#rooms/registry';
import { AMENDMENT_SUBJECTS, CONTRACT_STATES, EDITION_STATES } from '../contract.ts';
import { daySchema } from '../contracts.schemas.ts';
import { NEXT_STEPS } from './next-step.rules.ts';

export const nextStep = z.object({
  kind: z.enum(NEXT_STEPS),
  /** Id of the party that has to do it. */
  party: z.string(),
  count: z.int(),
  since: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  href: z.string(),
});

const textHead = z.object({
  number: z.int(),
  state: z.enum(EDITION_STATES),
  subjects: z.array(z.enum(AMENDMENT_SUBJECTS)),
});

export const contractRow = z.object({
  id: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  region: z.object({ code: z.string(), name: z.string() }).nullable(),
  state: z.enum(CONTRACT_STATES),
  underWay: textHead.nullable(),
  openedOn: daySchema,
  signedOn: daySchema.nullable(),
  /** Signed after the programme's day, or not signed although it has passed (R21). */
  late: z.boolean(),
  /** Day on which the reader's authority received the draft that it has not answered; the coordinating State's for who works for no party. */
  receivedOn: daySchema.nullable(),
  daysWaiting: z.int().nullable(),
  /** Earliest day of the last signature of the text under way; null when a date is missing, or when nothing is to be signed. */
  earliest: daySchema.nullable(),
  signed: z.int(),
  parties: z.int(),
  amendments: z.int(),
  /** What the reader has to do. */
  mine: z.array(nextStep),
  synthetic: z.boolean(),
});
export type ContractRow = z.output<typeof contractRow>;

export const contractList = z.object({
  ...paged,
  on: daySchema,
  rows: z.array(contractRow),
  facets: z.object({ states: z.array(facet), regions: z.array(facet) }),
  /** Contracts late, and contracts that wait for the reader, whatever the filters. */
  late: z.int(),
  waiting: z.int(),
  synthetic: z.boolean(),
});
export type ContractList = z.output<typeof contractList>;

export const CONTRACT_SORTS = ['cluster', 'region', 'state', 'waiting', 'earliest', 'signed'] as const;
export type ContractSort = (typeof CONTRACT_SORTS)[number];
