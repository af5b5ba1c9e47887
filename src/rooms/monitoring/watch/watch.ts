import type { Actor, Role } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { untilNextAct } from '#kit/remembered.ts';
import { followedIndicators } from '#rooms/contracts';
import { retainedSeries } from '#rooms/indicators';
import { type ClusterRow, clustersOn, clustersWithin, reachOf } from '#rooms/registry';
import { type Calibration, calibrate } from '../projection/calibration.rules.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { assess, figuresOf, owedKey, type Watched, type WatchFacts } from './assess.rules.ts';
import {
  type AlivePlan,
  alivePlans,
  campaignsOf,
  clusterNames,
  moneyOf,
  owedReturns,
  returnsOf,
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

async function factsOf(sql: Sql, on: Day): Promise<WatchFacts & { readonly plans: readonly AlivePlan[] }> {
  const followed = await followedIndicators(sql, on);
  const values = await retainedSeries(sql, {
    indicators: [...new Set(followed.map(({ key }) => key))],
    clusters: [...new Set(followed.map(({ cluster }) => cluster))],
    fromYear: THRESHOLDS.firstYear - YEARS_BEFORE,
    // What is counted of the year under way is not the year.
    toYear: Number(on.slice(0, 4)) - 1,
    knownAt: null,
  });
  const plans = await alivePlans(sql, null);
  return {
    on,
    followed,
    values: new Map(values.map((one) => [`${one.indicator} ${one.cluster}`, one.values])),
    campaigns: await campaignsOf(sql),
    owed: new Set((await owedReturns(sql)).map(({ cluster, year }) => owedKey(cluster, year))),
    returns: Map.groupBy(await returnsOf(sql, null), ({ cluster }) => cluster),
    money: Map.groupBy(await moneyOf(sql, on, null), ({ cluster }) => cluster),
    decisions: await standingDecisions(sql, null),
    monitored: new Set(plans.map(({ cluster }) => cluster)),
    plans,
  };
}

/** Every cluster that held the label on a day, watched. Eleven statements, whatever the number of clusters and indicators. */
export async function watch(sql: Sql, on: Day): Promise<WatchedCluster[]> {
  const clusters = (await clustersOn(sql, on)).filter(({ label }) => label === 'labelled');
  const facts = await factsOf(sql, on);
  const plans = new Map(facts.plans.map((plan) => [plan.cluster, plan]));
  const watched = assess(
    facts,
    clusters.map(({ id }) => id),
  );
  return clusters.map((cluster, place) => ({ cluster, watched: watched[place]!, plan: plans.get(cluster.id) ?? null }));
}

interface Asked {
  readonly sql: Sql;
  readonly services: Services;
}

/** The same for everybody, kept until something is done: who may see which of them is asked afterwards. */
export const watchAll = ({ sql, services }: Asked, on: Day): Promise<WatchedCluster[]> =>
  untilNextAct(services.store, JSON.stringify(['monitoring.watch', on]), () => watch(sql, on));

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
export const calibration = ({ sql, services }: Asked, on: Day): Promise<Calibration> =>
  untilNextAct(services.store, JSON.stringify(['monitoring.calibration', on]), async () => {
    const { followed, values } = await factsOf(sql, on);
    return calibrate(followed.map((one) => figuresOf(one, values.get(`${one.key} ${one.cluster}`) ?? [])));
  });
