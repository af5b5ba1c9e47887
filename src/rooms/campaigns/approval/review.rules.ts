import type { Verdict } from '../campaigns.tables.ts';
import type { CheckedCell, Finding } from '../checks/check.ts';
import { reasonAsked } from '../checks/check-gap.rules.ts';
import { type Answer, sameAnswer } from '../return.ts';

/** Why a value is to be looked at, the most telling first. */
export const MARKS = ['asked-before', 'changed', 'set-aside', 'gap', 'unusual', 'not-known'] as const;
export type Mark = (typeof MARKS)[number];

export interface ReviewedFigure {
  /** As it was submitted this time. */
  readonly now: Answer & Pick<CheckedCell, 'prefilled' | 'comment'>;
  readonly checked: Pick<CheckedCell, 'state' | 'value' | 'target' | 'direction' | 'prefilled'>;
  /** As it was submitted the time before; null the first time, or when it was not asked then. */
  readonly before: (Answer & { readonly comment: string }) | null;
  /** What an authority last said of it then. */
  readonly verdictBefore: Verdict | null;
  readonly findings: readonly Finding[];
}

/** What there is to see in one value. */
export function marksOf(
  { now, checked, before, verdictBefore, findings }: ReviewedFigure,
  reasonThreshold: number,
): Mark[] {
  const asked = reasonAsked(checked, reasonThreshold);
  const setAside = now.prefilled !== null && (now.state !== 'known' || now.value !== now.prefilled);
  const has: Readonly<Record<Mark, boolean>> = {
    'asked-before': verdictBefore === 'questioned' || verdictBefore === 'returned',
    changed: before !== null && (!sameAnswer(now, before) || now.comment !== before.comment),
    'set-aside': setAside,
    gap: asked === 'target',
    unusual: findings.length > 0,
    'not-known': now.state === 'not-known',
  };
  return MARKS.filter((mark) => has[mark]);
}

/** Looked at first: the first time whatever stands out; once sent back and submitted again, only what was asked or changed. */
export const comesFirst = (marks: readonly Mark[], round: number): boolean =>
  round === 1 ? marks.length > 0 : marks.some((mark) => mark === 'changed' || mark === 'asked-before');

export interface GivenVerdict {
  readonly key: string;
  readonly verdict: Verdict;
  readonly answer: string | null;
  readonly at: Date;
}

/** The last word on each value; verdicts come in the order in which they were given. */
export const lastWords = <V extends GivenVerdict>(verdicts: readonly V[]): ReadonlyMap<string, V> =>
  new Map(verdicts.map((verdict) => [verdict.key, verdict]));

/** No value is sent back, and none waits for the cluster’s answer. */
export const everyQuestionIsAnswered = (verdicts: readonly GivenVerdict[]): boolean =>
  [...lastWords(verdicts).values()].every(
    ({ verdict, answer }) => verdict === 'accepted' || (verdict === 'questioned' && answer !== null),
  );

export const aFigureIsReturned = (verdicts: readonly GivenVerdict[]): boolean =>
  [...lastWords(verdicts).values()].some(({ verdict }) => verdict === 'returned');
