import { QUARTERS } from '../campaign.ts';

const SECONDS = 60;

/** Minutes a quarter that some seconds of a yearly return make. */
export const quarterMinutes = (seconds: number): number => seconds / SECONDS / QUARTERS;

/** Minutes a quarter of what is expected to take these minutes once a year. */
export const quarterShare = (minutes: number): number => minutes / QUARTERS;

/** What a campaign asks, in minutes of one return. */
export interface ExpectedBurden {
  /** Questions of the campaign: expected minutes, added up. */
  readonly questions: number;
  /** Really spent on the contract’s own indicators, by return; 0 while nothing was measured. */
  readonly contract: number;
  /** Both, a quarter. */
  readonly perQuarter: number;
  readonly ceiling: number;
  readonly above: boolean;
}

/** Does what is asked keep to the ceiling (principle 3)? On it is still within. */
export function expectedBurden(
  questions: readonly { readonly minutes: number }[],
  contract: number,
  ceiling: number,
): ExpectedBurden {
  const sum = questions.reduce((total, { minutes }) => total + minutes, 0);
  const perQuarter = quarterShare(sum + contract);
  return { questions: sum, contract, perQuarter, ceiling, above: perQuarter > ceiling };
}

export const middle = (values: readonly number[]): number | null => {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

export interface SpentByCluster {
  readonly minutesPerQuarter: number;
}

/** How many clusters spend how long: thirds of the ceiling, what is just above it, and the rest. */
export function distribution(
  clusters: readonly SpentByCluster[],
  ceiling: number,
): { readonly from: number; readonly to: number | null; readonly count: number }[] {
  const steps = [0, ceiling / 3, (2 * ceiling) / 3, ceiling, 2 * ceiling];
  return steps.map((from, index) => {
    const to = steps[index + 1] ?? null;
    const count = clusters.filter(
      ({ minutesPerQuarter: spent }) => (index === 0 ? spent >= 0 : spent > from) && (to === null || spent <= to),
    ).length;
    return { from, to, count };
  });
}
