import type { YearlyFigures } from '../projection/projection.rules.ts';
import { accumulates, increments, type Ruler, rulerFor } from '../projection/scale.rules.ts';
import { THRESHOLDS } from '../thresholds.ts';

/** A value that stands apart, and what it was compared with. */
export interface Outlier {
  readonly year: number;
  readonly value: number;
  readonly before: number;
  /** Steps of robust deviation from the middle of what it was compared with. */
  readonly steps: number;
  readonly against: 'class' | 'own-past';
  /** Clusters, or years, that it was compared with. */
  readonly compared: number;
}

/** A deviation of the normal law from the median distance to the median (Hampel 1974). */
const TO_DEVIATION = 1.4826;

/** Chance alone moves figures by this much on their ruler: a class that hardly moved does not make a small change stand out. */
const LEAST_DEVIATION: Readonly<Record<Ruler['family'], number>> = { count: 1.4, amount: 0.15, share: 0.2, free: 0.15 };

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

interface Spread {
  readonly middle: number;
  readonly deviation: number;
  readonly size: number;
}

/** The middle of moves and their robust deviation. What stands apart hardly moves either, so that it need not be taken out first. */
function spreadOf(moves: readonly number[], family: Ruler['family']): Spread {
  const middle = median(moves);
  const deviation = TO_DEVIATION * median(moves.map((one) => Math.abs(one - middle)));
  return { middle, deviation: Math.max(deviation, LEAST_DEVIATION[family]), size: moves.length };
}

interface Change {
  readonly at: number;
  readonly family: Ruler['family'];
  /** Places of the years before, oldest first. */
  readonly past: readonly number[];
  readonly move: number;
  readonly value: number;
  readonly before: number;
}

/** The change to a year from the one before, on the ruler of the series; null when one of the two is not known. */
function changeTo(figures: YearlyFigures, year: number, at: number): Change | null {
  const { measure, cumulation } = figures;
  const points = accumulates(measure, cumulation) ? increments(figures.points) : figures.points;
  const now = points.find((point) => point.year === year);
  const before = points.find((point) => point.year === year - 1);
  const ruler = rulerFor(
    measure,
    points.map(({ value }) => value),
  );
  if (!now || !before || !ruler) return null;
  return {
    at,
    family: ruler.family,
    past: points.filter((point) => point.year < year).map(({ value }) => ruler.to(value)),
    move: ruler.to(now.value) - ruler.to(before.value),
    value: now.value,
    before: before.value,
  };
}

/**
 * Values of a year that stand apart among the clusters that follow the same indicator: they moved otherwise than the class did, and more than they ever
 * moved themselves. Without a class of `outlierLeast`, a long past of the series alone is what it is compared with. By place in `figures`.
 */
export function outliersIn(figures: readonly YearlyFigures[], year: number): Map<number, Outlier> {
  const changes = figures.flatMap((one, at) => changeTo(one, year, at) ?? []);
  const classes = new Map(
    [...Map.groupBy(changes, ({ family }) => family)].map(([family, all]) => [
      family,
      spreadOf(
        all.map(({ move }) => move),
        family,
      ),
    ]),
  );
  const found = new Map<number, Outlier>();
  for (const change of changes) {
    const { at, family, past, move, value, before } = change;
    const own = past.slice(1).map((place, i) => place - past[i]!);
    // The cluster itself is one of its class.
    const ofClass = classes.get(family)!.size > THRESHOLDS.outlierLeast ? classes.get(family)! : null;
    if (!ofClass && past.length < THRESHOLDS.outlierLeast) continue;
    const { middle, deviation, size } = ofClass ?? spreadOf(own, family);
    const steps = Math.abs(move - middle) / deviation;
    const unseen = own.every((one) => Math.abs(one) < Math.abs(move));
    if (steps > THRESHOLDS.outlierSteps && unseen)
      found.set(at, {
        year,
        value,
        before,
        steps,
        ...(ofClass ? { against: 'class', compared: size - 1 } : { against: 'own-past', compared: past.length }),
      });
  }
  return found;
}
