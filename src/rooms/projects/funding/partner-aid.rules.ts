import { type Cents, cents } from '#kit/money.ts';
import type { Say } from '#kit/say.ts';
import { type AidAmount, amountBetween, exactly, smaller, sumOf, UNKNOWN_AMOUNT } from './aid-amount.ts';
import { type RateAnswer, rateLine, rateOf } from './aid-rate.rules.ts';
import type { Collaboration } from './collaboration.rules.ts';
import { inBoth } from './funding.sentences.ts';
import { type PartnerFacts, type ProjectFacts, RESEARCH_CATEGORIES, type ResearchCategory } from './funding-facts.ts';
import type { FundingReference } from './funding-reference.load.ts';
import type { FundingCall } from './funding-window.ts';
import { baseOf, isFirm } from './partner.rules.ts';
import { type IntensityRange, incentiveLine, intensityRange, stateAidScope } from './state-aid.rules.ts';
import type { StateAidText } from './state-aid-text.ts';
import { findingOf, percentOf, type RuleLine, ruleLine, type Verdict } from './verdict.rules.ts';

/** What stops the aid of a partner from being higher. */
export type AidLimit = 'call-rate' | 'state-aid' | 'cumulation' | 'call-ceiling';

/** One category of a partner’s costs. Every amount is rounded down to the cent here, and added up as it stands. */
export interface CategoryAid {
  readonly category: ResearchCategory;
  readonly costCents: Cents;
  /** What the rate of the call gives (R77). */
  readonly byRate: AidAmount;
  /** Highest intensity with its steps (R91, R92); null when the text or the figure is not known, or no intensity binds. */
  readonly intensity: IntensityRange | null;
  /** State-aid ceiling; null when none binds this partner. */
  readonly ceiling: AidAmount | null;
  readonly aid: AidAmount;
  /** Null when it depends on what is not known. */
  readonly limitedBy: 'call-rate' | 'state-aid' | null;
}

export interface PartnerAid {
  readonly partner: string;
  readonly name: string;
  /** Base retained: all costs declared. */
  readonly baseCents: Cents | null;
  readonly rate: RateAnswer;
  readonly categories: readonly CategoryAid[];
  /** Sum of the ceilings by category; null when no State-aid intensity binds this partner. */
  readonly ceiling: AidAmount | null;
  /** What is left under the ceiling, or under the costs, once other public money is taken off. */
  readonly room: AidAmount;
  /** Highest aid that this partner may have. */
  readonly aid: AidAmount;
  readonly limitedBy: readonly AidLimit[];
  readonly asked: { readonly cents: Cents | null; readonly finding: Verdict; readonly overCents: Cents | null };
  /** What had to be presumed for want of an answer. */
  readonly assumptions: readonly Say[];
  readonly lines: readonly RuleLine[];
}

/** What is the same for all partners of a computation. */
export interface AidSetting {
  readonly reference: FundingReference;
  readonly call: FundingCall;
  readonly facts: ProjectFacts;
  readonly text: StateAidText | null;
  readonly collaboration: Collaboration;
}

function categoryAid(
  setting: AidSetting,
  partner: PartnerFacts,
  rate: RateAnswer,
  bound: boolean,
  category: ResearchCategory,
): CategoryAid {
  const cost = partner.costs[category]!;
  const { text, facts, collaboration } = setting;
  const byRate =
    rate.possible.length === 0
      ? UNKNOWN_AMOUNT
      : amountBetween(percentOf(cost, rate.possible[0]!), percentOf(cost, rate.possible.at(-1)!));
  const intensity =
    bound && text
      ? intensityRange(text, category, partner.size?.category ?? null, {
          collaboration: collaboration.answer,
          dissemination: facts.wideDissemination,
        })
      : null;
  // Without a text, or a figure in it, the ceiling is somewhere between nothing and the whole cost.
  const ceiling = !bound
    ? null
    : intensity
      ? amountBetween(percentOf(cost, intensity.least.percent), percentOf(cost, intensity.most.percent))
      : amountBetween(0, cost);
  const aid = ceiling ? smaller(byRate, ceiling) : byRate;
  return { category, costCents: cost, byRate, intensity, ceiling, aid, limitedBy: limitOf(byRate, ceiling) };
}

function limitOf(byRate: AidAmount, ceiling: AidAmount | null): CategoryAid['limitedBy'] {
  if (!byRate.between) return null;
  if (!ceiling?.between || byRate.between.most <= ceiling.between.least) return 'call-rate';
  return ceiling.between.most < byRate.between.least ? 'state-aid' : null;
}

function intensityLine(setting: AidSetting, partner: PartnerFacts, of: CategoryAid): RuleLine | null {
  const { text } = setting;
  if (!text || !of.ceiling) return null;
  const { intensity } = of;
  const one = intensity !== null && intensity.least.percent === intensity.most.percent;
  const finding: Verdict = one ? 'met' : 'to-check';
  return ruleLine({
    rule: intensity && intensity.most.steps.length > 1 ? 'R92' : 'R91',
    ...text.figures,
    check: `intensity-${of.category}`,
    partner: partner.id,
    finding,
    sentence: inBoth((words, say) => {
      if (!intensity) return words.intensity.unknown(partner.name, of.category, say(text.name));
      if (!one)
        return words.intensity.between(partner.name, of.category, intensity.least.percent, intensity.most.percent);
      return words.intensity.one(partner.name, of.category, intensity.most.percent, intensity.most.steps);
    }),
    figures: [
      { what: 'cost', unit: 'cents', value: of.costCents },
      { what: 'intensity', unit: 'percent', value: one ? intensity.most.percent : null },
      { what: 'ceiling', unit: 'cents', value: of.ceiling.cents },
    ],
  });
}

function assumptionsOf(setting: AidSetting, partner: PartnerFacts, presumed: boolean, bound: boolean): Say[] {
  const { size } = partner;
  return [
    ...(partner.otherPublicCents === null ? [inBoth((words) => words.assumptions.noOtherFunding)] : []),
    ...(presumed ? [inBoth((words) => (bound ? words.assumptions.economic : words.assumptions.notEconomic))] : []),
    ...(isFirm(partner) === true && size?.definition === 'decret-2008-1354'
      ? [inBoth((words) => words.assumptions.sizeByDecret)]
      : []),
    ...(bound && setting.text === null ? [inBoth((words) => words.assumptions.noText)] : []),
  ];
}

/** What a partner asks, against the most it may have; an amount between the two ends is to be checked. */
export function askedWithin(asked: Cents | null, aid: AidAmount): PartnerAid['asked'] {
  const { between } = aid;
  if (asked === null || !between) return { cents: asked, finding: asked === 0 ? 'met' : 'to-check', overCents: null };
  const within = asked <= between.least ? true : asked > between.most ? false : null;
  return {
    cents: asked,
    finding: findingOf(within),
    overCents: within === null ? null : cents(Math.max(0, asked - between.most)),
  };
}

/** Highest aid of one partner: in each category the smaller of the call’s rate and the State-aid ceiling, then what other public money leaves. */
export function partnerAid(setting: AidSetting, partner: PartnerFacts): PartnerAid {
  const { reference, call, facts } = setting;
  const rate = rateOf(call, partner, facts);
  const { applies: bound, presumed } = stateAidScope(partner);
  const baseCents = baseOf(partner.costs);
  const categories =
    baseCents === null
      ? []
      : RESEARCH_CATEGORIES.filter((category) => partner.costs[category]! > 0).map((category) =>
          categoryAid(setting, partner, rate, bound, category),
        );
  const ceiling = !bound ? null : baseCents === null ? UNKNOWN_AMOUNT : sumOf(categories.map((one) => one.ceiling!));
  const other = partner.otherPublicCents ?? 0;
  const limit = ceiling ?? (baseCents === null ? UNKNOWN_AMOUNT : exactly(baseCents));
  const room = limit.between
    ? amountBetween(Math.max(0, limit.between.least - other), Math.max(0, limit.between.most - other))
    : UNKNOWN_AMOUNT;
  const before = baseCents === null ? UNKNOWN_AMOUNT : sumOf(categories.map(({ aid }) => aid));
  // No costs: no aid, whatever the rate. A call without rates still gives none of its own.
  const aid = baseCents === 0 && rate.none === null ? exactly(0) : rate.none ? UNKNOWN_AMOUNT : smaller(before, room);
  const cut = before.between && room.between && room.between.most < before.between.least;
  return {
    partner: partner.id,
    name: partner.name,
    baseCents,
    rate,
    categories,
    ceiling,
    room,
    aid,
    limitedBy: cut ? ['cumulation'] : [...new Set(categories.flatMap(({ limitedBy }) => limitedBy ?? []))],
    asked: askedWithin(partner.askedCents, aid),
    assumptions: assumptionsOf(setting, partner, presumed, bound),
    lines: [
      rateLine(call, partner, rate),
      ...categories.map((one) => intensityLine(setting, partner, one)),
      ...(other > 0
        ? [
            ruleLine({
              // Cumulation has no number of its own among the programme’s rules.
              rule: null,
              ...reference.stateAid.cumulation,
              check: 'cumulation',
              partner: partner.id,
              finding: limit.between
                ? findingOf(limit.between.least >= other ? true : limit.between.most < other ? false : null)
                : 'to-check',
              sentence: inBoth((words) => words.cumulation(partner.name, other, room.cents)),
              figures: [
                { what: 'other-public-funding', unit: 'cents', value: other },
                { what: 'ceiling', unit: 'cents', value: limit.cents },
                { what: 'room', unit: 'cents', value: room.cents },
              ],
            }),
          ]
        : []),
      incentiveLine(reference.stateAid, partner),
    ].filter((one) => one !== null),
  };
}
