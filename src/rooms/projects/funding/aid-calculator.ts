import { type Cents, cents } from '#kit/money.ts';
import type { Say } from '#kit/say.ts';
import { type AidAmount, amountBetween, sumOf } from './aid-amount.ts';
import { effectiveCollaboration } from './collaboration.rules.ts';
import { baseLine, projectBase } from './eligibility.rules.ts';
import { inBoth } from './funding.sentences.ts';
import { type PartnerFacts, type ProjectFacts, RESEARCH_CATEGORIES, type ResearchCategory } from './funding-facts.ts';
import type { FundingReference } from './funding-reference.load.ts';
import { callOf, type FundingCall } from './funding-window.ts';
import { isFirm } from './partner.rules.ts';
import { askedWithin, type PartnerAid, partnerAid } from './partner-aid.rules.ts';
import { notificationLine, textLine } from './state-aid.rules.ts';
import { type StateAidText, textInForce } from './state-aid-text.ts';
import { type Answer, findingOf, type RuleLine, ruleLine } from './verdict.rules.ts';

export interface ProjectAid {
  readonly call: FundingCall;
  /** In force on the decision day (R90); null when that day is not known. */
  readonly text: StateAidText | null;
  readonly collaboration: Answer;
  readonly partners: readonly PartnerAid[];
  readonly baseCents: Cents | null;
  /** Sum of the partners’ aid; not known as soon as one is not. */
  readonly total: AidAmount;
  /** Sum of what is known, with the partners left out of it. */
  readonly knownCents: Cents;
  readonly unknown: readonly string[];
  /** Why there is no amount at all, when the call has no rates. */
  readonly without: Say | null;
  readonly askedCents: Cents | null;
  /** Of the whole project; each partner has its own. */
  readonly lines: readonly RuleLine[];
}

/** `part` in a project of `part + others`, brought down in proportion when they stand above the ceiling together; rounded down to the cent. */
const broughtDown = (part: number, others: number, most: number): number =>
  part + others <= most ? part : Number((BigInt(part) * BigInt(most)) / BigInt(part + others));

/**
 * Brings the parts down in one proportion, so that the order of partners changes nothing and their sum never passes the ceiling. A part is lowest when it
 * is small and the others are large, and highest the other way round; beside an amount that nobody knows it may be anything up to the ceiling.
 */
function underCeiling(partners: readonly PartnerAid[], most: number): readonly PartnerAid[] {
  const total = sumOf(partners.map(({ aid }) => aid)).between;
  if (total && total.most <= most) return partners;
  return partners.map((one): PartnerAid => {
    const part = one.aid.between;
    if (!part) return one;
    const aid = total
      ? amountBetween(
          broughtDown(part.least, total.most - part.most, most),
          broughtDown(part.most, total.least - part.least, most),
        )
      : amountBetween(0, Math.min(part.most, most));
    const same = aid.between!.least === part.least && aid.between!.most === part.most;
    return same ? one : { ...one, aid, limitedBy: ['call-ceiling'], asked: askedWithin(one.asked.cents, aid) };
  });
}

/** Partners that are one undertaking: firms of one group; any other body stands alone. */
function undertakings(partners: readonly PartnerFacts[]): PartnerFacts[][] {
  const groups = new Map<string, PartnerFacts[]>();
  for (const partner of partners.filter((one) => isFirm(one) !== false)) {
    const key = partner.group === null ? `alone ${partner.id}` : `group ${partner.group}`;
    groups.set(key, [...(groups.get(key) ?? []), partner]);
  }
  return [...groups.values()];
}

function costsTogether(partners: readonly PartnerFacts[]): Record<ResearchCategory, number | null> {
  const add = (category: ResearchCategory) =>
    partners.reduce<number | null>(
      (sum, { costs }) => (sum === null || costs[category] === null ? null : sum + costs[category]),
      0,
    );
  return Object.fromEntries(RESEARCH_CATEGORIES.map((category) => [category, add(category)])) as Record<
    ResearchCategory,
    number | null
  >;
}

/** The aid that an undertaking would have: what it asks, or the most it may have when it has not said. */
function aidTogether(partners: readonly PartnerFacts[], aids: readonly PartnerAid[]): Cents | null {
  const amounts = partners.map(
    ({ id, askedCents }) => askedCents ?? aids.find(({ partner }) => partner === id)!.aid.cents,
  );
  return amounts.includes(null) ? null : cents(amounts.reduce((sum: number, one) => sum + one!, 0));
}

function ceilingLine(call: FundingCall, most: Cents, before: AidAmount): RuleLine {
  const group = call.rules.projectAid!;
  const { between } = before;
  const within = !between ? null : between.most <= most ? true : between.least > most ? false : null;
  const finding = findingOf(within);
  return ruleLine({
    rule: group.rule,
    source: group.source,
    certainty: group.certainty,
    check: 'project-ceiling',
    finding,
    sentence: inBoth((words) => words.projectCeiling[finding](before.cents, most)),
    figures: [
      { what: 'aid', unit: 'cents', value: before.cents },
      { what: 'at-most', unit: 'cents', value: most },
    ],
  });
}

/**
 * The highest aid of a project in a call, partner by partner, with what each figure rests on. Nothing is saved and nothing is read: the same facts give
 * the same answer in any year. Amounts are rounded down to the cent in each category of each partner, so that no cap is passed by a cent.
 */
export function computeAid(reference: FundingReference, callId: string, facts: ProjectFacts): ProjectAid {
  const call = callOf(reference, callId);
  const text = textInForce(reference.stateAid, facts.decisionOn);
  const collaboration = effectiveCollaboration(reference.stateAid, facts);
  const each = facts.partners.map((partner) => partnerAid({ reference, call, facts, text, collaboration }, partner));
  const before = sumOf(each.map(({ aid }) => aid));
  const most = call.rules.projectAid?.mostCents ?? null;
  const partners = most === null ? each : underCeiling(each, most);
  const sum = sumOf(partners.map(({ aid }) => aid));
  const total =
    most === null || !sum.between ? sum : amountBetween(sum.between.least, Math.min(sum.between.most, most));
  const base = projectBase(facts);
  const asked = facts.partners.map(({ askedCents }) => askedCents);
  const lines = [
    textLine(reference.stateAid, facts.decisionOn),
    ...collaboration.lines,
    baseLine(call, facts),
    most === null ? null : ceilingLine(call, most, before),
    ...(text
      ? undertakings(facts.partners).map((together) =>
          notificationLine(text, {
            names: together.map(({ name }) => name),
            costs: costsTogether(together),
            aidCents: aidTogether(together, partners),
          }),
        )
      : []),
  ];
  return {
    call,
    text,
    collaboration: collaboration.answer,
    partners,
    baseCents: base === null ? null : cents(base),
    total,
    knownCents: cents(partners.reduce((known, { aid }) => known + (aid.cents ?? 0), 0)),
    unknown: partners.filter(({ aid }) => aid.cents === null).map(({ partner }) => partner),
    without:
      call.rates.length > 0
        ? null
        : inBoth((words, say) =>
            call.rules.loan ? words.rate.loan(say(call.name)) : words.rate.callWithout(say(call.name)),
          ),
    askedCents: asked.includes(null) ? null : cents(asked.reduce((total: number, one) => total + one!, 0)),
    lines: lines.filter((line) => line !== null),
  };
}

/** Other facts to try: of the project, and of partners by their id. */
export interface FactChanges {
  readonly project?: Partial<Omit<ProjectFacts, 'partners'>>;
  readonly partners?: Readonly<Record<string, Partial<Omit<PartnerFacts, 'id'>>>>;
}

/** Throws when a change names a partner that the project does not have. */
export function changedFacts(facts: ProjectFacts, changes: FactChanges): ProjectFacts {
  const known = new Set(facts.partners.map(({ id }) => id));
  const stranger = Object.keys(changes.partners ?? {}).find((id) => !known.has(id));
  if (stranger !== undefined) throw new RangeError(`No partner « ${stranger} » in this project`);
  return {
    ...facts,
    ...changes.project,
    partners: facts.partners.map((partner) => ({ ...partner, ...changes.partners?.[partner.id] })),
  };
}

export interface WhatIf {
  readonly before: ProjectAid;
  readonly after: ProjectAid;
  /** After less before; null where one of the two is not known. */
  readonly differenceCents: Cents | null;
  readonly partners: readonly { readonly partner: string; readonly differenceCents: Cents | null }[];
}

const difference = (before: AidAmount, after: AidAmount): Cents | null =>
  before.cents === null || after.cents === null ? null : cents(after.cents - before.cents);

/** The same computation on changed facts, or for another call, beside the first: nothing is kept. */
export function whatIf(
  reference: FundingReference,
  callId: string,
  facts: ProjectFacts,
  changes: FactChanges,
  otherCallId: string = callId,
): WhatIf {
  const before = computeAid(reference, callId, facts);
  const after = computeAid(reference, otherCallId, changedFacts(facts, changes));
  return {
    before,
    after,
    differenceCents: difference(before.total, after.total),
    partners: before.partners.map((one, index) => ({
      partner: one.partner,
      differenceCents: difference(one.aid, after.partners[index]!.aid),
    })),
  };
}
