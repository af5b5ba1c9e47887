import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { contractLife } from '../contract.workflow.ts';
import { refusing } from '../contracts.refusals.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, shortText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { enterPresented } from './enter-presented.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { opinionDeadline } from './presentation.rules.ts';

/** Records the session at which the CNI heard the project (R27). The project is complete by then (R25), and the CNI's delay to give its opinion starts. */
export const presentProject = defineAction({
  name: 'contracts.presentProject',
  title: contractLife.transitions.present.title,
  path: '/contracts/{contract}/presentation',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    sessionOn: daySchema,
    /** Number of the session or of the document submitted. */
    reference: shortText,
  }),
  output: z.object({ contract: z.string(), opinionDueOn: daySchema }),
  refusals: { ...refusing('CONTRACT_STATE'), ...negotiationRefusing('SESSION_IN_FUTURE') },
  async run(ctx, { contract, sessionOn, reference }) {
    if (sessionOn > (await actingDay(ctx.sql, ctx.today))) ctx.refuse('SESSION_IN_FUTURE', { field: 'sessionOn' });
    const { rules } = await rulesOf(ctx.sql);
    const opinionDueOn = opinionDeadline(sessionOn as Day, rules.cniDays);
    await enterPresented(ctx, contract, { session_on: sessionOn, reference, opinion_due_on: opinionDueOn });
    return { contract, opinionDueOn };
  },
});
