import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import type { Certainty } from '#rooms/registry';
import { inBoth } from './funding.sentences.ts';

/** Yes, no, or not known. */
export type Answer = boolean | null;

export const VERDICTS = ['met', 'not-met', 'to-check'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One number of a rule with its unit; a ratio gives its two terms, then the limit. */
export type Figure =
  | {
      readonly what: string;
      readonly unit: 'cents' | 'percent' | 'count' | 'years' | 'months';
      readonly value: number | null;
    }
  | { readonly what: string; readonly unit: 'day'; readonly value: Day | null };

/** Where a rule comes from and how sure that is. */
export interface Provenance {
  /** Number of the rule in the programme’s papers; null when the call has no known rule. */
  readonly rule: string | null;
  readonly source: string;
  readonly certainty: Certainty;
}

/** One rule applied to one project, as an officer reads it. */
export interface RuleLine extends Provenance {
  /** What is looked at, when one rule looks at several things. */
  readonly check: string;
  /** Partner concerned; null for the whole project. */
  readonly partner: string | null;
  /** What is shown: never a plain yes or no under a rule that nobody read in an official text. */
  readonly verdict: Verdict;
  /** What the facts answer, whatever the certainty of the rule. */
  readonly finding: Verdict;
  readonly sentence: Say;
  readonly figures: readonly Figure[];
}

export const findingOf = (answer: Answer): Verdict => (answer === null ? 'to-check' : answer ? 'met' : 'not-met');

/** False as soon as one is; otherwise not known as soon as one is not. */
export const every = (parts: readonly Answer[]): Answer =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;

/** True as soon as one is; otherwise not known as soon as one is not. */
export const some = (parts: readonly Answer[]): Answer =>
  parts.includes(true) ? true : parts.includes(null) ? null : false;

/** A number known between two ends: equal when it is known. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

export const reaches = (span: Span, threshold: number): Answer =>
  span.least >= threshold ? true : span.most < threshold ? false : null;

/** How many answer yes: at least those who do, at most those and the unknown. */
export const countOf = (answers: readonly Answer[]): Span => ({
  least: answers.filter((answer) => answer === true).length,
  most: answers.filter((answer) => answer !== false).length,
});

interface Written extends Provenance {
  readonly check: string;
  readonly partner?: string | null;
  readonly finding: Verdict;
  readonly sentence: Say;
  readonly figures?: readonly Figure[];
}

/** A line of a rule; a rule known from background only is shown « to check » and says why, whatever it finds. */
export function ruleLine({
  rule,
  source,
  certainty,
  check,
  partner = null,
  finding,
  sentence,
  figures = [],
}: Written): RuleLine {
  const unverified = certainty === 'background';
  return {
    rule,
    check,
    partner,
    verdict: unverified ? 'to-check' : finding,
    finding,
    sentence: unverified ? inBoth((words, say) => `${say(sentence)} ${words.unverified}`) : sentence,
    figures,
    source,
    certainty,
  };
}

export interface Summary {
  readonly verdict: Verdict;
  readonly met: number;
  readonly notMet: number;
  readonly toCheck: number;
  /** Rules applied that no official or published text confirms yet. */
  readonly unverifiedRules: readonly string[];
}

/**
 * All lines in one verdict. A sourced rule that is not met refuses; an unverified one never does by itself: it asks for a check. An unverified rule
 * that the facts satisfy does not hold the project back, and is listed.
 */
export function summaryOf(lines: readonly RuleLine[]): Summary {
  const refused = lines.some(({ verdict }) => verdict === 'not-met');
  const doubtful = lines.some(({ finding }) => finding !== 'met');
  return {
    verdict: refused ? 'not-met' : doubtful ? 'to-check' : 'met',
    met: lines.filter(({ verdict }) => verdict === 'met').length,
    notMet: lines.filter(({ verdict }) => verdict === 'not-met').length,
    toCheck: lines.filter(({ verdict }) => verdict === 'to-check').length,
    unverifiedRules: [
      ...new Set(lines.filter(({ certainty }) => certainty === 'background').map(({ rule }) => rule ?? '')),
    ].filter((rule) => rule !== ''),
  };
}

/** Per cents are compared and applied in hundredths, on whole numbers: 33.33 % of 3 cents is exactly that. */
const HUNDREDTHS = 10_000n;
const hundredths = (percent: number): bigint => BigInt(Math.round(percent * 100));

/** −1, 0 or 1 as `part` is below, at or above `percent` of `whole`. */
export function compareShare(part: number, whole: number, percent: number): -1 | 0 | 1 {
  const difference = BigInt(part) * HUNDREDTHS - hundredths(percent) * BigInt(whole);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A percentage of an amount in cents, **rounded down** to the cent, so that aid never stands above what its rate allows. */
export const percentOf = (amount: number, percent: number): number =>
  Number((BigInt(amount) * hundredths(percent)) / HUNDREDTHS);
