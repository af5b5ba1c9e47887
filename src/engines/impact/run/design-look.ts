import { chooseSample, cohortSizes } from '../group-time/chosen-sample.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import { SampleFlow } from '../group-time/sample-flow.ts';
import type { MatchReport } from '../matching/report.ts';
import { cohortOf, type Panel } from '../panel.ts';
import { identifier, quoted, rowsOf, withDuckDB } from '../panel-store/duckdb.ts';
import { neededColumns, numberOf, openSource, presentOf } from '../panel-store/source.ts';
import { ENGINE_VERSION, type SampleStep } from '../result.ts';
import type { ClusterCorrelation } from '../sensitivity/cluster-correlation.ts';
import type { ErrorModel } from '../sensitivity/error-model.ts';
import { designPower, type PowerResult } from '../sensitivity/power.ts';
import { ImpactError, type Sentence, type Warning } from '../sentence.ts';
import type { EstimatePlan, OnStage } from './estimate-run.ts';
import { crossSectionErrors, firstReaction, followedClusters, followedErrors } from './expected-errors.ts';
import { type MatchAsked, type MatchedSample, matchLoaded, outcomesIn } from './matched-panel-of-file.ts';
import { importWarnings, loadPanel } from './panel-of-file.ts';
import type { RunFile } from './run-file.ts';

/** What a design can tell before its question is asked of the data: who enters, and which effect could be detected. */
export interface DesignLook {
  readonly engine: string;
  /** Outcomes of this period and of later ones were put out of reach before anything was read. */
  readonly hiddenFrom: number | null;
  readonly counted: 'units' | 'rows';
  readonly periods: readonly number[];
  /** Units of the sample by first treated period, 0 = never. */
  readonly cohorts: readonly { readonly g: number; readonly units: number }[];
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
  readonly power: readonly OutcomePower[];
  /** How matching leaves both groups; null when units are not matched first. */
  readonly match: MatchLook | null;
}

/** What a matching says of itself, without the names of units. */
export type MatchLook = Pick<MatchReport, 'balance' | 'sizes' | 'support' | 'warnings'> & { readonly period: number };

export interface OutcomePower {
  readonly outcome: string;
  readonly errors: ErrorModel | null;
  /** Clusters that errors are grouped by, with the correlation of earlier changes within them and what it does to variances; null without clusters, or where that is unknown. */
  readonly clustering: (ClusterCorrelation & { readonly designEffect: number }) | null;
  readonly overall: PowerResult['overall'] | null;
  readonly rows: PowerResult['rows'];
  /** Why nothing can be said. */
  readonly failure: Sentence | null;
}

/**
 * Sample flow and minimum detectable effects. A copy of the file is made first, in which every outcome from the first possible reaction on is
 * replaced by 0 where there is one: what follows knows that a value is there, and cannot know which. Matching reads nothing later either, so that
 * sample and effects are those of the matched; unequal weights count for the equal ones that they are worth.
 * @param assumed how outcomes vary, instead of measuring it before treatment
 * @throws ImpactError when the data allow no estimate at all
 */
export async function lookAtDesign(
  file: RunFile,
  { panel: asked, options, match }: Pick<EstimatePlan, 'panel' | 'options' | 'match'>,
  onStage: OnStage,
  assumed: ErrorModel | null = null,
): Promise<DesignLook> {
  onStage('reading', 0, 1);
  const { path, first } = await withoutLaterOutcomes(file, asked.columns, options.anticipation ?? 0);
  onStage('reading', 0.3, 1);
  if (match) refuseLater(match, first);
  const whole = await loadPanel({ ...file, path }, asked, (share) => onStage('reading', 0.3 + 0.7 * share, 1));
  onStage('estimating', 0, 1);
  const { loaded, matched } = match ? await matchLoaded(whole, match) : { loaded: whole, matched: null };
  const panel = await loaded.panel();
  const flow = new SampleFlow();
  const chosen = chooseSample(panel, options, flow);
  const sizes = cohortSizes(chosen);
  const counted = chosen.way === 'rows' ? 'rows' : 'units';
  // A period of repeated cross-sections has its own rows: each comparison rests on those of one period.
  const perPeriod = chosen.way === 'rows' ? chosen.plan.periods.length : 1;
  const design = {
    periods: chosen.plan.periods,
    cohorts: new Map([...sizes].map(([g, count]) => [g, Math.round((count * worthOf(g, matched)) / perPeriod)])),
    ...designOf(options),
  };
  return {
    engine: ENGINE_VERSION,
    hiddenFrom: Number.isFinite(first) ? first : null,
    counted,
    periods: chosen.plan.periods,
    cohorts: [...sizes].map(([g, units]) => ({ g, units })),
    sample: [...(matched?.sample ?? []), ...flow.steps],
    warnings: [...(matched?.warnings ?? (loaded.stored ? importWarnings(loaded.stored) : [])), ...flow.warnings],
    match: matched && matchLook(matched),
    power: options.outcomes.map((outcome) => {
      try {
        const errors = assumed ?? errorsOf(panel, outcome, options.anticipation ?? 0, first);
        // Pairs are no clusters treated as a whole.
        const clusters = matched && !matched.whole.cluster ? null : clustersOf(panel, outcome, options);
        const { overall, rows, designEffect } = designPower({ ...design, errors, ...(clusters ? { clusters } : {}) });
        return { outcome, errors, clustering: clusters && { ...clusters, designEffect }, overall, rows, failure: null };
      } catch (error) {
        if (!(error instanceof ImpactError)) throw error;
        return { outcome, errors: null, clustering: null, overall: null, rows: [], failure: error.sentence };
      }
    }),
  };
}

/** The question is not registered yet: no unit is chosen by an outcome that may carry the effect. */
function refuseLater({ on }: MatchAsked, first: number): void {
  const later = outcomesIn(on).find(([, period]) => period >= first);
  if (!later) return;
  const [outcome, period] = later;
  throw new ImpactError('matched-after-reaction', {
    fr: `L’appariement lirait ${outcome} en ${period}, alors que des unités peuvent réagir dès ${first}\u202f: ce résultat n’est pas lu avant l’enregistrement de la question. Appariez sur une période antérieure à ${first}.`,
    en: `Matching would read ${outcome} in ${period}, while units may react from ${first} on: that outcome is not read before the question is registered. Match on a period before ${first}.`,
  });
}

/** What a unit of the cohort adds to precision: controls of unequal weights are worth fewer of equal ones. */
const worthOf = (g: number, matched: MatchedSample | null): number =>
  matched && g === 0 ? matched.report.sizes.control.effective / matched.report.sizes.control.matched : 1;

const matchLook = ({ period, report: { balance, sizes, support, warnings } }: MatchedSample): MatchLook => ({
  period,
  balance,
  sizes,
  support,
  warnings,
});

const errorsOf = (panel: Panel, outcome: string, anticipation: number, first: number): ErrorModel =>
  panel.layout === 'wide' ? followedErrors(panel, outcome, anticipation) : crossSectionErrors(panel, outcome, first);

const clustersOf = (panel: Panel, outcome: string, { anticipation, clustered }: GroupTimeOptions) =>
  panel.layout === 'wide' && clustered !== false ? followedClusters(panel, outcome, anticipation ?? 0) : null;

/** The options that a design has in common with its estimate. */
const designOf = ({ controls, base, anticipation, alpha }: GroupTimeOptions) => ({
  ...(controls ? { controls } : {}),
  ...(base ? { base } : {}),
  ...(anticipation === undefined ? {} : { anticipation }),
  ...(alpha === undefined ? {} : { alpha }),
});

/** The needed columns in a Parquet file of the run's own, later outcomes hidden; rows keep their order, so that problems name the same. */
async function withoutLaterOutcomes(
  { path, folder, limits }: RunFile,
  columns: EstimatePlan['panel']['columns'],
  anticipation: number,
): Promise<{ path: string; first: number }> {
  // Nobody is followed in cross-sections: any column stands for the name of the unit, which is not used.
  const whole = { unit: columns.time, ...columns };
  return withDuckDB(limits, async (connection) => {
    const source = await openSource(connection, path, whole);
    const [time, cohort] = [numberOf(columns.time, source), numberOf(columns.cohort, source)];
    const [range] = await rowsOf(connection, `select min(${time}) from ${source.relation}`);
    const treated = await rowsOf(
      connection,
      `select distinct ${cohort} from ${source.relation} where isfinite(${cohort})`,
    );
    const first = firstReaction(
      Number(range![0] ?? Number.NaN),
      treated.map(([g]) => cohortOf(Number(g))),
      anticipation,
    );
    const asText = (name: string): string => `cast(${presentOf(name, source)} as varchar)`;
    const hidden = (name: string): string =>
      Number.isFinite(first)
        ? `case when ${time} >= ${first} and isfinite(${numberOf(name, source)}) then '0' else ${asText(name)} end`
        : asText(name);
    const outcomes = new Set(columns.outcomes);
    const select = neededColumns(whole).map(
      (name) => `${outcomes.has(name) ? hidden(name) : asText(name)} as ${identifier(name)}`,
    );
    const target = `${folder}-before.parquet`;
    await connection.run(
      `copy (select ${select.join(', ')} from ${source.relation}) to ${quoted(target)} (format parquet)`,
    );
    return { path: target, first };
  });
}
