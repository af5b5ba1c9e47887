import type { Role } from '#kit/actor.ts';

/** Who does what with figures, each within reach of the cluster. */

/** Keeps figures true: counts again, imports official series, chooses between sources. */
export const FIGURE_KEEPERS = [
  'administrator',
  'state-officer',
  'cluster-director',
  'cluster-officer',
] as const satisfies readonly Role[];

/** Brings official statistics in, and chooses which of several sources is retained. */
export const STATISTICS_KEEPERS = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Reads a cluster's figures and the facts behind them; everybody else reads what was published, under statistical secrecy (R113). */
export const FIGURE_READERS = [
  ...FIGURE_KEEPERS,
  'region-officer',
  'metropole-officer',
  'evaluator',
  'auditor',
] as const satisfies readonly Role[];
