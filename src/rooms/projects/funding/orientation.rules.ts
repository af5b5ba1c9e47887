import { projectBase } from './eligibility.rules.ts';
import { inBoth } from './funding.sentences.ts';
import type { ProjectFacts } from './funding-facts.ts';
import type { FundingCall, FundingWindows } from './funding-window.ts';
import { type Figure, type RuleLine, ruleLine } from './verdict.rules.ts';

/** Advice to try another window (R74): never a refusal. */
export interface Advice extends RuleLine {
  readonly toward: string;
}

/** Aid asked for all partners; null as soon as one has not said. */
function askedTotal(facts: ProjectFacts): number | null {
  const asked = facts.partners.map(({ askedCents }) => askedCents);
  return asked.includes(null) ? null : asked.reduce((sum: number, one) => sum + one!, 0);
}

/**
 * Where else a project might go (R74): below 750,000 € of aid to the innovation aids, the largest ones to PSPC. Nothing when the amounts are not known or
 * stand between. No document says from which size a project is « very large »: the usual ceiling of the base stands in for it, and the line says so.
 */
export function orientationAdvice(windows: FundingWindows, call: FundingCall, facts: ProjectFacts): Advice[] {
  const group = call.rules.orientation;
  if (!group) return [];
  const nameOf = (id: string) => windows.windows.find((one) => one.id === id)!.name;
  const asked = askedTotal(facts);
  const base = projectBase(facts);
  const advice: Advice[] = [];
  if (asked !== null && asked < group.aidBelowCents) {
    const figures: Figure[] = [
      { what: 'aid-asked', unit: 'cents', value: asked },
      { what: 'below', unit: 'cents', value: group.aidBelowCents },
    ];
    const sentence = inBoth((words, say) =>
      words.orientation.smaller(asked, group.aidBelowCents, say(nameOf(group.smallerWindow))),
    );
    advice.push({
      toward: group.smallerWindow,
      ...ruleLine({ ...group, check: 'smaller-window', finding: 'to-check', sentence, figures }),
    });
  }
  if (base !== null && group.baseAboveCents !== null && base > group.baseAboveCents) {
    const figures: Figure[] = [
      { what: 'base', unit: 'cents', value: base },
      { what: 'above', unit: 'cents', value: group.baseAboveCents },
    ];
    const sentence = inBoth((words, say) =>
      words.orientation.larger(base, group.baseAboveCents!, say(nameOf(group.largerWindow))),
    );
    advice.push({
      toward: group.largerWindow,
      ...ruleLine({
        rule: group.rule,
        source: group.largerSource,
        certainty: group.largerCertainty,
        check: 'larger-window',
        finding: 'to-check',
        sentence,
        figures,
      }),
    });
  }
  return advice;
}
