import { type EqualityTest, equalityTest } from '../equality-test.ts';
import { dot } from '../linear-algebra.ts';
import type { DoseCell } from './dose-sample.ts';

/** An estimate as a sum over units: `influence` adds up to its error, so that any combination of estimates has one too. */
export interface Influenced {
  readonly value: number;
  readonly influence: Float64Array;
}

/** HC0: the root of the sum of squared influences. */
export const errorOf = ({ influence }: Influenced): number => Math.sqrt(dot(influence, influence));

/** The mean change of the controls enters every effect of a cell with a minus. */
export function withoutControls({ controls, change, controlMean }: DoseCell, influence: Float64Array): Float64Array {
  for (const unit of controls) influence[unit] = influence[unit]! - (change[unit]! - controlMean) / controls.length;
  return influence;
}

/** Weighted mean of estimates, weights taken as given. */
export function averaged(parts: readonly Influenced[], weights: readonly number[]): Influenced {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const influence = new Float64Array(parts[0]!.influence.length);
  let value = 0;
  parts.forEach((part, k) => {
    const share = weights[k]! / total;
    value += share * part.value;
    for (let unit = 0; unit < influence.length; unit++)
      influence[unit] = influence[unit]! + share * part.influence[unit]!;
  });
  return { value, influence };
}

/** That all estimates are equal, their covariance coming from their influences. */
export function equality(parts: readonly Influenced[]): EqualityTest | null {
  const covariance = parts.flatMap((a) => parts.map((b) => dot(a.influence, b.influence)));
  return equalityTest(
    Float64Array.from(parts, ({ value }) => value),
    Float64Array.from(covariance),
  );
}
