import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { nationwide } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { PROGRAMME_KEEPERS } from '../registry.roles.ts';
import { optionalText, shortText } from '../registry.schemas.ts';
import { communeByCode } from '../territory.store.ts';
import { findCluster, insertCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';
import { departementOfSeat } from './cluster-seat.ts';

/** Files a new cluster: a candidate of a later phase, or one that comes out of a merger. It has no label until a decision grants one. */
export const createCluster = defineAction({
  name: 'registry.createCluster',
  title: { fr: 'Créer un pôle', en: 'Create a cluster' },
  path: '/clusters',
  permission: { who: PROGRAMME_KEEPERS, where: nationwide },
  input: z.object({
    cluster: clusterId,
    name: shortText,
    sector: shortText,
    city: optionalText,
    departement: optionalText,
    commune: optionalText,
    website: optionalText,
    territoryWords: optionalText,
    source: shortText.optional(),
  }),
  output: z.object({ cluster: z.string() }),
  refusals: refusing('CLUSTER_ID_TAKEN', 'UNKNOWN_COMMUNE', 'UNKNOWN_DEPARTEMENT'),
  async run(ctx, input) {
    if (await findCluster(ctx.sql, input.cluster))
      ctx.refuse('CLUSTER_ID_TAKEN', { field: 'cluster', with: { id: input.cluster } });
    const commune = input.commune ? await communeByCode(ctx.sql, input.commune) : null;
    if (input.commune && !commune) ctx.refuse('UNKNOWN_COMMUNE', { field: 'commune', with: { code: input.commune } });
    const departement = await departementOfSeat(ctx, commune, input.departement ?? null);
    const cluster = {
      id: input.cluster,
      official_number: null,
      name: input.name,
      sector: input.sector,
      city: input.city ?? commune?.name ?? null,
      departement,
      commune: commune?.code ?? null,
      website: input.website ?? null,
      territory_words: input.territoryWords ?? null,
      history_words: null,
      confidence: null,
      governance_body_id: null,
      synthetic: false,
      source: input.source ?? TYPED,
      recorded_at: ctx.now,
    };
    await insertCluster(ctx.sql, cluster);
    ctx.record({ object: { kind: 'cluster', id: cluster.id }, after: cluster });
    return { cluster: cluster.id };
  },
});
