import type { Role } from '#kit/actor.ts';

/** Who does what in a campaign, each within reach of the cluster. */

/** Runs the campaign: opens, closes, validates, publishes, edits what is asked, decides exceptions. */
export const CAMPAIGN_KEEPERS = ['administrator'] as const satisfies readonly Role[];

/** Fills in a return. */
export const RETURN_WRITERS = [
  'administrator',
  'cluster-director',
  'cluster-officer',
] as const satisfies readonly Role[];

/** Answers for the State, the first step. */
export const STATE_APPROVERS = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Answers for the region, the second step. */
export const REGION_APPROVERS = ['administrator', 'region-officer'] as const satisfies readonly Role[];

export const APPROVERS = ['administrator', 'state-officer', 'region-officer'] as const satisfies readonly Role[];

/** Gives an opinion for an authority that signed the contract. */
export const OPINION_GIVERS = ['region-officer', 'metropole-officer'] as const satisfies readonly Role[];

/** Reads returns before they are published. */
export const RETURN_READERS = [
  ...RETURN_WRITERS,
  'state-officer',
  'region-officer',
  'metropole-officer',
  'evaluator',
  'auditor',
] as const satisfies readonly Role[];
