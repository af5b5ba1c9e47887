import { type Design, influenceOf, meanRow, orthonormalDesign, type Regression, regress, times } from './design.ts';
import { logit, type Propensity, TRIM_LEVEL, tiltedOdds } from './propensity.ts';

/**
 * Effect on the treated from two periods of a panel: the six estimators of DRDID 1.2.3 (Sant'Anna & Zhao 2020, Journal of Econometrics
 * 219). Influence functions have one value for each unit and mean zero; the standard error is the root of their mean square over n.
 */
export interface PanelChange {
  /** Outcome after minus outcome before, for each unit. */
  readonly change: Float64Array;
  /** 1 for treated units, 0 for controls. */
  readonly treated: Float64Array;
  readonly design: Design;
  /** Mean one over the sample. */
  readonly weight: Float64Array;
}

export interface Effect {
  readonly att: number;
  readonly influence: Float64Array;
}

/** Scales weights to mean one; all equal when none are given. */
export function normalised(weights: Float64Array | undefined, rows: number): Float64Array {
  if (!weights) return new Float64Array(rows).fill(1);
  const mean = average(weights);
  return weights.map((weight) => weight / mean);
}

export function average(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Outcome regression. */
export function regPanel({ change, treated, design, weight }: PanelChange): Effect {
  const outcome = regress(design, change, controlsOnly(weight, treated));
  return combine(
    design,
    change.map((value, i) => value - outcome.fitted[i]!),
    {
      treatedWeight: times(weight, treated),
      outcome,
    },
  );
}

/** Probability weighting with weights that sum to one on each side (Hájek). */
export function stdIpwPanel({ change, treated, design, weight }: PanelChange): Effect {
  const propensity = logit(design, treated, weight);
  return combine(design, change, {
    treatedWeight: times(weight, treated),
    controlWeight: oddsWeight(propensity.p, treated, weight),
    propensity,
  });
}

/** Doubly robust. */
export function drPanel({ change, treated, design, weight }: PanelChange): Effect {
  const outcome = regress(design, change, controlsOnly(weight, treated));
  const propensity = logit(design, treated, weight);
  return combine(
    design,
    change.map((value, i) => value - outcome.fitted[i]!),
    {
      treatedWeight: times(weight, treated),
      controlWeight: oddsWeight(propensity.p, treated, weight),
      outcome,
      propensity,
    },
  );
}

/** Doubly robust, improved: nuisances estimated so that their estimation has no first-order effect on the influence function. */
export function drImprovedPanel({ change, treated, design, weight }: PanelChange): Effect {
  const odds = tiltedOdds(design, treated, weight);
  const controlWeight = weight.map((w, i) => (treated[i] ? 0 : w * odds[i]!));
  const { fitted } = regress(design, change, controlWeight);
  return combine(
    design,
    change.map((value, i) => value - fitted[i]!),
    {
      treatedWeight: times(weight, treated),
      controlWeight,
    },
  );
}

/** Probability weighting of Abadie (2005): both sides over the share of treated (Horvitz–Thompson). */
export function ipwPanel({ change, treated, design, weight }: PanelChange): Effect {
  const propensity = logit(design, treated, weight);
  const controlWeight = oddsWeight(propensity.p, treated, weight);
  const share = average(times(weight, treated));
  const signed = change.map((value, i) => (weight[i]! * treated[i]! - controlWeight[i]!) * value);
  const att = average(signed) / share;
  const learning = influenceOf(design, propensity, meanRow(design, times(controlWeight, change)));
  return { att, influence: signed.map((value, i) => (value - learning[i]! - weight[i]! * treated[i]! * att) / share) };
}

/** Two-way fixed effects with covariates in levels: the coefficient of treated × after, over the 2 n stacked rows. */
export function twfePanel(
  before: Float64Array,
  after: Float64Array,
  covariates: readonly Float64Array[],
  treated: Float64Array,
  weight: Float64Array,
): Effect {
  const stack = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);
  return twfe(
    stack(before, after),
    stack(new Float64Array(before.length), new Float64Array(after.length).fill(1)),
    covariates.map((column) => stack(column, column)),
    stack(treated, treated),
    stack(weight, weight),
  );
}

/** The coefficient of treated × after in a regression on after, treated and covariates; one value of influence for each row. */
export function twfe(
  y: Float64Array,
  post: Float64Array,
  covariates: readonly Float64Array[],
  treated: Float64Array,
  weight: Float64Array,
): Effect {
  const rows = y.length;
  const interaction = treated.map((value, i) => value * post[i]!);
  // The interaction comes last, so its orthonormal column is what the others leave of it, and its coefficient is read off that column.
  const design = orthonormalDesign([post, treated, ...covariates, interaction], rows);
  const last = design.columns - 1;
  const { score, inverse } = regress(design, y, weight);
  const scale = average(interaction.map((value, i) => value * design.x[i * design.columns + last]!));
  const direction = Float64Array.from(
    { length: design.columns },
    (_, k) => inverse[last * design.columns + k]! / scale,
  );
  const along = (values: Float64Array) => {
    const mean = meanRow(design, values);
    return mean.reduce((sum, value, k) => sum + value * direction[k]!, 0);
  };
  const unit = new Float64Array(design.columns);
  unit[last] = 1 / scale;
  return {
    att: along(y.map((value, i) => weight[i]! * value)),
    influence: influenceOf(design, { score, inverse }, unit),
  };
}

const controlsOnly = (weight: Float64Array, treated: Float64Array): Float64Array =>
  weight.map((w, i) => (treated[i] ? 0 : w));

/** w p / (1 − p) for controls whose probability is below the trimming level, zero for the others. */
export function oddsWeight(p: Float64Array, treated: Float64Array, weight: Float64Array): Float64Array {
  return p.map((value, i) => (treated[i] || value >= TRIM_LEVEL ? 0 : (weight[i]! * value) / (1 - value)));
}

interface Parts {
  readonly treatedWeight: Float64Array;
  /** Absent when the controls enter by the outcome regression alone. */
  readonly controlWeight?: Float64Array;
  readonly outcome?: Regression;
  readonly propensity?: Propensity;
}

/**
 * Weighted mean of what is left of the change among treated, less that among controls, with the influence of estimating the outcome
 * regression and the propensity where they were estimated (IMPACT section 4.2).
 */
function combine(
  design: Design,
  rest: Float64Array,
  { treatedWeight, controlWeight, outcome, propensity }: Parts,
): Effect {
  const side = (weight: Float64Array) => {
    const total = average(weight);
    const eta = average(weight.map((w, i) => w * rest[i]!)) / total;
    let influence = weight.map((w, i) => w * (rest[i]! - eta));
    if (outcome) {
      const learning = influenceOf(design, outcome, meanRow(design, weight));
      influence = influence.map((value, i) => value - learning[i]!);
    }
    if (propensity && weight === controlWeight) {
      const learning = influenceOf(
        design,
        propensity,
        meanRow(
          design,
          weight.map((w, i) => w * (rest[i]! - eta)),
        ),
      );
      influence = influence.map((value, i) => value + learning[i]!);
    }
    return { eta, influence: influence.map((value) => value / total) };
  };
  const treatedSide = side(treatedWeight);
  if (!controlWeight) return { att: treatedSide.eta, influence: treatedSide.influence };
  const controlSide = side(controlWeight);
  return {
    att: treatedSide.eta - controlSide.eta,
    influence: treatedSide.influence.map((value, i) => value - controlSide.influence[i]!),
  };
}
