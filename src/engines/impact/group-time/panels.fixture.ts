import { type LongPanel, numeric } from '../panel.ts';
import { uniformAt } from '../random.ts';

export interface Draw {
  readonly units: number;
  /** Calendar periods; consecutive from 1 when absent. */
  readonly periods?: readonly number[];
  /** First treated periods to draw from, 0 = never. */
  readonly cohorts: readonly number[];
  readonly seed: number;
  readonly clusters?: number;
}

/** Effect at event time e in drawn panels. */
export const trueEffect = (e: number): number => 0.2 + 0.05 * e;

/** A panel drawn from a known truth: parallel trends given x1, unit effects, a noise by unit and period, and one by cluster and period. */
export function drawPanel({ units, periods = [1, 2, 3, 4, 5], cohorts, seed, clusters }: Draw): LongPanel {
  const u = (i: number, t: number, k: number) => uniformAt(seed, i, t, k);
  const z = (i: number, t: number, k: number) =>
    (u(i, t, 4 * k) + u(i, t, 4 * k + 1) + u(i, t, 4 * k + 2) + u(i, t, 4 * k + 3) - 2) * Math.sqrt(3);
  const rows = units * periods.length;
  const [unit, period, g, y, x1, x2, cluster, weight] = Array.from({ length: 8 }, () => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < units; i++) {
    const cohort = cohorts[Math.floor(u(i, 0, 400) * cohorts.length)]!;
    const group = clusters ? Math.floor(u(i, 0, 401) * clusters) : i;
    const first = z(i, 0, 10) + (cohort > 0 ? 0.3 : 0);
    for (const [p, t] of periods.entries()) {
      const row = i * periods.length + p;
      unit[row] = 1000 + i;
      period[row] = t;
      g[row] = cohort;
      x1[row] = first;
      x2[row] = z(i, 0, 11);
      cluster[row] = group;
      weight[row] = 0.5 + u(i, 0, 402);
      const effect = cohort > 0 && t >= cohort ? trueEffect(t - cohort) : 0;
      const common = clusters ? 0.3 * z(group + 1_000_000, p + 1, 12) : 0;
      y[row] = z(i, 0, 13) + 0.1 * p + 0.05 * p * first + effect + common + 0.5 * z(i, p + 1, 14);
    }
  }
  return {
    layout: 'long',
    unit,
    period,
    firstTreated: g,
    outcomes: { y },
    covariates: { x1: numeric(x1), x2: numeric(x2) },
    weights: weight,
    ...(clusters ? { cluster } : {}),
  };
}

/** The rows at these positions, in their order. */
export function selectRows(panel: LongPanel, rows: readonly number[]): LongPanel {
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  return {
    ...panel,
    unit: pick(panel.unit as Float64Array),
    period: pick(panel.period),
    firstTreated: pick(panel.firstTreated),
    outcomes: Object.fromEntries(Object.entries(panel.outcomes).map(([name, values]) => [name, pick(values)])),
    covariates: Object.fromEntries(
      Object.entries(panel.covariates ?? {}).map(([name, covariate]) => [
        name,
        covariate.kind === 'numeric' ? numeric(pick(covariate.values)) : covariate,
      ]),
    ),
    ...(panel.weights ? { weights: pick(panel.weights) } : {}),
    ...(panel.cluster ? { cluster: pick(panel.cluster as Float64Array) } : {}),
  };
}
