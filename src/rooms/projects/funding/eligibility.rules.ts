import { addMonths } from '#kit/period.ts';
import { askedLine } from './aid-rate.rules.ts';
import { consortiumLines, instituteLines, leadLine } from './consortium.rules.ts';
import { inBoth } from './funding.sentences.ts';
import type { PartnerFacts, ProjectFacts } from './funding-facts.ts';
import type { CallRules, FundingCall } from './funding-window.ts';
import { loanLines } from './loan.rules.ts';
import { baseOf, closingOf, inTerritory, inTime, isResearchBody } from './partner.rules.ts';
import {
  type Answer,
  compareShare,
  every,
  findingOf,
  type Provenance,
  type RuleLine,
  ruleLine,
  type Summary,
  some,
  summaryOf,
  type Verdict,
} from './verdict.rules.ts';

type Group<Name extends keyof CallRules> = NonNullable<CallRules[Name]>;

const given = ({ rule, source, certainty }: Provenance): Provenance => ({ rule, source, certainty });

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Base of the project: null as soon as one cost is not known. */
export function projectBase(facts: ProjectFacts): number | null {
  const bases = facts.partners.map(({ costs }) => baseOf(costs));
  return bases.includes(null) ? null : sum(bases.map((base) => base!));
}

/** The label (R69): by the lead labelling cluster before the closing day; co-labels that come late do not count. */
function labelLine(group: Group<'labelBeforeClosing'>, call: FundingCall, facts: ProjectFacts): RuleLine {
  const closesOn = closingOf(call, facts);
  const timely = facts.labels.map((label) => inTime(label, closesOn));
  const leads = facts.labels.filter(({ lead }) => lead);
  const lead = leads.length === 1 ? inTime(leads[0]!, closesOn) : null;
  const any = some(timely);
  // Without any label in time nothing else matters; one from another cluster than the lead is a case that the papers do not settle.
  const answer: Answer = any === false ? false : lead === true ? true : null;
  const decided = facts.labels.flatMap(({ decidedOn }) => decidedOn ?? []).toSorted();
  const finding = findingOf(answer);
  const sentence = inBoth((words) => {
    if (answer === null && closesOn === null) return words.label.closingUnknown;
    if (answer === null && any === true) return words.label.leadMissing;
    if (answer === null && decided.includes(closesOn!)) return words.label.closingDay(closesOn!);
    if (answer === null) return words.label.dayMissing;
    return words.label[answer ? 'met' : 'not-met'](
      facts.labels.length,
      timely.filter((one) => one === false).length,
      closesOn,
    );
  });
  return ruleLine({
    ...given(group),
    check: 'label',
    finding,
    sentence,
    figures: [
      { what: 'labels', unit: 'count', value: facts.labels.length },
      { what: 'labels-in-time', unit: 'count', value: timely.filter((one) => one === true).length },
      { what: 'first-label', unit: 'day', value: decided[0] ?? null },
      { what: 'closing', unit: 'day', value: closesOn },
    ],
  });
}

/** A share of the research done where `isThere` says, compared with its least; unknown places may bring it there or not. */
function placeLine(
  group: Provenance,
  check: 'labelling-territory' | 'lead-territory',
  percent: number,
  facts: ProjectFacts,
  isThere: (partner: PartnerFacts) => Answer,
): RuleLine {
  const placed = facts.partners.map((partner) => ({ base: baseOf(partner.costs), there: isThere(partner) }));
  const total = projectBase(facts);
  const there = sum(placed.map(({ base, there: inside }) => (inside === true ? (base ?? 0) : 0)));
  const perhaps = sum(placed.map(({ base, there: inside }) => (inside === null ? (base ?? 0) : 0)));
  const answer: Answer =
    total === null || total === 0
      ? null
      : compareShare(there, total, percent) >= 0
        ? true
        : compareShare(there + perhaps, total, percent) < 0
          ? false
          : null;
  const finding = findingOf(answer);
  return ruleLine({
    ...given(group),
    check,
    finding,
    sentence: inBoth((words) => words.place[check][finding](total ? there / total : null, percent)),
    figures: [
      { what: 'costs-in-territory', unit: 'cents', value: there },
      { what: 'costs-of-unknown-place', unit: 'cents', value: perhaps },
      { what: 'total-costs', unit: 'cents', value: total },
      { what: 'at-least', unit: 'percent', value: percent },
    ],
  });
}

function territoryLines(group: Group<'territory'>, call: FundingCall, facts: ProjectFacts): RuleLine[] {
  const closesOn = closingOf(call, facts);
  const leads = facts.labels.filter(({ lead }) => lead);
  return [
    placeLine(group, 'labelling-territory', group.labellingPercent, facts, (partner) =>
      inTerritory(partner, facts.labels, closesOn),
    ),
    placeLine(group, 'lead-territory', group.leadPercent, facts, (partner) => {
      // Nobody said which cluster leads: any of them may.
      if (facts.labels.length > 0 && leads.length !== 1) return partner.inTerritoryOf?.length === 0 ? false : null;
      return inTerritory(partner, leads, closesOn);
    }),
  ];
}

/** One base, one public funding (R71): what partners declare from elsewhere on the same costs. */
function fundedOnceLine(group: Group<'fundedOnce'>, facts: ProjectFacts): RuleLine {
  const twice = facts.partners.filter(({ otherPublicCents }) => (otherPublicCents ?? 0) > 0);
  const answer = every(
    facts.partners.map(({ otherPublicCents }) => (otherPublicCents === null ? null : otherPublicCents === 0)),
  );
  const silent = facts.partners.filter(({ otherPublicCents }) => otherPublicCents === null);
  const finding = findingOf(answer);
  const names = (finding === 'not-met' ? twice : silent).map(({ name }) => name);
  return ruleLine({
    ...given(group),
    check: 'funded-once',
    finding,
    sentence: inBoth((words) => words.fundedOnce[finding](names)),
    figures: [
      {
        what: 'other-public-funding',
        unit: 'cents',
        value: sum(twice.map(({ otherPublicCents }) => otherPublicCents!)),
      },
    ],
  });
}

/** Laboratories’ share of the aid asked (R72): a warning, which an explanation in the file answers. */
function laboratoryLine(group: Group<'laboratoryAid'>, facts: ProjectFacts): RuleLine {
  const asked = facts.partners.map((partner) => ({ asked: partner.askedCents, research: isResearchBody(partner) }));
  const known = asked.every((one) => one.asked !== null);
  const total = known ? sum(asked.map((one) => one.asked!)) : null;
  const of = (wanted: (research: Answer) => boolean) =>
    sum(asked.filter(({ research }) => wanted(research)).map((one) => one.asked ?? 0));
  const sure = of((research) => research === true);
  const most = of((research) => research !== false);
  const percent = group.justifyAbovePercent;
  const small: Answer =
    total === null || total === 0
      ? null
      : compareShare(most, total, percent) <= 0
        ? true
        : compareShare(sure, total, percent) > 0
          ? false
          : null;
  const finding: Verdict = small === false ? findingOf(facts.laboratoryShareJustified) : findingOf(small);
  return ruleLine({
    ...given(group),
    check: 'laboratory-share',
    finding,
    sentence: inBoth((words) => {
      const share = total ? sure / total : null;
      if (small === false) return words.laboratory.large[finding](share!, percent);
      return small === true ? words.laboratory.small(most / total!, percent) : words.laboratory.unknown(percent);
    }),
    figures: [
      { what: 'laboratory-aid', unit: 'cents', value: sure },
      { what: 'aid-asked', unit: 'cents', value: total },
      { what: 'justify-above', unit: 'percent', value: percent },
    ],
  });
}

/** First sale after the end of research (R73): the last day of the horizon is in it. Earlier than a horizon « 3 to 5 years » is to be checked. */
function launchLine(group: Group<'launch'>, facts: ProjectFacts): RuleLine {
  const { fromYears, toYears } = group;
  const { researchEndsOn: end, launchOn: launch } = facts;
  const known = fromYears !== null && toYears !== null && end !== null && launch !== null;
  const finding: Verdict = !known
    ? 'to-check'
    : launch > addMonths(end, toYears * 12)
      ? 'not-met'
      : launch < addMonths(end, fromYears * 12)
        ? 'to-check'
        : 'met';
  return ruleLine({
    ...given(group),
    check: 'launch-horizon',
    finding,
    sentence: inBoth((words) => {
      if (toYears === null || fromYears === null) return words.launch.horizonUnknown;
      if (end === null || launch === null) return words.launch.daysMissing(fromYears, toYears);
      if (finding === 'to-check') return words.launch.early(launch, end, fromYears, toYears);
      return words.launch[finding](launch, end, fromYears, toYears);
    }),
    figures: [
      { what: 'end-of-research', unit: 'day', value: end },
      { what: 'launch', unit: 'day', value: launch },
      { what: 'at-least', unit: 'years', value: fromYears },
      { what: 'at-most', unit: 'years', value: toYears },
    ],
  });
}

/** The base of the project between the ends of the call (R78), both included. Null when the call sets none. */
export function baseLine(call: FundingCall, facts: ProjectFacts): RuleLine | null {
  const group = call.rules.base;
  if (!group) return null;
  const base = projectBase(facts);
  const { leastCents, mostCents } = group;
  const answer: Answer =
    base === null ? null : (leastCents === null || base >= leastCents) && (mostCents === null || base <= mostCents);
  const finding = findingOf(answer);
  return ruleLine({
    ...given(group),
    check: 'base',
    finding,
    sentence: inBoth((words) => words.base[finding](base, leastCents, mostCents)),
    figures: [
      { what: 'base', unit: 'cents', value: base },
      { what: 'at-least', unit: 'cents', value: leastCents },
      { what: 'at-most', unit: 'cents', value: mostCents },
    ],
  });
}

export interface Eligibility extends Summary {
  readonly call: string;
  readonly lines: readonly RuleLine[];
}

/**
 * A project before a call, line by line (R66 to R79): one line for each thing that a rule looks at. A call of which no rule is known gives one line that
 * says so: it never passes as « met ».
 */
export function eligibility(call: FundingCall, facts: ProjectFacts): Eligibility {
  const { rules } = call;
  const lines = [
    ...(rules.consortium ? consortiumLines(rules.consortium, facts) : []),
    rules.leadIsFirm && leadLine(rules.leadIsFirm, facts),
    rules.labelBeforeClosing && labelLine(rules.labelBeforeClosing, call, facts),
    ...(rules.territory ? territoryLines(rules.territory, call, facts) : []),
    rules.fundedOnce && fundedOnceLine(rules.fundedOnce, facts),
    rules.laboratoryAid && laboratoryLine(rules.laboratoryAid, facts),
    rules.launch && launchLine(rules.launch, facts),
    ...(rules.institutes ? instituteLines(rules.institutes, facts) : []),
    ...facts.partners.map((partner) => askedLine(call, partner, facts)),
    baseLine(call, facts),
    ...(rules.loan ? loanLines(rules.loan, facts) : []),
  ].filter((one) => one !== undefined && one !== null);
  if (lines.length === 0)
    lines.push(
      ruleLine({
        rule: null,
        source: call.source,
        certainty: call.certainty,
        check: 'no-rule-known',
        finding: 'to-check',
        sentence: inBoth((words, say) => words.noRule(say(call.name))),
      }),
    );
  return { call: call.id, lines, ...summaryOf(lines) };
}
