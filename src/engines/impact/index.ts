/** The door of the impact engine: what other parts of Grappe, or a script, may use. */

export { type AggregateOptions, aggregate, cellCovariance, varianceOf } from './aggregate.ts';
export { type BandOptions, simultaneousBand } from './band.ts';
export { estimateGroupTime } from './group-time/estimate.ts';
export type { GroupTimeOptions } from './group-time/options.ts';
export type { Covariate, FactorCovariate, Labels, LongPanel, NumericCovariate, Panel, WidePanel } from './panel.ts';
export { factor, numeric } from './panel.ts';
export { preTrendTest } from './pre-trend.ts';
export type * from './result.ts';
export { ENGINE_VERSION } from './result.ts';
export * from './sensitivity/index.ts';
export type { Sentence, Warning } from './sentence.ts';
export { ImpactError } from './sentence.ts';
export {
  type CrossSectionEstimator,
  estimateTwoCrossSections,
  estimateTwoPeriodPanel,
  type PanelEstimator,
  type TwoCrossSections,
  type TwoPeriodEffect,
  type TwoPeriodPanel,
} from './two-period/two-period.ts';
