import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { formatDay, type Say, say } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { editionUnderWay, lockContract, partiesOf } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, optionalText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { mustBe } from './contract-state.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { ANSWERS } from './negotiation.ts';
import { latestReceptions, updateReception } from './reception.store.ts';
import { mayAnswerFor } from './table.rules.ts';

/** An authority's answer to the draft that it received: its clock stops. An answer after the deadline is still one, and stands beside what the silence led to. */
export const recordAnswer = defineAction({
  name: 'contracts.recordAnswer',
  title: { fr: 'Répondre au projet', en: 'Answer the draft' },
  path: '/contracts/{contract}/answers/{party}',
  permission: { who: [...STATE_KEEPERS, 'region-officer', 'metropole-officer'], where: contractPlace },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    answer: z.enum(ANSWERS),
    /** What is asked for, or why not; may be left out by whoever agrees. */
    text: optionalText,
    /** Today when left out; earlier for an answer that came on paper. */
    answeredOn: daySchema.nullish(),
  }),
  output: z.object({ contract: z.string(), party: z.string(), answer: z.enum(ANSWERS) }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...negotiationRefusing(
      'NOT_YOUR_PARTY',
      'NO_DRAFT_RECEIVED',
      'ANSWERED_ALREADY',
      'ANSWER_NEEDS_TEXT',
      'DAY_IN_FUTURE',
      'DAY_TOO_EARLY',
    ),
  },
  async run(ctx, { contract: id, party: partyId, answer, text, ...input }) {
    const contract = (await lockContract(ctx.sql, id))!;
    mustBe(ctx, contract, ['discussion', 'presented']);
    const edition = (await editionUnderWay(ctx.sql, id))!;
    const party = (await partiesOf(ctx.sql, edition.id)).find((one) => one.id === partyId);
    if (!party) throw notFound();
    if (!mayAnswerFor(ctx.actor, party)) ctx.refuse('NOT_YOUR_PARTY', { with: { party: party.name } });
    const reception = (await latestReceptions(ctx.sql, id)).find((row) => row.party_id === partyId);
    if (!reception) return ctx.refuse('NO_DRAFT_RECEIVED');
    if (reception.answer) ctx.refuse('ANSWERED_ALREADY', { with: { day: formatDay(reception.received_on) } });
    if (answer !== 'agrees' && !text) ctx.refuse('ANSWER_NEEDS_TEXT', { field: 'text' });
    const today = await actingDay(ctx.sql, ctx.today);
    const answeredOn = input.answeredOn ?? today;
    if (answeredOn > today) ctx.refuse('DAY_IN_FUTURE', { field: 'answeredOn', with: { day: formatDay(today) } });
    if (answeredOn < reception.received_on)
      ctx.refuse('DAY_TOO_EARLY', {
        field: 'answeredOn',
        with: { what: say(RECEPTION), day: formatDay(reception.received_on) },
      });
    const after = { answer, answered_on: answeredOn, answer_text: text ?? null, answered_by: ctx.actor.name };
    await updateReception(ctx.sql, reception, after);
    ctx.record({
      object: { kind: 'contract', id },
      before: { party: partyId, receivedOn: reception.received_on, outcome: reception.outcome },
      after: { party: partyId, ...after },
    });
    return { contract: id, party: partyId, answer };
  },
});

const RECEPTION: Say = { fr: 'la réception du projet', en: 'the reception of the draft' };
