import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { lockContract, updateContract } from '../contract.store.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { signatureRefusing } from './signature.refusals.ts';

/** The State lets the objectives be followed before the contract is signed, because signatures drag into the period (R21). */
export const setProvisionalStart = defineAction({
  name: 'contracts.setProvisionalStart',
  title: { fr: 'Autoriser un suivi provisoire', en: 'Allow provisional monitoring' },
  path: '/contracts/{contract}/provisional-start',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** First day of monitoring; null to end what was allowed. */
    from: daySchema.nullable(),
    reason: longText,
  }),
  output: z.object({ contract: z.string() }),
  refusals: signatureRefusing('START_OUTSIDE', 'CONTRACT_CLOSED'),
  async run(ctx, { contract: id, from, reason }) {
    const contract = (await lockContract(ctx.sql, id))!;
    if (!['draft', 'discussion', 'presented'].includes(contract.state)) ctx.refuse('CONTRACT_CLOSED');
    if (from !== null && (from < contract.starts_on || from > contract.ends_on))
      ctx.refuse('START_OUTSIDE', {
        field: 'from',
        with: { from: formatDay(contract.starts_on), to: formatDay(contract.ends_on) },
      });
    await updateContract(ctx.sql, id, { provisional_from: from });
    ctx.record({
      object: { kind: 'contract', id },
      reason,
      before: { provisionalFrom: contract.provisional_from },
      after: { provisionalFrom: from },
    });
    return { contract: id };
  },
});
