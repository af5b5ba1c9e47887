import { assemble } from '../group-time/assemble.ts';
import { unbalancedStep } from '../group-time/balanced-sample.ts';
import { type CellPlan, planCells } from '../group-time/cells.ts';
import { type CohortInput, type CohortPlan, planCohorts, planSample } from '../group-time/cohorts.ts';
import type { CellEstimate } from '../group-time/estimates.ts';
import { type GroupTimeOptions, resolveOptions } from '../group-time/options.ts';
import { SampleFlow } from '../group-time/sample-flow.ts';
import type { GroupTimeOptionsUsed, GroupTimeResult, SampleStep } from '../result.ts';
import { plural, someOf } from '../sentence.ts';
import { cellEffects } from './cell-effects.ts';
import { type Moments, type RunSql, readMoments } from './cohort-moments.ts';
import { covarianceOf, type Influences, loadingSize } from './influence.ts';
import type { MomentSource } from './moment-source.ts';

/** Options that mean something without unit data; the source says which outcomes, weights, clusters and strata. */
export type MomentOptions = Pick<GroupTimeOptions, 'controls' | 'base' | 'anticipation' | 'alpha' | 'seed'>;

/**
 * Group-time effects from cohort moments: the same estimates, errors and joint covariance as from unit columns without covariates, by one
 * statement where the data are (IMPACT section 5). With strata, controls are reweighted to the treated within them.
 * @throws ImpactError when the data do not allow an estimate
 */
export async function estimateFromMoments(
  source: MomentSource,
  run: RunSql,
  options: MomentOptions = {},
): Promise<GroupTimeResult> {
  return groupTimeFromMoments(await momentsForEstimate(source, run, options), options);
}

/** Moments over the periods that the estimate will use: where every unit ends up treated, the last ones go. */
export async function momentsForEstimate(source: MomentSource, run: RunSql, options: MomentOptions): Promise<Moments> {
  const moments = await readMoments(source, run);
  const { periods } = planCohorts(cohortInput(moments, usedOptions(moments, options)), new SampleFlow());
  if (periods.length === source.periods.length) return moments;
  return { ...(await readMoments(source.over(periods), run)), observed: source.periods };
}

export const groupTimeFromMoments = (moments: Moments, options: MomentOptions = {}): GroupTimeResult =>
  estimateMembers(moments, options, () => true).result;

/** One estimate, and what joins it to others on the same moments. */
export interface MomentEstimate {
  readonly result: GroupTimeResult;
  /** On the targets of the result's joint covariance, scaled by its units. */
  readonly influences: Influences;
}

/** The estimate on some levels of the factor of the moments: controls are of the same levels. */
export function estimateMembers(
  moments: Moments,
  options: MomentOptions,
  isMember: (level: string) => boolean,
): MomentEstimate {
  const used = usedOptions(moments, options);
  const flow = new SampleFlow();
  const plan = planSample(cohortInput(moments, used, isMember), 'units', flow);
  const members = moments.cohorts.flatMap(({ level, cohort }, place) =>
    isMember(level) && plan.placeOf(cohort) >= 0 ? [place] : [],
  );
  const sizes = plan.cohorts.map(() => 0);
  for (const place of members) {
    const { cohort, count } = moments.cohorts[place]!;
    sizes[plan.placeOf(cohort)] = sizes[plan.placeOf(cohort)]! + count;
  }
  const units = sizes.reduce((sum, count) => sum + count, 0);
  flow.step(incompleteUnits(moments, isMember, plan, units), { warn: true });

  const cells = planCells(plan, used);
  const effects = cellEffects(
    moments,
    members,
    cells.map(({ g, period, base, controls }) => ({
      g,
      time: period,
      base,
      isControl: (cohort) => controls.includes(plan.placeOf(cohort)),
    })),
    units,
  );
  warnOfUnmatched(cells, effects.unmatched, flow);
  const shares = cohortShares(moments, members, plan, units);
  const influences = stacked([effects.influences, shares.influences], loadingSize(moments));
  const covariance = { size: influences.targets, values: covarianceOf(moments, influences, units) };
  const estimates = moments.outcomes.map((_, outcome) =>
    cells.map(({ period, base }, k): CellEstimate => {
      const att = effects.att[outcome * cells.length + k]!;
      if (period === base) return { att: 0, reason: 'reference' };
      return att === null ? { att, reason: 'no-controls' } : { att };
    }),
  );
  const work = {
    used,
    plan,
    cells,
    estimates: { cells: estimates, shares: shares.values, covariance },
    units,
    sizes,
    clusters: moments.clusters && clustersOf(moments, members),
  };
  return { result: assemble(work, flow, moments.digest), influences };
}

const usedOptions = (moments: Moments, options: MomentOptions): GroupTimeOptionsUsed =>
  resolveOptions(
    { ...options, outcomes: moments.outcomes },
    { weights: moments.weighted, cluster: moments.clusters !== null },
  );

function cohortInput(
  { cohorts, incomplete, observed }: Moments,
  { controls, anticipation }: GroupTimeOptionsUsed,
  isMember: (level: string) => boolean = () => true,
): CohortInput {
  const counts = new Map<number, number>();
  for (const { cohort, level, count } of [...cohorts, ...incomplete]) {
    if (isMember(level)) counts.set(cohort, (counts.get(cohort) ?? 0) + count);
  }
  return { periods: observed, counts, controls, anticipation };
}

function incompleteUnits(
  { incomplete }: Moments,
  isMember: (level: string) => boolean,
  plan: CohortPlan,
  kept: number,
): SampleStep {
  const missing = incomplete.filter(({ level, cohort }) => isMember(level) && plan.placeOf(cohort) >= 0);
  const count = (units: typeof missing): number => units.reduce((sum, one) => sum + one.count, 0);
  const dropped = count(missing);
  const droppedTreated = count(missing.filter(({ cohort }) => cohort !== 0));
  return unbalancedStep(dropped, droppedTreated, kept);
}

function warnOfUnmatched(cells: readonly CellPlan[], unmatched: readonly number[], flow: SampleFlow): void {
  const most = Math.max(0, ...unmatched);
  if (most === 0) return;
  const groups = new Set(cells.filter((_, place) => unmatched[place]! > 0).map(({ g }) => g));
  flow.warn('strata-without-controls', {
    fr: `${plural.fr(most, 'Une unité traitée d’une cohorte n’a aucun témoin dans sa strate et n’entre', 'Jusqu’à # unités traitées d’une cohorte n’ont aucun témoin dans leur strate et n’entrent')} pas dans l’effet (${plural.fr(groups.size, 'cohorte', 'cohortes')} ${someOf(groups)}).`,
    en: `${plural.en(most, 'One treated unit of a cohort has no control in its stratum and does', 'Up to # treated units of a cohort have no control in their stratum and do')} not enter the effect (${plural.en(groups.size, 'cohort', 'cohorts')} ${someOf(groups)}).`,
  });
}

function clustersOf(moments: Moments, members: readonly number[]): number {
  const inside = new Set(members);
  return moments.clusters!.filter((sums) => sums.some(({ cohort }) => inside.has(cohort))).length;
}

/** Weighted shares of the cohorts ever treated, which aggregates count as estimates: IF = (n / W) w 1{cohort = g} - share. */
function cohortShares(moments: Moments, members: readonly number[], plan: CohortPlan, n: number) {
  const size = loadingSize(moments);
  const placeOf = new Map(members.map((member) => [member, plan.placeOf(moments.cohorts[member]!.cohort)]));
  const total = (places: readonly number[]): number =>
    places.reduce((sum, place) => sum + moments.cohorts[place]!.weight, 0);
  const weight = total(members);
  const values = plan.cohorts
    .slice(1)
    .map((_, target) => total(members.filter((member) => placeOf.get(member) === target + 1)) / weight);
  const load = (member: number, loadings: Float64Array): void => {
    const place = placeOf.get(member);
    if (place === undefined) return;
    for (const [target, share] of values.entries()) {
      if (place === target + 1) loadings[target * size + size - 2] = n / weight;
      loadings[target * size + size - 1] = -share;
    }
  };
  return { values, influences: { targets: values.length, load } satisfies Influences };
}

function stacked(parts: readonly Influences[], size: number): Influences {
  return {
    targets: parts.reduce((sum, { targets }) => sum + targets, 0),
    load: (cohort, loadings) => {
      let row = 0;
      for (const { targets, load } of parts) {
        load(cohort, loadings.subarray(row * size, (row + targets) * size));
        row += targets;
      }
    },
  };
}
