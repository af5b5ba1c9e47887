import type { Role } from '#kit/actor.ts';

/** Who does what on a contract, each within reach of its cluster (place.ts). */

/** Opens a contract, records the CNI's sessions and decisions: the State. */
export const STATE_KEEPERS = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Writes the text: the cluster's team. Everybody else proposes changes. */
export const WRITERS = ['administrator', 'cluster-director', 'cluster-officer'] as const satisfies readonly Role[];

/** Engages the cluster's association: sends for signature, withdraws, proposes an amendment. */
export const CLUSTER_HEADS = ['administrator', 'cluster-director'] as const satisfies readonly Role[];

/** The authorities at the table. */
export const AUTHORITIES = ['state-officer', 'region-officer', 'metropole-officer'] as const satisfies readonly Role[];

/** Everyone at the table: discusses, comments, proposes. */
export const NEGOTIATORS = [...WRITERS, ...AUTHORITIES] as const satisfies readonly Role[];

/** Conducts the procedure between the parties: parties, deliberations, the board. */
export const CONDUCTORS = [...STATE_KEEPERS, 'cluster-director', 'cluster-officer'] as const satisfies readonly Role[];

/** Reads a contract before it is public, and what is not public of it afterwards. */
export const CONTRACT_READERS = [...NEGOTIATORS, 'evaluator', 'auditor'] as const satisfies readonly Role[];

/** Sets the programme's rules on contracts. */
export const RULE_KEEPERS = ['administrator'] as const satisfies readonly Role[];
