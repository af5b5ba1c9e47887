import { FEWEST_FIRMS, withheldCells } from '../../secrecy/secrecy.ts';
import type { AggregationKind, Cell, Cohort } from '../result.ts';

/** Which rows of a report rest on too few firms to be published. */
export interface SecretRows {
  /** Cohorts whose effect and size are withheld, those withheld to protect another among them. */
  readonly cohorts: ReadonlySet<number>;
  /** Is a row of an aggregation (an event time, a cohort, a period) too thin to be published? */
  readonly hides: (kind: Exclude<AggregationKind, 'simple'>, at: number) => boolean;
}

/** A cohort's size and effect are figures of a table whose total is published; firms count one each. */
export function secretRows(
  cohorts: readonly Cohort[],
  cells: readonly Pick<Cell, 'g' | 't' | 'att'>[] = [],
): SecretRows {
  const total = cohorts.reduce((sum, { units }) => sum + units, 0);
  const name = (g: number): string => `cohort ${g}`;
  const { primary, complementary } = withheldCells({
    cells: [
      ...cohorts.map(({ g, units }) => ({ id: name(g), firms: units, amount: units, largest: 1 })),
      { id: 'total', firms: total, amount: total, largest: 1 },
    ],
    sums: [{ total: 'total', parts: cohorts.map(({ g }) => name(g)) }],
  });
  const units = new Map(cohorts.map((cohort) => [cohort.g, cohort.units]));
  const hidden = new Set(cohorts.map(({ g }) => g).filter((g) => primary.has(name(g)) || complementary.has(name(g))));
  return {
    cohorts: hidden,
    hides: (kind, at) => {
      if (kind === 'group') return hidden.has(at);
      const behind = cells.filter(
        ({ g, t, att }) => att !== null && (kind === 'dynamic' ? t - g === at : t === at && t >= g),
      );
      const distinct = [...new Set(behind.map(({ g }) => g))];
      return distinct.reduce((sum, g) => sum + (units.get(g) ?? 0), 0) < FEWEST_FIRMS;
    },
  };
}
