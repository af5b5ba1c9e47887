import { aggregate } from '../aggregate.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import { balance } from '../matching/balance.ts';
import { numericColumns } from '../matching/covariates.ts';
import { unitsToMatch } from '../matching/units-to-match.ts';
import { cohortOf, type Panel, type WidePanel } from '../panel.ts';
import type { BoundedResult } from '../report/bounded-result.ts';
import type { Language } from '../report/html.ts';
import type { ReportParts } from '../report/report.ts';
import type { GroupTimeResult } from '../result.ts';
import {
  breakdownMagnitude,
  eventStudyOf,
  panelSpecificationCurve,
  relativeMagnitudeIntervals,
  selectUnits,
} from '../sensitivity/index.ts';
import { ImpactError } from '../sentence.ts';
import type { MatchedSample } from './matched-panel-of-file.ts';
import type { LoadedPanel } from './panel-of-file.ts';
import { specificationChoices } from './specifications.ts';

/** What a report is asked to say besides the result. */
export interface ReportAsked {
  /** The question, in the words of who asks it. */
  readonly question: string | null;
  /** The exact command that gives it again. */
  readonly command: string;
  /** The options of the estimate, when what it owes to its assumptions and choices is to be shown too. */
  readonly sensitivityOf: GroupTimeOptions | null;
  readonly language: Language;
  /** How units were matched before; null when they were not. */
  readonly matched?: MatchedSample | null;
}

/** Everything that a report shows besides the result itself. */
export async function reportParts(
  { question, command, sensitivityOf, language, matched = null }: ReportAsked,
  loaded: LoadedPanel,
  result: GroupTimeResult,
  bounded: BoundedResult,
  additionality: ReportParts['additionality'],
): Promise<ReportParts> {
  const panel = await loaded.panel();
  return {
    question,
    result,
    bounded,
    balance: matched ? matchedBalance(matched) : covariateBalance(panel, result),
    matching: matched && {
      on: matched.report.options.on ?? [],
      method: matched.report.options.method,
      period: matched.period,
    },
    additionality,
    sensitivity: sensitivityOf && (await sensitivityParts(sensitivityOf, language, panel, result, matched)),
    warnings: result.warnings,
    command,
  };
}

const matchedBalance = ({ period, report: { balance: found, sizes } }: MatchedSample): ReportParts['balance'] => ({
  period,
  ...found,
  sizes,
});

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
  return { period, before, after: null, sizes: null };
}

async function sensitivityParts(
  asked: GroupTimeOptions,
  language: Language,
  panel: Panel,
  result: GroupTimeResult,
  matched: MatchedSample | null,
): Promise<ReportParts['sensitivity']> {
  const options = { ...asked, outcomes: [result.options.outcomes[0]!] };
  const choices = specificationChoices(options, language, {
    clustered: matched ? matched.whole.cluster !== undefined : panel.cluster !== undefined,
    whole: matched?.whole ?? null,
  });
  const curve = await panelSpecificationCurve(panel, options, choices);
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
