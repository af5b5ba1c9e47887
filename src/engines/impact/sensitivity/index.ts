/** Sensitivity: what the effects owe to the assumptions behind them. */
export { type Breakdown, breakdownMagnitude, breakdownSmoothness, plausibleSmoothness } from './breakdown.ts';
export { type EventStudy, eventStudyOf, type Interval } from './event-study.ts';
export {
  type MagnitudeMethod,
  type RobustResult,
  type RobustRow,
  relativeMagnitudeIntervals,
  type SensitivityOptions,
  type SmoothnessMethod,
  smoothnessIntervals,
} from './rambachan-roth.ts';
