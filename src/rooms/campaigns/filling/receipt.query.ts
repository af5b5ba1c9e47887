import { createHash } from 'node:crypto';
import * as z from 'zod';
import { toPdf } from '#engines/documents/pdf.ts';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Sql } from '#kit/db/database.ts';
import { DOCUMENT_TYPES, handed, handedFile } from '#kit/handed-file.ts';
import { canonicalJson } from '#kit/journal.hash.ts';
import { clusterPlace } from '#rooms/registry';
import { RETURN_READERS } from '../campaigns.roles.ts';
import { clusterOfReceipt, submissionByReceipt } from '../return.store.ts';
import { receiptDocument } from './receipt.document.ts';
import type { Submitted } from './submitted.ts';

export const receiptView = z.object({
  receipt: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  year: z.int(),
  round: z.int(),
  at: z.date(),
  by: z.string(),
  approver: z.string(),
  digest: z.string(),
  /** What is kept still has this digest. */
  intact: z.boolean(),
  figures: z.int(),
  told: z.array(z.string()),
  /** Where the return stands now, and until when whoever has it answers. */
  state: z.enum(['draft', 'submitted', 'returned', 'state-accepted', 'validated', 'closed-without-return']),
  answerDueOn: z.string().nullable(),
  stateDays: z.int(),
  regionDays: z.int(),
  silence: z.enum(['accepts', 'waits']),
  synthetic: z.boolean(),
});
export type ReceiptView = z.infer<typeof receiptView>;

const input = z.object({ receipt: z.string().min(1).max(120) });

/** A receipt stands where its cluster does. */
const permission = {
  who: RETURN_READERS,
  where: async (sql: Sql, { receipt }: z.infer<typeof input>) => {
    const cluster = await clusterOfReceipt(sql, receipt);
    return cluster === null ? null : clusterPlace(sql, cluster);
  },
};

/** The receipt of a submission: number, date, digest, who was told, and what happens next. The digest is computed again from what is kept. */
export const getReceipt = defineQuery({
  name: 'campaigns.getReceipt',
  title: { fr: 'Lire le récépissé d’un dépôt', en: 'Read the receipt of a submission' },
  path: '/returns/receipts/{receipt}',
  permission,
  input,
  output: receiptView,
  async run({ sql }, { receipt }) {
    const row = await submissionByReceipt(sql, receipt);
    if (!row) throw notFound();
    const snapshot = row.snapshot as Submitted;
    return {
      receipt,
      cluster: { id: row.cluster_id, name: row.cluster_name },
      year: row.year,
      round: row.round,
      at: row.at,
      by: row.by_name,
      approver: row.approver,
      digest: row.digest,
      intact: createHash('sha256').update(canonicalJson(snapshot)).digest('hex') === row.digest,
      figures: snapshot.figures.length,
      told: [...snapshot.told],
      state: row.state,
      answerDueOn: row.answer_due_on,
      stateDays: row.state_days,
      regionDays: row.region_days,
      silence: row.silence,
      synthetic: row.synthetic,
    };
  },
});

/** The same as a file to keep: every figure as it was submitted, under the number and the digest. */
export const exportReceipt = defineQuery({
  name: 'campaigns.exportReceipt',
  title: { fr: 'Télécharger le récépissé d’un dépôt', en: 'Download the receipt of a submission' },
  path: '/returns/receipts/{receipt}/file',
  permission,
  input,
  output: handedFile,
  async run({ sql }, { receipt }) {
    const row = await submissionByReceipt(sql, receipt);
    if (!row) throw notFound();
    const { told, narrative, figures } = row.snapshot as Submitted;
    const layout = receiptDocument({
      ...{ receipt, told, narrative, figures },
      cluster: row.cluster_name,
      year: row.year,
      at: row.at,
      by: row.by_name,
      approver: row.approver,
      digest: row.digest,
      synthetic: row.synthetic,
    });
    return handed(`recepisse-${receipt}.pdf`, DOCUMENT_TYPES.pdf, await toPdf(layout));
  },
});
