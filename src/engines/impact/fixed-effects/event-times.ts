import { cohortOf } from '../panel.ts';
import { ImpactError } from '../sentence.ts';
import { type Dummies, NONE, UNKNOWN } from './effects-data.ts';

/** The time since treatment that serves as reference. */
export const REFERENCE_TIME = -1;

/** A cohort at a time since treatment. */
export interface CohortTime {
  readonly cohort: number;
  readonly time: number;
}

export const nameOf = ({ cohort, time }: CohortTime): string => `cohort ${cohort}, time ${time}`;

export const eventName = (time: number): string => `e=${time}`;

/** One dummy for each cohort and time since its treatment that rows have and that is wanted, cohort by cohort. */
export function cohortTimeDummies(
  period: Float64Array,
  firstTreated: Float64Array,
  isWanted: (time: number) => boolean,
): { readonly cells: readonly CohortTime[]; readonly dummies: Dummies } {
  const seen = seenCells(period, firstTreated);
  const cells = seen.cells.filter(({ time }) => isWanted(time)).sort((a, b) => a.cohort - b.cohort || a.time - b.time);
  const codes = new Map(cells.map((cell, code) => [cell, code]));
  return { cells, dummies: { names: cells.map(nameOf), codes: seen.coded((cell) => codes.get(cell)) } };
}

/**
 * One dummy for each time since treatment but the references, whatever the cohort. Units not treated by the last period have none.
 * @throws ImpactError when no unit is treated
 */
export function eventTimeDummies(
  period: Float64Array,
  firstTreated: Float64Array,
  reference: readonly number[] = [REFERENCE_TIME],
): Dummies {
  const seen = seenCells(period, firstTreated);
  const times = eventTimes(seen.cells, seen.last, reference);
  const codes = new Map(times.map((time, code) => [time, code]));
  return {
    names: times.map(eventName),
    codes: seen.coded(({ cohort, time }) => (cohort <= seen.last ? codes.get(time) : undefined)),
  };
}

/** Times since treatment, ascending, of cohorts treated by the last period. @throws ImpactError when there is none */
export function eventTimes(
  cells: readonly CohortTime[],
  last: number,
  reference: readonly number[],
): readonly number[] {
  const treated = cells.filter(({ cohort, time }) => cohort <= last && !reference.includes(time));
  if (treated.length === 0) throw new ImpactError('no-treated', NO_TREATED);
  return [...new Set(treated.map(({ time }) => time))].sort((a, b) => a - b);
}

/** The cells of rows, and a code for each row by its cell: NONE where it has no code, UNKNOWN where the period is missing. */
function seenCells(period: Float64Array, firstTreated: Float64Array) {
  const periods = new Map<number, number>();
  const byCohort = new Map<number, number[]>();
  const found: CohortTime[] = [];
  const own = new Int32Array(period.length);
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < own.length; row++) {
    const [when, cohort] = [period[row]!, cohortOf(firstTreated[row]!)];
    if (Number.isNaN(when)) {
      own[row] = UNKNOWN;
      continue;
    }
    if (when > last) last = when;
    if (!(cohort > 0)) {
      own[row] = NONE;
      continue;
    }
    const place = placeIn(periods, when, periods.size);
    const cells = placeIn(byCohort, cohort, []);
    const cell = cells[place] ?? found.length;
    if (cell === found.length) {
      cells[place] = cell;
      found.push({ cohort, time: when - cohort });
    }
    own[row] = cell;
  }
  const coded = (codeOf: (cell: CohortTime) => number | undefined): Int32Array => {
    const codes = Int32Array.from(found, (cell) => codeOf(cell) ?? NONE);
    for (let row = 0; row < own.length; row++) if (own[row]! >= 0) own[row] = codes[own[row]!]!;
    return own;
  };
  return { cells: found as readonly CohortTime[], last, coded };
}

function placeIn<Value>(places: Map<number, Value>, key: number, first: Value): Value {
  const place = places.get(key);
  if (place !== undefined) return place;
  places.set(key, first);
  return first;
}

const NO_TREATED = {
  fr: 'Aucune unité n’est traitée pendant le panel\u202f: il n’y a pas d’étude d’événement.',
  en: 'No unit is treated within the panel: there is no event study.',
};
