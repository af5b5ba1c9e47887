import type { Day } from '#kit/period.ts';
import type { FollowedIndicator } from '#rooms/contracts';
import { type Alert, alertsOf, type MoneyYear } from '../attention/alert.rules.ts';
import { outliersIn } from '../attention/outlier.rules.ts';
import { type Campaign, type ReturnRecord, type ReturnRow, recordOf } from '../attention/return-record.rules.ts';
import type { YearValue } from '../followed.ts';
import {
  type Classes,
  chanceOf,
  classesOf,
  outlooks,
  type Projection,
  project,
  type YearlyFigures,
  type YearOutlook,
} from '../projection/projection.rules.ts';
import type { Point } from '../projection/scale.rules.ts';
import { type Conduct, type Lighter, lighterReturn, type Trigger, triggersOf } from '../reinforced/monitoring.rules.ts';
import { THRESHOLDS } from '../thresholds.ts';
import {
  type Judgement,
  judge,
  lastTarget,
  objectiveStanding,
  type Standing,
  type Tally,
  tallyOf,
} from '../trajectory/trajectory.rules.ts';

/** A value as it is retained, with where it comes from. */
export interface WatchedValue extends YearValue {
  readonly source: string;
  readonly synthetic: boolean;
}

/** What contracts promise and what became of it, for all the clusters: drifts and outliers are read among them. */
export interface SeriesFacts {
  readonly on: Day;
  readonly followed: readonly FollowedIndicator[];
  /** By `key cluster`, oldest first. */
  readonly values: ReadonlyMap<string, readonly WatchedValue[]>;
}

/** How campaigns were kept, what was paid and decided. */
export interface ConductFacts {
  readonly on: Day;
  readonly campaigns: readonly Campaign[];
  /** Whether a cluster owed a return for a year. */
  readonly owes: (cluster: string, year: number) => boolean;
  readonly returns: ReadonlyMap<string, readonly ReturnRow[]>;
  readonly money: ReadonlyMap<string, readonly MoneyYear[]>;
  readonly decisions: ReadonlyMap<string, number>;
  readonly monitored: ReadonlySet<string>;
}

export interface WatchedIndicator {
  readonly id: string;
  readonly key: string;
  readonly content: FollowedIndicator['content'];
  readonly values: readonly WatchedValue[];
  /** On the year judged. */
  readonly judgement: Judgement;
  readonly projection: Projection;
  /** Chance, from 0 to 1, to meet the last target; null when nothing is projected that far. */
  readonly chance: number | null;
}

export interface WatchedObjective {
  readonly id: string;
  readonly title: string;
  readonly dimension: FollowedIndicator['objective']['dimension'];
  readonly indicators: readonly WatchedIndicator[];
  readonly standing: Standing;
  readonly tally: Tally;
}

/** One cluster as attention sees it. */
export interface Watched {
  readonly cluster: string;
  readonly contract: string | null;
  /** The last year that is over: what standings are judged on. */
  readonly year: number;
  readonly objectives: readonly WatchedObjective[];
  /** Objectives by standing, for each year that is over, the latest first. */
  readonly history: readonly { readonly year: number; readonly tally: Tally }[];
  readonly records: readonly ReturnRecord[];
  readonly money: readonly MoneyYear[];
  readonly alerts: readonly Alert[];
  readonly triggers: readonly Trigger[];
  readonly lighter: Lighter;
  readonly synthetic: boolean;
}

/** The years of contracts that are over on a day, oldest first; the year under way is judged once it is over. */
export function yearsOver(on: Day): number[] {
  const last = Math.min(Number(on.slice(0, 4)) - 1, THRESHOLDS.lastYear);
  const first = THRESHOLDS.firstYear;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
}

/** The years known of an indicator: its values, after the baseline of the contract when that comes before them. */
export function knownPoints(content: FollowedIndicator['content'], values: readonly YearValue[]): Point[] {
  const points = values.flatMap(({ year, state, value }) =>
    state === 'known' && value !== null ? [{ year, value }] : [],
  );
  const { baseline, cumulation } = content;
  const [first] = points;
  // A baseline of all time is no point of a total that begins with the programme.
  const fits =
    baseline &&
    (!first || (baseline.year < first.year && (cumulation !== 'cumulated' || baseline.value <= first.value)));
  return fits ? [{ year: baseline.year, value: baseline.value }, ...points] : points;
}

export const figuresOf = ({ key, content }: FollowedIndicator, values: readonly YearValue[]): YearlyFigures => ({
  group: content.code ?? key,
  measure: content.measure,
  cumulation: content.cumulation,
  points: knownPoints(content, values),
});

/** One followed indicator with its series and what is known of its future. */
interface Studied {
  readonly followed: FollowedIndicator;
  readonly values: readonly WatchedValue[];
  readonly figures: YearlyFigures;
  readonly outlook: readonly YearOutlook[] | null;
}

function study(facts: SeriesFacts): Studied[] {
  const series = facts.followed.map((followed) => {
    const values = facts.values.get(`${followed.key} ${followed.cluster}`) ?? [];
    return { followed, values, figures: figuresOf(followed, values) };
  });
  const classes: Classes = classesOf(series.map(({ figures }) => figures));
  return series.map((one) => ({ ...one, outlook: outlooks(one.figures, classes, THRESHOLDS.lastYear) }));
}

function chanceOfLast({ followed: { content }, outlook }: Studied): number | null {
  const target = lastTarget(content);
  const year = target && outlook?.find((one) => one.year === target.year);
  return target && year ? chanceOf(year, target.value, content.direction) : null;
}

/** Values of the latest year that stand apart, by the indicator's place among the studied. */
function apart(studied: readonly Studied[], year: number) {
  const found = new Map<Studied, NonNullable<ReturnType<ReturnType<typeof outliersIn>['get']>>>();
  for (const group of Map.groupBy(studied, ({ figures }) => figures.group).values())
    for (const [place, outlier] of outliersIn(
      group.map(({ figures }) => figures),
      year,
    ))
      found.set(group[place]!, outlier);
  return found;
}

/** What the series of one cluster say: the costly part, which changes with contracts and figures only. */
export type Learnt = Pick<Watched, 'contract' | 'objectives' | 'history' | 'synthetic'> &
  Pick<Parameters<typeof alertsOf>[0], 'chances' | 'outliers'>;

/** Judges and projects every series, together; by cluster, those that have none left out. */
export function learn(facts: SeriesFacts): ReadonlyMap<string, Learnt> {
  const years = yearsOver(facts.on).toReversed();
  const year = years[0] ?? THRESHOLDS.firstYear;
  const studied = study(facts);
  const outliers = apart(studied, year);
  return new Map(
    [...Map.groupBy(studied, ({ followed }) => followed.cluster)].map(([cluster, own]) => {
      const groups = [...Map.groupBy(own, ({ followed }) => followed.objective.id).values()];
      const learnt: Learnt = {
        contract: own[0]!.followed.contract,
        objectives: groups.map((group) => objectiveOf(group, year)),
        history: years.map((of) => ({
          year: of,
          tally: tallyOf(groups.map((group) => objectiveStanding(tallyIn(group, of)))),
        })),
        chances: own.flatMap((one) => {
          const chance = chanceOfLast(one);
          return chance === null ? [] : [{ title: one.followed.content.title, chance }];
        }),
        outliers: own.flatMap((one) => {
          const outlier = outliers.get(one);
          const { title, unit } = one.followed.content;
          return outlier ? [{ title, unit, ...outlier }] : [];
        }),
        synthetic: own.some(({ followed, values }) => followed.synthetic || values.some((value) => value.synthetic)),
      };
      return [cluster, learnt] as const;
    }),
  );
}

/** Of these clusters, what calls for attention: what their series say, and how they and their authorities kept their word. */
export function assess(
  facts: ConductFacts,
  learnt: ReadonlyMap<string, Learnt>,
  clusters: readonly string[],
): Watched[] {
  const years = yearsOver(facts.on).toReversed();
  const nothing: Learnt = {
    contract: null,
    objectives: [],
    history: years.map((year) => ({ year, tally: tallyOf([]) })),
    chances: [],
    outliers: [],
    synthetic: false,
  };
  return clusters.map((cluster) => {
    const { chances, outliers, ...said } = learnt.get(cluster) ?? nothing;
    const records = facts.campaigns.flatMap((campaign) => {
      const row = facts.returns.get(cluster)?.find(({ year }) => year === campaign.year) ?? null;
      return row || facts.owes(cluster, campaign.year) ? (recordOf(campaign, row, facts.on) ?? []) : [];
    });
    const money = facts.money.get(cluster) ?? [];
    const conduct = { records, objectives: said.history, decisions: facts.decisions.get(cluster) ?? 0 };
    return {
      ...said,
      cluster,
      year: years[0] ?? THRESHOLDS.firstYear,
      records,
      money,
      alerts: alertsOf({ records, money, chances, outliers, on: facts.on }),
      triggers: triggersOf(conduct),
      lighter: lighterReturn({ ...conduct, monitored: facts.monitored.has(cluster) }),
    };
  });
}

const tallyIn = (group: readonly Studied[], year: number): Tally =>
  tallyOf(
    group.map(
      ({ followed, values }) =>
        judge(
          followed.content,
          year,
          values.find((one) => one.year === year),
        ).standing,
    ),
  );

function objectiveOf(group: readonly Studied[], year: number): WatchedObjective {
  const { id, title, dimension } = group[0]!.followed.objective;
  const indicators = group.map((one) => ({
    id: one.followed.id,
    key: one.followed.key,
    content: one.followed.content,
    values: one.values,
    judgement: judge(
      one.followed.content,
      year,
      one.values.find((value) => value.year === year),
    ),
    projection: project(one.figures, one.outlook, THRESHOLDS.lastYear),
    chance: chanceOfLast(one),
  }));
  const tally = tallyOf(indicators.map(({ judgement }) => judgement.standing));
  return { id, title, dimension, indicators, standing: objectiveStanding(tally), tally };
}

/** What a plan's criteria are measured on. */
export const conductOf = (watched: Watched, decisions: number, monitored: boolean): Conduct => ({
  records: watched.records,
  objectives: watched.history,
  decisions,
  monitored,
  values: new Map(
    watched.objectives.flatMap(({ indicators }) =>
      indicators.map(({ key, values }) => [
        key,
        values.flatMap(({ year, state, value }) => (state === 'known' && value !== null ? [{ year, value }] : [])),
      ]),
    ),
  ),
});
