import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { refusing } from '../contracts.refusals.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { enterPresented } from './enter-presented.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';

/** The State exempts a project from being heard by the CNI, with its reason (R27). The project is complete all the same. */
export const waivePresentation = defineAction({
  name: 'contracts.waivePresentation',
  title: { fr: 'Dispenser de la présentation au CNI', en: 'Waive the presentation to the CNI' },
  path: '/contracts/{contract}/presentation/waiver',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, reason: longText, waivedOn: daySchema.nullish() }),
  output: z.object({ contract: z.string() }),
  refusals: { ...refusing('CONTRACT_STATE'), ...negotiationRefusing('DAY_IN_FUTURE') },
  async run(ctx, { contract, reason, ...input }) {
    const today = await actingDay(ctx.sql, ctx.today);
    const waivedOn = input.waivedOn ?? today;
    if (waivedOn > today) ctx.refuse('DAY_IN_FUTURE', { field: 'waivedOn', with: { day: formatDay(today) } });
    await enterPresented(ctx, contract, { waiver_reason: reason, waived_on: waivedOn });
    return { contract };
  },
});
