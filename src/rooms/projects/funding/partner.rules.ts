import { type Cents, cents } from '#kit/money.ts';
import type { Day } from '#kit/period.ts';
import {
  type AidSize,
  type LabelFacts,
  type PartnerFacts,
  type ProjectFacts,
  RESEARCH_CATEGORIES,
  type ResearchCosts,
} from './funding-facts.ts';
import type { FundingCall } from './funding-window.ts';
import { type Answer, some } from './verdict.rules.ts';

const isInstitute = ({ special }: PartnerFacts): boolean => special === 'irt' || special === 'ite';

/** A firm for the rules of a call; a farm cooperative counts as one, an IRT or ITE never does (R66, R75). */
export function isFirm(partner: PartnerFacts): Answer {
  if (isInstitute(partner)) return false;
  if (partner.special === 'farm-cooperative') return true;
  return partner.kind === null ? null : partner.kind === 'firm';
}

/**
 * A laboratory, research or training body (R66). Platforms and transfer bodies are some and are not others: not known. A laboratory of which nobody
 * said whether it is an IRT is not known either, since an IRT does not count (R75).
 */
export function isResearchBody(partner: PartnerFacts): Answer {
  const { kind, special } = partner;
  if (isInstitute(partner) || special === 'farm-cooperative') return false;
  if (kind === 'laboratory' || kind === 'training-body') return special === null ? null : true;
  return kind === null || kind === 'platform' || kind === 'transfer-body' ? null : false;
}

/** An IRT or an ITE; not known for a body of which nobody said, since firms and authorities are never one. */
export function isResearchInstitute(partner: PartnerFacts): Answer {
  if (isInstitute(partner)) return true;
  if (partner.special !== null) return false;
  return partner.kind === 'firm' || partner.kind === 'authority' || partner.kind === 'state-body' ? false : null;
}

const SME: readonly AidSize[] = ['micro', 'small', 'medium', 'sme'];

export const isSmallOrMedium = ({ size }: PartnerFacts): Answer => (size === null ? null : SME.includes(size.category));

/** An SME or an ETI, in the words of the windows that leave out large groups. */
export const isSmeOrEti = ({ size }: PartnerFacts): Answer => (size === null ? null : size.category !== 'ge');

/** Sum of the costs; null as soon as one category is not known. */
export function baseOf(costs: ResearchCosts): Cents | null {
  const known = RESEARCH_CATEGORIES.map((category) => costs[category]);
  return known.includes(null) ? null : cents(known.reduce((sum: number, cost) => sum + cost!, 0));
}

export const closingOf = (call: FundingCall, facts: ProjectFacts): Day | null => call.closes ?? facts.closesOn;

/** A label obtained before the closing day (R69). On that very day the hour decides: not known. */
export function inTime(label: LabelFacts, closesOn: Day | null): Answer {
  if (label.decidedOn === null || closesOn === null || label.decidedOn === closesOn) return null;
  return label.decidedOn < closesOn;
}

/** Is the partner's work in the territory of one of these labelling clusters, whose label came in time? */
export function inTerritory(partner: PartnerFacts, labels: readonly LabelFacts[], closesOn: Day | null): Answer {
  const { inTerritoryOf } = partner;
  if (inTerritoryOf !== null)
    return some(
      labels.filter(({ cluster }) => inTerritoryOf.includes(cluster)).map((label) => inTime(label, closesOn)),
    );
  return labels.some((label) => inTime(label, closesOn) !== false) ? null : false;
}
