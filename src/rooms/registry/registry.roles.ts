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

/** Reads what is reserved on a cluster within its reach: fees, applications, reasons for leaving, accounts of its members. */
export const CLUSTER_READERS = [
  ...CLUSTER_KEEPERS,
  'region-officer',
  'evaluator',
  'auditor',
] as const satisfies readonly Role[];

/** Reads the accounts of an organisation within its reach: the same, and the organisation itself. */
export const ACCOUNT_READERS = [...CLUSTER_READERS, 'organisation-member'] as const satisfies readonly Role[];

/** Reads an organisation's own page within its reach; a métropole and the actors of its territory, without its accounts. */
export const ORGANISATION_READERS = [
  ...ACCOUNT_READERS,
  'metropole-officer',
  'support-provider',
  'training-actor',
] as const satisfies readonly Role[];

/** Searches every organisation of the registry, members or not: names and public identity, which a cluster needs to admit a newcomer. */
export const DIRECTORY_READERS = [...CLUSTER_READERS, 'metropole-officer'] as const satisfies readonly Role[];

/** Applies to a cluster: the organisation itself, or the cluster's team that received the letter. */
export const APPLICANTS = [...CLUSTER_KEEPERS, 'organisation-member'] as const satisfies readonly Role[];
