import { inBoth } from './funding.sentences.ts';
import type { ProjectFacts } from './funding-facts.ts';
import type { CallRules } from './funding-window.ts';
import { isFirm, isSmeOrEti } from './partner.rules.ts';
import { type Answer, every, type Figure, findingOf, type RuleLine, ruleLine, some } from './verdict.rules.ts';

type LoanGroup = NonNullable<CallRules['loan']>;

const CHECKS = ['borrower', 'origin', 'work-done', 'amount', 'private-cofunding', 'term'] as const;
export type LoanCheck = (typeof CHECKS)[number];

export type LoanLimits = Pick<LoanGroup, 'leastCents' | 'mostCents' | 'years' | 'deferredYears'>;

/** The conditions of the loan for industrialisation (R79), one line each. Without a loan described everything is to check. */
export function loanLines(group: LoanGroup, facts: ProjectFacts): RuleLine[] {
  const { loan } = facts;
  const { leastCents, mostCents, years, deferredYears, origins, rule, source, certainty } = group;
  const borrower = facts.partners.find(({ id }) => id === loan?.borrower) ?? null;
  const labelled = some(facts.labels.map(({ decidedOn }) => (decidedOn === null ? null : true)));
  const amount = loan?.amountCents ?? null;
  const cofunding = loan?.privateCofundingCents ?? null;

  const answers: Readonly<Record<LoanCheck, Answer>> = {
    borrower: borrower && every([isFirm(borrower), isSmeOrEti(borrower)]),
    origin:
      loan && every([labelled, loan.originFundedByState, loan.origin === null ? null : origins.includes(loan.origin)]),
    'work-done': loan?.workDone ?? null,
    amount: amount === null ? null : leastCents <= amount && amount <= mostCents,
    'private-cofunding': amount === null || cofunding === null ? null : cofunding >= amount,
    term: every([
      loan?.years == null ? null : loan.years === years,
      loan?.deferredYears == null ? null : loan.deferredYears === deferredYears,
    ]),
  };
  const figures: Readonly<Record<LoanCheck, readonly Figure[]>> = {
    borrower: [],
    origin: [],
    'work-done': [],
    amount: [
      { what: 'loan', unit: 'cents', value: amount },
      { what: 'at-least', unit: 'cents', value: leastCents },
      { what: 'at-most', unit: 'cents', value: mostCents },
    ],
    'private-cofunding': [
      { what: 'private-cofunding', unit: 'cents', value: cofunding },
      { what: 'loan', unit: 'cents', value: amount },
    ],
    term: [
      { what: 'years', unit: 'years', value: loan?.years ?? null },
      { what: 'deferred-years', unit: 'years', value: loan?.deferredYears ?? null },
    ],
  };
  const limits: LoanLimits = { leastCents, mostCents, years, deferredYears };
  return CHECKS.map((check) => {
    const finding = findingOf(answers[check]);
    return ruleLine({
      rule,
      source,
      certainty,
      check,
      partner: check === 'borrower' ? (borrower?.id ?? null) : null,
      finding,
      sentence: inBoth((words) => words.loan[check][finding](limits)),
      figures: figures[check],
    });
  });
}
