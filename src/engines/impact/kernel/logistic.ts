import { DOUBLE, forEach, type KernelFunction, op } from './instructions.ts';

/**
 * For doubles in a row: the probability 1 / (1 + exp(−x)), at most a cap, in place of x; and p (1 − p) elsewhere. The exponential is 2ⁿ exp(r)
 * with |r| ≤ ½ ln 2 and the series of exp(r) to its thirteenth power, which leaves less than a unit in the last place; two at a time it takes
 * half the time of the same with Math.exp.
 */

/** Parameters in order, then locals. */
const [X, CURVATURE, BYTES] = [0, 1, 2] as const;
const [AT] = [3] as const;
const [Y, SHIFTED, WHOLE, REST, SQUARE, SERIES] = [4, 5, 6, 7, 8, 9] as const;
const FIRST_CONSTANT = 10;

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

/** Constants are set once, before the loop: made anew where they are used, they would take longer than the arithmetic. */
class Constants {
  readonly #locals = new Map<number, number>();

  get(value: number): number[] {
    const local = this.#locals.get(value) ?? FIRST_CONSTANT + this.#locals.size;
    this.#locals.set(value, local);
    return op.get(local);
  }

  get count(): number {
    return this.#locals.size;
  }

  set(): number[] {
    return [...this.#locals].flatMap(([value, local]) => [...op.pair(value), ...op.set(local)]);
  }
}

function loop(cap: number, constants: Constants): number[] {
  /** Every second term of the series, in powers of r²: the two halves do not wait for one another. */
  const half = (last: number): number[] => [
    ...constants.get(1 / factorial(last)),
    ...Array.from({ length: Math.floor(last / 2) }, (_, j) => last - 2 * (j + 1)).flatMap((k) => [
      ...op.get(SQUARE),
      ...op.multiplyPairs,
      ...constants.get(1 / factorial(k)),
      ...op.addPairs,
    ]),
  ];
  return forEach(AT, op.constant(0), BYTES, 2 * DOUBLE, [
    // y = −x within bounds.
    ...constants.get(0),
    ...at(X),
    ...op.load(0),
    ...op.subtractPairs,
    ...constants.get(FARTHEST),
    ...op.leastPairs,
    ...constants.get(-FARTHEST),
    ...op.mostPairs,
    ...op.set(Y),
    // n, the whole number nearest to y / ln 2, and r = y − n ln 2.
    ...op.get(Y),
    ...constants.get(Math.LOG2E),
    ...op.multiplyPairs,
    ...constants.get(ROUNDER),
    ...op.addPairs,
    ...op.set(SHIFTED),
    ...op.get(SHIFTED),
    ...constants.get(ROUNDER),
    ...op.subtractPairs,
    ...op.set(WHOLE),
    ...op.get(Y),
    ...op.get(WHOLE),
    ...constants.get(LN2_HIGH),
    ...op.multiplyPairs,
    ...op.subtractPairs,
    ...op.get(WHOLE),
    ...constants.get(LN2_LOW),
    ...op.multiplyPairs,
    ...op.subtractPairs,
    ...op.set(REST),
    // exp(r), then n added to its exponent.
    ...op.get(REST),
    ...op.get(REST),
    ...op.multiplyPairs,
    ...op.set(SQUARE),
    ...half(TERMS),
    ...op.get(REST),
    ...op.multiplyPairs,
    ...half(TERMS - 1),
    ...op.addPairs,
    ...op.set(SERIES),
    ...op.get(SHIFTED),
    ...op.constant(52),
    ...op.shiftBitsOfPairs,
    ...op.get(SERIES),
    ...op.addBitsOfPairs,
    ...op.set(SERIES),
    // p = 1 / (1 + exp(y)), and p (1 − p).
    ...constants.get(1),
    ...constants.get(1),
    ...op.get(SERIES),
    ...op.addPairs,
    ...op.dividePairs,
    ...constants.get(cap),
    ...op.leastPairs,
    ...op.set(SERIES),
    ...at(X),
    ...op.get(SERIES),
    ...op.store(0),
    ...at(CURVATURE),
    ...op.get(SERIES),
    ...constants.get(1),
    ...op.get(SERIES),
    ...op.subtractPairs,
    ...op.multiplyPairs,
    ...op.store(0),
  ]);
}

export function logistic(name: string, cap: number): KernelFunction {
  const constants = new Constants();
  const inner = loop(cap, constants);
  return {
    name,
    parameters: 3,
    integers: 1,
    pairs: FIRST_CONSTANT - Y + constants.count,
    code: [...constants.set(), ...inner],
  };
}
