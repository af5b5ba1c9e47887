import type { Moments } from '../moments/cohort-moments.ts';
import { ImpactError, plural, type Sentence, type Warning } from '../sentence.ts';

export type ComparisonKind = 'treated-never' | 'treated-always' | 'earlier-later' | 'later-earlier';

/** One comparison of two cohorts before and after, and its weight in the two-way estimate. */
export interface Comparison {
  /** First period observed under treatment. */
  readonly treated: number;
  /** The cohort that serves as control, likewise; 0 = never treated. */
  readonly control: number;
  readonly kind: ComparisonKind;
  readonly estimate: number;
  /** Weights of all comparisons sum to one. */
  readonly weight: number;
}

export interface Decomposition {
  readonly comparisons: readonly Comparison[];
  /** Equals the two-way fixed effects estimate. */
  readonly estimate: number;
  readonly shares: Readonly<Record<ComparisonKind, number>>;
  readonly warnings: readonly Warning[];
}

/** Share of the weight on comparisons with units already treated above which the two-way estimate deserves a warning. */
const NOTABLE_SHARE = 0.05;

/**
 * What a two-way fixed effects estimate averages (Goodman-Bacon 2021, theorem 1), on a balanced panel without covariates. Comparisons whose
 * control is already treated take away that control's own change of effect: they are the reason not to trust the average.
 * @throws ImpactError when no two cohorts are treated at different times: there is nothing to compare
 */
export function goodmanBacon(moments: Moments, outcome = 0): Decomposition {
  const { periods } = moments;
  const span = periods.length;
  const units = moments.cohorts.reduce((sum, { count }) => sum + count, 0);
  const groups = new Map<number, { share: number; total: Float64Array }>();
  for (const { cohort, count, mean } of moments.cohorts) {
    const g = firstSeenTreated(cohort, periods);
    const group = groups.get(g) ?? { share: 0, total: new Float64Array(span) };
    for (let t = 1; t < span; t++) group.total[t] = group.total[t]! + count * mean[outcome * (span - 1) + t - 1]!;
    group.share += count;
    groups.set(g, group);
  }
  const cohorts = [...groups].map(([g, { share, total }]) => ({
    g,
    share: share / units,
    means: total.map((value) => value / share),
    treatedShare: g === 0 ? 0 : periods.filter((t) => t >= g).length / span,
  }));
  const found: (Omit<Comparison, 'weight'> & { readonly raw: number })[] = [];
  for (const treated of cohorts.filter(({ treatedShare }) => treatedShare > 0 && treatedShare < 1)) {
    for (const control of cohorts.filter(({ g }) => g !== treated.g)) {
      const [d, o] = [treated.treatedShare, control.treatedShare];
      const share = treated.share / (treated.share + control.share);
      const spread = (treated.share + control.share) ** 2 * share * (1 - share);
      const [kind, raw, used]: [ComparisonKind, number, (t: number) => boolean] =
        o === 0
          ? ['treated-never', spread * d * (1 - d), () => true]
          : o === 1
            ? ['treated-always', spread * d * (1 - d), () => true]
            : d > o
              ? ['earlier-later', spread * (d - o) * (1 - d), (t) => t < control.g]
              : ['later-earlier', spread * d * (o - d), (t) => t >= control.g];
      const change = (means: Float64Array): number =>
        average(means, (p) => used(periods[p]!) && periods[p]! >= treated.g) -
        average(means, (p) => used(periods[p]!) && periods[p]! < treated.g);
      found.push({
        treated: treated.g,
        control: control.g,
        kind,
        raw,
        estimate: change(treated.means) - change(control.means),
      });
    }
  }
  if (found.length === 0) throw nothingToCompare();
  const total = found.reduce((sum, { raw }) => sum + raw, 0);
  const comparisons = found.map(({ raw, ...comparison }): Comparison => ({ ...comparison, weight: raw / total }));
  const shareOf = (kind: ComparisonKind): number =>
    comparisons.reduce((sum, one) => sum + (one.kind === kind ? one.weight : 0), 0);
  const shares = {
    'treated-never': shareOf('treated-never'),
    'treated-always': shareOf('treated-always'),
    'earlier-later': shareOf('earlier-later'),
    'later-earlier': shareOf('later-earlier'),
  };
  const forbidden = shares['later-earlier'] + shares['treated-always'];
  return {
    comparisons,
    estimate: comparisons.reduce((sum, { weight, estimate }) => sum + weight * estimate, 0),
    shares,
    warnings: [
      ...(forbidden > NOTABLE_SHARE ? [{ code: 'forbidden-comparisons', ...alreadyTreatedControls(forbidden) }] : []),
      ...incompleteWarnings(moments),
    ],
  };
}

/**
 * Cohorts treated in the same periods of the panel are one group of the theorem: all those treated before its beginning, all those treated
 * after its end (never, here), and those of 2001 and 2002 when 2001 is not observed.
 */
const firstSeenTreated = (cohort: number, periods: Moments['periods']): number =>
  cohort === 0 ? 0 : (periods.find((t) => t >= cohort) ?? 0);

function average(values: Float64Array, isUsed: (place: number) => boolean): number {
  const used = values.filter((_, place) => isUsed(place));
  return used.reduce((sum, value) => sum + value, 0) / used.length;
}

const alreadyTreatedControls = (share: number): Sentence => ({
  fr: `L’estimation à double effet fixe compare pour ${(100 * share).toFixed(0)} % de son poids à des unités déjà traitées\u202f: si l’effet évolue, elle est biaisée. Préférez les effets par cohorte et période.`,
  en: `The two-way estimate compares with units already treated for ${(100 * share).toFixed(0)} % of its weight: if the effect evolves, it is biased. Prefer effects by cohort and period.`,
});

/** Theorem 1 holds on a balanced panel: a regression that keeps the other rows has another coefficient. */
function incompleteWarnings({ incomplete }: Moments): Warning[] {
  const left = incomplete.reduce((sum, { count }) => sum + count, 0);
  if (left === 0) return [];
  return [
    {
      code: 'incomplete-units-left-out',
      fr: `La décomposition laisse de côté ${plural.fr(left, '# unité à laquelle il manque une période', '# unités auxquelles il manque une période')}\u202f: sa moyenne n’est pas le coefficient d’une régression qui garde leurs lignes.`,
      en: `The decomposition leaves out ${plural.en(left, '# unit that lacks a period', '# units that lack a period')}: its average is not the coefficient of a regression that keeps their rows.`,
    },
  ];
}

const nothingToCompare = () =>
  new ImpactError('bacon-nothing-to-compare', {
    fr: 'La décomposition de Goodman-Bacon compare des cohortes traitées à des dates différentes, ou jamais\u202f: ce panel n’en a pas deux dont l’une est observée avant et après son traitement.',
    en: 'The Goodman-Bacon decomposition compares cohorts treated at different dates, or never: this panel does not have two, one of them observed before and after its treatment.',
  });
