/** Who stands too near to a project to judge it (R65). */

export interface ExpertFacts {
  readonly active: boolean;
  readonly confidentialitySignedOn: string | null;
  /** The employer of the expert; of the same person for other clusters too. */
  readonly organisations: readonly string[];
  /** An interest that the person declared on this project, whichever cluster asked. */
  readonly declared: boolean;
}

/** Why the expert has an interest; `partners` are the organisations that are or were in the consortium. */
export function interestOf(expert: ExpertFacts, partners: readonly string[]): 'partner' | 'declared' | null {
  if (expert.organisations.some((one) => partners.includes(one))) return 'partner';
  return expert.declared ? 'declared' : null;
}

export type ReviewerFault = 'EXPERT_GONE' | 'NOT_SIGNED' | 'PARTNER_INTEREST' | 'DECLARED_INTEREST';

/** Why the expert may not be given the file, or vote on it. */
export function reviewerFault(expert: ExpertFacts, partners: readonly string[]): ReviewerFault | null {
  if (!expert.active) return 'EXPERT_GONE';
  if (expert.confidentialitySignedOn === null) return 'NOT_SIGNED';
  const interest = interestOf(expert, partners);
  if (interest === 'partner') return 'PARTNER_INTEREST';
  return interest === 'declared' ? 'DECLARED_INTEREST' : null;
}
