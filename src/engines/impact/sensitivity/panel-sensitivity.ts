import { type AggregateOptions, aggregate } from '../aggregate.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import { bilinear } from '../linear-algebra.ts';
import { cohortOf, indexLabels, type Panel } from '../panel.ts';
import { uniformAt } from '../random.ts';
import type { Estimate } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import {
  type ClusterInfluences,
  type WildBootstrap,
  type WildBootstrapOptions,
  wildClusterBootstrap,
} from './few-clusters.ts';
import { type LeaveOneOut, leaveOneClusterOut } from './leave-one-out.ts';
import { selectUnits } from './panel-selection.ts';
import { type PermutationOptions, type PermutationResult, permutationTest } from './permutation.ts';
import { type PlaceboCohorts, type PlaceboDates, placeboCohorts, placeboDates } from './placebo.ts';
import { type SpecificationCurve, type SpecificationOptions, specificationCurve } from './specification-curve.ts';

/** The checks of this folder, made on a panel with the group-time estimator. Each estimates again as often as it has rows. */

const SIMPLE: AggregateOptions = { kind: 'dynamic' };

async function overallEffect(panel: Panel, options: GroupTimeOptions, aggregation = SIMPLE): Promise<Estimate> {
  return aggregate(await estimateGroupTime(panel, options), aggregation).overall;
}

/**
 * Pretends that treatment began `shift` periods early and looks at the periods before it really did: the base moves before the pretended date, and no
 * outcome after treatment is used.
 */
export function panelPlaceboDates(
  panel: Panel,
  options: GroupTimeOptions,
  shifts: readonly number[] = [1, 2],
): Promise<PlaceboDates> {
  return placeboDates(
    shifts,
    async (shift) => {
      const anticipation = (options.anticipation ?? 0) + shift;
      const result = await estimateGroupTime(panel, { ...options, base: 'universal', anticipation });
      const dynamic = aggregate(result, {
        kind: 'dynamic',
        minE: -anticipation,
        maxE: -1 - (options.anticipation ?? 0),
      });
      const chosen = dynamic.rows.flatMap((row, place) => (row.att === null || row.se === null ? [] : [place]));
      if (chosen.length === 0) return { att: null, se: null };
      const { size, values } = dynamic.covariance;
      const weights = new Float64Array(size);
      for (const place of chosen) weights[place] = 1 / chosen.length;
      const att = chosen.reduce((sum, place) => sum + dynamic.rows[place]!.att!, 0) / chosen.length;
      return { att, se: Math.sqrt(bilinear(values, size, weights, weights)) };
    },
    options.alpha,
  );
}

/** Cohorts invented among units never treated, in the proportions of the real ones. */
export function panelPlaceboCohorts(
  panel: Panel,
  options: GroupTimeOptions,
  { draws = 19, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): Promise<PlaceboCohorts> {
  const { index } = indexLabels(panel.unit);
  const firstTreated = Float64Array.from(panel.firstTreated, cohortOf);
  const never = selectUnits(panel, (row) => firstTreated[row] === 0);
  const units = indexLabels(never.unit).index;
  const quantile = cohortQuantiles(firstTreated, index);
  return placeboCohorts(
    draws,
    (draw) => {
      if (draw === null) return overallEffect(panel, options);
      const invented = Float64Array.from(units, (unit) => quantile(uniformAt(seed, unit, draw, 0)));
      return overallEffect({ ...never, firstTreated: invented }, options);
    },
    { seed, ...(options.alpha !== undefined && { alpha: options.alpha }) },
  );
}

/** The cohort at a uniform draw: its units' share of [0, 1], never treated included. */
function cohortQuantiles(firstTreated: Float64Array, unitOf: Int32Array): (u: number) => number {
  const cohortOfUnit = new Map<number, number>();
  for (const [row, unit] of unitOf.entries()) cohortOfUnit.set(unit, firstTreated[row]!);
  const sorted = Float64Array.from(cohortOfUnit.values()).sort();
  return (u) => sorted[Math.floor(u * sorted.length)]!;
}

/** Leaves clusters out one at a time; a cluster without which other event times would be averaged has no line of its own, but a sentence. */
export function panelLeaveOneClusterOut(
  panel: Panel,
  options: GroupTimeOptions,
  aggregation = SIMPLE,
): Promise<LeaveOneOut> {
  const { index, count, label } = clustersOf(panel);
  const place = new Map(Array.from({ length: count }, (_, cluster) => [label(cluster), cluster]));
  let all: readonly number[] = [];
  return leaveOneClusterOut([...place.keys()], async (left) => {
    const out = left === null ? -1 : place.get(left)!;
    const kept = left === null ? panel : selectUnits(panel, (row) => index[row] !== out);
    const { overall, rows } = aggregate(await estimateGroupTime(kept, options), aggregation);
    const averaged = rows.map(({ at }) => at);
    if (left === null) all = averaged;
    const missing = all.filter((at) => !averaged.includes(at));
    if (missing.length > 0) throw otherQuestion(missing);
    return overall;
  });
}

/**
 * The wild bootstrap of the overall effect from estimates without each cluster: their changes are the clusters' influences up to second order, and
 * the error is then the cluster jackknife (CV3 of MacKinnon, Nielsen & Webb 2023).
 * @throws ImpactError when the effect cannot be estimated without some cluster.
 */
export function bootstrapFromLeaveOneOut(left: LeaveOneOut, options?: WildBootstrapOptions): WildBootstrap {
  const failed = left.rows.filter((row) => row.change === null).map((row) => row.cluster);
  if (failed.length > 0 || left.whole.att === null) throw cannotLeaveOut(failed);
  const clusters = left.rows.length;
  // Draws go to clusters by their label, not by how much they matter.
  const byLabel = left.rows.toSorted((a, b) => (a.cluster < b.cluster ? -1 : 1));
  const influences: ClusterInfluences = {
    estimates: [left.whole.att],
    sums: Float64Array.from(byLabel, (row) => (-row.change! * (clusters - 1)) / clusters),
  };
  return wildClusterBootstrap(influences, options);
}

function clustersOf(panel: Panel) {
  if (!panel.cluster)
    throw new ImpactError('no-cluster', {
      fr: 'Aucune variable de grappe n’est donnée\u202f: indiquez-la pour retirer les grappes une à une.',
      en: 'No cluster variable is given: name one to leave clusters out one at a time.',
    });
  return indexLabels(panel.cluster);
}

/** One option of a choice: what it changes in the analysis. Matching weights come through `panel`. */
export interface Variation {
  readonly options?: Partial<GroupTimeOptions>;
  readonly aggregation?: Partial<AggregateOptions>;
  readonly panel?: (panel: Panel) => Panel;
}

/** @param choices e.g. { controls: { never: { options: { controls: 'never' } }, 'not yet': { options: { controls: 'not-yet' } } } }. */
export function panelSpecificationCurve(
  panel: Panel,
  options: GroupTimeOptions,
  choices: Readonly<Record<string, Readonly<Record<string, Variation>>>>,
  how: SpecificationOptions = {},
): Promise<SpecificationCurve> {
  const names = Object.fromEntries(Object.entries(choices).map(([choice, some]) => [choice, Object.keys(some)]));
  return specificationCurve(
    names,
    (specification) => {
      const chosen = Object.entries(specification).map(([choice, option]) => choices[choice]![option]!);
      return overallEffect(
        chosen.reduce((so, { panel: change }) => (change ? change(so) : so), panel),
        Object.assign({}, options, ...chosen.map((one) => one.options)) as GroupTimeOptions,
        Object.assign({}, SIMPLE, ...chosen.map((one) => one.aggregation)) as AggregateOptions,
      );
    },
    how,
  );
}

/**
 * Randomisation test of one cohort against the units never treated, on the change of each unit from its base period to its mean after treatment.
 * Units that miss one of these periods are left out.
 */
export function cohortPermutation(
  panel: Panel,
  {
    outcome,
    cohort,
    anticipation = 0,
    ...how
  }: PermutationOptions & { readonly outcome: string; readonly cohort: number; readonly anticipation?: number },
): PermutationResult {
  const changes = unitChanges(panel, outcome, cohort, anticipation);
  return permutationTest(changes.get(cohort) ?? [], changes.get(0) ?? [], how);
}

function unitChanges(panel: Panel, outcome: string, cohort: number, anticipation: number): Map<number, number[]> {
  const values = panel.outcomes[outcome];
  if (!values)
    throw new ImpactError('unknown-outcome', {
      fr: `Le panel ne contient pas la variable «\u202f${outcome}\u202f».`,
      en: `The panel has no outcome “${outcome}”.`,
    });
  const periods = [...new Set(panel.layout === 'long' ? panel.period : panel.periods)].sort((a, b) => a - b);
  const base = periods.findLast((period) => period + anticipation < cohort);
  const after = periods.filter((period) => period >= cohort).length;
  const seen = new Map<number, { readonly g: number; before: number; sum: number; count: number }>();
  const { index } = indexLabels(panel.unit);
  const rows = panel.layout === 'long' ? values.length : panel.unit.length * periods.length;
  for (let row = 0; row < rows; row++) {
    const place = panel.layout === 'long' ? row : row % panel.unit.length;
    const period = panel.layout === 'long' ? panel.period[row]! : panel.periods[Math.floor(row / panel.unit.length)]!;
    const g = cohortOf(panel.firstTreated[place]!);
    if ((g !== cohort && g !== 0) || Number.isNaN(values[row]!)) continue;
    const unit = index[place]!;
    const so = seen.get(unit) ?? { g, before: Number.NaN, sum: 0, count: 0 };
    if (period === base) so.before = values[row]!;
    if (period >= cohort) {
      so.sum += values[row]!;
      so.count += 1;
    }
    seen.set(unit, so);
  }
  const complete = [...seen.values()].filter(({ before, count }) => count === after && !Number.isNaN(before));
  return new Map(
    [cohort, 0].map((g) => [
      g,
      complete.filter((one) => one.g === g).map(({ before, sum, count }) => sum / count - before),
    ]),
  );
}

const otherQuestion = (missing: readonly number[]) =>
  new ImpactError('leave-one-out-question', {
    fr: `Sans cette grappe, plus rien n’est estimé en ${missing.join(', ')}\u202f: la moyenne ne répondrait plus à la même question.`,
    en: `Without this cluster nothing is estimated at ${missing.join(', ')}: the mean would no longer answer the same question.`,
  });

const cannotLeaveOut = (clusters: readonly (number | string)[]) =>
  new ImpactError('leave-one-out-failed', {
    fr: `Sans la grappe ${clusters.join(', ')}, aucun effet ne peut être estimé\u202f: le bootstrap par grappes est impossible.`,
    en: `Without cluster ${clusters.join(', ')}, no effect can be estimated: the cluster bootstrap is impossible.`,
  });
