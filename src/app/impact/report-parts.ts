import {
  type Additionality,
  aggregate,
  breakdownMagnitude,
  eventStudyOf,
  type GroupTimeResult,
  ImpactError,
  type Panel,
  panelSpecificationCurve,
  type ReportParts,
  relativeMagnitudeIntervals,
  selectUnits,
  unitsToMatch,
  type WidePanel,
} from '#engines/impact/index.ts';
import { balance } from '#engines/impact/matching/balance.ts';
import { numericColumns } from '#engines/impact/matching/covariates.ts';
import { cohortOf } from '#engines/impact/panel.ts';
import type { BoundedResult } from '#engines/impact/report/bounded-result.ts';
import type { Setting } from './command.ts';
import { designOptions } from './panel-flags.ts';
import type { LoadedPanel } from './panel-of-file.ts';
import { specificationChoices } from './specifications.ts';

/** Everything that a report shows besides the result itself. */
export async function reportParts(
  { given, line, language }: Setting,
  loaded: LoadedPanel,
  result: GroupTimeResult,
  bounded: BoundedResult,
  additionality: Additionality | null,
): Promise<ReportParts> {
  const panel = await loaded.panel();
  const asked = given.has('sensitivity');
  return {
    question: given.text('title') ?? null,
    result,
    bounded,
    balance: covariateBalance(panel, result),
    additionality,
    sensitivity: asked ? await sensitivityParts({ given, language }, panel, result) : null,
    warnings: result.warnings,
    command: line,
  };
}

/** Covariates of treated and never treated in the first period, among units with all of them and not treated yet. */
function covariateBalance(panel: Panel, { periods, options }: GroupTimeResult): ReportParts['balance'] {
  if (panel.layout !== 'wide' || options.covariates.length === 0) return null;
  const period = periods[0]!;
  const early = selectUnits(panel, (unit) => {
    const g = cohortOf(panel.firstTreated[unit]!);
    return g === 0 || g > period;
  }) as WidePanel;
  const { treated, variables } = unitsToMatch(early, period);
  const columns = numericColumns(variables, 'all');
  const known = Array.from(treated.keys()).filter((row) =>
    columns.every(({ values }) => Number.isFinite(values[row]!)),
  );
  const groups = Uint8Array.from(known, (row) => treated[row]!);
  if (!groups.includes(0) || !groups.includes(1)) return null;
  const { before } = balance({
    columns: columns.map(({ name, values }) => ({ name, values: Float64Array.from(known, (row) => values[row]!) })),
    treated: groups,
    weights: new Float64Array(known.length).fill(1),
    estimand: 'ATT',
    pairs: null,
  });
  return { period, before, after: null };
}

async function sensitivityParts(
  { given, language }: Pick<Setting, 'given' | 'language'>,
  panel: Panel,
  result: GroupTimeResult,
): Promise<ReportParts['sensitivity']> {
  const outcomes = [result.options.outcomes[0]!];
  const options = designOptions(given, outcomes);
  const curve = await panelSpecificationCurve(panel, options, specificationChoices(options, language));
  try {
    const study = eventStudyOf(
      aggregate(result, { kind: 'dynamic' }),
      result.options.base,
      -1 - result.options.anticipation,
    );
    return {
      curve,
      failure: null,
      magnitudes: relativeMagnitudeIntervals(study),
      breakdown: breakdownMagnitude(study),
    };
  } catch (error) {
    if (!(error instanceof ImpactError)) throw error;
    return { curve, failure: error.sentence, magnitudes: null, breakdown: null };
  }
}
