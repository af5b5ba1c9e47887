import { normalQuantile } from '#engines/impact/distributions.ts';
import type {
  AdditionalityFound,
  MatchLook,
  PublishedEstimate,
  SampleStep,
  Sentence,
  Warning,
} from '#engines/impact/index.ts';
import { secretRows } from '#engines/impact/report/secret-rows.ts';

/** A figure that a screen may show; `hidden` when statistical secrecy withholds it. */
export interface ShownEffect {
  readonly at: number;
  readonly att: number | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly hidden: boolean;
}

export const AGGREGATIONS = ['dynamic', 'group', 'calendar'] as const;
export type AggregationName = (typeof AGGREGATIONS)[number];

export interface ShownOutcome {
  readonly outcome: string;
  readonly estimand: Sentence;
  /** Mean over the periods after treatment. */
  readonly overall: Omit<ShownEffect, 'at' | 'hidden'>;
  readonly aggregations: Readonly<
    Record<
      AggregationName,
      { readonly overall: Omit<ShownEffect, 'at' | 'hidden'>; readonly rows: readonly ShownEffect[] }
    >
  >;
  readonly wald: { readonly stat: number; readonly df: number; readonly p: number } | null;
}

/** A result as the room shows it: nothing that rests on fewer than three units, nor what would give it away. */
export interface ShownResult {
  readonly outcomes: readonly ShownOutcome[];
  readonly alpha: number;
  readonly simultaneous: boolean;
  readonly units: number;
  readonly clusters: number | null;
  readonly cohorts: readonly { readonly g: number; readonly units: number | null; readonly share: number | null }[];
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
  readonly differences: readonly { readonly option: string; readonly used: string; readonly did: string }[];
  readonly options: PublishedEstimate['options'];
  readonly engine: string;
  readonly seed: number;
  readonly inputDigest: string;
  readonly withheld: boolean;
  /** R&D, aid and own-financed R&D together, when it was asked; levels that secrecy forbids are not in it. */
  readonly additionality: AdditionalityFound | null;
  /** How units were matched; null when they were not. */
  readonly match: MatchLook | null;
}

type Published = Omit<PublishedEstimate, 'other_outcomes' | 'seed'>;

export function shownResult(json: PublishedEstimate): ShownResult {
  const all: readonly Published[] = [json, ...(json.other_outcomes ?? [])];
  const { cohorts: hidden } = secretRows(json.cohorts, json.att_gt);
  const outcomes = all.map(shownOutcome);
  return {
    outcomes,
    additionality: json.additionality ?? null,
    match: json.match ? matchLook(json.match) : null,
    alpha: json.options.alpha,
    simultaneous: 'bands' in json,
    units: json.n_units,
    clusters: json.n_clusters,
    cohorts: json.cohorts.map(({ g, units, share }) =>
      hidden.has(g) ? { g, units: null, share: null } : { g, units, share },
    ),
    sample: json.sample,
    warnings: otherWarnings(json),
    differences: json.differs_from_did,
    options: json.options,
    engine: json.engine,
    seed: json.seed,
    inputDigest: json.input_digest,
    withheld: outcomes.some(({ aggregations }) =>
      AGGREGATIONS.some((name) => aggregations[name].rows.some((row) => row.hidden)),
    ),
  };
}

/** The warnings that neither the matching nor the sample flow tell already. */
export const otherWarnings = (told: {
  readonly warnings: readonly Warning[];
  readonly sample: readonly SampleStep[];
  readonly match?: Pick<MatchLook, 'warnings'> | null | undefined;
}): Warning[] => {
  const known = new Set([...told.sample.map(({ why }) => why.fr), ...(told.match?.warnings ?? []).map(({ fr }) => fr)]);
  return told.warnings.filter(({ fr }) => !known.has(fr));
};

/** Without the names of units, their pairs and weights. */
const matchLook = ({ period, balance, sizes, support, warnings }: MatchLook): MatchLook => ({
  period,
  balance,
  sizes,
  support,
  warnings,
});

function shownOutcome(json: Published): ShownOutcome {
  const secret = secretRows(json.cohorts, json.att_gt);
  const pointwise = normalQuantile(1 - json.options.alpha / 2);
  const bands =
    'bands' in json
      ? (json.bands as Record<AggregationName, { lower: (number | null)[]; upper: (number | null)[] }>)
      : null;
  const bounded = ({ att, se }: { readonly att: number | null; readonly se: number | null }) => ({
    att,
    se,
    low: att === null || se === null ? null : att - pointwise * se,
    high: att === null || se === null ? null : att + pointwise * se,
  });
  const aggregated = (name: AggregationName) => {
    const { overall, rows } = json.aggte[name];
    return {
      overall: bounded(overall),
      rows: rows.map((row, place): ShownEffect => {
        const at = Object.values(row)[0] as number;
        if (secret.hides(name, at)) return { at, att: null, se: null, low: null, high: null, hidden: true };
        const band = bands?.[name];
        const bounds = band ? { low: band.lower[place] ?? null, high: band.upper[place] ?? null } : {};
        return { at, ...bounded(row), ...bounds, hidden: false };
      }),
    };
  };
  return {
    outcome: json.outcome,
    estimand: json.estimand,
    overall: bounded(json.aggte.dynamic.overall),
    aggregations: { dynamic: aggregated('dynamic'), group: aggregated('group'), calendar: aggregated('calendar') },
    wald: json.wald,
  };
}
