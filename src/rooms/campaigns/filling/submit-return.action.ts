import { createHash } from 'node:crypto';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { canonicalJson } from '#kit/journal.hash.ts';
import { formatDay, formatInstant, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { writeTo } from '#rooms/contracts';
import { answerDueOn } from '../campaign.ts';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { nothingBlocks } from '../checks/check-return.rules.ts';
import { peopleOfCluster, peopleOfStep } from '../people.ts';
import { insertSubmission, submissionsOf, updateReturn } from '../return.store.ts';
import { returnKey } from '../return.ts';
import { returnLife } from '../return.workflow.ts';
import { cellField } from './edited-cells.rules.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { t } from './filling.sentences.ts';
import { type ReadReturn, readReturn, unwritten } from './return-reading.ts';
import { confirmField, receiptNumber, unconfirmed } from './submission.rules.ts';
import { collects, returnPlace, returnToWrite, WRITING_REFUSALS } from './write-return.ts';

const name = z.string().trim().min(1).max(200);

/**
 * Submits a return: errors block it, warnings ask for a tick or a comment. What was submitted is kept whole with its digest under the number of the receipt, the authority's
 * own clock starts, and both sides are told.
 */
export const submitReturn = defineAction({
  name: 'campaigns.submitReturn',
  title: { fr: 'Déposer une déclaration', en: 'Submit a return' },
  path: '/clusters/{cluster}/returns/{year}/submit',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object({
    ...returnKey,
    /** Who answers for these figures in the cluster. */
    approver: name,
    approverFunction: name,
    /** Warnings read and kept, by figure and check: `MEM-02|outlier`. */
    confirmed: z.array(z.string().max(300)).max(1_000).default([]),
  }),
  output: z.object({
    cluster: z.string(),
    year: z.int(),
    receipt: z.string(),
    /** SHA-256 of what was submitted, in canonical JSON (RFC 8785). */
    digest: z.string(),
    /** Until when the State answers. */
    answerDueOn: z.string(),
  }),
  refusals: fillingRefusing(...WRITING_REFUSALS, 'ERRORS_BLOCK', 'WARNINGS_ASK'),
  async run(ctx, { cluster, year, approver, approverFunction, confirmed }) {
    const written = await returnToWrite(ctx, { cluster, year });
    const { held, campaign, on } = written;
    const read = await readReturn(ctx.sql, written, on);
    const { findings, cells } = read;
    if (!nothingBlocks(findings)) {
      const errors = findings.filter(({ severity }) => severity === 'error');
      ctx.refuse('ERRORS_BLOCK', {
        with: { count: errors.length },
        fields: errors.map(({ key, field, sentence }) => ({
          field: cellField(key ?? '', field),
          message: say(sentence),
        })),
      });
    }
    const asking = unconfirmed(findings, cells, confirmed);
    if (asking.length > 0)
      ctx.refuse('WARNINGS_ASK', {
        fields: asking.map((finding) => ({ field: confirmField(finding), message: say(finding.sentence) })),
      });
    const verdict = decideTransition(returnLife, held.state, 'submit', {
      campaignCollects: collects(written, on),
      nothingBlocks: true,
      approverIsNamed: true,
    });
    if (!verdict.ok) throw new Error(`A return that may be written may not be submitted: ${verdict.reasons[0]?.en}`);
    const round = ((await submissionsOf(ctx.sql, held.id))[0]?.round ?? 0) + 1;
    const told = await peopleOfStep(ctx.sql, 'state', cluster, on);
    const answersFor = `${approver}, ${approverFunction}`;
    const snapshot = {
      ...{ cluster, year, round, confirmed, approver: answersFor },
      narrative: held.narrative,
      told: told.map((one) => one.name),
      figures: snapshotFigures(read),
    };
    const digest = createHash('sha256').update(canonicalJson(snapshot)).digest('hex');
    const receipt = receiptNumber({ year, cluster, round }, digest);
    const due = answerDueOn(on, campaign.stateDays);
    await insertSubmission(ctx.sql, {
      ...{
        id: ctx.newId('sbm'),
        return_id: held.id,
        round,
        receipt,
        at: ctx.now,
        approver: answersFor,
        snapshot,
        digest,
      },
      by_id: ctx.actor.id,
      by_name: ctx.actor.name,
    });
    await updateReturn(ctx.sql, held.id, {
      state: verdict.to,
      approver: answersFor,
      submitted_at: ctx.now,
      answer_due_on: due,
    });
    const address = `${ctx.services.config.url}/declarations/recus/${receipt}`;
    const facts = () => ({
      ...{ cluster: written.cluster.name, year, receipt, digest, address, approver: answersFor },
      at: formatInstant(ctx.now),
      due: formatDay(due),
    });
    await writeTo(ctx, await peopleOfCluster(ctx.sql, cluster, on), () => ({
      subject: t().mails.receiptSubject(facts()),
      lines: [t().mails.receipt(facts())],
    }));
    const review = `${ctx.services.config.url}/poles/${cluster}/declarations/${year}/examen`;
    await writeTo(ctx, told, () => ({
      subject: t().mails.submittedSubject(facts()),
      lines: [t().mails.submitted({ ...facts(), address: review })],
    }));
    ctx.record({
      object: { kind: 'return', id: held.id },
      before: { state: held.state },
      after: { state: verdict.to, receipt, digest, approver: answersFor, confirmed },
    });
    return { cluster, year, receipt, digest, answerDueOn: due };
  },
});

/** Every figure as it was submitted, with how it reads: definitions may change after. */
function snapshotFigures({ asked, cells }: ReadReturn) {
  return [...asked.figures.values()].map(({ key, label, unit, measure }) => {
    const { state, value, numerator, denominator, notBefore, text, ...rest } = cells.get(key) ?? unwritten(key);
    const { origin, prefilled, comment, reasonCode, reasonText, revision } = rest;
    return {
      ...{ key, label, unit, measure, state, value, numerator, denominator, notBefore, text },
      ...{ origin, prefilled, comment, reasonCode, reasonText, revision },
    };
  });
}
