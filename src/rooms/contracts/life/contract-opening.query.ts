import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { clusterPlace, clustersOn, nationwide, reaches, speakingDay } from '#rooms/registry';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { clustersWithContract } from './contract-list.store.ts';

/** The labelled clusters within the reader's reach that have no living contract. */
export const listContractsToOpen = defineQuery({
  name: 'contracts.listContractsToOpen',
  title: { fr: 'Lister les pôles sans contrat', en: 'List the clusters without contract' },
  path: '/contracts-to-open',
  permission: { who: STATE_KEEPERS },
  input: z.object({}),
  output: z.object({
    rows: z.array(z.object({ id: z.string(), name: z.string(), region: z.string().nullable() })),
    /** The reader may open all of them in one act. */
    all: z.boolean(),
  }),
  async run({ sql, actor, today }) {
    const on = await speakingDay(sql, undefined, today);
    const held = await clustersWithContract(sql);
    const rows = [];
    for (const cluster of await clustersOn(sql, on)) {
      if (cluster.label !== 'labelled' || held.has(cluster.id)) continue;
      const place = await clusterPlace(sql, cluster.id);
      if (place && reaches(actor, STATE_KEEPERS, place))
        rows.push({ id: cluster.id, name: cluster.name, region: cluster.region?.name ?? cluster.region?.code ?? null });
    }
    return { rows, all: reaches(actor, STATE_KEEPERS, await nationwide()) };
  },
});
