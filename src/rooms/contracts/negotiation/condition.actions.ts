import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { lockContract } from '../contract.store.ts';
import { CONDUCTORS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { findCondition, insertConditions, presentationsOf, updateCondition } from './presentation.store.ts';
import { conditionInput } from './record-opinion.action.ts';

const conditionKey = z.string().min(1).max(80);
const output = z.object({ contract: z.string(), condition: z.string() });

/** Adds what the opinion asked for and nobody had written down: a task with its day. */
export const addCondition = defineAction({
  name: 'contracts.addCondition',
  title: { fr: 'Ajouter une condition de l’avis', en: 'Add a condition of the opinion' },
  path: '/contracts/{contract}/conditions',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, ...conditionInput.shape }),
  output,
  refusals: negotiationRefusing('NO_SESSION_RECORDED'),
  async run(ctx, { contract, text, dueOn, responsible }) {
    await lockContract(ctx.sql, contract);
    const given = (await presentationsOf(ctx.sql, contract)).find(({ opinion }) => opinion !== null);
    if (!given) return ctx.refuse('NO_SESSION_RECORDED');
    const condition = ctx.newId('con');
    await insertConditions(ctx.sql, [
      {
        id: condition,
        contract_id: contract,
        presentation_id: given.id,
        text,
        due_on: dueOn,
        responsible,
        recorded_at: ctx.now,
      },
    ]);
    ctx.record({ object: { kind: 'contract', id: contract }, after: { condition, text, dueOn, responsible } });
    return { contract, condition };
  },
});

/** Says how a condition was met. */
export const completeCondition = defineAction({
  name: 'contracts.completeCondition',
  title: { fr: 'Lever une condition', en: 'Record a condition as met' },
  path: '/contracts/{contract}/conditions/{condition}/completion',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({ contract: contractKey, condition: conditionKey, word: longText }),
  output,
  refusals: negotiationRefusing('CONDITION_DONE'),
  async run(ctx, { contract, condition, word }) {
    await lockContract(ctx.sql, contract);
    const present = await findCondition(ctx.sql, contract, condition);
    if (!present) throw notFound();
    if (present.done_on) ctx.refuse('CONDITION_DONE', { with: { who: present.done_by ?? '' } });
    const after = { done_on: await actingDay(ctx.sql, ctx.today), done_word: word, done_by: ctx.actor.name };
    await updateCondition(ctx.sql, condition, after);
    ctx.record({ object: { kind: 'contract', id: contract }, before: { condition }, after: { condition, ...after } });
    return { contract, condition };
  },
});

/** Opens again a condition that turned out not to be met, with the reason. */
export const reopenCondition = defineAction({
  name: 'contracts.reopenCondition',
  title: { fr: 'Rouvrir une condition', en: 'Reopen a condition' },
  path: '/contracts/{contract}/conditions/{condition}/reopening',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, condition: conditionKey, reason: longText }),
  output,
  refusals: negotiationRefusing('CONDITION_OPEN'),
  async run(ctx, { contract, condition, reason }) {
    await lockContract(ctx.sql, contract);
    const present = await findCondition(ctx.sql, contract, condition);
    if (!present) throw notFound();
    if (!present.done_on) ctx.refuse('CONDITION_OPEN');
    await updateCondition(ctx.sql, condition, { done_on: null, done_word: null, done_by: null });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: { condition, doneOn: present.done_on, word: present.done_word, who: present.done_by },
      after: { condition, doneOn: null },
    });
    return { contract, condition };
  },
});
