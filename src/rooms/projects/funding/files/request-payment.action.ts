import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import { formatCents } from '#kit/say.ts';
import { projectPlace } from '../../place.ts';
import { DECIDERS, WRITERS } from '../../projects.roles.ts';
import { CENTS, daySchema, optionalText, partnerKey, projectKey } from '../../projects.schemas.ts';
import type { PaymentTable } from '../funding.tables.ts';
import { projectRow } from '../project-facts.store.ts';
import { insertPayment, partsOf, paymentsOf, updatePayment } from './application.store.ts';
import { applicationKey, PAYMENT_KINDS } from './application.ts';
import { refusing } from './files.refusals.ts';
import { holdFile, requireDecider } from './move-file.ts';
import { committedTo, type PaymentFacts, paymentFault } from './payment.rules.ts';

export const paymentFacts = (row: PaymentTable): PaymentFacts => ({
  id: row.id,
  partner: row.partner_id,
  kind: row.kind,
  amountCents: row.amount_cents,
  state: row.state,
});

/** Asks the funder to pay part of what it granted to a partner: an advance, or a payment on evidence of the work done. Never above the grant. */
export const requestPayment = defineAction({
  name: 'projects.requestPayment',
  title: { fr: 'Demander un versement', en: 'Request a payment' },
  path: '/projects/{project}/applications/{fundingApplication}/payments',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    fundingApplication: applicationKey,
    partner: partnerKey,
    kind: z.enum(PAYMENT_KINDS),
    amountCents: CENTS.min(1),
    /** What shows the work done, in words. */
    evidence: optionalText,
    file: attachedFile.optional(),
  }),
  output: z.object({ project: z.string(), fundingApplication: z.string(), payment: z.string() }),
  refusals: {
    ...refusing('PARTNER_UNKNOWN', 'NO_AGREEMENT', 'NO_GRANT', 'EVIDENCE_MISSING', 'ABOVE_GRANT', 'BALANCE_PAID'),
    ...ATTACHED_REFUSALS,
  },
  async run(ctx, { partner, kind, amountCents, evidence = null, file, ...named }) {
    const { application, on } = await holdFile(ctx, named);
    if (application.state !== 'agreement') ctx.refuse('NO_AGREEMENT');
    const part = (await partsOf(ctx.sql, application.id)).find(({ partner_id }) => partner_id === partner);
    if (!part) return ctx.refuse('PARTNER_UNKNOWN', { field: 'partner' });
    const payments = (await paymentsOf(ctx.sql, application.id)).map(paymentFacts);
    const fault = paymentFault({ partner, kind, amountCents, evidence }, part.granted_cents, payments);
    if (fault) {
      const project = (await projectRow(ctx.sql, named.project))!;
      const granted = part.granted_cents ?? 0;
      const committed = committedTo(payments, partner);
      ctx.refuse(fault, {
        field: fault === 'EVIDENCE_MISSING' ? 'evidence' : fault === 'ABOVE_GRANT' ? 'amountCents' : 'partner',
        with: {
          name: project.partners.find(({ id }) => id === partner)?.name ?? partner,
          granted: formatCents(granted),
          committed: formatCents(committed),
          left: formatCents(granted - committed),
        },
      });
    }
    const stored = file && (await keepAttached(ctx, file));
    const payment = ctx.newId('pay');
    await insertPayment(ctx.sql, {
      id: payment,
      application_id: application.id,
      partner_id: partner,
      kind,
      amount_cents: amountCents,
      state: 'requested',
      requested_on: on,
      settled_on: null,
      evidence,
      evidence_file_id: stored?.id ?? null,
      reason: null,
    });
    ctx.record({
      object: { kind: 'project', id: named.project },
      after: { fundingApplication: application.id, payment, partner, kind, amountCents, evidence },
    });
    return { ...named, payment };
  },
});

/** Answers a payment request: paid on that day, or refused with the reason. The amount is the one that was asked, already under the grant. */
export const settlePayment = defineAction({
  name: 'projects.settlePayment',
  title: { fr: 'Répondre à une demande de versement', en: 'Answer a payment request' },
  path: '/projects/{project}/applications/{fundingApplication}/payments/{payment}/answer',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    fundingApplication: applicationKey,
    payment: z.string().min(1).max(60),
    answer: z.enum(['paid', 'refused']),
    reason: optionalText,
  }),
  output: z.object({
    project: z.string(),
    fundingApplication: z.string(),
    payment: z.string(),
    settledOn: daySchema,
  }),
  refusals: refusing('NOT_YOUR_FILE', 'PAYMENT_UNKNOWN', 'PAYMENT_SETTLED', 'REASON_WANTED'),
  async run(ctx, { payment: id, answer, reason = null, ...named }) {
    const { application, on } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const payment = (await paymentsOf(ctx.sql, application.id)).find((one) => one.id === id);
    if (!payment) return ctx.refuse('PAYMENT_UNKNOWN');
    if (payment.state !== 'requested') ctx.refuse('PAYMENT_SETTLED');
    if (answer === 'refused' && !reason) ctx.refuse('REASON_WANTED', { field: 'reason' });
    await updatePayment(ctx.sql, id, { state: answer, settled_on: on, reason });
    ctx.record({
      object: { kind: 'project', id: named.project },
      reason,
      before: { fundingApplication: application.id, payment: id, state: payment.state },
      after: { fundingApplication: application.id, payment: id, state: answer, amountCents: payment.amount_cents },
    });
    return { ...named, payment: id, settledOn: on };
  },
});
