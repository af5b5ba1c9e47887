import type { Cents } from '#kit/money.ts';
import { type Day, yearOf } from '#kit/period.ts';
import { inBoth } from './funding.sentences.ts';
import { type AidSize, type PartnerFacts, RESEARCH_CATEGORIES, type ResearchCategory } from './funding-facts.ts';
import { baseOf, isFirm, isResearchBody, isSmallOrMedium } from './partner.rules.ts';
import { type AidType, type StateAidText, type StateAidTexts, textInForce } from './state-aid-text.ts';
import { type Answer, compareShare, findingOf, type RuleLine, ruleLine, type Verdict } from './verdict.rules.ts';

/** Sizes as State-aid intensities tell them apart; ETI and large groups are both large. */
export const STATE_AID_SIZES = ['small', 'medium', 'large'] as const;
export type StateAidSize = (typeof STATE_AID_SIZES)[number];

const SIZES: Readonly<Record<AidSize, readonly StateAidSize[]>> = {
  micro: ['small'],
  small: ['small'],
  medium: ['medium'],
  sme: ['small', 'medium'],
  eti: ['large'],
  ge: ['large'],
};

/** The sizes that a category may be: two for an SME of which nobody knows more, all three when nothing is known. */
export const possibleSizes = (size: AidSize | null): readonly StateAidSize[] =>
  size === null ? STATE_AID_SIZES : SIZES[size];

/** One step from the base to the highest intensity, in points; the cap takes points away. */
export interface IntensityStep {
  readonly rule: 'R91' | 'R92';
  readonly reason: 'base' | 'medium' | 'small' | 'collaboration' | 'dissemination' | 'cap';
  readonly points: number;
}

export interface Intensity {
  readonly percent: number;
  readonly steps: readonly IntensityStep[];
}

/** What gives the bonus of R92: one of the two is enough, and they do not add up. */
export interface Bonus {
  readonly collaboration: boolean;
  readonly dissemination: boolean;
}

/**
 * Highest aid intensity for a category of research under a text (R91, R92); null when no document read gives it. A small firm in effective
 * collaboration has 50 + 20 + 15 = 85 for industrial research, brought down to 80; for experimental development 25 + 20 + 15 = 60.
 */
export function intensityOf(
  text: StateAidText,
  category: ResearchCategory,
  size: StateAidSize,
  bonus: Bonus,
): Intensity | null {
  const rule = text.intensities[category];
  if (rule.base === null) return null;
  const steps: IntensityStep[] = [{ rule: 'R91', reason: 'base', points: rule.base }];
  const add = (reason: IntensityStep['reason'], points: number) => {
    if (points !== 0) steps.push({ rule: 'R92', reason, points });
  };
  if (size !== 'large') add(size, rule[size]);
  const collaboration = bonus.collaboration ? rule.collaboration : 0;
  const dissemination = bonus.dissemination ? rule.dissemination : 0;
  if (collaboration >= dissemination) add('collaboration', collaboration);
  else add('dissemination', dissemination);
  const raised = steps.reduce((sum, { points }) => sum + points, 0);
  if (raised > rule.cap) add('cap', rule.cap - raised);
  return { percent: Math.min(raised, rule.cap), steps };
}

export interface IntensityRange {
  readonly least: Intensity;
  readonly most: Intensity;
}

const possible = (answer: Answer): readonly boolean[] => (answer === null ? [false, true] : [answer]);

/** The lowest and highest intensity that unknown facts still allow; equal when nothing that matters is unknown. */
export function intensityRange(
  text: StateAidText,
  category: ResearchCategory,
  size: AidSize | null,
  bonus: { readonly collaboration: Answer; readonly dissemination: Answer },
): IntensityRange | null {
  const all = possibleSizes(size).flatMap((one) =>
    possible(bonus.collaboration).flatMap((collaboration) =>
      possible(bonus.dissemination).map((dissemination) =>
        intensityOf(text, category, one, { collaboration, dissemination }),
      ),
    ),
  );
  const known = all.filter((one) => one !== null).toSorted((one, other) => one.percent - other.percent);
  return known.length === 0 ? null : { least: known[0]!, most: known.at(-1)! };
}

/** Whether State-aid intensities bind a partner, and whether this had to be presumed. */
export interface StateAidScope {
  readonly applies: boolean;
  readonly presumed: boolean;
}

/** Firms always; a research body when its work serves an economic activity, presumed not; any other body unless it is said not to. */
export function stateAidScope(partner: PartnerFacts): StateAidScope {
  if (isFirm(partner) === true) return { applies: true, presumed: false };
  if (partner.economicActivity !== null) return { applies: partner.economicActivity, presumed: false };
  const institute = partner.special === 'irt' || partner.special === 'ite';
  return { applies: isResearchBody(partner) !== true && !institute && !isLaboratory(partner), presumed: true };
}

const isLaboratory = ({ kind }: PartnerFacts): boolean => kind === 'laboratory' || kind === 'training-body';

/** Which exemption regulation is in force on the day of the decision (R90). */
export function textLine(texts: StateAidTexts, decisionOn: Day | null): RuleLine {
  const text = textInForce(texts, decisionOn);
  return ruleLine({
    rule: 'R90',
    check: 'text-in-force',
    source: text?.source ?? texts.texts[0]!.source,
    certainty: text?.certainty ?? 'official',
    finding: text ? 'met' : 'to-check',
    sentence: inBoth((words, say) => (text ? words.text.inForce(say(text.name), decisionOn!) : words.text.unknown())),
    figures: [{ what: 'decision', unit: 'day', value: decisionOn }],
  });
}

/**
 * The category that decides the threshold of an undertaking: the one that its costs reach more than half in, coming down from science. Exactly half is
 * not more than half. Null when a cost is not known or there is none.
 */
export function predominantCategory(costs: Readonly<Record<ResearchCategory, number | null>>): ResearchCategory | null {
  const total = baseOf(costs as PartnerFacts['costs']);
  if (total === null || total === 0) return null;
  if (costs.feasibility === total) return 'feasibility';
  const research = total - costs.feasibility!;
  if (costs.fundamental! * 2 > research) return 'fundamental';
  return (costs.fundamental! + costs.industrial!) * 2 > research ? 'industrial' : 'experimental';
}

/** One undertaking in the project: all partners of one group. */
export interface UndertakingAid {
  readonly names: readonly string[];
  readonly costs: Readonly<Record<ResearchCategory, number | null>>;
  readonly aidCents: Cents | null;
}

/** Must the aid be notified to the Commission (R94)? Only above the threshold: aid of exactly the threshold is exempted. */
export function notificationLine(text: StateAidText, undertaking: UndertakingAid): RuleLine {
  const { names, costs, aidCents } = undertaking;
  const category = predominantCategory(costs);
  const threshold = category === null ? null : text.thresholds[category];
  const below: Answer = aidCents === 0 ? true : aidCents === null || threshold === null ? null : aidCents <= threshold;
  const finding = findingOf(below);
  return ruleLine({
    rule: 'R94',
    check: 'notification',
    ...text.figures,
    finding,
    sentence: inBoth((words, say) => words.notification[finding](names, aidCents, threshold, say(text.name))),
    figures: [
      { what: 'aid', unit: 'cents', value: aidCents },
      { what: 'notification-threshold', unit: 'cents', value: threshold },
      ...RESEARCH_CATEGORIES.map((one) => ({ what: one, unit: 'cents' as const, value: costs[one] })),
    ],
  });
}

function incentiveFinding(partner: PartnerFacts): Verdict {
  const { appliedOn, startsOn } = partner;
  if (appliedOn === null || startsOn === null || appliedOn === startsOn) return 'to-check';
  if (appliedOn > startsOn) return 'not-met';
  // An application in time is enough for an SME; the papers do not say what else a larger firm must show.
  return isSmallOrMedium(partner) === true ? 'met' : 'to-check';
}

/** Incentive effect of a firm (R95): its application comes before its work starts; on the same day the hour decides. Null for what is no firm. */
export function incentiveLine(texts: StateAidTexts, partner: PartnerFacts): RuleLine | null {
  if (isFirm(partner) === false) return null;
  const finding = incentiveFinding(partner);
  const larger =
    finding === 'to-check' &&
    partner.appliedOn !== null &&
    partner.startsOn !== null &&
    partner.appliedOn < partner.startsOn;
  return ruleLine({
    rule: 'R95',
    check: 'incentive-effect',
    partner: partner.id,
    ...texts.incentive,
    finding,
    sentence: inBoth((words) =>
      larger
        ? words.incentive.larger(partner.name)
        : words.incentive[finding](partner.name, partner.appliedOn, partner.startsOn),
    ),
    figures: [
      { what: 'application', unit: 'day', value: partner.appliedOn },
      { what: 'start-of-work', unit: 'day', value: partner.startsOn },
    ],
  });
}

/** Aid to a cluster's own organisation, over its whole duration. */
export interface ClusterAid {
  readonly decisionOn: Day | null;
  /** Operating aid and operating costs over the same years. */
  readonly operatingAidCents: Cents | null;
  readonly operatingCostsCents: Cents | null;
  readonly years: number | null;
  /** All aid to the cluster, investment included. */
  readonly totalAidCents: Cents | null;
}

/** The three limits on aid to a cluster organisation (R96): half of operating costs, ten years, the threshold of the text. All three ends included. */
export function clusterAidLines(texts: StateAidTexts, aid: ClusterAid): RuleLine[] {
  const text = textInForce(texts, aid.decisionOn);
  const rule = { rule: 'R96', ...(text ?? texts.texts.at(-1)!).figures };
  const percent = text?.cluster.operatingPercent ?? null;
  const years = text?.cluster.years ?? null;
  const most = text?.thresholds.cluster ?? null;
  const { operatingAidCents: part, operatingCostsCents: whole, totalAidCents: total } = aid;
  const share = percent === null || part === null || !whole ? null : compareShare(part, whole, percent) <= 0;
  const duration = years === null || aid.years === null ? null : aid.years <= years;
  const amount = most === null || total === null ? null : total <= most;
  return [
    ruleLine({
      ...rule,
      check: 'cluster-operating-share',
      finding: findingOf(share),
      sentence: inBoth((words) => words.clusterAid.share[findingOf(share)](percent)),
      figures: [
        { what: 'operating-aid', unit: 'cents', value: part },
        { what: 'operating-costs', unit: 'cents', value: whole },
        { what: 'at-most', unit: 'percent', value: percent },
      ],
    }),
    ruleLine({
      ...rule,
      check: 'cluster-duration',
      finding: findingOf(duration),
      sentence: inBoth((words) => words.clusterAid.duration[findingOf(duration)](aid.years, years)),
      figures: [
        { what: 'years', unit: 'years', value: aid.years },
        { what: 'at-most', unit: 'years', value: years },
      ],
    }),
    ruleLine({
      ...rule,
      check: 'cluster-amount',
      finding: findingOf(amount),
      sentence: inBoth((words) => words.clusterAid.amount[findingOf(amount)](total, most)),
      figures: [
        { what: 'aid', unit: 'cents', value: total },
        { what: 'at-most', unit: 'cents', value: most },
      ],
    }),
  ];
}

/** Does the French framework cover this type of aid on that day (R98)? Its days are known by years only. Null when no framework is named so. */
export function aidTypeLine(
  texts: StateAidTexts,
  frameworkId: string,
  type: AidType,
  decisionOn: Day,
): RuleLine | null {
  const framework = texts.frameworks.find(({ id }) => id === frameworkId);
  if (!framework) return null;
  const covered = framework.types.find((one) => one.type === type);
  const year = yearOf(decisionOn);
  const inYears = framework.fromYear <= year && year <= framework.toYear;
  const finding = findingOf(covered !== undefined && inYears);
  return ruleLine({
    rule: 'R98',
    check: 'aid-type',
    source: framework.source,
    certainty: covered?.certainty ?? 'official',
    finding,
    sentence: inBoth((words, say) =>
      words.aidType[covered && inYears ? 'covered' : covered ? 'outOfYears' : 'notCovered'](
        framework.id,
        covered ? say(covered.name) : type,
        framework.fromYear,
        framework.toYear,
      ),
    ),
    figures: [{ what: 'decision', unit: 'day', value: decisionOn }],
  });
}
