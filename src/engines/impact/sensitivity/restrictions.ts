/**
 * What the violation of parallel trends δ may look like, as linear inequalities A δ ≤ d (Rambachan & Roth 2023, section 2).
 *
 * δ has one entry for each coefficient of the event study: `pre` before the reference period and `post` after it; the reference itself is 0 and
 * has no column. Only inequalities that involve a post-period are kept: the others do not bind the effect, and the tests are those of
 * HonestDiD's default (`postPeriodMomentsOnly = TRUE`).
 */
export interface Restriction {
  readonly count: number;
  /** `count` × (pre + post), row after row. */
  readonly rows: Float64Array;
  /** d, in the unit of the outcome. */
  readonly bounds: Float64Array;
}

/**
 * Δ^RM(M̄): from one period to the next the violation after treatment is at most M̄ times the largest one before it. The set is a union: one polyhedron
 * for each pre-period step that may be the largest and each of its signs, 2 × `pre` in all.
 */
export function relativeMagnitudes(pre: number, post: number, mbar: number): Restriction[] {
  const steps = Array.from({ length: post }, (_, step) => pre + step);
  const largest = Array.from({ length: pre }, (_, step) => [1, -1].map((sign) => ({ step, sign }))).flat();
  // M̄ = 0 allows no violation at all, whichever step was the largest.
  return (mbar === 0 ? largest.slice(0, 1) : largest).map((worst) => {
    const rows = [1, -1].flatMap((side) =>
      steps.map((step) => {
        const row = difference(pre, post, step, side);
        addDifference(row, pre, worst.step, -worst.sign * mbar);
        return row;
      }),
    );
    return restriction(pre, post, rows, 0);
  });
}

/**
 * Δ^SD(M): the slope of the violation changes by at most M from one period to the next; M = 0 allows any straight line.
 * With a single post-period HonestDiD also tests the kinks before treatment; so does this.
 */
export function smoothness(pre: number, post: number, m: number): Restriction {
  const kinks = Array.from({ length: pre + post - 1 }, (_, kink) => kink).filter(
    (kink) => post === 1 || kink + 2 > pre,
  );
  return restriction(
    pre,
    post,
    [1, -1].flatMap((side) => kinks.map((kink) => secondDifference(pre, post, kink, side))),
    m,
  );
}

/** The kinks that end at the reference or before it: what the data say about M. */
export function kinksBeforeTreatment(pre: number, post: number): Restriction {
  const kinks = Array.from({ length: pre - 1 }, (_, kink) => kink);
  return restriction(
    pre,
    post,
    [1, -1].flatMap((side) => kinks.map((kink) => secondDifference(pre, post, kink, side))),
    0,
  );
}

function secondDifference(pre: number, post: number, kink: number, side: number): Float64Array {
  const row = difference(pre, post, kink + 1, side);
  addDifference(row, pre, kink, -side);
  return row;
}

function difference(pre: number, post: number, step: number, factor: number): Float64Array {
  const row = new Float64Array(pre + post);
  addDifference(row, pre, step, factor);
  return row;
}

/** Adds factor × (δ at the end of `step` − δ at its beginning); step 0 begins at the first pre-period, step `pre` at the reference. */
function addDifference(row: Float64Array, pre: number, step: number, factor: number): void {
  const end = columnOf(pre, step + 1);
  const beginning = columnOf(pre, step);
  if (end !== null) row[end]! += factor;
  if (beginning !== null) row[beginning]! -= factor;
}

/** Places run through all periods, the reference (place `pre`) included, which has no column. */
function columnOf(pre: number, place: number): number | null {
  if (place === pre) return null;
  return place < pre ? place : place - 1;
}

function restriction(pre: number, post: number, rows: readonly Float64Array[], bound: number): Restriction {
  const flat = new Float64Array(rows.length * (pre + post));
  rows.forEach((row, place) => {
    flat.set(row, place * (pre + post));
  });
  return { count: rows.length, rows: flat, bounds: new Float64Array(rows.length).fill(bound) };
}
