import * as z from 'zod';
import { CLAUSE_KINDS } from '../clause/clause.ts';
import { AMENDMENT_SUBJECTS, EDITION_STATES } from '../contract.ts';
import { contractHead } from '../contract-head.ts';
import { daySchema } from '../contracts.schemas.ts';
import { improvement } from './improvement.ts';
import { supportDecision } from './support-decision.ts';

/** One text of the chain, as it is told. */
export const chainedText = z.object({
  number: z.int(),
  state: z.enum(EDITION_STATES),
  subjects: z.array(z.enum(AMENDMENT_SUBJECTS)),
  reason: z.string().nullable(),
  openedOn: daySchema,
  signedOn: daySchema.nullable(),
  supersededOn: daySchema.nullable(),
  /** New term that it brings; null when it moves none. */
  endsOn: daySchema.nullable(),
  /** SHA-256 of the PDF: the sealed one once there is one, else the one sent for signature. */
  digest: z.string().nullable(),
  sealed: z.boolean(),
});
export type ChainedText = z.output<typeof chainedText>;

const entry = z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** What an amendment changes of one passage, field by field in words. */
export const amendedPassage = z.object({
  clause: z.string(),
  kind: z.enum(CLAUSE_KINDS),
  title: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  entries: z.array(entry),
});
export type AmendedPassage = z.output<typeof amendedPassage>;

export const contractLifeView = z.object({
  contract: contractHead,
  on: daySchema,
  texts: z.array(chainedText),
  amendment: z
    .object({
      number: z.int(),
      state: z.enum(EDITION_STATES),
      subjects: z.array(z.enum(AMENDMENT_SUBJECTS)),
      reason: z.string().nullable(),
      endsOn: daySchema.nullable(),
      /** The text in force is no longer the one that was copied. */
      originalMoved: z.boolean(),
      /** Names of those who must sign, and of those who need not. */
      signatories: z.array(z.string()),
      others: z.array(z.string()),
      changes: z.array(amendedPassage),
      parties: z.array(entry),
    })
    .nullable(),
  decisions: z.array(supportDecision),
  replyDays: z.int(),
  improvement: improvement.nullable(),
  history: z.array(
    z.object({
      seq: z.int(),
      at: z.date(),
      who: z.string(),
      onBehalfOf: z.string().nullable(),
      act: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  /** Give it as `before` for the page of the history that follows; null when there is none. */
  nextBefore: z.int().nullable(),
  /** Names of the operations that the reader may do now. */
  open: z.array(z.string()),
  /** Those that their function allows but the state of the contract does not, with the reason. */
  closed: z.array(z.object({ act: z.string(), fr: z.string(), en: z.string() })),
});
export type ContractLifeView = z.output<typeof contractLifeView>;
