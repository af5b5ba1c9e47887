import type { Role } from '#kit/actor.ts';
import type { Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import type { FoundTask, TaskKind } from '#rooms/registry';
import { AUTHORITIES, WRITERS } from '../contracts.roles.ts';
import { rulesOf } from '../settings/settings.store.ts';
import type { ContractFacts } from './contract-facts.ts';
import { t } from './life.sentences.ts';
import { worksFor } from './my-party.rules.ts';
import { type NextStep, type NextStepKind, nextSteps } from './next-step.rules.ts';
import { factsInReach, missingOf } from './visible-facts.ts';

/** About how long one of them takes. */
const MINUTES: Readonly<Record<NextStepKind, number>> = {
  complete: 15,
  'open-discussion': 10,
  answer: 30,
  'answer-comments': 5,
  'decide-proposals': 10,
  'record-session': 5,
  present: 5,
  'record-opinion': 10,
  'resume-discussion': 5,
  'fulfil-conditions': 20,
  'join-annexes': 5,
  'send-for-signature': 10,
  'complete-amendment': 30,
  'record-vote': 5,
  sign: 15,
  'resolve-refusal': 30,
  'reply-to-decision': 60,
  'close-decision': 20,
  'examine-axes': 60,
  end: 5,
};

/** Beyond this many contracts, tasks of a kind make one line for all of them. */
const MOST_LINES = 5;

/** The parties' people; the programme's administrator is no party. */
const PARTIES: readonly Role[] = [...WRITERS.filter((role) => role !== 'administrator'), ...AUTHORITIES];

interface Found {
  readonly contract: ContractFacts;
  readonly step: NextStep;
}

const earliest = (days: readonly (Day | null)[]): Day | null =>
  days.filter((day) => day !== null).toSorted()[0] ?? null;

function line(kind: NextStepKind, found: readonly Found[]): FoundTask {
  const [only, ...others] = found;
  const together = others.length > 0;
  const count = together ? found.length : only!.step.count;
  // Several parties of one contract may wait for the same reader.
  const contracts = new Set(found.map(({ contract }) => contract.id)).size;
  const words = (locale: 'fr' | 'en') =>
    speaking(locale, () => (together ? t().tasks.inContracts(t().steps[kind](1), contracts) : t().steps[kind](count)));
  return {
    kind: `contract-${kind}`,
    count,
    cluster: together ? null : only!.contract.cluster,
    organisation: null,
    since: earliest(found.map(({ step }) => step.since)),
    dueOn: earliest(found.map(({ step }) => step.dueOn)),
    fr: words('fr'),
    en: words('en'),
    minutes: MINUTES[kind] * found.reduce((sum, { step }) => sum + step.count, 0),
    href: together ? '/contrats?attendu=me' : only!.step.href,
    synthetic: found.some(({ contract }) => contract.synthetic),
  };
}

/** What the reader's party has to do for each contract within their reach. */
export const contractTaskKinds: readonly TaskKind[] = [
  {
    for: PARTIES,
    find: async ({ sql, actor, on }) => {
      const { rules } = await rulesOf(sql);
      const contracts = await factsInReach(sql, actor, on, PARTIES);
      const missing = await missingOf(sql, actor, contracts);
      const mine = contracts.flatMap((contract): Found[] =>
        nextSteps({ contract, missing: missing.get(contract.id) ?? null, on, rules })
          .filter(({ party }) =>
            contract.parties.some((one) => one.id === party && worksFor(actor, one, contract.cluster.id)),
          )
          .map((step) => ({ contract, step })),
      );
      return [...Map.groupBy(mine, ({ step }) => step.kind)].flatMap(([kind, found]) =>
        found.length > MOST_LINES ? [line(kind, found)] : found.map((one) => line(kind, [one])),
      );
    },
  },
];
