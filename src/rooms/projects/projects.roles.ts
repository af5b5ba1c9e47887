import type { Role } from '#kit/actor.ts';

/** Who does what on a project, each within reach of it (place.ts). */

/** The team of a cluster that follows or labels it. */
export const TEAM = ['administrator', 'cluster-director', 'cluster-officer'] as const satisfies readonly Role[];

/** Writes a project: the cluster's team, and whoever represents its lead partner. */
export const WRITERS = [...TEAM, 'organisation-member'] as const satisfies readonly Role[];

/** Bears public money: reads the files that ask for some. */
export const FUNDERS = ['state-officer', 'region-officer', 'metropole-officer'] as const satisfies readonly Role[];

/** Decides on public money in the name of a funder. */
export const DECIDERS = ['administrator', ...FUNDERS] as const satisfies readonly Role[];

/** Reads projects as a work of its own: lists, files, figures. */
export const READERS = [...TEAM, ...FUNDERS, 'evaluator', 'auditor'] as const satisfies readonly Role[];

/** Everyone who may find a project among those that concern them. */
export const CONCERNED = [...READERS, 'organisation-member'] as const satisfies readonly Role[];
