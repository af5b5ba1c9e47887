import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import type { ProjectAid } from '../aid-calculator.ts';
import type { Eligibility } from '../eligibility.rules.ts';
import type { FundingCase } from '../funding-case.ts';
import type { RuleLine } from '../verdict.rules.ts';
import { isAlive } from './application.ts';
import type { Ceiling } from './grant.rules.ts';

/** Granted by other living files of the same call, by partner: several funders share one ceiling. */
export function besides({ project, call, application }: FundingCase): ReadonlyMap<string, number> {
  const granted = new Map<string, number>();
  const others = project.applications.filter(
    (one) => one.call === call.id && one.id !== application?.id && isAlive(one.state),
  );
  for (const { partner, grantedCents } of others.flatMap(({ parts }) => parts))
    granted.set(partner, (granted.get(partner) ?? 0) + (grantedCents ?? 0));
  return granted;
}

/** A line as it read on the day of the decision: sentences are written out, for the rules may read otherwise later. */
const kept = ({ rule, check, partner, verdict, finding, sentence, source, certainty }: RuleLine) => ({
  rule,
  check,
  partner,
  verdict,
  finding,
  source,
  certainty,
  fr: sentence.fr,
  en: sentence.en,
});

const written = ({ fr, en }: Say): Say => ({ fr, en });

/** What applied on the day of a decision (STYLE 3): the call, the text in force, each partner's ceiling and every line. */
export const rulesApplied = (of: {
  readonly aid: ProjectAid;
  readonly eligible: Eligibility;
  readonly ceilings: readonly Ceiling[];
  readonly on: Day;
  readonly caveats: readonly Say[];
}) => ({
  on: of.on,
  call: { id: of.aid.call.id, ...written(of.aid.call.name), source: of.aid.call.source, rates: of.aid.call.rates },
  text: of.aid.text && { id: of.aid.text.id, ...written(of.aid.text.name) },
  verdict: of.eligible.verdict,
  ceilings: of.ceilings,
  partners: of.aid.partners.map(({ partner, baseCents, rate, aid, limitedBy }) => ({
    partner,
    baseCents,
    rates: rate.possible,
    aid: aid.between,
    limitedBy,
  })),
  lines: [...of.eligible.lines, ...of.aid.lines, ...of.aid.partners.flatMap(({ lines }) => lines)].map(kept),
  caveats: of.caveats.map(written),
});
