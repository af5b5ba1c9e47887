import type { Actor, Role } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { type Day, day } from '#kit/period.ts';
import { whileStamped } from '#kit/remembered.ts';
import { followedIndicators } from '#rooms/contracts';
import { retainedSeries } from '#rooms/indicators';
import { type ClusterRow, clustersOn, clustersWithin, labelHolders, reachOf } from '#rooms/registry';
import { type Calibration, calibrate } from '../projection/calibration.rules.ts';
import { THRESHOLDS } from '../thresholds.ts';
import {
  assess,
  type ConductFacts,
  figuresOf,
  type Learnt,
  learn,
  type SeriesFacts,
  type Watched,
} from './assess.rules.ts';
import {
  type AlivePlan,
  alivePlans,
  campaignsOf,
  clusterNames,
  moneyOf,
  owedReturns,
  returnsOf,
  seriesStamp,
  standingDecisions,
} from './watch.store.ts';

/** A cluster with what is watched of it. */
export interface WatchedCluster {
  readonly cluster: ClusterRow;
  readonly watched: Watched;
  readonly plan: AlivePlan | null;
}

/** The baseline year of the contracts is looked at too. */
const YEARS_BEFORE = 1;

async function seriesOf(sql: Sql, on: Day): Promise<SeriesFacts> {
  const followed = await followedIndicators(sql, on);
  const values = await retainedSeries(sql, {
    indicators: [...new Set(followed.map(({ key }) => key))],
    clusters: [...new Set(followed.map(({ cluster }) => cluster))],
    fromYear: THRESHOLDS.firstYear - YEARS_BEFORE,
    // What is counted of the year under way is not the year.
    toYear: Number(on.slice(0, 4)) - 1,
    knownAt: null,
  });
  return { on, followed, values: new Map(values.map((one) => [`${one.indicator} ${one.cluster}`, one.values])) };
}

/** Who owes the return of a year (R29): whoever held the label on its last day and is asked something, by its contract or by the campaign of all. */
async function owing(sql: Sql): Promise<ConductFacts['owes']> {
  const key = (cluster: string | null, year: number): string => `${cluster ?? '*'} ${year}`;
  const asked = new Set((await owedReturns(sql)).map(({ cluster, year }) => key(cluster, year)));
  const holdsLabel = await labelHolders(sql);
  return (cluster, year) =>
    (asked.has(key(cluster, year)) || asked.has(key(null, year))) && holdsLabel(cluster, day(`${year}-12-31`));
}

async function conductOf(sql: Sql, on: Day): Promise<ConductFacts & { readonly plans: readonly AlivePlan[] }> {
  const plans = await alivePlans(sql, null);
  return {
    on,
    campaigns: await campaignsOf(sql),
    owes: await owing(sql),
    returns: Map.groupBy(await returnsOf(sql, null), ({ cluster }) => cluster),
    money: Map.groupBy(await moneyOf(sql, on, null), ({ cluster }) => cluster),
    decisions: await standingDecisions(sql, null),
    monitored: new Set(plans.map(({ cluster }) => cluster)),
    plans,
  };
}

type Learnts = ReadonlyMap<string, Learnt>;
const learnFrom = async (sql: Sql, on: Day): Promise<Learnts> => learn(await seriesOf(sql, on));

/** Every cluster that held the label on a day, watched. A dozen statements, whatever the number of clusters and indicators. */
export const watch = async (sql: Sql, on: Day): Promise<WatchedCluster[]> =>
  watchWith(sql, on, await learnFrom(sql, on));

async function watchWith(sql: Sql, on: Day, learnt: Learnts): Promise<WatchedCluster[]> {
  const clusters = (await clustersOn(sql, on)).filter(({ label }) => label === 'labelled');
  const facts = await conductOf(sql, on);
  const plans = new Map(facts.plans.map((plan) => [plan.cluster, plan]));
  const watched = assess(
    facts,
    learnt,
    clusters.map(({ id }) => id),
  );
  return clusters.map((cluster, place) => ({ cluster, watched: watched[place]!, plan: plans.get(cluster.id) ?? null }));
}

interface Asked {
  readonly sql: Sql;
  readonly services: Services;
}

/**
 * The same for everybody: who may see which of them is asked afterwards. What the series say is kept as long as contracts and figures stay as they are, which also
 * sees a recount, an act of nobody; how campaigns were kept is read each time.
 */
export async function watchAll({ sql, services }: Asked, on: Day): Promise<WatchedCluster[]> {
  const stamp = await seriesStamp(sql);
  const learnt = await whileStamped(services.store, `monitoring.learn ${on}`, stamp, () => learnFrom(sql, on));
  return watchWith(sql, on, learnt);
}

/** Those that the person's functions reach. */
export async function watchWithin(
  asked: Asked & { readonly actor: Actor },
  roles: readonly Role[],
  on: Day,
): Promise<WatchedCluster[]> {
  const reach = reachOf(asked.actor, roles);
  const all = await watchAll(asked, on);
  if (reach.everything) return all;
  const within = await clusterNames(asked.sql, clustersWithin(reach));
  return all.filter(({ cluster }) => within.has(cluster.id));
}

/** How past projections of all clusters did, kept likewise. */
export const calibration = async ({ sql, services }: Asked, on: Day): Promise<Calibration> =>
  whileStamped(services.store, `monitoring.calibration ${on}`, await seriesStamp(sql), async () => {
    const { followed, values } = await seriesOf(sql, on);
    return calibrate(followed.map((one) => figuresOf(one, values.get(`${one.key} ${one.cluster}`) ?? [])));
  });
