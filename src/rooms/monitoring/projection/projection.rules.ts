import { studentQuantile, studentTail } from '#engines/impact/distributions.ts';
import type { Cumulation, Direction, Measure } from '../followed.ts';
import { accumulates, increments, type Point, type Ruler, rulerFor } from './scale.rules.ts';
import {
  ahead,
  type Belief,
  type Outlook,
  type Series,
  type Shared,
  sharedAlone,
  sharedBy,
} from './shared-drift.rules.ts';

/** Fewest yearly figures before anything is projected: three years, and for a total that accumulates three additions. */
export const LEAST_FIGURES = 3;
/** Part of the futures that an interval holds. */
export const INTERVAL = 0.8;
/** A target « to keep » is kept within a tenth of it. */
const KEPT_WITHIN = 0.1;

/** The yearly figures of one indicator of one cluster, oldest first, known years only. */
export interface YearlyFigures {
  /** Whose drift it shares: the code of the common indicator; its own for a cluster's own indicator. */
  readonly group: string;
  readonly measure: Measure;
  readonly cumulation: Cumulation;
  readonly points: readonly Point[];
}

/** A year to come: what is as likely above as below, and what holds `INTERVAL` of the futures. */
export interface YearAhead {
  readonly year: number;
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

export type Projection =
  | { readonly kind: 'projected'; readonly years: readonly YearAhead[] }
  /** Fewer figures than `LEAST_FIGURES`. */
  | { readonly kind: 'too-short'; readonly known: number }
  /** Yes or no, a level on a scale: no quantity. */
  | { readonly kind: 'no-quantity' }
  /** The last year is known. */
  | { readonly kind: 'over' };

interface Prepared {
  readonly group: string;
  readonly ruler: Ruler;
  readonly series: Series;
  /** Of a total that accumulates: what it was the last year known. */
  readonly base: number | null;
  readonly lastYear: number;
}

function prepare({ group, measure, cumulation, points }: YearlyFigures): Prepared | null {
  const adds = accumulates(measure, cumulation);
  const steps = adds ? increments(points) : points;
  const ruler = rulerFor(
    measure,
    steps.map(({ value }) => value),
  );
  if (!ruler || steps.length < LEAST_FIGURES) return null;
  return {
    group,
    ruler,
    series: { years: steps.map(({ year }) => year), places: steps.map(({ value }) => ruler.to(value)) },
    base: adds ? points.at(-1)!.value : null,
    lastYear: points.at(-1)!.year,
  };
}

/** What classes share, by group and, for groups too small to speak, by family of figures. */
export interface Classes {
  readonly of: (group: string, family: Ruler['family'], adds: boolean) => readonly Shared[] | null;
}

/**
 * What is thought of a family before its figures are seen. A count of projects is mostly chance around a level, which the square root brings to a variance near 1;
 * money and shares also wander.
 */
const BELIEFS: Readonly<Record<Ruler['family'], Belief>> = {
  count: { walks: [0.5, 0.25, 0.12, 0.09, 0.04], spreads: [0.46, 0.38, 0.16] },
  amount: { walks: [0.05, 0.15, 0.25, 0.3, 0.25], spreads: [0.5, 0.35, 0.15] },
  share: { walks: [0.1, 0.25, 0.3, 0.25, 0.1], spreads: [0.5, 0.35, 0.15] },
  free: { walks: [0.1, 0.2, 0.25, 0.25, 0.2], spreads: [0.5, 0.35, 0.15] },
};

const sharedByAll = (members: readonly Prepared[]): readonly Shared[] | null =>
  members.length === 0
    ? null
    : sharedBy(
        members.map(({ series }) => series),
        BELIEFS[members[0]!.ruler.family],
      );

const familyKey = (family: string, adds: boolean): string => `${family} ${adds}`;

/** What the figures of all clusters say of each class. Figures too short to be projected say nothing. */
export function classesOf(figures: readonly YearlyFigures[]): Classes {
  const prepared = figures.flatMap((one) => prepare(one) ?? []);
  const keyOf = (one: Prepared): string => `${one.group} ${familyKey(one.ruler.family, one.base !== null)}`;
  const byGroup = new Map([...Map.groupBy(prepared, keyOf)].map(([key, members]) => [key, sharedByAll(members)]));
  const families = Map.groupBy(prepared, (one) => familyKey(one.ruler.family, one.base !== null));
  const byFamily = new Map<string, readonly Shared[] | null>();
  return {
    of: (group, family, adds) => {
      const key = familyKey(family, adds);
      const own = byGroup.get(`${group} ${key}`);
      if (own) return own;
      // Few groups are too small: families are only looked at when one is.
      if (!byFamily.has(key)) byFamily.set(key, sharedByAll(families.get(key) ?? []));
      return byFamily.get(key)!;
    },
  };
}

/** What is known of one year to come, on the scale where it is a Student's t. */
export interface YearOutlook extends Outlook {
  readonly year: number;
  readonly ruler: Ruler;
  /** Added to what the ruler gives: a total already there. */
  readonly base: number;
}

/**
 * What is known of the years after the last one, up to `lastYear`; null when nothing can be projected. A total that accumulates adds up increments, whose
 * sum is placed on the same square-root scale by its first two moments.
 */
export function outlooks(figures: YearlyFigures, classes: Classes, lastYear: number): YearOutlook[] | null {
  const prepared = prepare(figures);
  if (!prepared || prepared.lastYear >= lastYear) return null;
  const { group, ruler, series, base } = prepared;
  const years = Array.from({ length: lastYear - prepared.lastYear }, (_, step) => prepared.lastYear + step + 1);
  const shared = classes.of(group, ruler.family, base !== null) ?? sharedAlone(series);
  const { means, covariances, degrees } = ahead(series, shared, years);
  return years.map((year, last) => {
    const { mean, variance } =
      base === null ? { mean: means[last]!, variance: covariances[last]![last]! } : summed(means, covariances, last);
    return { year, ruler, base: base ?? 0, mean, deviation: Math.sqrt(variance), degrees };
  });
}

/**
 * The sum of squares of correlated normal places, as the square of one place with the same mean and variance: E[x²] = m² + v and
 * V[x²] = 2v² + 4m²v are solved for m and v. The ruler's constant is counted once for the sum as for one figure.
 */
function summed(
  means: readonly number[],
  covariances: readonly (readonly number[])[],
  last: number,
): { mean: number; variance: number } {
  // What each added year brings beyond the ruler's constant 4·3/8, and once that constant for the sum.
  let total = 1.5;
  let spread = 0;
  for (let i = 0; i <= last; i++) {
    total += means[i]! ** 2 + covariances[i]![i]! - 1.5;
    for (let j = 0; j <= last; j++)
      spread += 2 * covariances[i]![j]! ** 2 + 4 * means[i]! * means[j]! * covariances[i]![j]!;
  }
  const size = Math.max(total, 1e-9);
  const variance = size - Math.sqrt(Math.max(0, size ** 2 - spread / 2));
  return { mean: Math.sqrt(Math.max(0, size - variance)), variance: Math.max(variance, 1e-12) };
}

/** Quantiles are asked for a few degrees of freedom, thousands of times. */
const quantiles = new Map<string, number>();
function quantile(share: number, degrees: number): number {
  const key = `${share} ${degrees}`;
  const known = quantiles.get(key) ?? studentQuantile(share, degrees);
  quantiles.set(key, known);
  return known;
}

const valueAt = (outlook: YearOutlook, share: number): number => {
  const { ruler, base, mean, deviation, degrees } = outlook;
  return base + ruler.from(mean + deviation * quantile(share, degrees));
};

/** What is counted is shown in whole numbers: those that lie between the bounds, and the middle in any case. */
export function yearAhead(outlook: YearOutlook): YearAhead {
  const { year, ruler } = outlook;
  const [low, middle, high] = [(1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2].map((share) => valueAt(outlook, share)) as [
    number,
    number,
    number,
  ];
  if (ruler.halfStep === 0) return { year, low, middle, high };
  const whole = Math.round(middle);
  return { year, low: Math.min(Math.ceil(low), whole), middle: whole, high: Math.max(Math.floor(high), whole) };
}

/** P(the figure of that year ≤ value). */
function chanceUpTo(outlook: YearOutlook, value: number): number {
  const { ruler, base, mean, deviation, degrees } = outlook;
  const added = value - base;
  // Below what is possible at all: an addition is never negative.
  if (ruler.family !== 'free' && added < 0) return 0;
  if (ruler.family === 'share' && added >= 100) return 1;
  return 1 - studentTail((ruler.to(added) - mean) / deviation, degrees);
}

/** The chance, from 0 to 1, that the figure of that year meets its target in the direction of the indicator. */
export function chanceOf(outlook: YearOutlook, target: number, direction: Direction): number {
  const { halfStep } = outlook.ruler;
  switch (direction) {
    case 'up':
      return 1 - chanceUpTo(outlook, target - halfStep);
    case 'down':
      return chanceUpTo(outlook, target + halfStep);
    case 'keep': {
      const within = Math.abs(target) * KEPT_WITHIN + halfStep;
      return chanceUpTo(outlook, target + within) - chanceUpTo(outlook, target - within);
    }
  }
}

/** The years to come of an indicator, or why there are none. */
export function project(figures: YearlyFigures, outlook: readonly YearOutlook[] | null, lastYear: number): Projection {
  const { measure, points } = figures;
  if (measure === 'yes-no' || measure === 'scale') return { kind: 'no-quantity' };
  if (points.length > 0 && points.at(-1)!.year >= lastYear) return { kind: 'over' };
  if (!outlook) return { kind: 'too-short', known: points.length };
  return { kind: 'projected', years: outlook.map(yearAhead) };
}
