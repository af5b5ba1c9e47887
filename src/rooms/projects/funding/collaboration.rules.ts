import { inBoth } from './funding.sentences.ts';
import type { PartnerFacts, ProjectFacts } from './funding-facts.ts';
import { baseOf, isFirm, isResearchBody, isSmallOrMedium } from './partner.rules.ts';
import type { StateAidTexts } from './state-aid-text.ts';
import {
  type Answer,
  compareShare,
  every,
  type Figure,
  findingOf,
  type RuleLine,
  ruleLine,
  some,
} from './verdict.rules.ts';

/** Effective collaboration of a project (R93), and what it rests on. */
export interface Collaboration {
  readonly answer: Answer;
  /** Between independent undertakings, with an SME or across a border, none above its share. */
  readonly betweenFirms: Answer;
  /** With a research body that bears its share and is free to publish. */
  readonly withResearch: Answer;
  readonly lines: readonly RuleLine[];
}

/** Who only subcontracts takes no part: subcontracting is not collaboration. */
function takesPart(partner: PartnerFacts): Answer {
  const base = baseOf(partner.costs);
  if (base === 0) return false;
  if (base === null || partner.subcontractedCents === null) return null;
  return partner.subcontractedCents < base;
}

const undertakingOf = (partner: PartnerFacts): string => partner.group ?? partner.id;

/** Sum of costs; null as soon as one partner's are not known. */
function totalOf(partners: readonly PartnerFacts[]): number | null {
  const bases = partners.map(({ costs }) => baseOf(costs));
  return bases.includes(null) ? null : bases.reduce((sum: number, base) => sum + base!, 0);
}

/** Two firms that take part and belong to two groups. */
function independent(firms: readonly PartnerFacts[]): Answer {
  const active = firms.filter((firm) => isFirm(firm) === true && takesPart(firm) === true);
  if (new Set(active.filter(({ group }) => group !== null).map(({ group }) => group)).size >= 2) return true;
  const possible = firms.filter((firm) => takesPart(firm) !== false);
  const knownGroups = new Set(possible.filter(({ group }) => group !== null).map(({ group }) => group)).size;
  const unknownGroups = possible.filter(({ group }) => group === null).length;
  return knownGroups + unknownGroups < 2 ? false : null;
}

/** In two Member States at least, as far as countries are known. */
function acrossBorder(firms: readonly PartnerFacts[]): Answer {
  const active = firms.filter((firm) => takesPart(firm) !== false);
  const sure = active.filter((firm) => isFirm(firm) === true && takesPart(firm) === true && firm.country !== null);
  if (new Set(sure.map(({ country }) => country)).size >= 2) return true;
  return active.length >= 2 &&
    (active.some(({ country }) => country === null) || new Set(active.map(({ country }) => country)).size >= 2)
    ? null
    : false;
}

function largestUndertaking(firms: readonly PartnerFacts[]): number | null {
  const undertakings = [...new Set(firms.map(undertakingOf))];
  const sums = undertakings.map((one) => totalOf(firms.filter((firm) => undertakingOf(firm) === one)));
  return sums.includes(null) ? null : Math.max(0, ...sums.map((sum) => sum!));
}

/** What a research body bears itself: what it pays to others is not its part. */
function borneBy(body: PartnerFacts): number | null {
  const base = baseOf(body.costs);
  if (base === 0) return 0;
  return base === null || body.subcontractedCents === null ? null : Math.max(0, base - body.subcontractedCents);
}

function researchCase(body: PartnerFacts, total: number | null, percent: number): Answer {
  const borne = borneBy(body);
  const enough = borne === null || total === null || total === 0 ? null : compareShare(borne, total, percent) >= 0;
  return every([isResearchBody(body), enough, body.freeToPublish]);
}

/**
 * Effective collaboration (R93). Firms of one group are one undertaking; a partner that subcontracts all its costs is none; the research body's
 * part is what it does itself. Exactly 70 % for one undertaking is allowed, exactly 10 % for the research body is enough.
 */
export function effectiveCollaboration(texts: StateAidTexts, facts: ProjectFacts): Collaboration {
  const { firmAtMostPercent, researchAtLeastPercent, source, certainty } = texts.collaboration;
  const total = totalOf(facts.partners);
  const firms = facts.partners.filter((partner) => isFirm(partner) !== false);
  const largest = largestUndertaking(firms);
  const balanced =
    total === null || largest === null || total === 0 ? null : compareShare(largest, total, firmAtMostPercent) <= 0;
  const withSme = some(firms.map((firm) => every([takesPart(firm), isFirm(firm), isSmallOrMedium(firm)])));
  const betweenFirms = every([independent(firms), some([withSme, acrossBorder(firms)]), balanced]);

  const bodies = facts.partners.filter((partner) => isResearchBody(partner) !== false);
  const hasFirm = some(firms.map((firm) => every([isFirm(firm), takesPart(firm)])));
  const cases = bodies.map((body) => ({ body, answer: researchCase(body, total, researchAtLeastPercent) }));
  const withResearch = every([hasFirm, some(cases.map(({ answer }) => answer))]);
  const best =
    cases.find(({ answer }) => answer === true)?.body ??
    bodies.toSorted((one, other) => (borneBy(other) ?? 0) - (borneBy(one) ?? 0) || one.id.localeCompare(other.id))[0];

  const rule = { rule: 'R93', source, certainty };
  const totalFigure: Figure = { what: 'total-costs', unit: 'cents', value: total };
  return {
    answer: some([betweenFirms, withResearch]),
    betweenFirms,
    withResearch,
    lines: [
      ruleLine({
        ...rule,
        check: 'collaboration-between-firms',
        finding: findingOf(betweenFirms),
        sentence: inBoth((words) => words.collaboration.betweenFirms[findingOf(betweenFirms)](firmAtMostPercent)),
        figures: [
          { what: 'largest-undertaking-costs', unit: 'cents', value: largest },
          totalFigure,
          { what: 'at-most', unit: 'percent', value: firmAtMostPercent },
        ],
      }),
      ruleLine({
        ...rule,
        check: 'collaboration-with-research',
        finding: findingOf(withResearch),
        sentence: inBoth((words) => words.collaboration.withResearch[findingOf(withResearch)](researchAtLeastPercent)),
        figures: [
          { what: 'research-body-costs', unit: 'cents', value: best ? borneBy(best) : 0 },
          totalFigure,
          { what: 'at-least', unit: 'percent', value: researchAtLeastPercent },
        ],
      }),
    ],
  };
}
