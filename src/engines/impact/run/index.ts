/** From a file to what is published: what the command line and the server both do with a panel. */
export { type AdditionalityAsked, type AdditionalityFound, additionalityOfPanel } from './additionality-of-panel.ts';
export {
  checkNames,
  DERIVATIONS,
  type Derivation,
  type DerivedColumn,
  derivedExpression,
  derivedName,
  needsTwo,
  selectDerived,
  withDerivedColumns,
  writeRows,
} from './derived-columns.ts';
export { type DesignLook, lookAtDesign, type MatchLook, type OutcomePower } from './design-look.ts';
export { effectsOfPanel, type PanelEffects } from './effects-of-panel.ts';
export {
  afterMatching,
  type EstimatePlan,
  type EstimateRun,
  estimateRun,
  type OnStage,
  type PublishedEstimate,
  publishedEstimate,
  RUN_STAGES,
  type RunStage,
} from './estimate-run.ts';
export { followedClusters, followedErrors } from './expected-errors.ts';
export { type FilePreview, type PreviewColumn, previewFile } from './file-preview.ts';
export { type MatchAsked, type MatchedSample, matchLoaded } from './matched-panel-of-file.ts';
export {
  estimateLoaded,
  importedPanel,
  type LoadedPanel,
  loadPanel,
  type PanelAsked,
  panelInMemory,
  withMoments,
} from './panel-of-file.ts';
export { type ReportAsked, reportParts } from './report-parts.ts';
export { type RowColumns, type RowLabels, type Rows, rowsOfFile } from './rows-of-file.ts';
export type { Progress, RunFile } from './run-file.ts';
export { specificationChoices } from './specifications.ts';
