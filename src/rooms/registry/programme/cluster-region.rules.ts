import type { ClusterRow } from '../cluster/cluster.ts';

/** A region, and the clusters that stand in it. */
export interface RegionLine {
  readonly code: string;
  readonly name: string;
  readonly clusters: readonly ClusterRow[];
}

/** The clusters of each region, coordinating or not: the same that the list shows when it is narrowed to this region (R11). */
export function clustersByRegion(clusters: readonly ClusterRow[]): RegionLine[] {
  const lines = new Map<string, { name: string; clusters: ClusterRow[] }>();
  for (const cluster of clusters) {
    for (const region of [cluster.region, ...cluster.otherRegions]) {
      if (!region) continue;
      const line = lines.get(region.code) ?? { name: region.name ?? region.code, clusters: [] };
      line.clusters.push(cluster);
      lines.set(region.code, line);
    }
  }
  return [...lines].map(([code, line]) => ({ code, ...line })).toSorted((a, b) => a.name.localeCompare(b.name, 'fr'));
}
