import type { Cents } from '#kit/money.ts';
import type { Day } from '#kit/period.ts';
import type { OrganisationKind } from '#rooms/registry';

/**
 * What the funding rules read, and nothing else: no row, no screen. Unknown is `null` everywhere and gives « to check »; an amount that is known to be
 * nothing is 0. Amounts are euro cents.
 */

/** Categories of research of State-aid law (R91), nearest to science first. */
export const RESEARCH_CATEGORIES = ['fundamental', 'industrial', 'experimental', 'feasibility'] as const;
export type ResearchCategory = (typeof RESEARCH_CATEGORIES)[number];

/**
 * Size of an enterprise as aid needs it: the décret's categories, with the SME split in small and medium as State-aid law does (R92).
 * `sme` is an SME of which nobody knows whether it is small or medium.
 */
export const AID_SIZES = ['micro', 'small', 'medium', 'sme', 'eti', 'ge'] as const;
export type AidSize = (typeof AID_SIZES)[number];

/**
 * Which text the size comes from. Aid asks for the European definition (recommendation 2003/361: partner and linked enterprises, two years running);
 * the registry computes that of décret 2008-1354. A size by the décret is used, and said to be so.
 */
export const SIZE_DEFINITIONS = ['eu-2003-361', 'decret-2008-1354'] as const;
export type SizeDefinition = (typeof SIZE_DEFINITIONS)[number];

export interface SizeFact {
  readonly category: AidSize;
  readonly definition: SizeDefinition;
}

/** What the rules treat apart (R75); `none` when it is known to be neither. */
export const SPECIAL_KINDS = ['none', 'irt', 'ite', 'farm-cooperative'] as const;
export type SpecialKind = (typeof SPECIAL_KINDS)[number];

export const COST_BASES = ['full', 'additional'] as const;
export type CostBasis = (typeof COST_BASES)[number];

/** Costs by category; 0 where there are none, `null` where nobody said. */
export type ResearchCosts = Readonly<Record<ResearchCategory, Cents | null>>;

export interface PartnerFacts {
  readonly id: string;
  readonly name: string;
  readonly lead: boolean;
  readonly kind: OrganisationKind | null;
  readonly special: SpecialKind | null;
  /** On the decision date (R56); of no use for what is no firm. */
  readonly size: SizeFact | null;
  /** Head of its enterprise (R55): its own id when it stands alone. */
  readonly group: string | null;
  /** ISO 3166 code of the country where its part of the work is done. */
  readonly country: string | null;
  /** Region of the work, in the list of regions of the closing day; shown, not computed with. */
  readonly region: string | null;
  /** Labelling clusters in whose territory its work is done, as territories stand on the closing day (R70). Empty: in none of them. */
  readonly inTerritoryOf: readonly string[] | null;
  readonly costs: ResearchCosts;
  /** Part of its costs that it subcontracts: spent, but no collaboration (R93). */
  readonly subcontractedCents: Cents | null;
  /** Whether a laboratory counts all its costs or only those that the project adds. */
  readonly costBasis: CostBasis | null;
  readonly askedCents: Cents | null;
  /** Public money on the same costs from outside this call (R71). */
  readonly otherPublicCents: Cents | null;
  /** Money of the Investissements d’avenir on the same project: an IRT may not add the FUI to it (R75). */
  readonly piaOnProject: boolean | null;
  /** Free to publish its results (R93); asked of research bodies. */
  readonly freeToPublish: boolean | null;
  /** Does the work serve an economic activity of a body that is no firm? Without one, public money is no State aid. */
  readonly economicActivity: boolean | null;
  /** Day of its application for aid, and first day of its work (R95). */
  readonly appliedOn: Day | null;
  readonly startsOn: Day | null;
}

/** A label that a cluster decided on; refusals and letters of support are none. */
export interface LabelFacts {
  readonly cluster: string;
  /** Given by the lead labelling cluster (R62). */
  readonly lead: boolean;
  readonly decidedOn: Day | null;
}

/** A loan for industrialisation (R79). */
export interface LoanFacts {
  /** Id of the partner that borrows. */
  readonly borrower: string;
  readonly amountCents: Cents | null;
  readonly privateCofundingCents: Cents | null;
  /** Window that funded the project whose results are industrialised. */
  readonly origin: string | null;
  readonly originFundedByState: boolean | null;
  /** The work concerned is finished, even when the project is not. */
  readonly workDone: boolean | null;
  readonly years: number | null;
  /** Years before the capital is paid back. */
  readonly deferredYears: number | null;
}

export interface ProjectFacts {
  readonly partners: readonly PartnerFacts[];
  readonly labels: readonly LabelFacts[];
  /** Closing day known from elsewhere, when the call’s own data have none. */
  readonly closesOn: Day | null;
  /** Day of the decision on aid; today for a project that waits for it. It chooses the text in force (R90). */
  readonly decisionOn: Day | null;
  readonly researchEndsOn: Day | null;
  /** Planned day of the first sale (R73). */
  readonly launchOn: Day | null;
  /** Results widely disseminated: conferences, open publications, free software (R92). */
  readonly wideDissemination: boolean | null;
  /** A large share of laboratories is explained in the file (R72). */
  readonly laboratoryShareJustified: boolean | null;
  readonly loan: LoanFacts | null;
}
