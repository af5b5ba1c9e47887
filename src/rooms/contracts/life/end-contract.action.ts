import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { editionUnderWay, lockContract, updateContract, updateEdition } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { refusing } from '../contracts.refusals.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { termIsReached } from './contract-state.rules.ts';

/** Records that a contract has reached its term. An amendment that was not signed by then is given up. */
export const endContract = defineAction({
  name: 'contracts.endContract',
  title: { fr: 'Constater le terme du contrat', en: 'Record the end of the contract' },
  path: '/contracts/{contract}/end',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: z.object({ contract: z.string(), closedOn: daySchema }),
  refusals: refusing('CONTRACT_STATE'),
  async run(ctx, { contract: id }) {
    const contract = (await lockContract(ctx.sql, id))!;
    const on = await actingDay(ctx.sql, ctx.today);
    const ended = decideTransition(contractLife, contract.state, 'end', {
      termIsReached: termIsReached(contract.ends_on as Day, on, ctx.today as Day),
    });
    if (!ended.ok) ctx.refuse('CONTRACT_STATE', { with: { reason: ended.reasons.map(say).join(' ') } });
    const underWay = await editionUnderWay(ctx.sql, id);
    if (underWay) await updateEdition(ctx.sql, underWay.id, { state: 'abandoned' });
    await updateContract(ctx.sql, id, { state: 'ended', closed_on: contract.ends_on });
    ctx.record({
      object: { kind: 'contract', id },
      before: { state: contract.state },
      after: { state: 'ended', closedOn: contract.ends_on, ...(underWay && { abandonedText: underWay.number }) },
    });
    return { contract: id, closedOn: contract.ends_on };
  },
});
