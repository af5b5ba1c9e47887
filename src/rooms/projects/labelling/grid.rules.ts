/** The criteria grid of a cluster: what reviewers mark, how marks make a score, how far reviewers stand apart. */

export interface Criterion {
  readonly id: string;
  readonly fr: string;
  readonly en: string;
  /** Relative to the other criteria. */
  readonly weight: number;
  /** Highest mark; the lowest is 0. */
  readonly most: number;
}

export type Marks = Readonly<Record<string, number>>;

/** Scores are brought to 100 whatever the grid. */
export const FULL_SCORE = 100;

/** Points between the highest and the lowest score from which the committee is told that its reviewers disagree. Grappe's choice, not a rule of the programme. */
export const SPREAD_TO_DISCUSS = 20;

/**
 * The grid of a cluster that has not written its own. Written for Grappe from what the papers say that labels are judged on (the cluster's
 * roadmap, innovation, market, jobs, consortium: domain 2.6); no official grid was found, and the screens say so.
 */
export const DEFAULT_GRID: readonly Criterion[] = [
  {
    id: 'strategie',
    fr: 'Cohérence avec la feuille de route du pôle',
    en: 'Fit with the cluster’s roadmap',
    weight: 3,
    most: 5,
  },
  {
    id: 'innovation',
    fr: 'Contenu innovant et verrous levés',
    en: 'Innovative content and obstacles removed',
    weight: 3,
    most: 5,
  },
  {
    id: 'marche',
    fr: 'Marché visé et chemin jusqu’à la vente',
    en: 'Target market and way to a sale',
    weight: 3,
    most: 5,
  },
  {
    id: 'retombees',
    fr: 'Retombées pour le territoire\u202f: emplois, investissements, PME',
    en: 'Benefits for the territory: jobs, investment, SMEs',
    weight: 2,
    most: 5,
  },
  {
    id: 'consortium',
    fr: 'Qualité du consortium et partage des résultats',
    en: 'Quality of the consortium and sharing of results',
    weight: 2,
    most: 5,
  },
  {
    id: 'conduite',
    fr: 'Budget, calendrier et conduite du projet',
    en: 'Budget, schedule and management of the project',
    weight: 1,
    most: 5,
  },
];

export type GridFault = { readonly code: 'GRID_EMPTY' } | { readonly code: 'CRITERION_TWICE'; readonly name: string };

/** What is wrong with a grid: it needs at least one criterion, and each of its own name. */
export function gridFault(criteria: readonly Pick<Criterion, 'id' | 'fr'>[]): GridFault | null {
  if (criteria.length === 0) return { code: 'GRID_EMPTY' };
  const seen = new Set<string>();
  for (const { id, fr } of criteria) {
    if (seen.has(id)) return { code: 'CRITERION_TWICE', name: fr };
    seen.add(id);
  }
  return null;
}

export interface MarkFault {
  readonly criterion: string;
  readonly code: 'MARK_MISSING' | 'MARK_OUT_OF_RANGE';
  readonly most: number;
}

/** Marks that are missing, or outside 0 to the criterion's highest. Marks of criteria that the grid does not have are dropped by whoever saves. */
export const markFaults = (criteria: readonly Criterion[], marks: Marks): MarkFault[] =>
  criteria.flatMap(({ id, most }): MarkFault[] => {
    const mark = marks[id];
    if (mark === undefined) return [{ criterion: id, code: 'MARK_MISSING', most }];
    return mark < 0 || mark > most || !Number.isInteger(mark)
      ? [{ criterion: id, code: 'MARK_OUT_OF_RANGE', most }]
      : [];
  });

/** Σ weight × mark ÷ highest mark, over Σ weight, on 100. Throws when a mark is missing: `markFaults` comes first. */
export function weightedScore(criteria: readonly Criterion[], marks: Marks): number {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const earned = criteria.reduce((sum, { id, weight, most }) => {
    const mark = marks[id];
    if (mark === undefined) throw new RangeError(`No mark for the criterion « ${id} »`);
    return sum + (weight * mark) / most;
  }, 0);
  return (FULL_SCORE * earned) / weights;
}

export interface Scores {
  readonly count: number;
  /** Null without a review. */
  readonly mean: number | null;
  /** Between the highest and the lowest; null with fewer than two reviews. */
  readonly spread: number | null;
  readonly toDiscuss: boolean;
}

export function summary(scores: readonly number[]): Scores {
  if (scores.length === 0) return { count: 0, mean: null, spread: null, toDiscuss: false };
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  if (scores.length === 1) return { count: 1, mean, spread: null, toDiscuss: false };
  const spread = Math.max(...scores) - Math.min(...scores);
  return { count: scores.length, mean, spread, toDiscuss: spread >= SPREAD_TO_DISCUSS };
}
