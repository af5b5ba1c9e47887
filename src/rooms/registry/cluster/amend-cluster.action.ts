import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { clusterPlace } from '../place.ts';
import { changed } from '../registry.changes.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { optionalText, shortText } from '../registry.schemas.ts';
import { communeByCode } from '../territory.store.ts';
import { lockCluster, updateCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';
import { departementOfSeat } from './cluster-seat.ts';

/** Corrects what a cluster says of itself. A field left out stays; an empty one is cleared. */
export const amendCluster = defineAction({
  name: 'registry.amendCluster',
  title: { fr: 'Modifier l’identité du pôle', en: 'Amend the cluster’s identity' },
  method: 'PATCH',
  path: '/clusters/{cluster}',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: clusterId,
    name: shortText.optional(),
    sector: shortText.optional(),
    city: optionalText,
    departement: optionalText,
    commune: optionalText,
    website: optionalText,
    territoryWords: optionalText,
    historyWords: optionalText,
    officialNumber: optionalText,
    reason: optionalText,
  }),
  output: z.object({ cluster: z.string() }),
  refusals: refusing('UNKNOWN_COMMUNE', 'UNKNOWN_DEPARTEMENT'),
  async run(ctx, input) {
    const before = (await lockCluster(ctx.sql, input.cluster))!;
    const commune = input.commune ? await communeByCode(ctx.sql, input.commune) : null;
    if (input.commune && !commune) ctx.refuse('UNKNOWN_COMMUNE', { field: 'commune', with: { code: input.commune } });
    const moves = commune !== null || input.departement !== undefined;
    const change = changed(before, {
      name: input.name,
      sector: input.sector,
      city: input.city === undefined ? commune?.name : input.city,
      departement: moves ? await departementOfSeat(ctx, commune, input.departement ?? null) : undefined,
      commune: input.commune === undefined ? undefined : (commune?.code ?? null),
      website: input.website,
      territory_words: input.territoryWords,
      history_words: input.historyWords,
      official_number: input.officialNumber,
    });
    await updateCluster(ctx.sql, before.id, change.after);
    ctx.record({ object: { kind: 'cluster', id: before.id }, reason: input.reason ?? null, ...change });
    return { cluster: before.id };
  },
});
