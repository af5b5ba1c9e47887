import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { clusterPlace } from '#rooms/registry';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { lifeRefusing } from './life.refusals.ts';
import { startContract } from './start-contract.ts';

/**
 * Opens the contract of a cluster for the phase (R20), with an empty text and the parties that the registry tells: the State in each region,
 * the coordinating prefect first, each region, the association (R22). Other funders are added on the signature board.
 */
export const openContract = defineAction({
  name: 'contracts.openContract',
  title: { fr: 'Ouvrir un contrat', en: 'Open a contract' },
  path: '/clusters/{cluster}/contracts',
  permission: { who: STATE_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: z.string().min(1).max(80), synthetic: z.boolean().default(false) }),
  output: z.object({ contract: z.string() }),
  refusals: lifeRefusing('CONTRACT_EXISTS', 'NO_REGION_RECORDED', 'SYNTHETIC_RESERVED'),
  async run(ctx, { cluster, synthetic }) {
    if (synthetic && ctx.actor.kind !== 'system') ctx.refuse('SYNTHETIC_RESERVED', { field: 'synthetic' });
    const started = await startContract(ctx, { cluster, synthetic });
    if (!started.ok)
      return ctx.refuse(started.why, {
        field: 'cluster',
        ...('contract' in started && { with: { contract: started.contract } }),
      });
    const { contract, parties } = started;
    ctx.record({ object: { kind: 'contract', id: contract }, after: { cluster, parties } });
    return { contract };
  },
});
