import type { MatchLook } from '#engines/impact/index.ts';
import { FEWEST_FIRMS } from '#engines/secrecy/secrecy.ts';
import { MATCH_METHODS, type Mapping, type Matching, type Preview, type RunOptions } from '../evaluation.ts';

/** What a column is for in matching: nothing, one of those on which units are alike, or equal in each pair. */
export const LIKENESSES = ['no', 'alike', 'equal'] as const;
export type Likeness = (typeof LIKENESSES)[number];

export const MATCH_CHOICES = ['none', ...MATCH_METHODS] as const;
export type MatchChoice = (typeof MATCH_CHOICES)[number];

/** Pairs whose scores differ by more than a fifth of a standard deviation are no twins (Austin 2011). */
export const USUAL_CALIPER = 0.2;
/** More controls for each treated unit add almost nothing to precision, and are further away. */
export const MOST_CONTROLS = 20;

export interface AskedMatching {
  readonly method: MatchChoice;
  /** Columns of the file and computed outcomes, with what each is for. */
  readonly columns: readonly { readonly name: string; readonly likeness: Likeness }[];
  /** Period of the covariates; the first of the file when null. */
  readonly at: number | null;
  /** How many periods of each outcome are matched on, back from `at`. */
  readonly periods: number;
  readonly ratio: number;
  readonly replace: boolean;
  readonly caliper: number | null;
}

/** What is wrong with a matching: a code of the refusals, and what makes its sentence precise. */
export type MatchingProblem =
  | { readonly code: 'MATCH_METHOD_WANTED' | 'MATCH_COLUMN_WANTED' | 'MATCH_NEEDS_UNITS' }
  | {
      readonly code: 'MATCH_COLUMN_ROLE' | 'MATCH_EQUAL_NEAREST' | 'MATCH_EQUAL_OUTCOME' | 'MATCH_COLUMN_NAME';
      readonly columns: string;
    }
  | { readonly code: 'MATCH_PERIOD'; readonly columns: string; readonly from: number; readonly to: number };

/** The matching that is asked for, when it holds together with the mapping; null when none is. */
export function readMatching(
  { method, columns, at: asked, periods, ratio, replace, caliper }: AskedMatching,
  { mapping, panel, file }: { readonly mapping: Mapping; readonly panel: RunOptions['panel']; readonly file: Preview },
): { readonly ok: true; readonly matching: Matching | null } | ({ readonly ok: false } & MatchingProblem) {
  const wrong = <Problem extends MatchingProblem>(problem: Problem) => ({ ok: false as const, ...problem });
  const chosen = (likeness: Likeness) => columns.filter((one) => one.likeness === likeness).map(({ name }) => name);
  const [alike, equal] = [chosen('alike'), chosen('equal')];
  const marked = [...alike, ...equal];
  if (method === 'none')
    return marked.length === 0 ? { ok: true, matching: null } : wrong({ code: 'MATCH_METHOD_WANTED' });
  if (panel === 'rc') return wrong({ code: 'MATCH_NEEDS_UNITS' });
  if (alike.length === 0) return wrong({ code: 'MATCH_COLUMN_WANTED' });
  const named = (names: readonly string[]) => names.join(', ');
  const structural = marked.filter((name) => [mapping.unit, mapping.time, mapping.cohort].includes(name));
  if (structural.length > 0) return wrong({ code: 'MATCH_COLUMN_ROLE', columns: named(structural) });
  // `rd@2008` is an outcome in a period.
  const ambiguous = marked.filter((name) => name.includes('@'));
  if (ambiguous.length > 0) return wrong({ code: 'MATCH_COLUMN_NAME', columns: named(ambiguous) });
  if (equal.length > 0 && method !== 'nearest') return wrong({ code: 'MATCH_EQUAL_NEAREST', columns: named(equal) });
  const isOutcome = (name: string): boolean => mapping.outcomes.includes(name);
  const moving = equal.filter(isOutcome);
  if (moving.length > 0) return wrong({ code: 'MATCH_EQUAL_OUTCOME', columns: named(moving) });
  // The columns were read before: the period is a number.
  const [from, to] = file.columns.find(({ name }) => name === mapping.time)!.range!;
  const at = asked ?? from;
  const first = at - (alike.some(isOutcome) ? periods - 1 : 0);
  if (first < from || at > to) return wrong({ code: 'MATCH_PERIOD', columns: mapping.time, from, to });
  const earlier = Array.from({ length: periods }, (_, back) => at - back);
  const isNearest = method === 'nearest';
  return {
    ok: true,
    matching: {
      method,
      on: alike.flatMap((name) => (isOutcome(name) ? earlier.map((period) => `${name}@${period}`) : [name])),
      exact: equal,
      at,
      ratio: isNearest ? ratio : 1,
      replace: isNearest && replace,
      caliper: isNearest ? caliper : null,
    },
  };
}

/** What a column is for in a matching, for the form to show again. */
export function likenessOf(matching: Matching | null, name: string): Likeness {
  if (matching?.exact.includes(name)) return 'equal';
  return matching?.on.some((one) => one === name || one.startsWith(`${name}@`)) ? 'alike' : 'no';
}

/** How many periods of each outcome are matched on; one when there is none. */
export const periodsOf = (matching: Matching | null): number =>
  Math.max(1, new Set(matching?.on.filter((name) => name.includes('@')).map((name) => name.split('@')[1])).size);

/** Twins are chosen among the never treated; without matching, those not yet treated say something too. */
export const usualControls = (matching: Matching | null): RunOptions['controls'] => (matching ? 'never' : 'not-yet');

/** How alike the groups are on one variable; null where it cannot be told, as for a constant. */
export interface BalanceLine {
  readonly name: string;
  /** Difference of means, treated less control, in standard deviations of the treated. */
  readonly before: number | null;
  readonly after: number | null;
  readonly meanTreated: number;
  readonly meanControl: number;
  readonly varianceRatio: number | null;
}

/** The variables, the least alike first; null when means would rest on too few units to be shown. */
export function balanceLines({ balance, sizes }: Pick<MatchLook, 'balance' | 'sizes'>): BalanceLine[] | null {
  if (Math.min(sizes.treated.matched, sizes.control.matched) < FEWEST_FIRMS) return null;
  return balance.after
    .map(({ name, standardisedDifference, meanTreated, meanControl, varianceRatio }, place) => ({
      name,
      before: balance.before[place]!.standardisedDifference,
      after: standardisedDifference,
      meanTreated,
      meanControl,
      varianceRatio,
    }))
    .toSorted((a, b) => size(b.before) - size(a.before));
}

const size = (difference: number | null): number =>
  difference === null ? Number.POSITIVE_INFINITY : Math.abs(difference);
