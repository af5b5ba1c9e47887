import * as z from 'zod';
import { CLAUSE_KINDS } from '../clause/clause.ts';
import { EDITION_STATES } from '../contract.ts';
import { contractHead } from '../contract-head.ts';
import { daySchema } from '../contracts.schemas.ts';
import { ANNEX_KINDS } from './annexes.ts';

/** What the queries of this slice give. */

/** A version of a contract's text that can be read and compared. */
export const textVersion = z.object({
  /** What the version is asked by: `current`, the number of a text, or the id of a draft that was sent. */
  key: z.string(),
  kind: z.enum(['current', 'edition', 'sent']),
  /** 0 is the original text, 1 the first amendment. */
  number: z.int(),
  state: z.enum(EDITION_STATES),
  /** When it was frozen, or sent to the parties. */
  at: z.date().nullable(),
  signedOn: daySchema.nullable(),
  /** SHA-256 of the text, annexes included. */
  digest: z.string().nullable(),
});
export type TextVersion = z.output<typeof textVersion>;

const run = z.object({
  text: z.string(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  link: z.string().optional(),
});
const rich = z.union([z.string(), z.array(run).readonly()]);
const align = z.enum(['start', 'center', 'end']);

/** A block of the laid out text, as `#engines/documents/document.ts` describes it. */
export const textBlock = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    text: z.string(),
    id: z.string(),
  }),
  z.object({ kind: z.literal('paragraph'), text: rich, manner: z.enum(['lead', 'note']).optional() }),
  z.object({ kind: z.literal('list'), numbered: z.boolean().optional(), items: z.array(rich).readonly() }),
  z.object({
    kind: z.literal('table'),
    caption: z.string(),
    columns: z
      .array(z.object({ header: z.string(), align: align.optional(), width: z.number().optional() }))
      .readonly(),
    rows: z
      .array(
        z.union([
          z.object({ kind: z.literal('row'), cells: z.array(rich).readonly() }),
          z.object({ kind: z.literal('group'), text: rich }),
        ]),
      )
      .readonly(),
    footer: z.array(rich).readonly().optional(),
    note: z.string().optional(),
  }),
  z.object({
    kind: z.literal('definitions'),
    items: z.array(z.object({ label: z.string(), value: rich })).readonly(),
  }),
  z.object({
    kind: z.literal('signatures'),
    frames: z
      .array(
        z.object({
          party: z.string(),
          name: z.string().optional(),
          title: z.string().optional(),
          state: z.string(),
          signed: z.boolean(),
          details: z.array(z.string()).readonly().optional(),
        }),
      )
      .readonly(),
  }),
  z.object({ kind: z.literal('pageBreak'), orientation: z.enum(['portrait', 'landscape']).optional() }),
]);
export type TextBlock = z.output<typeof textBlock>;

const passage = z.object({
  id: z.string(),
  kind: z.enum(CLAUSE_KINDS),
  title: z.string(),
  /** Threads of comments that are open and that the reader may see. */
  openComments: z.int(),
});

export const joinedAnnex = z.object({
  kind: z.enum(ANNEX_KINDS),
  name: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  mediaType: z.string(),
  joinedAt: z.date(),
  joinedBy: z.string(),
});

export const textDetail = z.object({
  contract: contractHead,
  version: textVersion,
  /** Language of the text that binds the parties, whatever language the rest is in. */
  language: z.literal('fr'),
  reference: z.string(),
  title: z.string(),
  on: daySchema,
  /** The text as it is laid out, passage by passage. */
  parts: z.array(z.object({ passages: z.array(passage), blocks: z.array(textBlock).readonly() })),
  annexes: z.array(joinedAnnex),
  versions: z.array(textVersion),
  /** The PDF that was sent for signature or sealed; otherwise a draft is made on demand. */
  storedPdf: z.boolean(),
  writable: z.boolean(),
  /** Why nothing can be written, to those who otherwise might. */
  closed: z.string().nullable(),
  /** Open threads on the whole text. */
  openComments: z.int(),
});
export type TextDetail = z.output<typeof textDetail>;

export const articleDetail = z.object({
  contract: contractHead,
  article: z.object({
    id: z.string(),
    title: z.string(),
    body: z.string(),
    revision: z.int(),
    changedAt: z.date(),
    changedBy: z.string(),
    /** Absent for what opens the text. */
    number: z.int().nullable(),
    first: z.boolean(),
    last: z.boolean(),
  }),
  /** The programme's model that it comes from, as it stands today. */
  model: z.object({ title: z.string(), body: z.string(), validFrom: daySchema, same: z.boolean() }).nullable(),
  writable: z.boolean(),
  closed: z.string().nullable(),
});
export type ArticleDetail = z.output<typeof articleDetail>;
