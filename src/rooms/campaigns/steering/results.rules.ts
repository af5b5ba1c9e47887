import { FEWEST_FIRMS, TOTAL, withheldCells } from '#engines/secrecy/secrecy.ts';
import { middle } from './burden.rules.ts';

/** Indicators that add up what firms employ, earn or raise: under statistical secrecy when few firms stand behind (R113). */
export const FIRM_FIGURES: ReadonlySet<string> = new Set(['EMP-01', 'EMP-02', 'EMP-03', 'EXP-01', 'FIN-02', 'RES-06']);

/** The indicator that counts the firms behind them. */
export const FIRMS = 'MEM-02';

export interface ClusterFigure {
  readonly indicator: string;
  readonly cluster: string;
  readonly value: number;
}

export interface PublishedFigure extends Omit<ClusterFigure, 'value'> {
  /** Null: withheld. */
  readonly value: number | null;
}

/**
 * What may be published of each cluster (R113): a figure on firms is withheld where fewer than three member firms are known, and another with it when their
 * sum would betray it. A number of firms that nobody knows counts as one.
 */
export function underSecrecy(figures: readonly ClusterFigure[]): PublishedFigure[] {
  const firms = new Map(figures.filter(({ indicator }) => indicator === FIRMS).map((one) => [one.cluster, one.value]));
  const withheld = new Map(
    [...FIRM_FIGURES].map((code) => {
      const cells = figures
        .filter(({ indicator, value }) => indicator === code && value !== 0)
        .map(({ cluster, value }) => ({
          id: cluster,
          firms: Math.max(1, firms.get(cluster) ?? 1),
          amount: Math.abs(value),
          largest: 0,
        }));
      const total = {
        id: TOTAL,
        firms: cells.reduce((sum, cell) => sum + cell.firms, 0),
        amount: cells.reduce((sum, cell) => sum + cell.amount, 0),
        largest: 0,
      };
      const { primary, complementary } = withheldCells({
        cells: [...cells, total],
        sums: [{ total: TOTAL, parts: cells.map(({ id }) => id) }],
      });
      return [code, new Set([...primary, ...complementary])];
    }),
  );
  return figures.map((one) => (withheld.get(one.indicator)?.has(one.cluster) ? { ...one, value: null } : one));
}

/** What clusters have in common for one indicator; null where fewer than three figures are published. */
export function summary(figures: readonly PublishedFigure[]): {
  readonly clusters: number;
  readonly withheld: number;
  readonly least: number | null;
  readonly middle: number | null;
  readonly most: number | null;
} {
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value]));
  const enough = values.length >= FEWEST_FIRMS;
  return {
    clusters: values.length,
    withheld: figures.length - values.length,
    least: enough ? Math.min(...values) : null,
    middle: enough ? middle(values) : null,
    most: enough ? Math.max(...values) : null,
  };
}
