import type { Role } from '#kit/actor.ts';

/** Conducts evaluations, each person their own. */
export const EVALUATORS = ['evaluator', 'administrator'] as const satisfies readonly Role[];

/** Opens the room: evaluators see their own evaluations, the auditor sees all and changes none. */
export const READERS = [...EVALUATORS, 'auditor'] as const satisfies readonly Role[];
