import type { Facet } from '../registry.schemas.ts';
import type { ClusterSummary } from './cluster.store.ts';
import type { ClusterRow } from './cluster.ts';
import { labelOn } from './label.rules.ts';

/** What a person may narrow the list by. A criterion left out does not restrict. */
export interface ClusterFilter {
  readonly label?: 'labelled' | 'all';
  readonly region?: string;
  readonly sector?: string;
  readonly category?: string;
  readonly rating?: string;
  readonly strategic?: boolean;
}

export type ClusterSort = 'name' | 'region' | 'sector' | 'category' | 'members';

type Criterion = keyof ClusterFilter;

export function clusterRowOf(of: ClusterSummary, on: string): ClusterRow {
  const [first, ...others] = of.regions;
  const coordinating = first?.coordinating ? first : null;
  const region = (one: { code: string; name: string }) => ({ code: one.code, name: one.name });
  return {
    id: of.id,
    name: of.name,
    sector: of.sector,
    city: of.city,
    departement: of.departement ? { code: of.departement, name: of.departementName } : null,
    region: coordinating && region(coordinating),
    otherRegions: (coordinating ? others : of.regions).map(region),
    category: of.category,
    rating: of.rating,
    strategic: of.strategic,
    label: labelOn(of.decisions, on).state,
    members: of.members,
    syntheticMembers: of.syntheticMembers,
    synthetic: of.synthetic,
  };
}

const regionsOf = (row: ClusterRow) => [...(row.region ? [row.region] : []), ...row.otherRegions];

const tests: { readonly [C in Criterion]-?: (row: ClusterRow, wanted: NonNullable<ClusterFilter[C]>) => boolean } = {
  label: (row, wanted) => wanted === 'all' || row.label === 'labelled',
  region: (row, wanted) => regionsOf(row).some((region) => region.code === wanted),
  sector: (row, wanted) => row.sector === wanted,
  category: (row, wanted) => row.category === wanted,
  rating: (row, wanted) => row.rating?.rating === wanted,
  strategic: (row, wanted) => row.strategic === wanted,
};

/** The rows that pass every criterion but those named in `except`. */
export function filterClusters(
  rows: readonly ClusterRow[],
  filter: ClusterFilter,
  except: readonly Criterion[] = [],
): ClusterRow[] {
  const asked = (Object.keys(tests) as Criterion[]).filter(
    (criterion) => filter[criterion] !== undefined && !except.includes(criterion),
  );
  return rows.filter((row) =>
    asked.every((criterion) =>
      (tests[criterion] as (row: ClusterRow, wanted: unknown) => boolean)(row, filter[criterion]),
    ),
  );
}

function counted(values: readonly { value: string; label: string | null }[]): Facet[] {
  const facets = new Map<string, Facet>();
  for (const { value, label } of values)
    facets.set(value, { value, label, count: (facets.get(value)?.count ?? 0) + 1 });
  return [...facets.values()].toSorted((a, b) => (a.label ?? a.value).localeCompare(b.label ?? b.value, 'fr'));
}

/** For each filter, its values and how many rows each would leave, the other filters standing. */
export const clusterFacets = (rows: readonly ClusterRow[], filter: ClusterFilter) => ({
  regions: counted(
    filterClusters(rows, filter, ['region']).flatMap((row) =>
      regionsOf(row).map((region) => ({ value: region.code, label: region.name })),
    ),
  ),
  sectors: counted(filterClusters(rows, filter, ['sector']).map((row) => ({ value: row.sector, label: row.sector }))),
  categories: counted(
    filterClusters(rows, filter, ['category']).flatMap((row) =>
      row.category ? [{ value: row.category, label: null }] : [],
    ),
  ),
  ratings: counted(
    filterClusters(rows, filter, ['rating']).flatMap((row) =>
      row.rating ? [{ value: row.rating.rating, label: null }] : [],
    ),
  ),
});

const sortKey: Record<Exclude<ClusterSort, 'members'>, (row: ClusterRow) => string> = {
  name: (row) => row.name,
  region: (row) => row.region?.name ?? '\uffff',
  sector: (row) => row.sector,
  // The widest ambition first.
  category: (row) => String(['mondial', 'a-vocation-mondiale', 'national', null].indexOf(row.category)),
};

const byName = (a: ClusterRow, b: ClusterRow): number => a.name.localeCompare(b.name, 'fr') || a.id.localeCompare(b.id);

export function sortClusters(rows: readonly ClusterRow[], sort: ClusterSort, order: 'asc' | 'desc'): ClusterRow[] {
  const way = order === 'asc' ? 1 : -1;
  const compare = (a: ClusterRow, b: ClusterRow): number =>
    sort === 'members' ? a.members - b.members : sortKey[sort](a).localeCompare(sortKey[sort](b), 'fr');
  return rows.toSorted((a, b) => way * compare(a, b) || byName(a, b));
}
