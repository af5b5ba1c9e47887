/** Sensitivity: what effects owe to the assumptions behind them, and what a design can see before any outcome is read. */
export type { Attempt, Estimator } from './attempt.ts';
export { type Breakdown, breakdownMagnitude, breakdownSmoothness, plausibleSmoothness } from './breakdown.ts';
export { type ClusterCorrelation, clusterCorrelation } from './cluster-correlation.ts';
export { type EarlierOutcomes, type ErrorModel, errorModelOf } from './error-model.ts';
export { type EventStudy, eventStudyOf, type Interval } from './event-study.ts';
export {
  type ClusterInfluences,
  type WildBootstrap,
  type WildBootstrapOptions,
  type WildBootstrapRow,
  wildClusterBootstrap,
} from './few-clusters.ts';
export { type LeaveOneOut, type LeaveOneOutRow, leaveOneClusterOut } from './leave-one-out.ts';
export { type AggregationBootstrap, bootstrapFromInfluences, bootstrapFromMoments } from './moment-bootstrap.ts';
export { selectUnits } from './panel-selection.ts';
export {
  bootstrapFromLeaveOneOut,
  cohortPermutation,
  panelLeaveOneClusterOut,
  panelPlaceboCohorts,
  panelPlaceboDates,
  panelSpecificationCurve,
  type Variation,
} from './panel-sensitivity.ts';
export { type PermutationOptions, type PermutationResult, permutationTest } from './permutation.ts';
export {
  type PlaceboCohorts,
  type PlaceboDate,
  type PlaceboDates,
  placeboCohorts,
  placeboDates,
} from './placebo.ts';
export { type Detectable, designPower, type PowerDesign, type PowerResult } from './power.ts';
export { type PreTrendOptions, type PreTrendPower, type PreTrendRow, preTrendPower } from './pre-trend-power.ts';
export {
  type MagnitudeMethod,
  type RobustResult,
  type RobustRow,
  relativeMagnitudeIntervals,
  type SensitivityOptions,
  type SmoothnessMethod,
  smoothnessIntervals,
} from './rambachan-roth.ts';
export {
  type Driver,
  type Specification,
  type SpecificationCurve,
  type SpecificationOptions,
  type SpecificationRow,
  specificationCurve,
} from './specification-curve.ts';
