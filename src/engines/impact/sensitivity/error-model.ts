import { ImpactError } from '../sentence.ts';

/**
 * How an outcome moves within a unit when nothing happens to it, before any outcome after treatment is read: covariance of periods t and s is
 * sd² × persistence^|t − s| (a stationary first-order process; the level of the unit cancels in differences).
 */
export interface ErrorModel {
  /** Standard deviation of one period around the unit's own level, in the unit of the outcome. */
  readonly sd: number;
  /** Correlation between one period and the next, from 0 (fresh each year) up to, not including, 1. */
  readonly persistence: number;
}

/** Outcomes of periods before anyone is treated, in the layout of a wide panel. */
export interface EarlierOutcomes {
  /** Ascending, in calendar units. */
  readonly periods: readonly number[];
  /** First treated period of each unit; 0, NaN or infinite = never. */
  readonly firstTreated: ArrayLike<number>;
  /** The value of unit i in the p-th period at `p × units + i`; NaN where missing. */
  readonly values: Float64Array;
  readonly anticipation?: number;
}

const MOST_PERSISTENT = 0.995;

/**
 * Fits the model to the spread of changes over each lag, within cohorts. With a single lag, persistence cannot be told from spread and is taken as 0:
 * the spread of longer changes is then that of the shortest.
 * @throws ImpactError when a period given is already after treatment: power must be known before outcomes are.
 */
export function errorModelOf(earlier: EarlierOutcomes): ErrorModel {
  mustBeBeforeTreatment(earlier);
  const spread = changesByLag(earlier);
  if (spread.size === 0) throw tooFewPeriods();
  const lags = [...spread].map(([lag, { sum, count }]) => ({ lag, variance: sum / count, count }));
  if (lags.every(({ variance }) => variance === 0)) throw neverChanges();
  const modelAt = (persistence: number) => {
    // Given persistence, 2·sd²·(1 − persistence^lag) is linear in sd².
    let cross = 0;
    let square = 0;
    for (const { lag, variance, count } of lags) {
      const shape = 2 * (1 - persistence ** lag);
      cross += count * shape * variance;
      square += count * shape * shape;
    }
    const level = cross / square;
    const misfit = lags.reduce(
      (sum, { lag, variance, count }) => sum + count * (variance - level * 2 * (1 - persistence ** lag)) ** 2,
      0,
    );
    return { sd: Math.sqrt(level), misfit };
  };
  const persistence = lags.length === 1 ? 0 : leastMisfit((value) => modelAt(value).misfit);
  return { sd: modelAt(persistence).sd, persistence };
}

/** Squared deviations of changes from the mean change of their cohort, by lag. */
function changesByLag({ periods, firstTreated, values }: EarlierOutcomes) {
  const units = firstTreated.length;
  const cohorts = Map.groupBy(
    Array.from({ length: units }, (_, unit) => unit),
    (unit) => cohortOf(firstTreated[unit]!),
  );
  const spread = new Map<number, { sum: number; count: number }>();
  for (const members of cohorts.values())
    for (let later = 1; later < periods.length; later++)
      for (let first = 0; first < later; first++) {
        const changes = members
          .map((unit) => values[later * units + unit]! - values[first * units + unit]!)
          .filter((change) => Number.isFinite(change));
        if (changes.length < 2) continue;
        const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
        const lag = periods[later]! - periods[first]!;
        const so = spread.get(lag) ?? { sum: 0, count: 0 };
        spread.set(lag, {
          sum: so.sum + changes.reduce((sum, change) => sum + (change - mean) ** 2, 0),
          count: so.count + changes.length - 1,
        });
      }
  return spread;
}

const cohortOf = (firstTreated: number): number => (Number.isFinite(firstTreated) ? firstTreated : 0);

/** The misfit may have several dips: a coarse look first, then golden sections around the lowest. */
function leastMisfit(misfit: (persistence: number) => number): number {
  const steps = 40;
  let best = 0;
  for (let step = 1; step <= steps; step++)
    if (misfit((MOST_PERSISTENT * step) / steps) < misfit((MOST_PERSISTENT * best) / steps)) best = step;
  let low = (MOST_PERSISTENT * Math.max(0, best - 1)) / steps;
  let high = (MOST_PERSISTENT * Math.min(steps, best + 1)) / steps;
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 60; step++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (misfit(left) < misfit(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function mustBeBeforeTreatment({ periods, firstTreated, anticipation = 0 }: EarlierOutcomes): void {
  const treated = Array.from(firstTreated)
    .map(cohortOf)
    .filter((g) => g > 0);
  const first = Math.min(...treated) - anticipation;
  const after = periods.filter((period) => period >= first);
  if (after.length === 0) return;
  throw new ImpactError('power-after-treatment', {
    fr: `La puissance se calcule avant de connaître les résultats\u202f: les périodes ${after.join(', ')} ne précèdent pas le premier traitement (${first}). Donnez seulement celles d’avant.`,
    en: `Power is computed before outcomes are known: periods ${after.join(', ')} do not come before the first treatment (${first}). Give the earlier ones only.`,
  });
}

const tooFewPeriods = () =>
  new ImpactError('power-too-few-periods', {
    fr: 'Il faut au moins deux périodes avant traitement, renseignées pour deux unités d’une même cohorte, pour mesurer comment le résultat varie. Sinon, supposez un écart-type et une persistance.',
    en: 'At least two periods before treatment, known for two units of one cohort, are needed to measure how the outcome varies. Otherwise assume a standard deviation and a persistence.',
  });

const neverChanges = () =>
  new ImpactError('power-no-variance', {
    fr: 'Le résultat ne varie jamais avant traitement\u202f: sa dispersion future ne peut s’en déduire.',
    en: 'The outcome never varies before treatment: its future spread cannot be deduced from it.',
  });
