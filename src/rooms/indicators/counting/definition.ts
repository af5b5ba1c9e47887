import type { FactKind } from '../facts/fact.ts';

/**
 * How an indicator is counted from facts: which rows, what each adds, what a total over clusters counts once. Its value and the list behind it come from the same rows,
 * so that they cannot disagree (principle 2).
 */
export interface Counting {
  /** Code in the catalogue. */
  readonly code: string;
  /** `members`: who is a member on the last day of the year, with what is known of them; otherwise facts of one kind. */
  readonly from: 'members' | FactKind;
  /**
   * The years to which a fact belongs: its own; every year from its own, counted since the programme began; every year on whose last day it lasts.
   */
  readonly span: 'own-year' | 'since-start' | 'lasting';
  /** What a total over clusters counts once: the thing itself, or its organisation (R111, R112). */
  readonly once: 'unit' | 'organisation';
  /** A count or an amount adds its numerators; a ratio divides by its denominators. */
  readonly measure: 'count' | 'amount' | 'ratio';
}

export const COUNTINGS = [
  { code: 'MEM-01', from: 'members', span: 'lasting', once: 'unit', measure: 'count' },
  { code: 'MEM-02', from: 'members', span: 'lasting', once: 'organisation', measure: 'count' },
  { code: 'MEM-03', from: 'members', span: 'lasting', once: 'organisation', measure: 'ratio' },
  { code: 'MEM-04', from: 'members', span: 'lasting', once: 'organisation', measure: 'ratio' },
  { code: 'MEM-05', from: 'members', span: 'lasting', once: 'unit', measure: 'count' },
  { code: 'MEM-06', from: 'membership', span: 'own-year', once: 'organisation', measure: 'count' },
  { code: 'MEM-07', from: 'members', span: 'lasting', once: 'organisation', measure: 'ratio' },
  { code: 'MEM-08', from: 'members', span: 'lasting', once: 'organisation', measure: 'ratio' },
  { code: 'EMP-01', from: 'members', span: 'lasting', once: 'organisation', measure: 'count' },
  { code: 'EMP-03', from: 'members', span: 'lasting', once: 'organisation', measure: 'ratio' },
  { code: 'EXP-05', from: 'market', span: 'lasting', once: 'unit', measure: 'count' },
  { code: 'PRJ-01', from: 'label', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'PRJ-02', from: 'grant', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'PRJ-03', from: 'grant', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'PRJ-04', from: 'cost', span: 'own-year', once: 'unit', measure: 'ratio' },
  { code: 'PRJ-05', from: 'label', span: 'own-year', once: 'unit', measure: 'ratio' },
  { code: 'PRJ-06', from: 'label', span: 'own-year', once: 'unit', measure: 'ratio' },
  { code: 'PRJ-07', from: 'label', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'PRJ-08', from: 'decision', span: 'own-year', once: 'unit', measure: 'ratio' },
  { code: 'RES-01', from: 'result', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'RES-02', from: 'result', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'RES-03', from: 'result', span: 'own-year', once: 'unit', measure: 'count' },
  { code: 'RES-04', from: 'result', span: 'since-start', once: 'unit', measure: 'count' },
  { code: 'RES-05', from: 'first-sale', span: 'since-start', once: 'unit', measure: 'count' },
  { code: 'RES-06', from: 'jobs', span: 'since-start', once: 'unit', measure: 'count' },
  { code: 'GOU-01', from: 'commitment', span: 'own-year', once: 'unit', measure: 'ratio' },
  { code: 'GOU-02', from: 'commitment', span: 'own-year', once: 'unit', measure: 'amount' },
] as const satisfies readonly Counting[];
export type CountedCode = (typeof COUNTINGS)[number]['code'];

const byCode: ReadonlyMap<string, Counting> = new Map(COUNTINGS.map((one) => [one.code, one]));

/** How an indicator of the catalogue is counted; undefined when facts cannot feed it: then it is declared or imported. */
export const countingOf = (code: string): Counting | undefined => byCode.get(code);

/** One counted figure: of a cluster, or of all the clusters in scope together (`cluster` null) with what they share counted once. */
export interface Counted {
  readonly code: CountedCode;
  readonly cluster: string | null;
  readonly year: number;
  /** Null when rows exist and the figure of none is known. */
  readonly numerator: number | null;
  /** 1 a row but for ratios. */
  readonly denominator: number | null;
  readonly rows: number;
  readonly missing: number;
  readonly synthetic: boolean;
}
