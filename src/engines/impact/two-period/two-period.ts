import {
  type CrossSections,
  drCrossSection,
  ipwCrossSection,
  regCrossSection,
  stdIpwCrossSection,
} from './cross-section.ts';
import { orthonormalDesign } from './design.ts';
import {
  drImprovedPanel,
  drPanel,
  type Effect,
  ipwPanel,
  normalised,
  type PanelChange,
  regPanel,
  stdIpwPanel,
  twfe,
  twfePanel,
} from './panel.ts';

/** Two periods, two groups: the estimators of DRDID 1.2.3 under its names. */
export interface TwoPeriodEffect extends Effect {
  readonly se: number;
}

export interface TwoPeriodPanel {
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** 1 for treated units, 0 for controls. */
  readonly treated: Float64Array;
  /** One column for each, without intercept. */
  readonly covariates?: readonly Float64Array[];
  readonly weights?: Float64Array;
}

export interface TwoCrossSections {
  readonly y: Float64Array;
  /** 1 in the later period. */
  readonly post: Float64Array;
  readonly treated: Float64Array;
  readonly covariates?: readonly Float64Array[];
  readonly weights?: Float64Array;
}

const PANEL = {
  drdid_panel: drPanel,
  drdid_imp_panel: drImprovedPanel,
  reg_did_panel: regPanel,
  ipw_did_panel: ipwPanel,
  std_ipw_did_panel: stdIpwPanel,
} satisfies Record<string, (data: PanelChange) => Effect>;

const CROSS_SECTION = {
  drdid_rc: (data) => drCrossSection(data, { improved: false, efficient: true }),
  drdid_rc1: (data) => drCrossSection(data, { improved: false, efficient: false }),
  drdid_imp_rc: (data) => drCrossSection(data, { improved: true, efficient: true }),
  drdid_imp_rc1: (data) => drCrossSection(data, { improved: true, efficient: false }),
  reg_did_rc: regCrossSection,
  ipw_did_rc: ipwCrossSection,
  std_ipw_did_rc: stdIpwCrossSection,
} satisfies Record<string, (data: CrossSections) => Effect>;

export type PanelEstimator = keyof typeof PANEL | 'twfe_did_panel';
export type CrossSectionEstimator = keyof typeof CROSS_SECTION | 'twfe_did_rc';

/** Without covariates the two-way fixed effects coefficient is the plain difference in differences, whose influence is by unit. */
export function estimateTwoPeriodPanel(estimator: PanelEstimator, data: TwoPeriodPanel): TwoPeriodEffect {
  const { before, after, treated, covariates = [] } = data;
  const rows = treated.length;
  const weight = normalised(data.weights, rows);
  if (estimator === 'twfe_did_panel' && covariates.length > 0)
    return withSampleError(twfePanel(before, after, covariates, treated, weight));
  const design = orthonormalDesign(covariates, rows);
  const change = after.map((value, i) => value - before[i]!);
  return withError(
    PANEL[estimator === 'twfe_did_panel' ? 'reg_did_panel' : estimator]({ change, treated, design, weight }),
  );
}

export function estimateTwoCrossSections(estimator: CrossSectionEstimator, data: TwoCrossSections): TwoPeriodEffect {
  const { y, post, treated, covariates = [] } = data;
  const weight = normalised(data.weights, y.length);
  if (estimator === 'twfe_did_rc') return withSampleError(twfe(y, post, covariates, treated, weight));
  return withError(
    CROSS_SECTION[estimator]({ y, post, treated, weight, design: orthonormalDesign(covariates, y.length) }),
  );
}

/** The standard error is the root of the sum of squared influences, over n. */
function withError(effect: Effect): TwoPeriodEffect {
  return { ...effect, se: Math.sqrt(sumOfSquares(effect.influence)) / effect.influence.length };
}

/** DRDID takes the sample standard deviation (n − 1) for two-way fixed effects, and n elsewhere. */
function withSampleError(effect: Effect): TwoPeriodEffect {
  const rows = effect.influence.length;
  return { ...effect, se: Math.sqrt(sumOfSquares(effect.influence) / (rows * (rows - 1))) };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
