import type { Covariate, Labels, Panel } from '../panel.ts';
import type { GroupTimeOptionsUsed, Transform } from '../result.ts';
import { ImpactError, plural, someOf } from '../sentence.ts';
import type { SampleFlow } from './sample-flow.ts';

/** The columns that an estimate reads, all in the layout of the panel. */
export interface Columns {
  readonly outcomes: readonly Float64Array[];
  readonly covariates: readonly Covariate[];
  readonly weights: Float64Array | undefined;
  readonly cluster: Labels | undefined;
}

/** @throws ImpactError when a name is not among the panel's columns. */
export function selectColumns(panel: Panel, used: GroupTimeOptionsUsed, flow: SampleFlow): Columns {
  const outcomes = used.outcomes.map((name) => {
    const values = panel.outcomes[name];
    if (!values) throw unknown('outcome', name, Object.keys(panel.outcomes));
    return transformed(name, values, used.transform, flow);
  });
  const covariates = used.covariates.map((name) => {
    const covariate = panel.covariates?.[name];
    if (!covariate) throw unknown('covariate', name, Object.keys(panel.covariates ?? {}));
    return covariate;
  });
  const weights = used.weighted ? panel.weights : undefined;
  if (weights) checkWeights(weights);
  return { outcomes, covariates, weights, cluster: used.clustered ? panel.cluster : undefined };
}

function unknown(kind: 'outcome' | 'covariate', name: string, known: readonly string[]): ImpactError {
  const [fr, en] = kind === 'outcome' ? ['variable de résultat', 'outcome'] : ['covariable', 'covariate'];
  return new ImpactError(`unknown-${kind}`, {
    fr: `Le panel n’a pas de ${fr} «\u202f${name}\u202f»\u202f; il a\u202f: ${someOf(known) || 'aucune'}.`,
    en: `The panel has no ${en} “${name}”; it has: ${someOf(known) || 'none'}.`,
  });
}

function checkWeights(weights: Float64Array): void {
  const rows: number[] = [];
  let count = 0;
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight < 0) {
      count += 1;
      if (rows.length < 5) rows.push(row + 1);
    } else if (Number.isFinite(weight)) sum += weight;
  }
  if (count > 0)
    throw new ImpactError(
      'weights-negative',
      {
        fr: `${plural.fr(count, '# poids est négatif (ligne', '# poids sont négatifs (lignes')} ${someOf(rows)})\u202f: un poids est un nombre positif ou nul.`,
        en: `${plural.en(count, '# weight is negative (row', '# weights are negative (rows')} ${someOf(rows)}): a weight is zero or more.`,
      },
      { rows, count },
    );
  if (sum === 0)
    throw new ImpactError('weights-zero', {
      fr: 'Tous les poids sont nuls\u202f: aucune unité ne compterait.',
      en: 'All weights are zero: no unit would count.',
    });
}

type Formula = (value: number) => number;

/** What a transform cannot take becomes NaN, and the row leaves with the other missing values. Growth is a difference of logarithms (observations.ts). */
const FORMULAS: Record<Exclude<Transform, 'level'>, Formula> = {
  log: (value) => (value > 0 ? Math.log(value) : Number.NaN),
  growth: (value) => (value > 0 ? Math.log(value) : Number.NaN),
  log1p: (value) => (value > -1 ? Math.log1p(value) : Number.NaN),
  asinh: Math.asinh,
  binary: (value) => (Number.isNaN(value) ? Number.NaN : value > 0 ? 1 : 0),
};

function transformed(name: string, values: Float64Array, transform: Transform, flow: SampleFlow): Float64Array {
  if (transform === 'level') return values;
  const formula = FORMULAS[transform];
  const result = values.map(formula);
  let lost = 0;
  for (let row = 0; row < values.length; row++)
    if (Number.isFinite(values[row]!) && Number.isNaN(result[row]!)) lost += 1;
  if (lost > 0)
    flow.warn('transform-undefined', {
      fr: `${plural.fr(lost, '# valeur', '# valeurs')} de «\u202f${name}\u202f» ${plural.fr(lost, 'n’a pas de logarithme (nulle ou négative) et sort', 'n’ont pas de logarithme (nulles ou négatives) et sortent')} de l’échantillon. Une entreprise qui disparaît n’est plus suivie\u202f: étudiez aussi sa survie (transformation «\u202fbinary\u202f»).`,
      en: `${plural.en(lost, '# value', '# values')} of “${name}” ${plural.en(lost, 'has no logarithm (zero or negative) and leaves', 'have no logarithm (zero or negative) and leave')} the sample. A firm that dies is no longer followed: study its survival too (transform “binary”).`,
    });
  if (transform === 'asinh' || transform === 'log1p')
    flow.warn('transform-scale', {
      fr: `Avec «\u202f${transform}\u202f», l’effet sur «\u202f${name}\u202f» dépend de l’unité de mesure dès que la variable peut valoir zéro\u202f: ne le lisez pas comme un pourcentage.`,
      en: `With “${transform}”, the effect on “${name}” depends on the unit of measurement as soon as the variable may be zero: do not read it as a percentage.`,
    });
  return result;
}
