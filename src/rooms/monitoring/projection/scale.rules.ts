import type { Cumulation, Measure } from '../followed.ts';

/**
 * The scale on which yearly figures of one kind vary alike whatever their level, so that clusters of different sizes can be looked at together and what is
 * projected never leaves the possible: a count below zero, a share above a hundred.
 */
export interface Ruler {
  /** Which series may share a noise: `count` and `amount` on a square root, `share` on a logit, `free` as it stands. */
  readonly family: 'count' | 'amount' | 'share' | 'free';
  readonly to: (value: number) => number;
  readonly from: (place: number) => number;
  /** Half of the step between two possible values: 0.5 for what is counted, 0 for what is measured. */
  readonly halfStep: number;
}

/** Anscombe (1948): the square root of a Poisson count, moved by 3/8, has a variance near 1 whatever the count. */
const ANSCOMBE = 3 / 8;
const rooted = (value: number): number => 2 * Math.sqrt(Math.max(0, value) + ANSCOMBE);
const unrooted = (place: number): number => (place <= 0 ? 0 : Math.max(0, (place / 2) ** 2 - ANSCOMBE));

const COUNT: Ruler = { family: 'count', to: rooted, from: unrooted, halfStep: 0.5 };

/** An amount in units of the mean of its series: euro cents of a large cluster and of a small one vary alike. */
const amountRuler = (unit: number): Ruler => ({
  family: 'amount',
  to: (value) => rooted(value / unit),
  from: (place) => unit * unrooted(place),
  halfStep: 0,
});

/** Moves 0 and 100 % half a point inwards, so that a share that was once complete still has a logit. */
const MARGIN = 0.5;
const SHARE: Ruler = {
  family: 'share',
  to: (value) => Math.log((value + MARGIN) / (100 - value + MARGIN)),
  from: (place) => {
    const share = (100 + 2 * MARGIN) / (1 + Math.exp(-place)) - MARGIN;
    return Math.min(100, Math.max(0, share));
  },
  halfStep: 0,
};

const freeRuler = (unit: number): Ruler => ({
  family: 'free',
  to: (value) => value / unit,
  from: (place) => unit * place,
  halfStep: 0,
});

const meanSize = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length || 1;

/** The ruler of a series; null for what is not a quantity (yes or no, a level of a scale). */
export function rulerFor(measure: Measure, values: readonly number[]): Ruler | null {
  if (measure === 'yes-no' || measure === 'scale') return null;
  if (measure === 'ratio')
    return values.every((value) => value >= 0 && value <= 100) ? SHARE : freeRuler(meanSize(values));
  if (values.some((value) => value < 0)) return freeRuler(meanSize(values));
  return measure === 'count' ? COUNT : amountRuler(meanSize(values));
}

export interface Point {
  readonly year: number;
  readonly value: number;
}

/** Only a count or an amount accumulates; what a ratio was on its latest day is simply its value. */
export const accumulates = (measure: Measure, cumulation: Cumulation): boolean =>
  cumulation === 'cumulated' && (measure === 'count' || measure === 'amount');

/**
 * What was added each year to a total that accumulates. A gap of several years is shared out equally; a total that went down was corrected, and counts as
 * nothing added: the correction is no loss that will come again.
 */
export function increments(points: readonly Point[]): Point[] {
  return points.slice(1).flatMap(({ year, value }, place) => {
    const before = points[place]!;
    const years = year - before.year;
    const each = Math.max(0, value - before.value) / years;
    return Array.from({ length: years }, (_, step) => ({ year: before.year + step + 1, value: each }));
  });
}
