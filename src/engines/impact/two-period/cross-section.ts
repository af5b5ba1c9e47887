import { type Design, influenceOf, meanRow, minus, regress, times } from './design.ts';
import { average, type Effect, oddsWeight } from './panel.ts';
import { logit, type Propensity, tiltedOdds } from './propensity.ts';

/**
 * Effect on the treated from two cross-sections, stacked: the estimators of DRDID 1.2.3 for repeated cross-sections (Sant'Anna & Zhao
 * 2020). One row for each observation; influence functions have one value for each row.
 */
export interface CrossSections {
  readonly y: Float64Array;
  /** 1 in the later period. */
  readonly post: Float64Array;
  readonly treated: Float64Array;
  readonly design: Design;
  /** Mean one over the rows. */
  readonly weight: Float64Array;
  /** Where the caller has estimated it already. */
  readonly propensity?: Propensity;
}

/** A weighted mean and the influence of each row on it, its weights' total being estimated too. */
interface Mean {
  readonly value: number;
  readonly influence: Float64Array;
  readonly weight: Float64Array;
  readonly total: number;
}

function weightedMean(weight: Float64Array, values: Float64Array): Mean {
  const total = average(weight);
  const value = average(times(weight, values)) / total;
  const influence = new Float64Array(weight.length);
  for (let i = 0; i < influence.length; i++) influence[i] = (weight[i]! * (values[i]! - value)) / total;
  return { value, total, weight, influence };
}

/** Σ factor × part, over effects or influences. */
function sum(rows: number, parts: readonly (readonly [number, Float64Array])[]): Float64Array {
  const result = new Float64Array(rows);
  for (const [factor, part] of parts) for (let i = 0; i < rows; i++) result[i] = result[i]! + factor * part[i]!;
  return result;
}

/** Weights of the four groups: (treated, control) × (before, after). */
function fourGroups({ post, treated, weight }: CrossSections, controlWeight: Float64Array) {
  const rows = weight.length;
  const groups = {
    treatedBefore: new Float64Array(rows),
    treatedAfter: new Float64Array(rows),
    controlBefore: new Float64Array(rows),
    controlAfter: new Float64Array(rows),
  };
  for (let i = 0; i < rows; i++) {
    if (treated[i]) (post[i] ? groups.treatedAfter : groups.treatedBefore)[i] = weight[i]!;
    else (post[i] ? groups.controlAfter : groups.controlBefore)[i] = controlWeight[i]!;
  }
  return groups;
}

/** Mean over the rows of weight × row, over the total of the weights. */
const meanCovariates = (design: Design, { weight, total }: Mean): Float64Array =>
  meanRow(
    design,
    weight.map((w) => w / total),
  );

/** Outcome regression. */
export function regCrossSection(data: CrossSections): Effect {
  const { y, treated, design, weight } = data;
  const groups = fourGroups(data, weight);
  const before = regress(design, y, groups.controlBefore);
  const after = regress(design, y, groups.controlAfter);
  const treatedAfter = weightedMean(groups.treatedAfter, y);
  const treatedBefore = weightedMean(groups.treatedBefore, y);
  const trend = weightedMean(times(weight, treated), minus(after.fitted, before.fitted));
  const mean = meanCovariates(design, trend);
  return {
    att: treatedAfter.value - treatedBefore.value - trend.value,
    influence: sum(y.length, [
      [1, treatedAfter.influence],
      [-1, treatedBefore.influence],
      [-1, trend.influence],
      [-1, influenceOf(design, after, mean)],
      [1, influenceOf(design, before, mean)],
    ]),
  };
}

/** The influence of estimating the propensity on the difference between after and before of the controls' means. */
function propensityLearning(
  design: Design,
  propensity: Propensity,
  values: Float64Array,
  after: Mean,
  before: Mean,
): Float64Array {
  const derivative = meanRow(
    design,
    values.map(
      (value, i) =>
        (after.weight[i]! * (value - after.value)) / after.total -
        (before.weight[i]! * (value - before.value)) / before.total,
    ),
  );
  return influenceOf(design, propensity, derivative);
}

/** Probability weighting with weights that sum to one in each group (Hájek). */
export function stdIpwCrossSection(data: CrossSections): Effect {
  const { y, treated, design, weight } = data;
  const propensity = data.propensity ?? logit(design, treated, weight);
  const groups = fourGroups(data, oddsWeight(propensity.p, treated, weight));
  const means = fourMeans(groups, y);
  return {
    att: difference(means),
    influence: sum(y.length, [
      ...influences(means),
      [-1, propensityLearning(design, propensity, y, means.controlAfter, means.controlBefore)],
    ]),
  };
}

interface FourMeans {
  readonly treatedAfter: Mean;
  readonly treatedBefore: Mean;
  readonly controlAfter: Mean;
  readonly controlBefore: Mean;
}

const fourMeans = (groups: ReturnType<typeof fourGroups>, values: Float64Array): FourMeans => ({
  treatedAfter: weightedMean(groups.treatedAfter, values),
  treatedBefore: weightedMean(groups.treatedBefore, values),
  controlAfter: weightedMean(groups.controlAfter, values),
  controlBefore: weightedMean(groups.controlBefore, values),
});

const difference = ({ treatedAfter, treatedBefore, controlAfter, controlBefore }: FourMeans): number =>
  treatedAfter.value - treatedBefore.value - (controlAfter.value - controlBefore.value);

const influences = ({
  treatedAfter,
  treatedBefore,
  controlAfter,
  controlBefore,
}: FourMeans): [number, Float64Array][] => [
  [1, treatedAfter.influence],
  [-1, treatedBefore.influence],
  [-1, controlAfter.influence],
  [1, controlBefore.influence],
];

export interface DoublyRobustChoice {
  /** Nuisances by tilting and weighted regression, whose estimation needs no correction. */
  readonly improved: boolean;
  /** Adds regressions of the treated: efficient when both regressions and propensity are right. */
  readonly efficient: boolean;
}

/** Doubly robust: `drdid_rc` (efficient), `drdid_rc1`, `drdid_imp_rc` (improved, efficient), `drdid_imp_rc1` (improved). */
export function drCrossSection(data: CrossSections, { improved, efficient }: DoublyRobustChoice): Effect {
  const { y, post, treated, design, weight } = data;
  const propensity = improved ? undefined : (data.propensity ?? logit(design, treated, weight));
  const odds = propensity
    ? oddsWeight(propensity.p, treated, weight)
    : tiltedOdds(design, treated, weight).map((value, i) => (treated[i] ? 0 : value * weight[i]!));
  const groups = fourGroups(data, odds);
  const regressed = improved ? groups : fourGroups(data, weight);
  const before = regress(design, y, regressed.controlBefore);
  const after = regress(design, y, regressed.controlAfter);
  const rest = y.map((value, i) => value - (post[i] ? after : before).fitted[i]!);
  const means = fourMeans(groups, rest);
  const parts = influences(means);
  if (propensity) {
    // The signs of the two regressions before treatment are those of DRDID; their difference vanishes when covariates are balanced.
    const learning = (regression: typeof after, of: Mean) =>
      influenceOf(design, regression, meanCovariates(design, of));
    parts.push(
      [-1, propensityLearning(design, propensity, rest, means.controlAfter, means.controlBefore)],
      [-1, learning(after, means.treatedAfter)],
      [-1, learning(before, means.treatedBefore)],
      [1, learning(after, means.controlAfter)],
      [1, learning(before, means.controlBefore)],
    );
  }
  if (!efficient) return { att: difference(means), influence: sum(y.length, parts) };

  const ever = times(weight, treated);
  let adjustment = 0;
  for (const [sign, group, control] of [
    [1, groups.treatedAfter, after],
    [-1, groups.treatedBefore, before],
  ] as const) {
    const own = regress(design, y, group);
    const gap = minus(own.fitted, control.fitted);
    const overall = weightedMean(ever, gap);
    const here = weightedMean(group, gap);
    adjustment += sign * (overall.value - here.value);
    parts.push([sign, overall.influence], [-sign, here.influence]);
    if (!improved) {
      const derivative = meanRow(
        design,
        ever.map((w, i) => w / overall.total - group[i]! / here.total),
      );
      parts.push([sign, influenceOf(design, own, derivative)], [-sign, influenceOf(design, control, derivative)]);
    }
  }
  return { att: difference(means) + adjustment, influence: sum(y.length, parts) };
}

/** Probability weighting of Abadie (2005), over the shares of treated and of each period (Horvitz–Thompson). */
export function ipwCrossSection(data: CrossSections): Effect {
  const { y, post, treated, design, weight } = data;
  const propensity = data.propensity ?? logit(design, treated, weight);
  const groups = fourGroups(data, oddsWeight(propensity.p, treated, weight));
  const isTreated = times(weight, treated);
  const isAfter = weight.map((w, i) => w * post[i]!);
  const isBefore = weight.map((w, i) => w * (1 - post[i]!));
  const share = average(isTreated);
  let att = 0;
  const parts: [number, Float64Array][] = [];
  for (const [sign, group, period, controls] of [
    [1, groups.treatedAfter, isAfter, false],
    [-1, groups.treatedBefore, isBefore, false],
    [-1, groups.controlAfter, isAfter, true],
    [1, groups.controlBefore, isBefore, true],
  ] as const) {
    const lambda = average(period);
    const eta = group.map((w, i) => (w * y[i]!) / (share * lambda));
    const value = average(eta);
    att += sign * value;
    // Value, then what estimating the share of treated and that of the period takes from it.
    parts.push([
      sign,
      eta.map((part, i) => part - value - ((isTreated[i]! - share) / share + (period[i]! - lambda) / lambda) * value),
    ]);
    if (controls) parts.push([sign, influenceOf(design, propensity, meanRow(design, eta))]);
  }
  return { att, influence: sum(y.length, parts) };
}
