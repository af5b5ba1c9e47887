import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { editionUnderWay, lockContract, updateContract } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { openPresentation, updatePresentation } from './presentation.store.ts';

/** Takes a presented project back to discussion, with the reason: it is presented again, or waived again, before it is signed (R27). */
export const resumeDiscussion = defineAction({
  name: 'contracts.resumeDiscussion',
  title: contractLife.transitions.resumeDiscussion.title,
  path: '/contracts/{contract}/discussion/resumption',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({ contract: contractKey, reason: longText }),
  output: z.object({ contract: z.string() }),
  refusals: refusing('CONTRACT_STATE'),
  async run(ctx, { contract: id, reason }) {
    const contract = (await lockContract(ctx.sql, id))!;
    const edition = await editionUnderWay(ctx.sql, id);
    const decided = decideTransition(contractLife, contract.state, 'resumeDiscussion', {
      nothingIsBeingSigned: edition?.state !== 'signing',
    });
    if (!decided.ok) return ctx.refuse('CONTRACT_STATE', { with: { reason: decided.reasons.map(say).join(' ') } });
    const held = await openPresentation(ctx.sql, id);
    if (held) await updatePresentation(ctx.sql, held.id, { closed_on: await actingDay(ctx.sql, ctx.today) });
    await updateContract(ctx.sql, id, { state: decided.to });
    ctx.record({
      object: { kind: 'contract', id },
      reason,
      before: { state: contract.state },
      after: { state: decided.to },
    });
    return { contract: id };
  },
});
