import type { Day } from '#kit/period.ts';
import { sayAlert } from '../attention/alert-words.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { expectedIn, lastTarget, onTrackShare } from '../trajectory/trajectory.rules.ts';
import type { WatchedIndicator } from '../watch/assess.rules.ts';
import type { WatchedCluster } from '../watch/watch.ts';
import type { ClusterWatch, WatchedIndicatorView } from './cluster-watch.ts';

/** An indicator year by year, from the year before the contracts to their last. */
function yearByYear({ content, values, projection }: WatchedIndicator): WatchedIndicatorView['years'] {
  const [first, last] = [THRESHOLDS.firstYear - 1, THRESHOLDS.lastYear];
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const year = first + step;
    const ahead = projection.kind === 'projected' ? projection.years.find((one) => one.year === year) : undefined;
    const known = values.find((one) => one.year === year)?.value ?? null;
    const baseline = content.baseline?.year === year ? content.baseline.value : null;
    return {
      year,
      expected: expectedIn(content, year)?.value ?? null,
      value: known ?? baseline,
      low: ahead?.low ?? null,
      middle: ahead?.middle ?? null,
      high: ahead?.high ?? null,
    };
  });
}

const indicatorView = (one: WatchedIndicator): WatchedIndicatorView => ({
  id: one.id,
  key: one.key,
  code: one.content.code,
  title: one.content.title,
  unit: one.content.unit,
  measure: one.content.measure,
  levels: [...one.content.levels],
  direction: one.content.direction,
  standing: one.judgement.standing,
  years: yearByYear(one),
  projection: one.projection.kind,
  known: one.projection.kind === 'too-short' ? one.projection.known : 0,
  lastTargetYear: lastTarget(one.content)?.year ?? null,
  chance: one.chance,
});

/** One cluster with its objectives, as its page, the note and the comparison show it. */
export function clusterView({ cluster, watched, plan }: WatchedCluster, on: Day): ClusterWatch {
  const latest = watched.records.at(-1);
  return {
    on,
    year: watched.year,
    cluster: { id: cluster.id, name: cluster.name },
    category: cluster.category,
    sector: cluster.sector,
    region: cluster.region?.name ?? null,
    members: cluster.members,
    strategic: cluster.strategic,
    rating: cluster.rating?.rating ?? null,
    contract: watched.contract,
    alerts: watched.alerts.map((alert) => sayAlert(alert, cluster.id, watched.contract)),
    objectives: watched.objectives.map(({ id, title, standing, tally, indicators }) => ({
      id,
      title,
      standing,
      tally: { ...tally },
      indicators: indicators.map(indicatorView),
    })),
    history: watched.history
      .toReversed()
      .map(({ year, tally }) => ({ year, tally: { ...tally }, share: onTrackShare(tally) })),
    record: latest ? { year: latest.year, kept: latest.kept, state: latest.state, daysLate: latest.daysLate } : null,
    money: watched.money.map((one) => ({ ...one })),
    level: plan ? (plan.state === 'running' ? 'running' : 'proposed') : 'normal',
    step: plan?.step ?? null,
    lighter: watched.lighter,
    synthetic: watched.synthetic || cluster.synthetic,
  };
}
