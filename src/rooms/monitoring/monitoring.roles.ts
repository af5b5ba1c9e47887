import type { Role } from '#kit/actor.ts';

/** Who does what about attention, each within reach of the cluster. */

/** Sees the clusters within reach beside each other. */
export const PORTFOLIO_READERS = [
  'administrator',
  'state-officer',
  'region-officer',
  'metropole-officer',
  'evaluator',
  'auditor',
] as const satisfies readonly Role[];

/** Reads what is judged of one cluster: its team too. */
export const CLUSTER_READERS = [
  ...PORTFOLIO_READERS,
  'cluster-director',
  'cluster-officer',
] as const satisfies readonly Role[];

/** Proposes, starts, reviews and ends a reinforced monitoring: the State. */
export const PLAN_KEEPERS = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Answers for the cluster. */
export const PLAN_ANSWERERS = ['administrator', 'cluster-director'] as const satisfies readonly Role[];
