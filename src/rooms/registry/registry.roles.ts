import type { Role } from '#kit/actor.ts';

/**
 * Who does what in the registry. Each set is combined with a place (place.ts): a State officer of one region keeps the clusters of that
 * region, a cluster officer those of one cluster.
 */

/** The frame itself: phases of the programme, new clusters. */
export const PROGRAMME_KEEPERS = ['administrator'] as const satisfies readonly Role[];

/** Decisions of the State: label, category, rating, strategic designation, regions, succession. */
export const LABEL_AUTHORITIES = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Whoever keeps a cluster's own file: identity, members, applications. */
export const CLUSTER_KEEPERS = [
  'administrator',
  'state-officer',
  'cluster-director',
  'cluster-officer',
] as const satisfies readonly Role[];

/** Acts that engage the cluster's association: its governance body and its representative. */
export const GOVERNANCE_KEEPERS = [
  'administrator',
  'state-officer',
  'cluster-director',
] as const satisfies readonly Role[];

/** An organisation's figures: those who keep its clusters, and itself. */
export const ORGANISATION_KEEPERS = [...CLUSTER_KEEPERS, 'organisation-member'] as const satisfies readonly Role[];

/** Group links concern several organisations, of several clusters. */
export const GROUP_KEEPERS = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Reads what is reserved on a cluster within its reach: fees, applications, reasons for leaving. */
export const CLUSTER_READERS = [
  ...CLUSTER_KEEPERS,
  'region-officer',
  'metropole-officer',
  'evaluator',
  'auditor',
] as const satisfies readonly Role[];

/** Reads an organisation's own page within its reach. */
export const ORGANISATION_READERS = [...CLUSTER_READERS, 'organisation-member'] as const satisfies readonly Role[];

/** Reads the list of organisations: names and public identity, which a cluster needs to admit a member that it does not know yet. */
export const DIRECTORY_READERS = ORGANISATION_READERS;

/** Applies to a cluster: the organisation itself, or the cluster's team that received the letter. */
export const APPLICANTS = [...CLUSTER_KEEPERS, 'organisation-member'] as const satisfies readonly Role[];
