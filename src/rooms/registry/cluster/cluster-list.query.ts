import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { onDay, paging, searchWords } from '../registry.schemas.ts';
import { matchingClusters, nearestClusters } from '../search/search.store.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { CLUSTER_CATEGORIES, RATINGS } from '../vocabulary.ts';
import { clusterSummaries, decisionsByCluster } from './cluster.store.ts';
import { type ClusterRow, clusterList } from './cluster.ts';
import { clusterFacets, clusterRowOf, filterClusters, sortClusters } from './cluster-list.rules.ts';
import { labelOn } from './label.rules.ts';

/** Every cluster as it stood on a day, one row each: what lists, counts and the map start from. */
export const clustersOn = async (sql: Sql, on: Day): Promise<ClusterRow[]> =>
  (await clusterSummaries(sql, on, regionVintageOn(on))).map((summary) => clusterRowOf(summary, on));

/** Who held the label, as a question on a cluster and a day: one reading, however many are asked. */
export async function labelHolders(sql: Sql): Promise<(cluster: string, on: Day) => boolean> {
  const decisions = new Map((await decisionsByCluster(sql)).map((one) => [one.cluster, one.decisions]));
  return (cluster, on) => labelOn(decisions.get(cluster) ?? [], on).state === 'labelled';
}

const filterFields = {
  q: searchWords,
  /** `labelled`: those that held the label on the day; `all`: candidates, successors and former ones too. */
  label: z.enum(['labelled', 'all']).default('labelled'),
  /** Code of a region in the list of the day: `82`, or `82@2013`. */
  region: z.string().max(20).optional(),
  sector: z.string().max(200).optional(),
  category: z.enum(CLUSTER_CATEGORIES).optional(),
  rating: z.enum(RATINGS).optional(),
  strategic: z.boolean().optional(),
};

export const listClusters = defineQuery({
  name: 'registry.listClusters',
  title: { fr: 'Lister les pôles', en: 'List clusters' },
  description: {
    fr: 'Les pôles tels qu’ils étaient un jour donné, avec les effectifs de chaque filtre.',
    en: 'Clusters as they stood on a given day, with the counts of each filter.',
  },
  path: '/clusters',
  permission: { who: 'public' },
  kept: 'for-all',
  input: z.object({
    on: onDay,
    ...filterFields,
    sort: z.enum(['name', 'region', 'sector', 'category', 'members']).default('name'),
    ...paging,
    // All of them stand on one page: there are 71.
    pageSize: paging.pageSize.default(100),
  }),
  output: clusterList,
  async run({ sql, today }, { on: asked, q, sort, order, page, pageSize, region, ...criteria }) {
    const on = await speakingDay(sql, asked, today);
    const filter = { ...criteria, region: region?.split('@')[0] };
    const all = await clustersOn(sql, on);
    const exact = q ? await matchingClusters(sql, q) : null;
    const found = q && exact?.length === 0 ? await nearestClusters(sql, q) : exact;
    const matching = found ? all.filter((row) => found.includes(row.id)) : all;
    const rows = sortClusters(filterClusters(matching, filter), sort, order);
    return {
      on,
      regionVintage: regionVintageOn(on),
      total: rows.length,
      page,
      pageSize,
      rows: rows.slice((page - 1) * pageSize, page * pageSize),
      facets: clusterFacets(matching, filter),
      synthetic: rows.some((row) => row.synthetic || row.syntheticMembers > 0),
    };
  },
});
