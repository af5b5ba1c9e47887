import type { ReferenceLine } from '../nomenclature.catalogue.ts';
import type { Certainty, ClusterCategory, LabelDecision, Rating, SuccessionNature } from '../vocabulary.ts';
import {
  categorySource,
  DECISION_OF_2010,
  GOVERNANCE_BODIES,
  GRANTED_IN_2010,
  LIST_SOURCE,
  OFFICIAL_NUMBERS,
  OTHER_CLUSTERS,
  PHASE_III,
  ratingSource,
  SUCCESSIONS,
} from './cluster-facts.ts';

/** The first day on which the list of 2013 is known to hold. */
const OPENING = '2013-01-01';
const RATED_IN = 2012;

/** A cluster as the reference data gives it; the store writes it as it stands. */
export interface ReferenceCluster {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly city: string | null;
  readonly departement: string | null;
  readonly website: string | null;
  readonly officialNumber: string | null;
  readonly history: string | null;
  readonly confidence: 'haute' | 'moyenne' | null;
  readonly source: string;
}

export interface ClusterReference {
  readonly clusters: readonly ReferenceCluster[];
  readonly categories: readonly {
    cluster: string;
    category: ClusterCategory;
    from: string;
    certainty: Certainty;
    source: string;
  }[];
  readonly ratings: readonly {
    cluster: string;
    year: number;
    rating: Rating;
    certainty: Certainty;
    source: string;
  }[];
  /** Regions of 2013; those of 2016 follow from the départements. */
  readonly regions: readonly { cluster: string; region: string; coordinating: boolean; source: string }[];
  readonly decisions: readonly {
    id: string;
    cluster: string;
    decision: LabelDecision;
    decidedOn: string;
    validFrom: string;
    validTo: string | null;
    authority: string;
    reference: string;
    certainty: Certainty;
    source: string;
  }[];
  readonly successions: readonly {
    from: string;
    to: string;
    year: number | null;
    nature: SuccessionNature;
    certainty: Certainty;
    source: string;
  }[];
  readonly bodies: readonly {
    cluster: string;
    id: string;
    name: string;
    siren: string;
    siret: string;
    source: string;
  }[];
}

const filled = (cell: string | undefined): string | null => (cell ? cell : null);
const words = (cell: string | undefined): string[] => (cell ?? '').split(' ').filter((word) => word !== '');

/** Puts the two files and the facts beside them together. Throws when a line has no complement: a file is never half read. */
export function clusterReference(
  lines: readonly ReferenceLine[],
  complements: readonly ReferenceLine[],
): ClusterReference {
  const complementOf = new Map(complements.map((line) => [line.slug!, line]));
  const both = lines.map((line) => {
    const complement = complementOf.get(line.slug!);
    if (!complement) throw new Error(`${line.slug} has no line in poles-2013-complements.csv`);
    return { slug: line.slug!, line, complement };
  });
  return {
    clusters: [
      ...both.map(({ slug, line, complement }) => ({
        id: slug,
        name: line.name!,
        sector: line.sector!,
        city: filled(line.city),
        departement: filled(line.department_code),
        website: filled(line.website),
        officialNumber: OFFICIAL_NUMBERS[slug] ?? null,
        history: filled(complement.historique_et_evolution),
        confidence: complement.confiance_ligne as 'haute' | 'moyenne',
        source: LIST_SOURCE,
      })),
      ...OTHER_CLUSTERS.map(({ slug, name, sector, history, source }) => ({
        id: slug,
        name,
        sector,
        city: null,
        departement: null,
        website: null,
        officialNumber: null,
        history,
        confidence: null,
        source,
      })),
    ],
    categories: both.map(({ slug, line }) => ({
      cluster: slug,
      category: line.category as ClusterCategory,
      from: OPENING,
      ...categorySource(slug),
    })),
    ratings: both.map(({ slug, complement }) => ({
      cluster: slug,
      year: RATED_IN,
      rating: complement.evaluation_2012 as Rating,
      ...ratingSource(slug, complement.evaluation_2012!),
    })),
    regions: both.flatMap(({ slug, line, complement }) => [
      { cluster: slug, region: line.region_code_2013!, coordinating: true, source: LIST_SOURCE },
      ...words(complement.autres_regions_2013).map((region) => ({
        cluster: slug,
        region,
        coordinating: false,
        source: LIST_SOURCE,
      })),
    ]),
    decisions: [
      ...GRANTED_IN_2010.map((cluster) => decisionOf2010(cluster, 'granted')),
      ...OTHER_CLUSTERS.filter((other) => other.withdrawnIn2010).map(({ slug }) => decisionOf2010(slug, 'withdrawn')),
      ...both.map(({ slug, complement }) => phaseIII(slug, complement.evaluation_2012!)),
    ],
    successions: [...SUCCESSIONS],
    bodies: both.flatMap(({ slug, complement }) => {
      const siret = filled(complement.siret_association);
      const body = GOVERNANCE_BODIES[slug];
      if (!siret || !body) return [];
      const siren = siret.slice(0, 9);
      return [{ cluster: slug, id: `org-siren-${siren}`, ...body, siren, siret }];
    }),
  };
}

const decisionOf2010 = (cluster: string, decision: 'granted' | 'withdrawn') => ({
  id: `lbl-2010-${cluster}`,
  cluster,
  decision,
  ...DECISION_OF_2010,
  validFrom: DECISION_OF_2010.decidedOn,
  validTo: null,
});

function phaseIII(cluster: string, rating: string) {
  const { certainty } = ratingSource(cluster, rating);
  return {
    id: `lbl-2013-${cluster}`,
    cluster,
    decision: 'renewed' as const,
    ...PHASE_III,
    certainty,
    source: PHASE_III.source(certainty === 'press'),
  };
}
