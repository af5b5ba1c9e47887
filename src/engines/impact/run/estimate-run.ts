import type { GroupTimeOptions } from '../group-time/options.ts';
import { type BoundedResult, boundedJson, boundedResult, type Windows } from '../report/bounded-result.ts';
import type { GroupTimeResult } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import { type AdditionalityAsked, type AdditionalityFound, additionalityOfPanel } from './additionality-of-panel.ts';
import { type MatchAsked, type MatchedSample, matchLoaded } from './matched-panel-of-file.ts';
import { estimateLoaded, type LoadedPanel, loadPanel, type PanelAsked } from './panel-of-file.ts';
import type { RunFile } from './run-file.ts';

/** What a run does, in this order; `aggregating` counts outcomes, with their bands. */
export const RUN_STAGES = ['reading', 'estimating', 'aggregating', 'reporting'] as const;
export type RunStage = (typeof RUN_STAGES)[number];

/** Called as a run goes on: how much of the stage is done, of how much. */
export type OnStage = (stage: RunStage, done: number, of: number) => void;

/** An estimate in full: the same plan on the same file gives the same result, whatever the machine. */
export interface EstimatePlan {
  readonly panel: PanelAsked;
  readonly options: GroupTimeOptions;
  /** Units are matched first, and effects estimated among the matched, with their weights. */
  readonly match?: MatchAsked;
  /** Two of the outcomes are R&D and the aid received. */
  readonly additionality?: AdditionalityAsked;
  /** Simultaneous bands, instead of an interval for each effect. */
  readonly bands: boolean;
  readonly windows?: Windows;
}

export interface EstimateRun {
  readonly loaded: LoadedPanel;
  readonly result: GroupTimeResult;
  /** Null when units were not matched. */
  readonly matched: MatchedSample | null;
  /** Null when it was not asked. */
  readonly additionality: AdditionalityFound | null;
  /** One for each outcome, in the order asked. */
  readonly bounded: readonly BoundedResult[];
}

/** From the file to the estimates. @throws ImpactError naming the rows, when the data allow no answer */
export async function estimateRun(
  file: RunFile,
  { panel, options, match, additionality: asked, bands, windows }: EstimatePlan,
  onStage: OnStage,
): Promise<EstimateRun> {
  onStage('reading', 0, 1);
  const whole = await loadPanel(file, panel, (share) => onStage('reading', share, 1));
  const { loaded, matched } = match ? await matchLoaded(whole, match) : { loaded: whole, matched: null };
  onStage('estimating', 0, 1);
  const estimated = afterMatching(
    await estimateLoaded(loaded, options, file.digest, (share) => onStage('estimating', share, 1)),
    matched,
  );
  checkWindow(estimated, windows);
  const additionality = asked ? await additionalityOfPanel(estimated, asked, options, loaded.panel) : null;
  const result = withWarningsOf(estimated, additionality);
  const { outcomes } = options;
  const bounded = outcomes.map((outcome, place) => {
    onStage('aggregating', place, outcomes.length);
    return boundedResult(result, { simultaneous: bands, outcome, ...(windows ? { windows } : {}) });
  });
  onStage('reporting', 0, 1);
  return { loaded, result, matched, additionality, bounded };
}

/** A window that holds no event time would print tables of nothing. */
function checkWindow({ outcomes }: GroupTimeResult, { minE, maxE }: Windows = {}): void {
  const times = outcomes[0]!.cells.map(({ g, t }) => t - g);
  const [from, to] = [minE ?? Number.NEGATIVE_INFINITY, maxE ?? Number.POSITIVE_INFINITY];
  if (times.some((e) => e >= from && e <= to)) return;
  const observed = [Math.min(...times), Math.max(...times)] as const;
  throw new ImpactError('window-empty', {
    fr: `Aucun temps relatif n’est dans la fenêtre demandée\u202f: ceux du panel vont de ${observed[0]} à ${observed[1]}.`,
    en: `No event time lies in the window asked: those of the panel go from ${observed[0]} to ${observed[1]}.`,
  });
}

const withWarningsOf = (result: GroupTimeResult, additionality: AdditionalityFound | null): GroupTimeResult =>
  additionality ? { ...result, warnings: [...result.warnings, ...additionality.warnings] } : result;

/** The sample flow and warnings of matching come before those of the estimate. */
export function afterMatching(result: GroupTimeResult, matched: MatchedSample | null): GroupTimeResult {
  if (!matched) return result;
  return {
    ...result,
    sample: [...matched.sample, ...result.sample],
    warnings: [...matched.warnings, ...result.warnings],
  };
}

/** What is published of a run as JSON: the first outcome, and the others beside it. */
export function publishedEstimate({ result, matched, additionality, bounded: [first, ...others] }: EstimateRun) {
  return {
    ...boundedJson(first!),
    seed: result.options.seed,
    ...(additionality ? { additionality } : {}),
    ...(matched ? { match: { period: matched.period, ...matched.report } } : {}),
    ...(others.length > 0 ? { other_outcomes: others.map(boundedJson) } : {}),
  };
}
export type PublishedEstimate = ReturnType<typeof publishedEstimate>;
