import type { Counted, Counting } from './definition.ts';

/** A value as it is kept: zero, not applicable and not known are three (principle 5). */
export type CountedValue =
  | {
      readonly state: 'known';
      readonly value: number;
      readonly numerator: number | null;
      readonly denominator: number | null;
    }
  | {
      readonly state: 'not-applicable' | 'not-known';
      readonly value: null;
      readonly numerator: null;
      readonly denominator: null;
    };

const without = (state: 'not-applicable' | 'not-known'): CountedValue => ({
  state,
  value: null,
  numerator: null,
  denominator: null,
});

/** In per cent, to a hundredth. */
const share = (numerator: number, denominator: number): number => Math.round((10_000 * numerator) / denominator) / 100;

/**
 * The value of what was counted. Nothing to count is zero for a count and no ratio at all; things whose figures nobody knows make a value unknown, not zero.
 */
export function toValue(
  { measure }: Pick<Counting, 'measure'>,
  counted: Pick<Counted, 'numerator' | 'denominator' | 'rows'> | undefined,
): CountedValue {
  if (!counted || counted.rows === 0) {
    if (measure === 'ratio') return without('not-applicable');
    return { state: 'known', value: 0, numerator: null, denominator: null };
  }
  const { numerator, denominator } = counted;
  if (numerator === null) return without('not-known');
  if (measure !== 'ratio') return { state: 'known', value: numerator, numerator: null, denominator: null };
  if (!denominator) return without('not-applicable');
  return { state: 'known', value: share(numerator, denominator), numerator, denominator };
}
