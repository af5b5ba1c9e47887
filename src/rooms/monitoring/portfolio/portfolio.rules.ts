import { type Day, yearOf } from '#kit/period.ts';
import type { Facet } from '#rooms/registry';
import { foldName } from '#rooms/registry';
import { sayAlert } from '../attention/alert-words.ts';
import { settled } from '../attention/return-record.rules.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { onTrackShare, STANDINGS, type Standing } from '../trajectory/trajectory.rules.ts';
import type { WatchedCluster } from '../watch/watch.ts';
import type { PORTFOLIO_SORTS, PortfolioRow } from './portfolio.ts';

/** A line of the portfolio. */
export function rowOf({ cluster, watched, plan }: WatchedCluster, on: Day): PortfolioRow {
  const { id, name, category, sector, region, members, strategic } = cluster;
  const latest = watched.records.at(-1) ?? null;
  // Money of the year under way is not late before its day.
  const due = watched.money.filter(({ year }) => year < yearOf(on) || on > `${year}-${THRESHOLDS.moneyDueOn}`);
  return {
    cluster: { id, name },
    category,
    sector,
    region,
    members,
    strategic,
    contract: watched.contract,
    year: watched.year,
    objectives: Object.fromEntries(
      STANDINGS.map((standing) => [standing, watched.objectives.filter((one) => one.standing === standing).length]),
    ) as Record<Standing, number>,
    trend: watched.history.toReversed().flatMap(({ year, tally }) => {
      const share = onTrackShare(tally);
      return share === null ? [] : [{ year, share }];
    }),
    record: latest && {
      year: latest.year,
      kept: latest.kept,
      state: latest.state,
      dueOn: latest.dueOn,
      daysLate: latest.daysLate,
    },
    alerts: watched.alerts.map((alert) => sayAlert(alert, id, watched.contract)),
    money:
      due.length === 0
        ? null
        : {
            promisedCents: due.reduce((sum, one) => sum + one.promisedCents, 0),
            paidCents: due.reduce((sum, one) => sum + one.paidCents, 0),
          },
    level: plan ? (plan.state === 'running' ? 'running' : 'proposed') : 'normal',
    step: plan?.step ?? null,
    levelSince: plan ? (plan.startedOn ?? plan.proposedOn) : null,
    triggersMet: watched.triggers.filter(({ met }) => met).length,
    lighter: watched.lighter.earned && settled(watched.records).length > 0,
    synthetic: watched.synthetic || cluster.synthetic,
  };
}

export interface PortfolioFilter {
  readonly q?: string | undefined;
  readonly region?: string | undefined;
  readonly sector?: string | undefined;
  readonly category?: PortfolioRow['category'] | undefined;
  readonly alert?: PortfolioRow['alerts'][number]['kind'] | undefined;
  readonly level?: PortfolioRow['level'] | undefined;
  readonly standing?: Standing | undefined;
}

export const filterRows = (rows: readonly PortfolioRow[], filter: PortfolioFilter): PortfolioRow[] => {
  const words = filter.q ? foldName(filter.q) : null;
  const region = filter.region?.split('@')[0];
  return rows.filter(
    (row) =>
      (!words || foldName(`${row.cluster.name} ${row.sector}`).includes(words)) &&
      (!region || row.region?.code === region) &&
      (!filter.sector || row.sector === filter.sector) &&
      (!filter.category || row.category === filter.category) &&
      (!filter.alert || row.alerts.some(({ kind }) => kind === filter.alert)) &&
      (!filter.level || row.level === filter.level) &&
      (!filter.standing || row.objectives[filter.standing] > 0),
  );
};

type Sort = (typeof PORTFOLIO_SORTS)[number];
const share = (row: PortfolioRow): number => row.trend.at(-1)?.share ?? 2;

/** What each order looks at; the smaller first, names last. */
const ORDERS: Readonly<Record<Sort, (row: PortfolioRow) => number>> = {
  // What is about the cluster before what authorities owe it.
  attention: (row) =>
    -10 * row.triggersMet - row.alerts.reduce((sum, { about }) => sum + (about === 'cluster' ? 3 : 1), 0),
  cluster: () => 0,
  members: (row) => row.members,
  trend: share,
  return: (row) => -(row.record?.daysLate ?? 0),
  money: (row) => (row.money && row.money.promisedCents > 0 ? row.money.paidCents / row.money.promisedCents : 2),
};

export function sortRows(rows: readonly PortfolioRow[], sort: Sort, order: 'asc' | 'desc'): PortfolioRow[] {
  const by = ORDERS[sort];
  const way = order === 'desc' ? -1 : 1;
  return rows.toSorted((a, b) => way * (by(a) - by(b) || a.cluster.name.localeCompare(b.cluster.name, 'fr')));
}

/** How many clusters each choice of a filter would leave. */
function count(values: readonly (readonly [value: string, label: string | null])[]): Facet[] {
  const counted = new Map<string, Facet>();
  for (const [value, label] of values)
    counted.set(value, { value, label, count: (counted.get(value)?.count ?? 0) + 1 });
  return [...counted.values()].toSorted((a, b) => (a.label ?? a.value).localeCompare(b.label ?? b.value, 'fr'));
}

export const facetsOf = (rows: readonly PortfolioRow[]) => ({
  regions: count(rows.flatMap(({ region }) => (region ? [[region.code, region.name] as const] : []))),
  sectors: count(rows.map(({ sector }) => [sector, null] as const)),
  categories: count(rows.flatMap(({ category }) => (category ? [[category, null] as const] : []))),
  alerts: count(
    rows.flatMap(({ alerts }) => [...new Set(alerts.map(({ kind }) => kind))].map((kind) => [kind, null] as const)),
  ),
  levels: count(rows.map(({ level }) => [level, null] as const)),
  standings: count(
    rows.flatMap(({ objectives }) => STANDINGS.filter((one) => objectives[one] > 0).map((one) => [one, null] as const)),
  ),
});
