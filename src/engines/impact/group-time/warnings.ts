import type { Cell, CellReason, GroupTimeOptionsUsed } from '../result.ts';
import { ImpactError, plural, type Sentence, someOf } from '../sentence.ts';
import type { CohortPlan } from './cohorts.ts';
import type { SampleFlow } from './sample-flow.ts';

/** Units that a cohort needs beyond one for each covariate (did). */
const UNITS_BEYOND_COVARIATES = 5;
/** Errors by cluster rest on many clusters; below this a wild bootstrap is safer (IMPACT section 8). */
const FEW_CLUSTERS = 30;

/** @throws ImpactError when the never treated are too few to be the only controls */
export function warnOfSmallCohorts(
  plan: CohortPlan,
  sizes: readonly number[],
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): void {
  const needed = used.covariates.length + UNITS_BEYOND_COVARIATES;
  const count = (k: number) => (used.panel === 'rc' ? sizes[k]! / plan.periods.length : sizes[k]!);
  const small = plan.cohorts.filter((_, k) => count(k) < needed && sizes[k]! > 0 && plan.cohorts[k] !== 0);
  const never = count(0);
  if (never > 0 && never < needed && used.controls === 'never')
    throw new ImpactError('never-too-small', {
      fr: `${plural.fr(sizes[0]!, 'Il n’y a qu’une unité jamais traitée, trop peu pour servir seule de témoin', 'Il n’y a que # unités jamais traitées, trop peu pour servir seules de témoins')} (il en faut ${needed})\u202f: choisissez aussi les pas-encore-traitées.`,
      en: `${plural.en(sizes[0]!, 'There is only # never treated unit, too few to be the only control', 'There are only # never treated units, too few to be the only controls')} (${needed} are needed): choose the not yet treated too.`,
    });
  if (small.length > 0)
    flow.warn('small-cohorts', {
      fr: `Des cohortes ont moins de ${needed} unités (${someOf(small)})\u202f: leurs erreurs types, asymptotiques, ne sont pas fiables\u202f; préférez un test par permutation.`,
      en: `Some cohorts have fewer than ${needed} units (${someOf(small)}): their errors are asymptotic and not to be trusted; prefer a permutation test.`,
    });
}

export function warnOfClusters(clusters: number | null, flow: SampleFlow): void {
  if (clusters !== null && clusters < FEW_CLUSTERS)
    flow.warn('few-clusters', {
      fr: `${plural.fr(clusters, 'Les erreurs reposent sur une grappe seulement', 'Les erreurs reposent sur # grappes seulement')}\u202f: avec moins de ${FEW_CLUSTERS}, préférez le «\u202fwild cluster bootstrap\u202f».`,
      en: `${plural.en(clusters, 'Errors rest on one cluster only', 'Errors rest on # clusters only')}: with fewer than ${FEW_CLUSTERS}, prefer the wild cluster bootstrap.`,
    });
}

const REASONS: Record<Exclude<CellReason, 'reference'>, Sentence> = {
  'no-treated': {
    fr: 'aucune unité traitée n’y est observée aux deux périodes',
    en: 'no treated unit is observed in both periods',
  },
  'no-controls': { fr: 'aucun témoin n’y est disponible', en: 'no control is available' },
  'no-weight': {
    fr: 'toutes les unités traitées, ou tous les témoins, y ont un poids nul',
    en: 'all treated units, or all controls, have a weight of zero there',
  },
  overlap: {
    fr: 'des unités y ont une probabilité d’être traitées supérieure à 0,999\u202f: les covariables distinguent presque parfaitement traités et témoins',
    en: 'some units have a probability of treatment above 0.999: covariates tell treated from controls almost perfectly',
  },
  separation: {
    fr: 'les covariables y séparent les traités des témoins, la probabilité d’être traité n’a pas d’estimation',
    en: 'covariates separate treated from controls, and the probability of treatment has no estimate',
  },
  collinear: {
    fr: 'les covariables y sont colinéaires, ou trop nombreuses, parmi les témoins',
    en: 'covariates are collinear, or too many, among the controls',
  },
  'no-variance': {
    fr: 'la variance y est nulle aux arrondis près, l’erreur type n’est pas définie',
    en: 'the variance is zero up to rounding, and the standard error is not defined',
  },
};

/** One sentence for each reason for which cells have no estimate, or no error. */
export function warnOfCells(outcome: string, cells: readonly Cell[], flow: SampleFlow): void {
  for (const [reason, why] of Object.entries(REASONS)) {
    const concerned = cells.filter((cell) => cell.reason === reason).map(({ g, t }) => `(${g}, ${t})`);
    if (concerned.length === 0) continue;
    const what =
      reason === 'no-variance' ? { fr: 'd’erreur type', en: 'standard error' } : { fr: 'd’effet', en: 'effect' };
    flow.warn(`cells-${reason}`, {
      fr: `«\u202f${outcome}\u202f»\u202f: ${plural.fr(concerned.length, '# cellule (cohorte, période) n’a pas', '# cellules (cohorte, période) n’ont pas')} ${what.fr} — ${someOf(concerned)} — car ${why.fr}.`,
      en: `“${outcome}”: ${plural.en(concerned.length, '# cell (cohort, period) has no', '# cells (cohort, period) have no')} ${what.en} — ${someOf(concerned)} — because ${why.en}.`,
    });
  }
}
