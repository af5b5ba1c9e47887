/** The door of the impact engine: what other parts of Grappe, or a script, may use. */

export * from '../secrecy/secrecy.ts';
export {
  type Additionality,
  type AdditionalityByLevel,
  type AdditionalityInput,
  additionality,
  additionalityByLevel,
  type Level,
  type Verdict,
} from './additionality/additionality.ts';
export { type Ratio, type RatioInterval, ratioOf } from './additionality/ratio.ts';
export { type LevelFirms, secretLevels } from './additionality/secret-levels.ts';
export {
  type AggregateOptions,
  aggregate,
  aggregateJointly,
  cellCovariance,
  type JointEffects,
  varianceOf,
} from './aggregate.ts';
export { type BandOptions, simultaneousBand } from './band.ts';
export type { DoseCurve } from './dose/basis.ts';
export { type DoseBins, doseBins } from './dose/dose-bins.ts';
export { type DoseResponse, doseResponse } from './dose/dose-response.ts';
export type { DoseInput } from './dose/dose-sample.ts';
export { firstTreatedFrom } from './first-treated.ts';
export {
  type Dummies,
  type EffectsData,
  type EffectsOptions,
  factorDummies,
  type Regressor,
} from './fixed-effects/effects-data.ts';
export type { Coefficient, EffectsResult, ErrorKind, GoodnessOfFit } from './fixed-effects/effects-result.ts';
export { eventTimeDummies } from './fixed-effects/event-times.ts';
export { type ExtendedTwoWayData, extendedTwoWay } from './fixed-effects/extended-two-way.ts';
export { fixedEffects } from './fixed-effects/fixed-effects.ts';
export {
  type Comparison,
  type ComparisonKind,
  type Decomposition,
  goodmanBacon,
} from './fixed-effects/goodman-bacon.ts';
export {
  type Imputation,
  type ImputationOptions,
  type ImputedEffect,
  imputationFromMoments,
} from './fixed-effects/imputation.ts';
export {
  type CohortRegressor,
  effectsFromMoments,
  eventStudyFromMoments,
  extendedTwoWayFromMoments,
  type MomentEffectsOptions,
  sunAbrahamFromMoments,
  twoWayFromMoments,
} from './fixed-effects/moment-effects.ts';
export { poissonEffects } from './fixed-effects/poisson.ts';
export { type SunAbraham, type SunAbrahamData, sunAbraham } from './fixed-effects/sun-abraham.ts';
export { estimateFromStore, estimateGroupTime } from './group-time/estimate.ts';
export type { GroupTimeOptions } from './group-time/options.ts';
export { jsonPieces, jsonText } from './json-text.ts';
export { type Cuts, quantiles as sampleQuantiles } from './matching/coarsening.ts';
export type { Covariates } from './matching/covariates.ts';
export type { CovariateDistance } from './matching/distances.ts';
export { matchedPanel } from './matching/matched-panel.ts';
export { type MatchResult, matchUnits } from './matching/matching.ts';
export { type Caliper, MATCH_DEFAULTS, type MatchInput, type MatchOptions } from './matching/options.ts';
export { type OutcomeEffect, outcomeEffect } from './matching/outcome-effect.ts';
export { type LovePlot, lovePlot, type MatchReport, matchReport } from './matching/report.ts';
export { storedUnitsToMatch, unitsToMatch } from './matching/units-to-match.ts';
export { type CohortMoments, type Moments, type RunSql, readMoments } from './moments/cohort-moments.ts';
export { type EffectsByLevel, effectsByLevel, type LevelEffect } from './moments/effects-by-level.ts';
export { estimateFromMoments, groupTimeFromMoments, type MomentOptions } from './moments/group-time-moments.ts';
export {
  type LongTable,
  longSource,
  type MomentSource,
  type StoreMoments,
  storeSource,
} from './moments/moment-source.ts';
export { orderedSource } from './moments/ordered-source.ts';
export type { Covariate, FactorCovariate, Labels, LongPanel, NumericCovariate, Panel, WidePanel } from './panel.ts';
export { cohortOf, factor, numeric } from './panel.ts';
export { type DuckDBLimits, rowsOf, type SqlValue, withDuckDB } from './panel-store/duckdb.ts';
export { FileBytes } from './panel-store/file-bytes.ts';
export { importPanel, type PanelImport } from './panel-store/import-panel.ts';
export { openPanelStore, type PanelStore, type StoredVariable } from './panel-store/panel-store.ts';
export { type PanelReading, readPanel } from './panel-store/read-panel.ts';
export type { PanelColumns } from './panel-store/source.ts';
export { preTrendTest } from './pre-trend.ts';
export { type BoundedResult, type Bounds, boundedJson, boundedResult, type Windows } from './report/bounded-result.ts';
export { type ReportParts, reportHtml } from './report/report.ts';
export { reportDocument } from './report/report-document.ts';
export type * from './result.ts';
export { ENGINE_VERSION } from './result.ts';
export { type AggregationJson, type GroupTimeJson, groupTimeJson } from './result-json.ts';
export * from './run/index.ts';
export * from './sensitivity/index.ts';
export type { Sentence, Warning } from './sentence.ts';
export { ImpactError, plural } from './sentence.ts';
export {
  GRAPPE_SYN_1_SHA256,
  type SyntheticDesign,
  type SyntheticPanel,
  syntheticCsv,
  syntheticPanel,
} from './synthetic/grappe-syn-1.ts';
export {
  type Arm,
  armPanel,
  type OverlappingTreatments,
  overlappingTreatments,
  type Spell,
} from './treatments/overlapping.ts';
export {
  type CrossSectionEstimator,
  estimateTwoCrossSections,
  estimateTwoPeriodPanel,
  type PanelEstimator,
  type TwoCrossSections,
  type TwoPeriodEffect,
  type TwoPeriodPanel,
} from './two-period/two-period.ts';
