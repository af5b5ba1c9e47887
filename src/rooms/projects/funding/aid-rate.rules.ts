import { type Cents, cents } from '#kit/money.ts';
import { inBoth } from './funding.sentences.ts';
import type { PartnerFacts, ProjectFacts } from './funding-facts.ts';
import type { AidRate, FundingCall, RateClass, RateCondition } from './funding-window.ts';
import { baseOf, closingOf, inTerritory, inTime, isFirm, isSmallOrMedium } from './partner.rules.ts';
import { type Answer, percentOf, type RuleLine, ruleLine, some, type Verdict } from './verdict.rules.ts';

/** Why a partner has no known rate: the call has none at all, or none for what the partner is. */
export type NoRate = 'call-without-rates' | 'kind-without-rate';

/** The rate of a call for one partner (R77). One possible rate when all facts that matter are known. */
export interface RateAnswer {
  /** Rising; empty when no rate is given, which is not a rate of zero. */
  readonly possible: readonly number[];
  /** The lines of the table that may apply. */
  readonly rates: readonly AidRate[];
  readonly none: NoRate | null;
}

function possibleClasses(partner: PartnerFacts): readonly (RateClass | null)[] {
  const firm = isFirm(partner);
  const { kind, special, size } = partner;
  const ofFirm: RateClass[] =
    size === null
      ? ['sme', 'eti', 'large']
      : isSmallOrMedium(partner)
        ? ['sme']
        : [size.category === 'eti' ? 'eti' : 'large'];
  if (firm === true) return ofFirm;
  if (firm === null) return [...ofFirm, 'laboratory'];
  if (special === 'irt' || special === 'ite') return [null];
  return kind === 'laboratory' || kind === 'training-body' ? ['laboratory'] : [null];
}

const not = (answer: Answer): Answer => (answer === null ? null : !answer);

/** The rates that the facts still allow. A territory that makes no difference, as for a large group, need not be known. */
export function rateOf(call: FundingCall, partner: PartnerFacts, facts: ProjectFacts): RateAnswer {
  if (call.rates.length === 0) return { possible: [], rates: [], none: 'call-without-rates' };
  const closesOn = closingOf(call, facts);
  const inside = inTerritory(partner, facts.labels, closesOn);
  const labelled = some(facts.labels.map((label) => inTime(label, closesOn)));
  const { costBasis } = partner;
  const holds: Readonly<Record<RateCondition, Answer>> = {
    inside,
    outside: not(inside),
    anywhere: true,
    labelled,
    unlabelled: not(labelled),
    full: costBasis === null ? null : costBasis === 'full',
    additional: costBasis === null ? null : costBasis === 'additional',
  };
  const byClass = possibleClasses(partner).map((of) =>
    call.rates.filter((rate) => rate.of === of && holds[rate.when] !== false),
  );
  if (byClass.some((rates) => rates.length === 0)) return { possible: [], rates: [], none: 'kind-without-rate' };
  const rates = byClass.flat();
  const possible = [...new Set(rates.map(({ percent }) => percent))].toSorted((one, other) => one - other);
  return { possible, rates, none: null };
}

/** The rate as a line: met when it is one, to check when it is several or none is known. */
export function rateLine(call: FundingCall, partner: PartnerFacts, rate: RateAnswer): RuleLine {
  const group = call.rules.rates;
  const finding: Verdict = rate.possible.length === 1 ? 'met' : 'to-check';
  return ruleLine({
    rule: group?.rule ?? null,
    source: group?.source ?? call.source,
    certainty: group?.certainty ?? call.certainty,
    check: 'rate',
    partner: partner.id,
    finding,
    sentence: inBoth((words, say) => {
      if (rate.none === 'call-without-rates')
        return call.rules.loan ? words.rate.loan(say(call.name)) : words.rate.callWithout(say(call.name));
      if (rate.none === 'kind-without-rate') return words.rate.kindWithout(partner.name, say(call.name));
      if (rate.possible.length > 1) return words.rate.several(partner.name, rate.possible);
      return words.rate.one(
        partner.name,
        rate.possible[0]!,
        rate.rates.map(({ of, when }) => [of, when] as const),
      );
    }),
    figures: rate.possible.map((value) => ({ what: 'rate', unit: 'percent', value })),
  });
}

/** The aid asked against the rate on the whole base (R77). Null when the call has no rates, or the partner asks for nothing. */
export function askedLine(call: FundingCall, partner: PartnerFacts, facts: ProjectFacts): RuleLine | null {
  const group = call.rules.rates;
  if (!group || partner.askedCents === 0) return null;
  const rate = rateOf(call, partner, facts);
  const base = baseOf(partner.costs);
  const asked = partner.askedCents;
  const limits: Cents[] = base === null ? [] : rate.possible.map((percent) => cents(percentOf(base, percent)));
  const finding: Verdict =
    asked === null || limits.length === 0
      ? 'to-check'
      : asked <= limits[0]!
        ? 'met'
        : asked > limits.at(-1)!
          ? 'not-met'
          : 'to-check';
  return ruleLine({
    rule: group.rule,
    source: group.source,
    certainty: group.certainty,
    check: 'asked-within-rate',
    partner: partner.id,
    finding,
    sentence: inBoth((words) => words.asked[finding](partner.name, asked, limits)),
    figures: [
      { what: 'asked', unit: 'cents', value: asked },
      { what: 'base', unit: 'cents', value: base },
      ...rate.possible.map((value) => ({ what: 'rate', unit: 'percent' as const, value })),
    ],
  });
}
