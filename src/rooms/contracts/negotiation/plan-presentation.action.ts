import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { lockContract } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, daySchema } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { mustBe } from './contract-state.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { insertPresentation, openPresentation, updatePresentation } from './presentation.store.ts';

/** Notes the day on which the CNI is expected to hear the project, or moves it: the schedule of the signature reckons with it. */
export const planPresentation = defineAction({
  name: 'contracts.planPresentation',
  title: { fr: 'Prévoir la séance du CNI', en: 'Plan the session of the CNI' },
  path: '/contracts/{contract}/presentation/plan',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** Nothing when no day is known any more. */
    plannedOn: daySchema.nullish(),
  }),
  output: z.object({ contract: z.string(), plannedOn: daySchema.nullable() }),
  refusals: { ...refusing('CONTRACT_STATE'), ...negotiationRefusing('PRESENTED_ALREADY', 'PLANNED_IN_PAST') },
  async run(ctx, { contract: id, plannedOn = null }) {
    const contract = (await lockContract(ctx.sql, id))!;
    mustBe(ctx, contract, ['draft', 'discussion']);
    const present = await openPresentation(ctx.sql, id);
    if (present && (present.session_on || present.waiver_reason)) ctx.refuse('PRESENTED_ALREADY');
    if (plannedOn && plannedOn < (await actingDay(ctx.sql, ctx.today)))
      ctx.refuse('PLANNED_IN_PAST', { field: 'plannedOn' });
    if (present) await updatePresentation(ctx.sql, present.id, { planned_on: plannedOn });
    else
      await insertPresentation(ctx.sql, {
        id: ctx.newId('cni'),
        contract_id: id,
        planned_on: plannedOn,
        recorded_at: ctx.now,
        recorded_by: ctx.actor.name,
      });
    ctx.record({
      object: { kind: 'contract', id },
      before: { plannedOn: present?.planned_on ?? null },
      after: { plannedOn },
    });
    return { contract: id, plannedOn };
  },
});
