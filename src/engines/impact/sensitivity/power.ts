import { aggregate, errorOf } from '../aggregate.ts';
import { normalCdf, normalQuantile, studentQuantile, studentTail } from '../distributions.ts';
import { type CellPlan, planCells } from '../group-time/cells.ts';
import { type CohortPlan, planSample } from '../group-time/cohorts.ts';
import { mustBeAnticipation } from '../group-time/options.ts';
import { SampleFlow } from '../group-time/sample-flow.ts';
import type { Aggregation, BasePeriod, ControlGroup } from '../result.ts';
import { ImpactError, plural, type Warning } from '../sentence.ts';
import type { ErrorModel } from './error-model.ts';

/**
 * What a design can detect, before any outcome after treatment is read: group-time effects are linear in outcomes, so their covariance
 * follows from cohort sizes and from how outcomes vary (IMPACT section 5, with the same spread in every cohort). Cells and averages are planned by
 * the very code that will estimate them.
 */
export interface PowerDesign {
  readonly periods: readonly number[];
  /** Units by first treated period; 0 = never. */
  readonly cohorts: ReadonlyMap<number, number>;
  readonly errors: ErrorModel;
  readonly controls?: ControlGroup;
  readonly base?: BasePeriod;
  readonly anticipation?: number;
  /** Clusters, when units of one cluster share shocks: how many, and the correlation of changes within them. */
  readonly clusters?: { readonly count: number; readonly icc: number };
  readonly alpha?: number;
  /** Probability of detecting the minimum detectable effect. */
  readonly power?: number;
  /** Effects, in the unit of the outcome, of which the power is asked. */
  readonly effects?: readonly number[];
}

export interface Detectable {
  readonly se: number;
  /** The smallest effect that is found significant with the probability asked for, in the unit of the outcome. */
  readonly minimum: number;
}

export interface PowerResult {
  /** Mean effect over event times after treatment. */
  readonly overall: Detectable;
  /** By event time. */
  readonly rows: readonly (Detectable & { readonly at: number })[];
  /** What clusters multiply variances by; 1 without them. */
  readonly designEffect: number;
  /** Power of the test of the overall effect. */
  readonly curve: readonly { readonly effect: number; readonly power: number }[];
  /** Dynamic aggregation with the covariance expected and effects of zero: what the power of the pre-trend test reads. */
  readonly expected: Aggregation;
  readonly options: Required<Omit<PowerDesign, 'clusters' | 'cohorts' | 'periods' | 'effects'>>;
  readonly warnings: readonly Warning[];
}

const DEFAULTS = { controls: 'not-yet', base: 'universal', anticipation: 0, alpha: 0.05, power: 0.8 } as const;
/** Below this many clusters their number, not that of units, decides the test. */
const MANY_CLUSTERS = 40;

/** @throws ImpactError when the design has no cell to estimate, or the spread assumed is no spread. */
export function designPower(design: PowerDesign): PowerResult {
  checkDesign(design);
  const { periods, cohorts: counts, errors, clusters, effects = [] } = design;
  const options = {
    controls: design.controls ?? DEFAULTS.controls,
    base: design.base ?? DEFAULTS.base,
    anticipation: design.anticipation ?? DEFAULTS.anticipation,
    alpha: design.alpha ?? DEFAULTS.alpha,
    power: design.power ?? DEFAULTS.power,
    errors,
  };
  const flow = new SampleFlow();
  const plan = planSample(
    { periods, counts, controls: options.controls, anticipation: options.anticipation },
    'units',
    flow,
  );
  const units = unitsByCohort(plan, counts);
  const cells = planCells(plan, options).filter(({ controls }) => controls.some((place) => units[place]! > 0));
  const inflation = designEffectOf(units, clusters);
  const expected = expectedDynamic(plan, units, cells, errors, inflation);
  const test = testOf(options.alpha, clusters?.count);
  const detectable = (se: number | null): Detectable => {
    if (se === null) throw nothingToDetect();
    return { se, minimum: test.multiple(options.power) * se };
  };
  return {
    overall: detectable(expected.overall.se),
    rows: expected.rows.flatMap(({ at, se }) => (se === null ? [] : [{ at, ...detectable(se) }])),
    curve: effects.map((effect) => ({ effect, power: test.power(effect / expected.overall.se!) })),
    expected,
    designEffect: inflation,
    options,
    warnings: [...flow.warnings, ...designWarnings(plan, units, clusters?.count)],
  };
}

function unitsByCohort(plan: CohortPlan, counts: ReadonlyMap<number, number>): number[] {
  const units = plan.cohorts.map(() => 0);
  for (const [g, count] of counts) {
    const place = plan.placeOf(g);
    if (place >= 0) units[place]! += count;
  }
  return units;
}

/** Variance multiplied by what units of one cluster share, as if each cluster were treated as a whole (the worst case). */
function designEffectOf(units: readonly number[], clusters: PowerDesign['clusters']): number {
  if (!clusters) return 1;
  const mean = units.reduce((sum, count) => sum + count, 0) / clusters.count;
  return 1 + Math.max(0, mean - 1) * clusters.icc;
}

function expectedDynamic(
  { cohorts, treated, periods }: CohortPlan,
  units: readonly number[],
  cells: readonly CellPlan[],
  errors: ErrorModel,
  inflation: number,
): Aggregation {
  // One unit of cohort c enters a cell with this weight times its change since the base period.
  const weightOf = ({ cohort, controls }: CellPlan, place: number): number => {
    if (place === cohort) return 1 / units[place]!;
    if (!controls.includes(place)) return 0;
    return -1 / controls.reduce((sum, control) => sum + units[control]!, 0);
  };
  const between = (a: number, b: number) => errors.sd ** 2 * errors.persistence ** Math.abs(periods[a]! - periods[b]!);
  const changes = (a: CellPlan, b: CellPlan) =>
    between(a.period, b.period) - between(a.period, b.base) - between(a.base, b.period) + between(a.base, b.base);
  const size = cells.length + treated.length;
  const values = new Float64Array(size * size);
  const weights = cells.map((cell) => cohorts.map((_, place) => weightOf(cell, place)));
  for (const [row, a] of cells.entries())
    for (const [column, b] of cells.entries()) {
      const shared = units.reduce(
        (sum, count, place) => sum + count * weights[row]![place]! * weights[column]![place]!,
        0,
      );
      values[row * size + column] = inflation * shared * changes(a, b);
    }
  const all = units.reduce((sum, count) => sum + count, 0);
  return aggregate(
    {
      cohorts: treated.map((g) => {
        const count = units[cohorts.indexOf(g)]!;
        return { g, units: count, share: count / all };
      }),
      covariance: { size, values },
      outcomes: [
        {
          outcome: '',
          offset: 0,
          wald: null,
          cells: cells.map(({ g, t, base }, place) => ({
            g,
            t,
            base: periods[base]!,
            att: 0,
            se: errorOf(values[place * size + place]!),
          })),
        },
      ],
    },
    { kind: 'dynamic' },
  );
}

/** Two-sided test: normal with many independent units, Student with as many degrees of freedom as clusters less one. */
function testOf(alpha: number, clusters: number | undefined) {
  const df = clusters === undefined ? null : clusters - 1;
  const quantile = (p: number) => (df === null ? normalQuantile(p) : studentQuantile(p, df));
  const below = (x: number) => (df === null ? normalCdf(x) : 1 - studentTail(x, df));
  const critical = quantile(1 - alpha / 2);
  return {
    multiple: (power: number) => critical + quantile(power),
    power: (ratio: number) => below(Math.abs(ratio) - critical) + below(-Math.abs(ratio) - critical),
  };
}

function checkDesign({ errors, clusters, cohorts, anticipation = 0, alpha = 0.05, power = 0.8 }: PowerDesign): void {
  mustBeAnticipation(anticipation);
  if (!(errors.sd > 0 && Number.isFinite(errors.sd ** 2)) || !(errors.persistence >= 0 && errors.persistence < 1))
    throw new ImpactError('power-error-model', {
      fr: `L’écart-type doit être positif et la persistance comprise entre 0 et 1 (exclu)\u202f; reçu\u202f: ${errors.sd} et ${errors.persistence}.`,
      en: `The standard deviation must be positive and the persistence between 0 and 1 (excluded); received: ${errors.sd} and ${errors.persistence}.`,
    });
  if (clusters && (!(clusters.count >= 2) || !(clusters.icc >= 0 && clusters.icc <= 1)))
    throw new ImpactError('power-clusters', {
      fr: `Il faut au moins deux grappes et une corrélation entre 0 et 1\u202f; reçu\u202f: ${clusters.count} et ${clusters.icc}.`,
      en: `At least two clusters and a correlation between 0 and 1 are needed; received: ${clusters.count} and ${clusters.icc}.`,
    });
  if (!(alpha > 0 && alpha < 1) || !(power > alpha && power < 1))
    throw new ImpactError('power-levels', {
      fr: `Le risque alpha doit être compris entre 0 et 1, et la puissance entre alpha et 1\u202f; reçu\u202f: ${alpha} et ${power}.`,
      en: `Alpha must lie between 0 and 1, and power between alpha and 1; received: ${alpha} and ${power}.`,
    });
  const units = [...cohorts.values()].reduce((sum, count) => sum + count, 0);
  if (clusters && (!Number.isInteger(clusters.count) || clusters.count > units))
    throw new ImpactError('power-clusters', {
      fr: `Le nombre de grappes doit être un entier, au plus celui des unités (${units})\u202f; reçu\u202f: ${clusters.count}.`,
      en: `The number of clusters must be a whole number, at most that of units (${units}); received: ${clusters.count}.`,
    });
  const wrong = [...cohorts].find(([, count]) => !Number.isInteger(count) || count < 0);
  if (wrong)
    throw new ImpactError('power-cohort-size', {
      fr: `Le nombre d’unités de la cohorte ${wrong[0]} doit être un entier positif\u202f; reçu\u202f: ${wrong[1]}.`,
      en: `The number of units of cohort ${wrong[0]} must be a positive whole number; received: ${wrong[1]}.`,
    });
}

const nothingToDetect = () =>
  new ImpactError('power-no-cell', {
    fr: 'Aucune cohorte n’a de témoins après son traitement\u202f: ce plan ne permet d’estimer aucun effet.',
    en: 'No cohort has controls after its treatment: this design allows no effect to be estimated.',
  });

const SMALL_COHORT = 5;

function designWarnings(plan: CohortPlan, units: readonly number[], clusters: number | undefined): Warning[] {
  const small = plan.treated.filter((g) => units[plan.cohorts.indexOf(g)]! <= SMALL_COHORT);
  return [
    ...(small.length > 0
      ? [
          {
            code: 'small-cohorts',
            fr: `${plural.fr(small.length, 'La cohorte', 'Les cohortes')} ${small.join(', ')} ${plural.fr(small.length, 'compte', 'comptent')} ${SMALL_COHORT} unités au plus\u202f: ${plural.fr(small.length, 'sa', 'leur')} puissance propre est indicative, prévoyez un test par permutation.`,
            en: `${plural.en(small.length, 'Cohort', 'Cohorts')} ${small.join(', ')} ${plural.en(small.length, 'has', 'have')} ${SMALL_COHORT} units at most: ${plural.en(small.length, 'its', 'their')} own power is indicative, plan a permutation test.`,
          },
        ]
      : []),
    ...(clusters !== undefined && clusters < MANY_CLUSTERS
      ? [
          {
            code: 'few-clusters',
            fr: `Avec ${clusters} grappes, c’est leur nombre qui limite la puissance\u202f; l’effet minimal suit ici une loi de Student.`,
            en: `With ${clusters} clusters, their number limits power; the minimum effect follows a Student distribution here.`,
          },
        ]
      : []),
  ];
}
