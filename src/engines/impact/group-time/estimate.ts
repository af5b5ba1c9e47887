import type { Panel } from '../panel.ts';
import type { GroupTimeResult } from '../result.ts';
import { assemble, type Work } from './assemble.ts';
import { estimateBalanced } from './balanced-estimate.ts';
import { balancedSample } from './balanced-sample.ts';
import { planCells } from './cells.ts';
import { type ChosenSample, chooseSample } from './chosen-sample.ts';
import { aloneCrew, threadedCrew } from './crew.ts';
import { digestOf } from './digest.ts';
import type { GroupTimeOptions } from './options.ts';
import { SampleFlow } from './sample-flow.ts';
import { estimateStacked } from './stacked-estimate.ts';
import { crossSectionSample, followedSample } from './stacked-sample.ts';

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
      ? await wholeWork(chosen, flow, options.workers, onProgress)
      : stackedWork(chosen, flow, onProgress);
  return assemble(work, flow, options.inputDigest ?? digestOf(panel, chosen.used));
}

async function wholeWork(
  { used, plan, observed, whole }: ChosenSample & { way: 'whole' },
  flow: SampleFlow,
  workers: number | undefined,
  onProgress: OnProgress,
): Promise<Work> {
  const cells = planCells(plan, used);
  const threads = workers ?? (whole.units.length * cells.length >= WORTH_THREADS ? 2 : 1);
  const crew = threads > 1 ? threadedCrew(threads, onProgress) : aloneCrew(onProgress);
  try {
    const sample = balancedSample(observed, plan, cells, used, whole, flow);
    crew.begin(sample);
    return {
      used,
      plan,
      cells,
      estimates: await estimateBalanced(sample, cells, used, crew),
      units: sample.units,
      sizes: plan.cohorts.map((_, c) => sample.cohortStarts[c + 1]! - sample.cohortStarts[c]!),
      clusters: sample.clusters && new Set(sample.clusters).size,
    };
  } finally {
    await crew.stop();
  }
}

function stackedWork(chosen: Exclude<ChosenSample, { way: 'whole' }>, flow: SampleFlow, onProgress: OnProgress): Work {
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
      fr: `${sample.units} unités, ${sample.unit.length} observations entrent dans l’estimation.`,
      en: `${sample.units} units, ${sample.unit.length} observations enter the estimate.`,
    },
  });
  return {
    used,
    plan,
    cells,
    estimates: estimateStacked(sample, cells, used, onProgress),
    units: sample.units,
    sizes,
    clusters: sample.clusters && new Set(sample.clusters).size,
  };
}
