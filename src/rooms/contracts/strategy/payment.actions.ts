import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { COST_NATURES } from '../clause/clause.ts';
import { findContract, lockContract } from '../contract.store.ts';
import { AUTHORITIES, CONDUCTORS } from '../contracts.roles.ts';
import { CENTS, contractKey, daySchema, longText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { findPayment, insertPayment, paymentsOf, updatePayment } from './payment.store.ts';
import { everyParty } from './shown-text.store.ts';
import { strategyRefusing } from './strategy.refusals.ts';
import { yearsOf } from './strategy-clause.rules.ts';

/** Whoever follows the money of a contract: those who conduct it, and the authorities that pay. */
export const PAYMENT_KEEPERS = [...new Set([...CONDUCTORS, ...AUTHORITIES])];

/** Writes down that a party paid: a fact, which needs no text to be open and may come after its signature. */
export const recordPayment = defineAction({
  name: 'contracts.recordPayment',
  title: { fr: 'Enregistrer un versement', en: 'Record a payment' },
  path: '/contracts/{contract}/payments',
  permission: { who: PAYMENT_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    /** Year of the commitment that it honours. */
    year: z.int().min(2000).max(2100),
    nature: z.enum(COST_NATURES),
    amountCents: CENTS.min(1),
    paidOn: daySchema,
    /** Number of the order, of the transfer or of the decision. */
    reference: z.string().trim().max(300).default(''),
  }),
  output: z.object({ contract: z.string(), payment: z.string() }),
  refusals: strategyRefusing('UNKNOWN_PARTY', 'YEAR_OUTSIDE_CONTRACT', 'PAID_IN_FUTURE', 'PAYMENT_RECORDED'),
  async run(ctx, { contract: id, ...input }) {
    await lockContract(ctx.sql, id);
    const contract = (await findContract(ctx.sql, id))!;
    const parties = await everyParty(ctx.sql, id);
    if (!parties.some((party) => party.id === input.party))
      ctx.refuse('UNKNOWN_PARTY', {
        field: 'party',
        with: { party: input.party, parties: parties.map(({ name }) => name).join(', ') },
      });
    const { from, to } = yearsOf(contract);
    if (input.year < from || input.year > to)
      ctx.refuse('YEAR_OUTSIDE_CONTRACT', {
        field: 'year',
        with: { year: String(input.year), from: String(from), to: String(to) },
      });
    if (input.paidOn > ctx.today)
      ctx.refuse('PAID_IN_FUTURE', { field: 'paidOn', with: { day: formatDay(input.paidOn) } });
    const twice = (await paymentsOf(ctx.sql, id)).some(
      (one) =>
        one.party_id === input.party &&
        one.paid_on === input.paidOn &&
        one.amount_cents === input.amountCents &&
        one.year === input.year &&
        one.nature === input.nature &&
        one.reference === input.reference,
    );
    if (twice) ctx.refuse('PAYMENT_RECORDED', { field: 'reference' });
    const payment = ctx.newId('payment');
    await insertPayment(ctx.sql, {
      id: payment,
      contract_id: id,
      party_id: input.party,
      year: input.year,
      nature: input.nature,
      amount_cents: input.amountCents,
      paid_on: input.paidOn,
      reference: input.reference,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawn_reason: null,
    });
    ctx.record({ object: { kind: 'contract', id }, after: { payment, ...input } });
    return { contract: id, payment };
  },
});

/** Takes back a payment written by mistake: it counts no more and stays on record with the reason. */
export const withdrawPayment = defineAction({
  name: 'contracts.withdrawPayment',
  title: { fr: 'Retirer un versement saisi par erreur', en: 'Withdraw a payment recorded by mistake' },
  path: '/contracts/{contract}/payments/{payment}/withdrawal',
  permission: { who: PAYMENT_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, payment: z.string().min(1).max(80), reason: longText }),
  output: z.object({ contract: z.string(), payment: z.string() }),
  refusals: strategyRefusing('PAYMENT_GONE'),
  async run(ctx, { contract: id, payment, reason }) {
    await lockContract(ctx.sql, id);
    const present = await findPayment(ctx.sql, id, payment);
    if (!present) ctx.refuse('PAYMENT_GONE');
    await updatePayment(ctx.sql, payment, {
      withdrawn_at: ctx.now,
      withdrawn_by: ctx.actor.name,
      withdrawn_reason: reason,
    });
    ctx.record({ object: { kind: 'contract', id }, reason, before: present });
    return { contract: id, payment };
  },
});
