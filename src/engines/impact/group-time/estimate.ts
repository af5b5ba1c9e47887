import type { Panel } from '../panel.ts';
import type { DuckDBLimits } from '../panel-store/duckdb.ts';
import type { PanelStore } from '../panel-store/panel-store.ts';
import { readPanel } from '../panel-store/read-panel.ts';
import type { GroupTimeOptionsUsed, GroupTimeResult } from '../result.ts';
import { plural } from '../sentence.ts';
import { assemble, type Work } from './assemble.ts';
import { estimateBalanced } from './balanced-estimate.ts';
import { type BalancedSample, balancedSample } from './balanced-sample.ts';
import { planCells } from './cells.ts';
import { type ChosenSample, chooseSample } from './chosen-sample.ts';
import { crewOf } from './crew.ts';
import { digestOf } from './digest.ts';
import { type GroupTimeOptions, resolveOptions } from './options.ts';
import { SampleFlow } from './sample-flow.ts';
import { estimateStacked } from './stacked-estimate.ts';
import { estimateFromSums, sumsSuffice } from './stacked-moments.ts';
import { crossSectionSample, followedSample } from './stacked-sample.ts';
import { staysInFiles, storedSample, storedUnits } from './stored-sample.ts';

/** Below this many units × cells, threads take longer to start than they save. */
const WORTH_THREADS = 3_000_000;

/** Called as an estimate goes on, with the share done, from 0 to 1. */
type OnProgress = (done: number) => void;

/**
 * Group-time average effects on the treated (Callaway & Sant'Anna 2021) with their joint covariance, by the conventions of R's did 2.5.1
 * (IMPACT section 4). Aggregate them with `aggregate`, bound them with `simultaneousBand`.
 *
 * A balanced panel is estimated from sums by cohort and blocks of influence functions, on several threads when it is large; cross-sections
 * and unbalanced panels cell by cell.
 * @throws ImpactError when the data or the options allow no estimate: the sentence says which rows and what to do
 */
export async function estimateGroupTime(
  panel: Panel,
  options: GroupTimeOptions,
  onProgress: OnProgress = () => {},
): Promise<GroupTimeResult> {
  const flow = new SampleFlow();
  const chosen = chooseSample(panel, options, flow);
  const work =
    chosen.way === 'whole'
      ? await wholeWork(chosen, flow, options, onProgress)
      : stackedWork(chosen, flow, options, onProgress);
  return assemble(work, flow, options.inputDigest ?? digestOf(panel, chosen.used));
}

/**
 * The same from a panel store. Where nothing is missing and units count for one, outcomes stay in its files: each thread reads the units
 * it works on, and a panel of any size takes little more memory than its covariates. Elsewhere the panel is read first.
 * @throws ImpactError as `estimateGroupTime` does, and when the store lacks a variable
 */
export async function estimateFromStore(
  store: PanelStore,
  options: GroupTimeOptions,
  onProgress: OnProgress = () => {},
  limits: DuckDBLimits = {},
): Promise<GroupTimeResult> {
  const asked = resolveOptions(options, { weights: store.weights !== null, cluster: store.cluster !== null });
  const inputDigest = options.inputDigest ?? store.digest;
  if (staysInFiles(store, asked)) {
    const flow = new SampleFlow();
    const used: GroupTimeOptionsUsed = { ...asked, panel: 'balanced' };
    const found = await storedUnits(store, used, flow);
    if (found) {
      const read = () => storedSample(store, found, used, flow);
      const work = await balancedWork({ used, ...found }, read, options, onProgress);
      return assemble(work, flow, inputDigest);
    }
  }
  const panel = await readPanel(store, { outcomes: asked.outcomes, covariates: asked.covariates, limits });
  return estimateGroupTime(panel, { ...options, inputDigest }, onProgress);
}

/** How the work is done, and what is kept of it. */
type How = Pick<GroupTimeOptions, 'workers' | 'clusterSums'>;

async function wholeWork(
  { used, plan, observed, whole }: ChosenSample & { way: 'whole' },
  flow: SampleFlow,
  how: How,
  onProgress: OnProgress,
): Promise<Work> {
  const cells = planCells(plan, used);
  const read = async () => balancedSample(observed, plan, cells, used, whole, flow);
  return balancedWork({ used, plan, cells, cohortStarts: whole.cohortStarts }, read, how, onProgress);
}

interface BalancedProblem extends Pick<Work, 'used' | 'plan' | 'cells'> {
  readonly cohortStarts: Int32Array;
}

/** Threads start while the sample is being read. */
async function balancedWork(
  { used, plan, cells, cohortStarts }: BalancedProblem,
  read: () => Promise<BalancedSample>,
  { workers, clusterSums = false }: How,
  onProgress: OnProgress,
): Promise<Work> {
  const worthThreads = cohortStarts.at(-1)! * cells.length >= WORTH_THREADS;
  const crew = crewOf(workers ?? (worthThreads ? 2 : 1), onProgress);
  try {
    const sample = await read();
    crew.begin(sample);
    return {
      used,
      plan,
      cells,
      estimates: await estimateBalanced(sample, cells, used, crew, clusterSums),
      units: sample.units,
      sizes: plan.cohorts.map((_, c) => cohortStarts[c + 1]! - cohortStarts[c]!),
      clusters: sample.clusters && new Set(sample.clusters).size,
    };
  } finally {
    await crew.stop();
  }
}

function stackedWork(
  chosen: Exclude<ChosenSample, { way: 'whole' }>,
  flow: SampleFlow,
  { clusterSums = false }: How,
  onProgress: OnProgress,
): Work {
  const { used, plan } = chosen;
  const sample =
    chosen.way === 'rows'
      ? crossSectionSample(chosen.rows, plan, used, flow)
      : followedSample(chosen.observed, plan, used, chosen.units, flow);
  const cells = planCells(plan, used);
  const sizes = plan.cohorts.map(() => 0);
  for (const cohort of sample.unitCohort) sizes[cohort] = sizes[cohort]! + 1;
  flow.step({
    step: used.panel === 'rc' ? 'cross-sections' : 'stacked',
    counted: 'units',
    dropped: 0,
    kept: sample.units,
    why: {
      fr: `${plural.fr(sample.units, '# unité', '# unités')}, ${plural.fr(sample.unit.length, '# observation entre', '# observations entrent')} dans l’estimation.`,
      en: `${plural.en(sample.units, '# unit', '# units')}, ${plural.en(sample.unit.length, '# observation enters', '# observations enter')} the estimate.`,
    },
  });
  return {
    used,
    plan,
    cells,
    estimates: (sumsSuffice(sample, used, clusterSums) ? estimateFromSums : estimateStacked)(
      sample,
      cells,
      used,
      onProgress,
      clusterSums,
    ),
    units: sample.units,
    sizes,
    clusters: sample.clusters && new Set(sample.clusters).size,
  };
}
