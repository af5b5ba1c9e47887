import { type AggregateOptions, aggregate, cellCovariance } from '../aggregate.ts';
import { simultaneousBand } from '../band.ts';
import { normalQuantile } from '../distributions.ts';
import type { Aggregation, AggregationKind, Band, Estimate, GroupTimeResult, JointCovariance } from '../result.ts';
import { type GroupTimeJson, groupTimeJson } from '../result-json.ts';

/** Bounds in the order of the estimates; null where there is no error. */
export type Bounds = Pick<Band, 'lower' | 'upper'> & { readonly critical: number };

export type ByKind<T> = Readonly<Record<Exclude<AggregationKind, 'simple'>, T>>;

/** A result ready to be shown: its published form, its aggregations, and the interval of each estimate. */
export interface BoundedResult {
  readonly json: GroupTimeJson;
  readonly aggregations: ByKind<Aggregation>;
  /** True when each set of estimates lies in its band at once with probability 1 − alpha; false for an interval each. */
  readonly simultaneous: boolean;
  readonly cells: Bounds;
  readonly rows: ByKind<Bounds>;
  /** Normal quantile: half-width of one interval, in standard errors. */
  readonly pointwise: number;
}

export type Windows = Omit<AggregateOptions, 'kind' | 'outcome'>;

/** @param simultaneous one band for all cells, and one for each aggregation, instead of an interval for each estimate. */
export function boundedResult(
  result: GroupTimeResult,
  {
    outcome = result.outcomes[0]!.outcome,
    simultaneous,
    windows = {},
  }: { readonly outcome?: string; readonly simultaneous: boolean; readonly windows?: Windows },
): BoundedResult {
  const { alpha, seed } = result.options;
  const { cells, offset } = result.outcomes.find((one) => one.outcome === outcome)!;
  const pointwise = normalQuantile(1 - alpha / 2);
  const bound = (estimates: readonly Estimate[], covariance: () => JointCovariance): Bounds =>
    simultaneous ? simultaneousBand(estimates, covariance(), { alpha, seed }) : intervals(estimates, pointwise);
  const of = <T>(make: (kind: Exclude<AggregationKind, 'simple'>) => T): ByKind<T> => ({
    dynamic: make('dynamic'),
    group: make('group'),
    calendar: make('calendar'),
  });
  const aggregations = of((kind) => aggregate(result, { ...windows, kind, outcome }));
  return {
    json: groupTimeJson(result, outcome, windows),
    aggregations,
    simultaneous,
    cells: bound(cells, () => ({
      size: cells.length,
      values: cellCovariance(
        result,
        cells.map((_, k) => offset + k),
      ),
    })),
    rows: of((kind) => bound(aggregations[kind].rows, () => aggregations[kind].covariance)),
    pointwise,
  };
}

function intervals(estimates: readonly Estimate[], critical: number): Bounds {
  const end = (sign: 1 | -1) =>
    estimates.map(({ att, se }) => (att === null || se === null ? null : att + sign * critical * se));
  return { critical, lower: end(-1), upper: end(1) };
}

/** The published form with its bands, when they are simultaneous. */
export function boundedJson({ json, simultaneous, cells, rows }: BoundedResult) {
  const plain = ({ critical, lower, upper }: Bounds) => ({ critical, lower, upper });
  if (!simultaneous) return json;
  return {
    ...json,
    bands: {
      att_gt: plain(cells),
      dynamic: plain(rows.dynamic),
      group: plain(rows.group),
      calendar: plain(rows.calendar),
    },
  };
}
