import { errorOf } from '../aggregate.ts';
import { type CellPlan, planCells } from '../group-time/cells.ts';
import { type CohortPlan, planCohorts } from '../group-time/cohorts.ts';
import { differencesFromDid, type GroupTimeOptions, resolveOptions } from '../group-time/options.ts';
import { SampleFlow } from '../group-time/sample-flow.ts';
import { preTrendTest } from '../pre-trend.ts';
import {
  type Cell,
  type Cohort,
  ENGINE_VERSION,
  type GroupTimeOptionsUsed,
  type GroupTimeResult,
  type OutcomeEffects,
} from '../result.ts';
import { someOf } from '../sentence.ts';
import { cellEffects } from './cell-effects.ts';
import { type Moments, type RunSql, readMoments } from './cohort-moments.ts';
import { covarianceOf, type Influences, loadingSize } from './influence.ts';
import { type MomentSource, withPeriods } from './moment-source.ts';

/** Options that mean something without unit data; the source says which outcomes, weights, clusters and strata. */
export type MomentOptions = Pick<GroupTimeOptions, 'controls' | 'base' | 'anticipation' | 'alpha' | 'seed'>;

/** Fewer units make asymptotic errors meaningless (did warns below this many plus the number of covariates). */
const FEW_UNITS = 5;
/** Fewer clusters make clustered errors too small. */
const FEW_CLUSTERS = 30;

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

/** Moments over the periods that the estimate will use: without any never treated unit, the last ones go. */
export async function momentsForEstimate(source: MomentSource, run: RunSql, options: MomentOptions): Promise<Moments> {
  const moments = await readMoments(source, run);
  const { periods } = planOf(moments, usedOptions(moments, options), new SampleFlow());
  return periods.length === source.periods.length
    ? moments
    : {
        ...(await readMoments(
          withPeriods(source, (period) => periods.includes(period)),
          run,
        )),
        observed: source.periods,
      };
}

/** One estimate, and what joins it to others on the same moments. */
export interface MomentEstimate {
  readonly result: GroupTimeResult;
  /** Of the targets of the result's joint covariance, per unit of all the moments. */
  readonly influences: Influences;
}

export const groupTimeFromMoments = (moments: Moments, options: MomentOptions = {}): GroupTimeResult =>
  estimateMembers(moments, options, () => true).result;

/** The estimate on some of the cohorts of the moments: those of one level of a factor, say. */
export function estimateMembers(
  moments: Moments,
  options: MomentOptions,
  isMember: (level: string) => boolean,
): MomentEstimate {
  const used = usedOptions(moments, options);
  const flow = new SampleFlow();
  const all = moments.cohorts.flatMap(({ level }, place) => (isMember(level) ? [place] : []));
  const plan = planOf(moments, used, flow, all);
  const members = all.filter((place) => plan.placeOf(moments.cohorts[place]!.cohort) >= 0);
  const total = (value: (place: number) => number): number => members.reduce((sum, place) => sum + value(place), 0);
  const units = total((place) => moments.cohorts[place]!.count);
  tellSample(moments, isMember, plan, units, flow);

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
  tellUnmatched(cells, effects.unmatched, flow);
  const shares = cohortShares(moments, members, plan, units);
  const influences = stacked([effects.influences, shares.influences], loadingSize(moments));
  const covariance = { size: influences.targets, values: covarianceOf(moments, influences, units) };
  tellSmall(moments, members, shares.cohorts, flow);

  const outcomes = moments.outcomes.map((outcome, k): OutcomeEffects => {
    const offset = k * cells.length;
    const estimated = cells.map((cell, place): Cell => {
      const { g, t, period, base } = cell;
      const at = offset + place;
      const att = effects.att[at]!;
      const known = { g, t, base: plan.periods[base]!, att };
      if (period === base) return { ...known, att: 0, se: null, reason: 'reference' };
      if (att === null) return { ...known, se: null, reason: 'no-controls' };
      const se = errorOf(covariance.values[at * covariance.size + at]!);
      return se === null ? { ...known, se, reason: 'no-variance' } : { ...known, se };
    });
    const { wald, warning } = preTrendTest(estimated, offset, covariance);
    if (warning) flow.warnings.push(warning);
    return { outcome, cells: estimated, offset, wald };
  });

  return {
    influences,
    result: {
      estimand: ESTIMAND,
      outcomes,
      cohorts: shares.cohorts,
      periods: plan.periods,
      covariance,
      units,
      clusters: moments.clusters ? clustersOf(moments, members) : null,
      sample: flow.steps,
      warnings: flow.warnings,
      options: used,
      differsFromDid: differencesFromDid(used),
      engine: ENGINE_VERSION,
      inputDigest: moments.digest,
    },
  };
}

const usedOptions = (moments: Moments, options: MomentOptions): GroupTimeOptionsUsed =>
  resolveOptions(
    { ...options, outcomes: moments.outcomes },
    { weights: moments.weighted, cluster: moments.clusters !== null },
  );

function planOf(
  moments: Moments,
  { controls, anticipation }: GroupTimeOptionsUsed,
  flow: SampleFlow,
  places: readonly number[] = moments.cohorts.map((_, place) => place),
): CohortPlan {
  const counts = new Map<number, number>();
  for (const place of places) {
    const { cohort, count } = moments.cohorts[place]!;
    counts.set(cohort, (counts.get(cohort) ?? 0) + count);
  }
  return planCohorts({ periods: moments.observed, counts, controls, anticipation }, flow);
}

function tellSample(
  moments: Moments,
  isMember: (level: string) => boolean,
  plan: CohortPlan,
  units: number,
  flow: SampleFlow,
): void {
  const count = (groups: readonly { readonly count: number }[]): number =>
    groups.reduce((sum, one) => sum + one.count, 0);
  const complete = count(moments.cohorts.filter(({ level }) => isMember(level)));
  const missing = moments.incomplete.filter(({ level, cohort }) => isMember(level) && plan.placeOf(cohort) >= 0);
  const incomplete = count(missing);
  const incompleteTreated = count(missing.filter(({ cohort }) => cohort !== 0));
  const already = complete - units;
  flow.step(
    {
      step: 'already-treated',
      counted: 'units',
      dropped: already,
      kept: units + incomplete,
      droppedTreated: already,
      droppedNever: 0,
      why: {
        fr: `${already} unités déjà traitées à la première période n’ont pas d’avant, et sortent de l’échantillon.`,
        en: `${already} units already treated in the first period have no before, and leave the sample.`,
      },
    },
    { warn: true },
  );
  flow.step(
    {
      step: 'unbalanced',
      counted: 'units',
      dropped: incomplete,
      kept: units,
      droppedTreated: incompleteTreated,
      droppedNever: incomplete - incompleteTreated,
      why: {
        fr: `${incomplete} unités auxquelles il manque une période sortent de l’échantillon (panel cylindré).`,
        en: `${incomplete} units that miss a period leave the sample (balanced panel).`,
      },
    },
    { warn: true },
  );
}

function tellUnmatched(cells: readonly CellPlan[], unmatched: readonly number[], flow: SampleFlow): void {
  const most = Math.max(0, ...unmatched);
  if (most === 0) return;
  const groups = new Set(cells.filter((_, place) => unmatched[place]! > 0).map(({ g }) => g));
  flow.warn('strata-without-controls', {
    fr: `Jusqu’à ${most} unités traitées d’une cohorte n’ont aucun témoin dans leur strate et n’entrent pas dans l’effet (cohortes ${someOf(groups)}).`,
    en: `Up to ${most} treated units of a cohort have no control in their stratum and do not enter the effect (cohorts ${someOf(groups)}).`,
  });
}

function tellSmall(moments: Moments, members: readonly number[], cohorts: readonly Cohort[], flow: SampleFlow): void {
  const small = cohorts.filter(({ units }) => units < FEW_UNITS).map(({ g }) => g);
  if (small.length > 0) {
    flow.warn('small-cohorts', {
      fr: `Des cohortes comptent moins de ${FEW_UNITS} unités (${someOf(small)}) : leurs erreurs types n’ont guère de sens.`,
      en: `Some cohorts have fewer than ${FEW_UNITS} units (${someOf(small)}): their standard errors mean little.`,
    });
  }
  const clusters = moments.clusters ? clustersOf(moments, members) : null;
  if (clusters !== null && clusters < FEW_CLUSTERS) {
    flow.warn('few-clusters', {
      fr: `Il n’y a que ${clusters} grappes : les erreurs par grappe sont trop petites en dessous de ${FEW_CLUSTERS}.`,
      en: `There are only ${clusters} clusters: clustered errors are too small below ${FEW_CLUSTERS}.`,
    });
  }
}

function clustersOf(moments: Moments, members: readonly number[]): number {
  const inside = new Set(members);
  return moments.clusters!.filter((sums) => sums.some(({ cohort }) => inside.has(cohort))).length;
}

/** Weighted shares of the treated cohorts, which aggregates count as estimates: IF = (n / W) w 1{cohort = g} - share. */
function cohortShares(moments: Moments, members: readonly number[], { treated }: CohortPlan, n: number) {
  const size = loadingSize(moments);
  const inside = new Set(members);
  const weight = members.reduce((sum, place) => sum + moments.cohorts[place]!.weight, 0);
  const cohorts = treated.map((g): Cohort => {
    const own = members.map((place) => moments.cohorts[place]!).filter(({ cohort }) => cohort === g);
    return {
      g,
      units: own.reduce((sum, { count }) => sum + count, 0),
      share: own.reduce((sum, one) => sum + one.weight, 0) / weight,
    };
  });
  const load = (place: number, loadings: Float64Array): void => {
    if (!inside.has(place)) return;
    for (const [target, { g, share }] of cohorts.entries()) {
      if (moments.cohorts[place]!.cohort === g) loadings[target * size + size - 2] = n / weight;
      loadings[target * size + size - 1] = -share;
    }
  };
  return { cohorts, influences: { targets: cohorts.length, load } satisfies Influences };
}

export function stacked(parts: readonly Influences[], size: number): Influences {
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

const ESTIMAND = {
  fr: 'Effet moyen du traitement sur les unités traitées, par cohorte et période (ATT(g,t)).',
  en: 'Average effect of treatment on the treated units, by cohort and period (ATT(g,t)).',
};
