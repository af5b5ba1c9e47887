import * as z from 'zod';
import { CONTRACT_STATES, EDITION_STATES, PARTY_KINDS } from '../contract.ts';
import { contractHead } from '../contract-head.ts';
import { daySchema } from '../contracts.schemas.ts';
import { PARTY_ACTS, PARTY_STATES } from './board.rules.ts';
import { STEPS, WAITS } from './schedule.rules.ts';
import { SIGNATURE_MANNERS } from './signature.ts';

const file = z.string().nullable();

/** A party on the board: who signs, its vote, its signature, and what it waits for. */
export const boardRow = z.object({
  id: z.string(),
  kind: z.enum(PARTY_KINDS),
  coordinating: z.boolean(),
  name: z.string(),
  region: z.string().nullable(),
  metropole: z.string().nullable(),
  /** Its signature is necessary. */
  required: z.boolean(),
  needsVote: z.boolean(),
  state: z.enum(PARTY_STATES),
  signatory: z
    .object({
      name: z.string(),
      title: z.string(),
      email: z.string().nullable(),
      delegation: z.string().nullable(),
      delegationOn: daySchema.nullable(),
      delegationFile: file,
    })
    .nullable(),
  assemblyOn: daySchema.nullable(),
  vote: z
    .object({
      number: z.string(),
      heldOn: daySchema,
      approves: z.boolean(),
      reason: z.string().nullable(),
      file,
      recordedBy: z.string(),
    })
    .nullable(),
  sentAt: z.date().nullable(),
  linkExpiresAt: z.date().nullable(),
  seenAt: z.date().nullable(),
  remindedAt: z.date().nullable(),
  reminders: z.int(),
  refusedAt: z.date().nullable(),
  refusal: z.string().nullable(),
  signature: z
    .object({
      id: z.string(),
      name: z.string(),
      title: z.string(),
      delegation: z.string().nullable(),
      how: z.enum(SIGNATURE_MANNERS),
      at: z.date(),
      on: daySchema,
      pdfDigest: z.string(),
      scan: file,
    })
    .nullable(),
  /** Earliest day of its signature, the day itself once signed; null when a date is missing. */
  earliest: daySchema.nullable(),
  waits: z.array(z.enum(WAITS)),
  /** On the critical path: what moves this party moves the last signature. */
  critical: z.boolean(),
  /** What the reader may do for it now; the first brings it forward. */
  acts: z.array(z.enum(PARTY_ACTS)),
});
export type BoardRow = z.output<typeof boardRow>;

export const scheduleShown = z.object({
  earliest: daySchema.nullable(),
  complete: z.boolean(),
  late: z.boolean(),
  /** Null for an amendment: R21 speaks of the contract. */
  dueOn: daySchema.nullable(),
  unknown: z.array(z.object({ party: z.string().nullable(), name: z.string().nullable(), wait: z.enum(WAITS) })),
  path: z.array(
    z.object({
      step: z.enum(STEPS),
      party: z.string().nullable(),
      name: z.string().nullable(),
      from: daySchema,
      days: z.int(),
      on: daySchema,
    }),
  ),
});
export type ScheduleShown = z.output<typeof scheduleShown>;

export const signatureBoard = z.object({
  contract: contractHead,
  /** The day that the board speaks of. */
  on: daySchema,
  provisionalFrom: daySchema.nullable(),
  text: z.object({
    number: z.int(),
    state: z.enum(EDITION_STATES),
    digest: z.string().nullable(),
    frozenOn: daySchema.nullable(),
    signedOn: daySchema.nullable(),
    pdf: file,
    /** SHA-256 of that PDF. */
    pdfDigest: z.string().nullable(),
    sealed: file,
  }),
  parties: z.array(boardRow),
  signed: z.int(),
  required: z.int(),
  schedule: scheduleShown,
  cleared: z.array(
    z.object({
      party: z.string(),
      name: z.string(),
      signedAt: z.date(),
      clearedAt: z.date(),
      clearedBy: z.string(),
      reason: z.string(),
    }),
  ),
  /** What the reader may do for the whole text, and why not. */
  send: z.object({ open: z.boolean(), reasons: z.array(z.string()) }).nullable(),
  open: z.array(z.enum(['withdraw', 'amend', 'addParty', 'provisional', 'seal'])),
});
export type SignatureBoard = z.output<typeof signatureBoard>;

export const boardListRow = z.object({
  contract: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  state: z.enum(CONTRACT_STATES),
  number: z.int(),
  textState: z.enum(EDITION_STATES),
  synthetic: z.boolean(),
  required: z.int(),
  signed: z.int(),
  earliest: daySchema.nullable(),
  signedOn: daySchema.nullable(),
  late: z.boolean(),
  /** Who is waited for, and what for; those on the critical path first. */
  waitedFor: z.array(z.object({ party: z.string().nullable(), name: z.string().nullable(), wait: z.enum(WAITS) })),
});
export type BoardListRow = z.output<typeof boardListRow>;

export const BOARD_SITUATIONS = ['preparing', 'signing', 'refused', 'signed'] as const;

export const boardList = z.object({
  on: daySchema,
  dueOn: daySchema,
  rows: z.array(boardListRow),
  total: z.int(),
  /** Of all that the reader reaches, whatever the criteria. */
  count: z.object({ all: z.int(), signed: z.int(), signing: z.int(), late: z.int(), unknown: z.int() }),
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type BoardList = z.output<typeof boardList>;
