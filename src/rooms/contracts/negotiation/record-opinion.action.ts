import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, type Say, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { editionUnderWay, lockContract, updateContract } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, longText, optionalText, shortText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { OPINIONS } from './negotiation.ts';
import { insertConditions, openPresentation, updatePresentation } from './presentation.store.ts';

export const conditionInput = z.object({ text: longText, dueOn: daySchema, responsible: shortText });

/**
 * Records the opinion of the CNI, with what it asks for: each condition becomes a task with its day (R27). An unfavourable opinion takes the
 * project back to discussion, unless its text is being signed: then it is first withdrawn from signature.
 */
export const recordOpinion = defineAction({
  name: 'contracts.recordOpinion',
  title: { fr: 'Enregistrer l’avis du CNI', en: 'Record the opinion of the CNI' },
  path: '/contracts/{contract}/presentation/opinion',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    opinion: z.enum(OPINIONS),
    /** Today when left out. */
    opinionOn: daySchema.nullish(),
    text: optionalText,
    conditions: z.array(conditionInput).max(20).default([]),
  }),
  output: z.object({ contract: z.string(), resumed: z.boolean() }),
  refusals: negotiationRefusing('NO_SESSION_RECORDED', 'OPINION_ALREADY_RECORDED', 'DAY_IN_FUTURE', 'DAY_TOO_EARLY'),
  async run(ctx, { contract: id, opinion, text, conditions, ...input }) {
    const contract = (await lockContract(ctx.sql, id))!;
    const held = await openPresentation(ctx.sql, id);
    if (!held?.session_on) return ctx.refuse('NO_SESSION_RECORDED');
    if (held.opinion) ctx.refuse('OPINION_ALREADY_RECORDED');
    const today = await actingDay(ctx.sql, ctx.today);
    const opinionOn = input.opinionOn ?? today;
    if (opinionOn > today) ctx.refuse('DAY_IN_FUTURE', { field: 'opinionOn', with: { day: formatDay(today) } });
    if (opinionOn < held.session_on)
      ctx.refuse('DAY_TOO_EARLY', {
        field: 'opinionOn',
        with: { what: say(SESSION), day: formatDay(held.session_on) },
      });
    const edition = await editionUnderWay(ctx.sql, id);
    const resumed =
      opinion === 'unfavourable'
        ? decideTransition(contractLife, contract.state, 'resumeDiscussion', {
            nothingIsBeingSigned: edition?.state !== 'signing',
          })
        : null;
    const after = { opinion, opinion_on: opinionOn, opinion_text: text ?? null };
    await updatePresentation(ctx.sql, held.id, { ...after, ...(resumed?.ok && { closed_on: opinionOn }) });
    await insertConditions(
      ctx.sql,
      conditions.map((one) => ({
        id: ctx.newId('con'),
        contract_id: id,
        presentation_id: held.id,
        text: one.text,
        due_on: one.dueOn,
        responsible: one.responsible,
        recorded_at: ctx.now,
      })),
    );
    if (resumed?.ok) await updateContract(ctx.sql, id, { state: resumed.to });
    ctx.record({
      object: { kind: 'contract', id },
      before: { state: contract.state },
      after: { ...after, conditions, state: resumed?.ok ? resumed.to : contract.state },
    });
    return { contract: id, resumed: resumed?.ok ?? false };
  },
});

const SESSION: Say = { fr: 'la séance', en: 'the session' };
