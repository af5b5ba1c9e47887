import type { SourcedValue } from './value.ts';

/** Several values of one indicator and year brought together. */
export interface RollUp {
  readonly state: 'known' | 'not-known' | 'not-applicable';
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Values that are added up, those to which the indicator does not apply, and those that nobody knows. */
  readonly known: number;
  readonly notApplicable: number;
  readonly notKnown: number;
  /** What several clusters share may be counted several times: these are sums of statements, not of facts counted once (R111, R112). */
  readonly mayDoubleCount: boolean;
}

type Part = Pick<SourcedValue, 'state' | 'value' | 'numerator' | 'denominator'>;

const sum = (parts: readonly Part[], of: (part: Part) => number | null): number | null => {
  const known = parts.map(of).filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
};

/**
 * Rolls up what clusters say. Counts and amounts add up; a ratio is the sum of its numerators over that of its denominators, never a mean of ratios, and one that
 * came without its terms cannot be rolled up and counts as not known. What does not apply and what is not known is left out and said (principle 5).
 */
export function rollUp(measure: 'ratio' | 'count' | 'amount', values: readonly Part[]): RollUp {
  const complete = (part: Part): boolean =>
    part.state === 'known' && (measure !== 'ratio' || (part.numerator !== null && part.denominator !== null));
  const known = values.filter(complete);
  const notApplicable = values.filter(({ state }) => state === 'not-applicable').length;
  const counts = {
    known: known.length,
    notApplicable,
    notKnown: values.length - known.length - notApplicable,
    mayDoubleCount: known.length > 1,
  };
  const without = { value: null, numerator: null, denominator: null };
  if (known.length === 0)
    return {
      ...counts,
      ...without,
      state: counts.notKnown === 0 && notApplicable > 0 ? 'not-applicable' : 'not-known',
    };
  if (measure !== 'ratio') return { ...counts, ...without, state: 'known', value: sum(known, ({ value }) => value) };
  const numerator = sum(known, (part) => part.numerator)!;
  const denominator = sum(known, (part) => part.denominator)!;
  if (denominator === 0) return { ...counts, ...without, state: 'not-applicable' };
  return {
    ...counts,
    state: 'known',
    value: Math.round((10_000 * numerator) / denominator) / 100,
    numerator,
    denominator,
  };
}
