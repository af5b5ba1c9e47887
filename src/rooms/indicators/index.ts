/** The door of the room: what the house, the other rooms and their tests may use. */
export { loadIndicators } from './catalogue.load.ts';
export { countingOf } from './counting/definition.ts';
export { recountIndicators } from './counting/recount.action.ts';
export { countValues, recount } from './counting/recount.ts';
export { getFigure } from './figures/figure.query.ts';
export type { Figure } from './figures/figure.ts';
export { figureAddress } from './figures/figure-address.ts';
export { applySeriesImport, recordSeriesFile } from './imports/series.operations.ts';
export { commonIndicators } from './indicator.store.ts';
export type { CommonIndicator } from './indicator.ts';
export { listIndicators } from './indicator-list.query.ts';
export { FIGURE_KEEPERS, FIGURE_READERS, STATISTICS_KEEPERS } from './indicators.roles.ts';
export { publishFigures } from './publication/publish.jobs.ts';
export { indicators } from './room.ts';
export { type RollUp, rollUp } from './values/roll-up.rules.ts';
export {
  type ChosenSource,
  type RetainedSeries,
  retainedSeries,
  retainedValues,
  retainSources,
  sourcesOf,
  writeValues,
} from './values/value.store.ts';
export {
  type NewValue,
  type RetainedValue,
  retainedValue,
  SOURCES,
  type Source,
  type SourcedValue,
  sourcedValue,
  VALUE_STATES,
  type ValueState,
} from './values/value.ts';
