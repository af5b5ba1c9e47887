import { DOUBLE, forEach, type KernelFunction, op } from './instructions.ts';

/**
 * For doubles in a row: the probability 1 / (1 + exp(−x)), at most a cap, in place of x; and p (1 − p) elsewhere. The exponential is 2ⁿ exp(r)
 * with |r| ≤ ½ ln 2 and the series of exp(r) to its thirteenth power, which leaves less than a unit in the last place; two at a time it takes
 * a quarter of the time of Math.exp.
 */

/** Parameters in order, then locals. */
const [X, CURVATURE, BYTES] = [0, 1, 2] as const;
const [AT] = [3] as const;
const [CAP, Y, SHIFTED, WHOLE, REST, SERIES] = [4, 5, 6, 7, 8, 9] as const;

/** Beyond, probabilities do not change in double precision, and powers of two would leave the range of doubles. */
const FARTHEST = 700;
/** Added to a number below 2⁵¹, it leaves the nearest whole number in the last bits. */
const ROUNDER = 1.5 * 2 ** 52;
/** ln 2 in two parts, the first short enough that its multiples by whole numbers up to 2²⁰ are exact. */
const LN2_HIGH = Math.round(Math.LN2 * 2 ** 32) / 2 ** 32;
/** The last term is what the double nearest to ln 2 lacks. */
const LN2_LOW = Math.LN2 - LN2_HIGH + 2.3190468138462996e-17;
const TERMS = 13;

const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
const at = (base: number): number[] => [...op.get(base), ...op.get(AT), ...op.add];

function code(cap: number): number[] {
  const series = Array.from({ length: TERMS }, (_, k) => TERMS - 1 - k).flatMap((k) => [
    ...op.get(REST),
    ...op.multiplyPairs,
    ...op.pair(1 / factorial(k)),
    ...op.addPairs,
  ]);
  return [
    ...op.pair(cap),
    ...op.set(CAP),
    ...forEach(AT, op.constant(0), BYTES, 2 * DOUBLE, [
      // y = −x within bounds.
      ...op.pair(0),
      ...at(X),
      ...op.load(0),
      ...op.subtractPairs,
      ...op.pair(FARTHEST),
      ...op.leastPairs,
      ...op.pair(-FARTHEST),
      ...op.mostPairs,
      ...op.set(Y),
      // n, the whole number nearest to y / ln 2, and r = y − n ln 2.
      ...op.get(Y),
      ...op.pair(Math.LOG2E),
      ...op.multiplyPairs,
      ...op.pair(ROUNDER),
      ...op.addPairs,
      ...op.set(SHIFTED),
      ...op.get(SHIFTED),
      ...op.pair(ROUNDER),
      ...op.subtractPairs,
      ...op.set(WHOLE),
      ...op.get(Y),
      ...op.get(WHOLE),
      ...op.pair(LN2_HIGH),
      ...op.multiplyPairs,
      ...op.subtractPairs,
      ...op.get(WHOLE),
      ...op.pair(LN2_LOW),
      ...op.multiplyPairs,
      ...op.subtractPairs,
      ...op.set(REST),
      // exp(r), then n added to its exponent.
      ...op.pair(1 / factorial(TERMS)),
      ...series,
      ...op.set(SERIES),
      ...op.get(SHIFTED),
      ...op.constant(52),
      ...op.shiftBitsOfPairs,
      ...op.get(SERIES),
      ...op.addBitsOfPairs,
      ...op.set(SERIES),
      // p = 1 / (1 + exp(y)), and p (1 − p).
      ...op.pair(1),
      ...op.pair(1),
      ...op.get(SERIES),
      ...op.addPairs,
      ...op.dividePairs,
      ...op.get(CAP),
      ...op.leastPairs,
      ...op.set(SERIES),
      ...at(X),
      ...op.get(SERIES),
      ...op.store(0),
      ...at(CURVATURE),
      ...op.get(SERIES),
      ...op.pair(1),
      ...op.get(SERIES),
      ...op.subtractPairs,
      ...op.multiplyPairs,
      ...op.store(0),
    ]),
  ];
}

export const logistic = (cap: number): KernelFunction => ({
  name: 'logistic',
  parameters: 3,
  integers: 1,
  pairs: 6,
  code: code(cap),
});
