import * as z from 'zod';
import type { Cents } from '#kit/money.ts';
import type { Say } from '#kit/say.ts';
import { CERTAINTIES } from '#rooms/registry';
import { daySchema } from '../../projects.schemas.ts';
import type { AidAmount } from '../aid-amount.ts';
import { computeAid, type ProjectAid } from '../aid-calculator.ts';
import { costWarnings } from '../cost-plausibility.rules.ts';
import { eligibility } from '../eligibility.rules.ts';
import { type ProjectFacts, RESEARCH_CATEGORIES } from '../funding-facts.ts';
import type { FundingReference } from '../funding-reference.load.ts';
import type { FundingCall } from '../funding-window.ts';
import { orientationAdvice } from '../orientation.rules.ts';
import type { PartnerAid } from '../partner-aid.rules.ts';
import { type RuleLine, VERDICTS } from '../verdict.rules.ts';

/** What the funding rules answer about a project before a call, as pages, API and command line read it. */

export const saying = z.object({ fr: z.string(), en: z.string() });
export const spoken = ({ fr, en }: Say): Say => ({ fr, en });

const figure = z.object({
  what: z.string(),
  unit: z.enum(['cents', 'percent', 'count', 'years', 'months', 'day']),
  value: z.union([z.number(), z.string()]).nullable(),
});

export const ruleLineView = saying.extend({
  rule: z.string().nullable(),
  check: z.string(),
  partner: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  finding: z.enum(VERDICTS),
  source: z.string(),
  certainty: z.enum(CERTAINTIES),
  figures: z.array(figure),
});
export type RuleLineView = z.output<typeof ruleLineView>;

const amount = z.object({
  /** Null when it is not known, or only between two ends. */
  cents: z.int().nullable(),
  between: z.object({ least: z.int(), most: z.int() }).nullable(),
});
export type AmountView = z.output<typeof amount>;

const partnerAnswer = z.object({
  partner: z.string(),
  name: z.string(),
  baseCents: z.int().nullable(),
  /** Rates of the call that the facts still allow, rising. */
  rates: z.array(z.number()),
  categories: z.array(
    z.object({
      category: z.enum(RESEARCH_CATEGORIES),
      costCents: z.int(),
      aid: amount,
      intensityPercent: z.object({ least: z.number(), most: z.number() }).nullable(),
    }),
  ),
  ceiling: amount.nullable(),
  aid: amount,
  limitedBy: z.array(z.enum(['call-rate', 'state-aid', 'cumulation', 'call-ceiling'])),
  askedCents: z.int().nullable(),
  asked: z.enum(VERDICTS),
  assumptions: z.array(saying),
  lines: z.array(ruleLineView),
});
export type PartnerAnswer = z.output<typeof partnerAnswer>;

export const fundingAnswer = z.object({
  call: saying.extend({ id: z.string(), window: saying, source: z.string(), certainty: z.enum(CERTAINTIES) }),
  decisionOn: daySchema.nullable(),
  /** State-aid text in force on the decision day (R90). */
  text: saying.nullable(),
  partners: z.array(partnerAnswer),
  baseCents: z.int().nullable(),
  total: amount,
  askedCents: z.int().nullable(),
  /** Why there is no amount at all. */
  without: saying.nullable(),
  lines: z.array(ruleLineView),
  eligibility: z.object({
    verdict: z.enum(VERDICTS),
    met: z.int(),
    notMet: z.int(),
    toCheck: z.int(),
    unverifiedRules: z.array(z.string()),
    lines: z.array(ruleLineView),
  }),
  advice: z.array(ruleLineView.extend({ toward: z.string() })),
  /** Costs that look written in another unit. */
  warnings: z.array(saying),
  /** What was presumed of the whole project. */
  caveats: z.array(saying),
});
export type FundingAnswer = z.output<typeof fundingAnswer>;

const lineView = ({ sentence, figures, ...line }: RuleLine): RuleLineView => ({
  rule: line.rule,
  check: line.check,
  partner: line.partner,
  verdict: line.verdict,
  finding: line.finding,
  source: line.source,
  certainty: line.certainty,
  figures: figures.map(({ what, unit, value }) => ({ what, unit, value })),
  ...spoken(sentence),
});

const amountView = ({ cents, between }: AidAmount): AmountView => ({ cents, between: between && { ...between } });

const partnerView = (one: PartnerAid): PartnerAnswer => ({
  partner: one.partner,
  name: one.name,
  baseCents: one.baseCents,
  rates: [...one.rate.possible],
  categories: one.categories.map(({ category, costCents, aid, intensity }) => ({
    category,
    costCents,
    aid: amountView(aid),
    intensityPercent: intensity && { least: intensity.least.percent, most: intensity.most.percent },
  })),
  ceiling: one.ceiling && amountView(one.ceiling),
  aid: amountView(one.aid),
  limitedBy: [...one.limitedBy],
  askedCents: one.asked.cents,
  asked: one.asked.finding,
  assumptions: one.assumptions.map(spoken),
  lines: one.lines.map(lineView),
});

const aidView = (aid: ProjectAid) => ({
  text: aid.text && spoken(aid.text.name),
  partners: aid.partners.map(partnerView),
  baseCents: aid.baseCents as Cents | null,
  total: amountView(aid.total),
  askedCents: aid.askedCents,
  without: aid.without && spoken(aid.without),
  lines: aid.lines.map(lineView),
});

/** Eligibility line by line, the most aid of each partner, advice and doubts: the same facts give the same answer in any year. */
export function fundingAnswerOf(
  reference: FundingReference,
  call: FundingCall,
  facts: ProjectFacts,
  caveats: readonly Say[],
): FundingAnswer {
  const { lines, ...eligible } = eligibility(call, facts);
  return {
    call: {
      id: call.id,
      ...spoken(call.name),
      window: spoken(call.window.name),
      source: call.source,
      certainty: call.certainty,
    },
    decisionOn: facts.decisionOn,
    ...aidView(computeAid(reference, call.id, facts)),
    eligibility: {
      verdict: eligible.verdict,
      met: eligible.met,
      notMet: eligible.notMet,
      toCheck: eligible.toCheck,
      unverifiedRules: [...eligible.unverifiedRules],
      lines: lines.map(lineView),
    },
    advice: orientationAdvice(reference, call, facts).map(({ toward, ...line }) => ({ ...lineView(line), toward })),
    warnings: costWarnings(facts.partners).map(spoken),
    caveats: caveats.map(spoken),
  };
}
