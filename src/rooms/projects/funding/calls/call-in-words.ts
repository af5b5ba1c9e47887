import type { Say } from '#kit/say.ts';
import type { CallRules, FundingCall, FundingWindows } from '../funding-window.ts';
import type { Provenance } from '../verdict.rules.ts';
import { inBoth } from './calls.sentences.ts';

/** One rule of a call as the calendar tells it. */
export type CallRuleLine = Say & Provenance;

type Told = { readonly [Name in keyof CallRules]?: (group: NonNullable<CallRules[Name]>) => Say };

const told = (windows: FundingWindows): Told => {
  const nameOf = (id: string): Say => windows.windows.find((one) => one.id === id)!.name;
  return {
    consortium: ({ firms, smeOrEti, research }) =>
      inBoth(({ is }) =>
        smeOrEti > 0 ? is.consortiumWithSme(firms, smeOrEti, research) : is.consortium(firms, research),
      ),
    leadIsFirm: () => inBoth(({ is }) => is.leadIsFirm),
    labelBeforeClosing: () => inBoth(({ is }) => is.labelBeforeClosing),
    territory: ({ labellingPercent, leadPercent }) => inBoth(({ is }) => is.territory(labellingPercent, leadPercent)),
    fundedOnce: () => inBoth(({ is }) => is.fundedOnce),
    laboratoryAid: ({ justifyAbovePercent }) => inBoth(({ is }) => is.laboratoryAid(justifyAbovePercent)),
    launch: ({ fromYears, toYears }) =>
      inBoth(({ is }) => (fromYears === null || toYears === null ? is.launchUnknown : is.launch(fromYears, toYears))),
    orientation: ({ aidBelowCents, smallerWindow, largerWindow }) =>
      inBoth(({ is }, say) => is.orientation(aidBelowCents, say(nameOf(smallerWindow)), say(nameOf(largerWindow)))),
    institutes: () => inBoth(({ is }) => is.institutes),
    lapse: ({ months }) => inBoth(({ is }) => is.lapse(months)),
    base: ({ leastCents, mostCents }) => inBoth(({ is }) => is.base(leastCents, mostCents)),
    projectAid: ({ mostCents }) => inBoth(({ is }) => is.projectAid(mostCents)),
    decisions: ({ steps }) => inBoth(({ is }, say) => is.decisions(steps.map(({ by }) => say(by)))),
    loan: ({ leastCents, mostCents, years, deferredYears }) =>
      inBoth(({ is }) => is.loan(leastCents, mostCents, years, deferredYears)),
  };
};

/** Every rule of a call in words, with where it comes from; rates stand in a table of their own. */
export function callRuleLines(windows: FundingWindows, { rules }: FundingCall): CallRuleLine[] {
  const words = told(windows);
  const lines = (Object.keys(words) as (keyof CallRules)[]).flatMap((name): CallRuleLine[] => {
    const group = rules[name];
    if (!group) return [];
    // Each teller takes the group of its own name.
    const sentence = (words[name] as (given: typeof group) => Say)(group);
    return [{ ...sentence, rule: group.rule, source: group.source, certainty: group.certainty }];
  });
  const { sameGroup } = rules.consortium ?? {};
  return sameGroup ? [...lines, { ...inBoth(({ is }) => is.sameGroup), ...sameGroup }] : lines;
}
