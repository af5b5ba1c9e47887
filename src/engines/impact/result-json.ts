import { type AggregateOptions, aggregate } from './aggregate.ts';
import type {
  Aggregation,
  Cell,
  Difference,
  Estimate,
  GroupTimeOptionsUsed,
  GroupTimeResult,
  SampleStep,
  Wald,
} from './result.ts';
import type { Sentence, Warning } from './sentence.ts';

/** The published form of a result (what `--json` writes): plain values, null where undefined. */
export interface GroupTimeJson {
  readonly engine: string;
  readonly estimand: Sentence;
  readonly outcome: string;
  readonly att_gt: readonly { g: number; t: number; att: number | null; se: number | null; reason?: string }[];
  readonly aggte: {
    readonly simple: Estimate;
    readonly dynamic: AggregationJson<'e'>;
    readonly group: AggregationJson<'g'>;
    readonly calendar: AggregationJson<'t'>;
  };
  readonly wald: Wald | null;
  readonly n_units: number;
  readonly n_clusters: number | null;
  readonly cohorts: readonly { g: number; units: number; share: number }[];
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
  readonly options: GroupTimeOptionsUsed;
  readonly differs_from_did: readonly Difference[];
  readonly input_digest: string;
}

export interface AggregationJson<At extends string> {
  readonly overall: Estimate;
  readonly rows: readonly ({ readonly [name in At]: number } & Estimate)[];
}

/** @param windows `minE`, `maxE`, `balanceE` for the aggregates. */
export function groupTimeJson(
  result: GroupTimeResult,
  outcome = result.outcomes[0]!.outcome,
  windows: Omit<AggregateOptions, 'kind' | 'outcome'> = {},
): GroupTimeJson {
  const effects = result.outcomes.find((one) => one.outcome === outcome) ?? result.outcomes[0]!;
  const aggregated = (kind: AggregateOptions['kind']) =>
    aggregate(result, { ...windows, kind, outcome: effects.outcome });
  return {
    engine: result.engine,
    estimand: result.estimand,
    outcome: effects.outcome,
    att_gt: effects.cells.map(cellJson),
    aggte: {
      simple: aggregated('simple').overall,
      dynamic: rowsJson(aggregated('dynamic'), 'e'),
      group: rowsJson(aggregated('group'), 'g'),
      calendar: rowsJson(aggregated('calendar'), 't'),
    },
    wald: effects.wald,
    n_units: result.units,
    n_clusters: result.clusters,
    cohorts: result.cohorts,
    sample: result.sample,
    warnings: result.warnings,
    options: result.options,
    differs_from_did: result.differsFromDid,
    input_digest: result.inputDigest,
  };
}

const cellJson = ({ g, t, att, se, reason }: Cell) => ({ g, t, att, se, ...(reason ? { reason } : {}) });

function rowsJson<At extends string>({ overall, rows }: Aggregation, name: At): AggregationJson<At> {
  return {
    overall,
    rows: rows.map(({ at, att, se }) => ({ [name]: at, att, se }) as { [key in At]: number } & Estimate),
  };
}
