import { classesOf, LEAST_FIGURES, outlooks, type YearlyFigures, yearAhead } from './projection.rules.ts';

/** Of projections made from what was known of a year, how many held what came, by years ahead. */
export interface Calibration {
  readonly made: number;
  readonly held: number;
  readonly byYears: readonly { readonly ahead: number; readonly made: number; readonly held: number }[];
}

/**
 * Rolling origin: stands at the end of each year, forgets what came later, projects with the classes of that day, and compares with what came. Values are
 * those retained today for the years forgotten: a figure corrected since then is compared in its corrected form.
 */
export function calibrate(figures: readonly YearlyFigures[]): Calibration {
  const years = figures.flatMap(({ points }) => points.map(({ year }) => year));
  const tally = new Map<number, { made: number; held: number }>();
  if (years.length > 0) {
    const [first, last] = [Math.min(...years), Math.max(...years)];
    for (let origin = first + LEAST_FIGURES - 1; origin < last; origin++) standAt(origin, last, figures, tally);
  }
  const byYears = [...tally].toSorted(([a], [b]) => a - b).map(([ahead, count]) => ({ ahead, ...count }));
  return {
    made: byYears.reduce((sum, { made }) => sum + made, 0),
    held: byYears.reduce((sum, { held }) => sum + held, 0),
    byYears,
  };
}

function standAt(
  origin: number,
  last: number,
  figures: readonly YearlyFigures[],
  tally: Map<number, { made: number; held: number }>,
): void {
  const known = figures.map((one) => ({ ...one, points: one.points.filter(({ year }) => year <= origin) }));
  const classes = classesOf(known);
  for (const [place, past] of known.entries()) {
    const came = new Map(figures[place]!.points.map(({ year, value }) => [year, value]));
    for (const outlook of outlooks(past, classes, last) ?? []) {
      const value = came.get(outlook.year);
      if (value === undefined) continue;
      const { low, high } = yearAhead(outlook);
      const ahead = outlook.year - origin;
      const count = tally.get(ahead) ?? { made: 0, held: 0 };
      count.made += 1;
      if (low <= value && value <= high) count.held += 1;
      tally.set(ahead, count);
    }
  }
}
