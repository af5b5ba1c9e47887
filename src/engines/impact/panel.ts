/**
 * Firms over years, as columns. A panel comes in one of two layouts: `long`, one row for each firm and year, as files have it; `wide`, one
 * place for each firm and period of the grid, as the panel store has it. Missing is NaN (or code -1 in a factor), in both.
 */

/** Names of units or clusters: numbers (SIREN) or texts. */
export type Labels = Float64Array | Int32Array | readonly string[];

export interface NumericCovariate {
  readonly kind: 'numeric';
  readonly values: Float64Array;
}

/** A covariate with levels: it enters as one 0/1 column for each level but the first. */
export interface FactorCovariate {
  readonly kind: 'factor';
  readonly levels: readonly string[];
  /** Position in `levels`, -1 where missing. */
  readonly codes: Int32Array;
}

export type Covariate = NumericCovariate | FactorCovariate;

export interface LongPanel {
  readonly layout: 'long';
  /** One for each row. */
  readonly unit: Labels;
  /** Calendar period of each row; the list of periods need not be consecutive. */
  readonly period: Float64Array;
  /** First treated period of the unit of each row: 0, NaN or infinite = never. */
  readonly firstTreated: Float64Array;
  readonly outcomes: Readonly<Record<string, Float64Array>>;
  readonly covariates?: Readonly<Record<string, Covariate>>;
  readonly weights?: Float64Array;
  readonly cluster?: Labels;
}

export interface WidePanel {
  readonly layout: 'wide';
  /** One for each unit, without repetition. */
  readonly unit: Labels;
  /** Calendar periods of the grid, ascending. */
  readonly periods: Float64Array;
  /** One for each unit: 0, NaN or infinite = never. */
  readonly firstTreated: Float64Array | Int32Array | Int16Array;
  /** Period after period: the value of unit i in the p-th period stands at `p * units + i`. */
  readonly outcomes: Readonly<Record<string, Float64Array>>;
  /** One value for each unit, or for each period and unit in the order of outcomes. */
  readonly covariates?: Readonly<Record<string, Covariate>>;
  /** One for each unit, or for each period and unit. */
  readonly weights?: Float64Array;
  /** One for each unit. */
  readonly cluster?: Labels;
}

export type Panel = LongPanel | WidePanel;

/** A column of texts or numbers as a factor: levels sorted (numbers by size, texts by code point), null or NaN = missing. */
export function factor(values: ArrayLike<string | number | null>): FactorCovariate {
  const seen = new Set<string | number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!isMissing(value)) seen.add(value);
  }
  const sorted = [...seen].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  const position = new Map(sorted.map((level, code) => [level, code]));
  const codes = Int32Array.from({ length: values.length }, (_, row) => position.get(values[row]!) ?? -1);
  return { kind: 'factor', levels: sorted.map(String), codes };
}

const isMissing = (value: string | number | null): boolean =>
  value === null || value === '' || (typeof value === 'number' && Number.isNaN(value));

export const numeric = (values: Float64Array): NumericCovariate => ({ kind: 'numeric', values });

/** Never treated is 0 inside the engine. */
export const cohortOf = (firstTreated: number): number => (Number.isFinite(firstTreated) ? firstTreated : 0);

/** The same for a whole column, which whole numbers already are. A plain loop: `from` with a function takes twenty times longer on millions of firms. */
export function cohortsOf<Column extends Float64Array | Int32Array | Int16Array>(
  firstTreated: Column,
): Column | Float64Array {
  if (!(firstTreated instanceof Float64Array)) return firstTreated;
  const cohorts = new Float64Array(firstTreated.length);
  for (let k = 0; k < cohorts.length; k++) cohorts[k] = cohortOf(firstTreated[k]!);
  return cohorts;
}

export interface Indexed {
  /** Position of the label of each row among the sorted distinct labels. */
  readonly index: Int32Array;
  readonly count: number;
  readonly label: (position: number) => number | string;
}

/** Numbers labels 0, 1, … in their own order (numbers by size, texts by code point), so that results do not depend on the order of rows. */
export function indexLabels(labels: Labels): Indexed {
  if (labels instanceof Float64Array || labels instanceof Int32Array) return indexNumbers(labels);
  const distinct = [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1));
  const position = new Map(distinct.map((label, k) => [label, k]));
  return {
    index: Int32Array.from(labels, (label) => position.get(label)!),
    count: distinct.length,
    label: (k) => distinct[k]!,
  };
}

/** Sorting ten million labels takes seconds: panels in order, and periods or codes, do without. */
function indexNumbers(labels: Float64Array | Int32Array): Indexed {
  return indexAscending(labels) ?? indexWhole(labels) ?? indexSorted(labels);
}

/** Labels that never descend; null for others. */
function indexAscending(labels: Float64Array | Int32Array): Indexed | null {
  let count = 0;
  for (let row = 0; row < labels.length; row++) {
    if (row > 0 && !(labels[row]! >= labels[row - 1]!)) return null;
    if (row === 0 || labels[row] !== labels[row - 1]) count++;
  }
  const distinct = new Float64Array(count);
  const index = new Int32Array(labels.length);
  let last = -1;
  for (let row = 0; row < labels.length; row++) {
    if (row === 0 || labels[row] !== labels[row - 1]) distinct[++last] = labels[row]!;
    index[row] = last;
  }
  return { index, count, label: (k) => distinct[k]! };
}

/** Whole numbers over a range no wider than rows are many, found by their place in it; null for others. */
function indexWhole(labels: Float64Array | Int32Array): Indexed | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!Number.isInteger(label)) return null;
    if (label < least) least = label;
    if (label > most) most = label;
  }
  if (!(most - least < labels.length)) return null;
  const places = new Int32Array(most - least + 1).fill(-1);
  for (let row = 0; row < labels.length; row++) places[labels[row]! - least] = 0;
  const distinct: number[] = [];
  for (let place = 0; place < places.length; place++) {
    if (places[place] === -1) continue;
    places[place] = distinct.length;
    distinct.push(least + place);
  }
  const index = new Int32Array(labels.length);
  for (let row = 0; row < labels.length; row++) index[row] = places[labels[row]! - least]!;
  return { index, count: distinct.length, label: (k) => distinct[k]! };
}

function indexSorted(labels: Float64Array | Int32Array): Indexed {
  const sorted = Float64Array.from(labels).sort();
  let count = 0;
  for (let k = 0; k < sorted.length; k++) if (k === 0 || sorted[k] !== sorted[k - 1]) sorted[count++] = sorted[k]!;
  const distinct = sorted.slice(0, count);
  // Labels often come in runs, so the place of the last row is the first guess for the next.
  const index = new Int32Array(labels.length);
  let guess = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (distinct[guess] !== label) guess = distinct[guess + 1] === label ? guess + 1 : search(distinct, label);
    index[row] = guess;
  }
  return { index, count, label: (k) => distinct[k]! };
}

function search(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
