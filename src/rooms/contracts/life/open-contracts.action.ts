import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { clustersOn, nationwide, speakingDay } from '#rooms/registry';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractsOf } from './contract-list.store.ts';
import { isAlive } from './contract-state.rules.ts';
import { startContract } from './start-contract.ts';

/**
 * Opens the contract of every cluster that holds the label and has none, in one act; doing it again opens nothing more. Clusters without a
 * recorded region are named, not opened: their parties cannot be told.
 */
export const openContracts = defineAction({
  name: 'contracts.openContracts',
  title: { fr: 'Ouvrir les contrats des pôles', en: 'Open the contracts of the clusters' },
  path: '/contracts/open',
  permission: { who: STATE_KEEPERS, where: nationwide },
  input: z.object({}),
  output: z.object({
    opened: z.array(z.string()),
    /** Clusters that had a contract already. */
    held: z.int(),
    /** Clusters for which no region is recorded. */
    withoutRegion: z.array(z.string()),
  }),
  async run(ctx) {
    const on = await speakingDay(ctx.sql, undefined, ctx.today);
    const labelled = (await clustersOn(ctx.sql, on)).filter(({ label }) => label === 'labelled');
    const opened: string[] = [];
    const withoutRegion: string[] = [];
    let held = 0;
    for (const { id } of labelled) {
      if ((await contractsOf(ctx.sql, id)).some(({ state }) => isAlive(state))) {
        held += 1;
        continue;
      }
      const started = await startContract(ctx, { cluster: id, synthetic: false });
      if (started.ok) opened.push(started.contract);
      else withoutRegion.push(id);
    }
    for (const contract of opened) ctx.record({ object: { kind: 'contract', id: contract }, after: { opened: true } });
    ctx.record({
      object: { kind: 'programme', id: 'contracts' },
      after: { opened: opened.length, held, withoutRegion },
    });
    return { opened, held, withoutRegion };
  },
});
