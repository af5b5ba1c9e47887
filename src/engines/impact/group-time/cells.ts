import type { BasePeriod, ControlGroup, Timing } from '../result.ts';
import type { CohortPlan } from './cohorts.ts';

/** What one group-time effect compares. Positions are those of the plan's periods and cohorts. */
export interface CellPlan {
  readonly g: number;
  readonly t: number;
  /** Position of the cohort. */
  readonly cohort: number;
  readonly period: number;
  /** Position of the base period; equal to `period` for the reference cell of a universal base. */
  readonly base: number;
  /** Position of the last period before the cohort may react: the base of its cells after treatment. */
  readonly lastFree: number;
  /** Positions of the cohorts that serve as controls, ascending. */
  readonly controls: readonly number[];
}

export interface CellRules {
  readonly controls: ControlGroup;
  readonly base: BasePeriod;
  readonly anticipation: number;
}

/**
 * The cells of a plan, cohort after cohort, in the order of periods (IMPACT section 4.2). After treatment the base is the last period that
 * ends before anticipation begins; before treatment it is the period before in the list (varying) or that same base (universal).
 * Event time and anticipation are in calendar units: the list of periods need not be consecutive.
 */
export function planCells({ periods, cohorts, treated }: CohortPlan, rules: CellRules): CellPlan[] {
  const first = rules.base === 'universal' ? 0 : 1;
  return treated.flatMap((g) => {
    const lastFree = periods.findLastIndex((t) => t + rules.anticipation < g);
    return periods.slice(first).map((t, k): CellPlan => {
      const period = first + k;
      const base = t >= g || rules.base === 'universal' ? lastFree : period - 1;
      const threshold = Math.max(t, periods[base]!) + rules.anticipation;
      const controls = cohorts.flatMap((other, position) =>
        other === 0 || (rules.controls === 'not-yet' && other > threshold && other !== g) ? [position] : [],
      );
      return { g, t, cohort: cohorts.indexOf(g), period, base, lastFree, controls };
    });
  });
}

/** The period whose covariates, or weights, a cell takes. */
export function periodFor({ period, base, lastFree }: CellPlan, timing: Timing): number {
  if (timing === 'first') return 0;
  return timing === 'base' ? lastFree : Math.min(period, base);
}
