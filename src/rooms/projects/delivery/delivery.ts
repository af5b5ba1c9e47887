/** What may be planned of a project's work. */
export const MILESTONE_KINDS = ['milestone', 'deliverable'] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** What a change to the agreement may be about. */
export const CHANGE_KINDS = ['delay', 'budget', 'partner', 'object'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CHANGE_STATES = ['asked', 'accepted', 'refused', 'withdrawn'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

export const RESULT_KINDS = ['product', 'process', 'service', 'patent', 'publication', 'start-up', 'standard'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** Months after the end of research at which each partner is asked what became of it (R82). */
export const FOLLOW_UP_MONTHS = [12, 24, 36, 60] as const;
export type FollowUpMonths = (typeof FOLLOW_UP_MONTHS)[number];

export const FOLLOW_UP_STATES = ['planned', 'sent', 'answered', 'refused', 'not-known', 'cancelled'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** Where the product stands when its partner is asked: the third question. */
export const PRODUCT_STANDINGS = ['none-yet', 'industrialising', 'sold-in-france', 'sold-abroad', 'given-up'] as const;
export type ProductStanding = (typeof PRODUCT_STANDINGS)[number];

/** Lines whose share can be agreed one by one, beside the whole project. */
export const LINE_SUBJECTS = ['result', 'industrialisation', 'first-sale', 'market-year'] as const;
export type LineSubject = (typeof LINE_SUBJECTS)[number];
export const SUBJECTS = ['project', ...LINE_SUBJECTS] as const;
export type Subject = (typeof SUBJECTS)[number];

export const PARTY_KINDS = ['cluster', 'project', 'funder'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

export const ATTRIBUTION_STATES = ['proposed', 'agreed', 'disputed', 'settled'] as const;
export type AttributionState = (typeof ATTRIBUTION_STATES)[number];
