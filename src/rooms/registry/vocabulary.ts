import { SIZE_CATEGORIES } from './size-category.rules.ts';

/** The closed lists of the registry. Their words in French and English stand with the pages. */

/** Geographic category (R05). Independent of the rating and of the strategic designation (R06). */
export const CLUSTER_CATEGORIES = ['mondial', 'a-vocation-mondiale', 'national'] as const;
export type ClusterCategory = (typeof CLUSTER_CATEGORIES)[number];

/** Result of an evaluation, such as that of 2012. */
export const RATINGS = ['tres-performant', 'performant', 'moins-performant'] as const;
export type Rating = (typeof RATINGS)[number];

export const LABEL_DECISIONS = ['granted', 'renewed', 'withdrawn', 'merged'] as const;
export type LabelDecision = (typeof LABEL_DECISIONS)[number];

/** What the decisions taken so far make of the label on a day. */
export const LABEL_STATES = ['candidate', 'labelled', 'expired', 'withdrawn', 'merged'] as const;
export type LabelState = (typeof LABEL_STATES)[number];

export const SUCCESSION_NATURES = ['renaming', 'merger', 'absorption', 'partial-takeover', 'split'] as const;
export type SuccessionNature = (typeof SUCCESSION_NATURES)[number];

/** How sure a fact is: an official document, the press, or general knowledge, which is never shown as official. */
export const CERTAINTIES = ['official', 'press', 'background'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/**
 * What an organisation is in the programme. `authority`: région, département, métropole, commune; `state-body`: a service or agency
 * of the State.
 */
export const ORGANISATION_KINDS = [
  'firm',
  'laboratory',
  'training-body',
  'platform',
  'transfer-body',
  'authority',
  'state-body',
  'investor',
  'support-provider',
  'cluster-body',
  'professional-body',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Size of an enterprise as a filter: `unknown` when no closed accounts allow to say. */
export const SIZE_FILTERS = [...SIZE_CATEGORIES, 'unknown'] as const;
export type SizeFilter = (typeof SIZE_FILTERS)[number];

/** The four groups of members, with seats on the board (R43): SMEs; mid-caps and large groups; research and training; others. */
export const COLLEGES = ['sme', 'large', 'research-training', 'other'] as const;
export type College = (typeof COLLEGES)[number];

export const APPLICATION_STATES = ['submitted', 'admitted', 'refused', 'withdrawn'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const REFUSAL_GROUNDS = ['off-strategy', 'not-eligible', 'incomplete', 'other'] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];
