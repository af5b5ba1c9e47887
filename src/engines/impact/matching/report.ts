import { ENGINE_VERSION, type SampleStep } from '../result.ts';
import type { Warning } from '../sentence.ts';
import type { Balance } from './balance.ts';
import type { GroupSizes } from './group-sizes.ts';
import type { MatchResult } from './matching.ts';
import type { Caliper, MatchOptions } from './options.ts';
import type { Propensity } from './propensity.ts';
import type { CommonSupport } from './support.ts';
import { BALANCED_BELOW } from './warnings.ts';

/** A unit and the units it was matched to, in the order they were found. */
export interface MatchedUnit {
  readonly unit: string | number;
  readonly matches: readonly (string | number)[];
}

/** What `grappe impact match --json` writes, units called by their names. */
export interface MatchReport {
  /** One for each unit of the focal group, those without a match included; empty for strata and subclasses. */
  readonly pairs: readonly MatchedUnit[];
  /** Units that were matched; `group` is the pair, stratum or subclass, null with replacement. */
  readonly weights: readonly {
    readonly unit: string | number;
    readonly weight: number;
    readonly group: number | null;
  }[];
  readonly balance: Balance;
  readonly sizes: { readonly treated: GroupSizes; readonly control: GroupSizes };
  readonly calipers: readonly Pick<Caliper, 'on' | 'width'>[];
  readonly propensity: Pick<Propensity, 'coefficients' | 'deviance' | 'collinear'> | null;
  readonly support: CommonSupport | null;
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
  readonly options: Omit<MatchOptions, 'distance'> & { readonly distance: string };
  readonly engine: string;
}

export function matchReport(
  result: MatchResult,
  treated: Uint8Array,
  unit: (row: number) => string | number,
): MatchReport {
  const { options } = result;
  return {
    pairs: pairsOf(result, treated, unit),
    weights: weightsOf(result, unit),
    balance: result.balance,
    sizes: result.sizes,
    calipers: result.calipers,
    propensity: result.propensity && {
      coefficients: result.propensity.coefficients,
      deviance: result.propensity.deviance,
      collinear: result.propensity.collinear,
    },
    support: result.support,
    sample: result.sample,
    warnings: result.warnings,
    options: { ...options, distance: typeof options.distance === 'string' ? options.distance : 'own score' },
    engine: ENGINE_VERSION,
  };
}

function pairsOf(
  { matches, ratio, options }: MatchResult,
  treated: Uint8Array,
  unit: (row: number) => string | number,
): MatchedUnit[] {
  const pairs: MatchedUnit[] = [];
  if (!matches) return pairs;
  const focal = options.estimand === 'ATC' ? 0 : 1;
  for (let row = 0; row < treated.length; row++) {
    if (treated[row] !== focal) continue;
    const found: (string | number)[] = [];
    for (let place = row * ratio; place < (row + 1) * ratio; place++)
      if (matches[place] !== -1) found.push(unit(matches[place]!));
    pairs.push({ unit: unit(row), matches: found });
  }
  return pairs;
}

function weightsOf({ weights, groups }: MatchResult, unit: (row: number) => string | number): MatchReport['weights'] {
  const weighing: { unit: string | number; weight: number; group: number | null }[] = [];
  for (let row = 0; row < weights.length; row++)
    if (weights[row]! > 0) weighing.push({ unit: unit(row), weight: weights[row]!, group: groups && groups[row]! });
  return weighing;
}

/** What a love plot shows: absolute standardised differences before and after, the largest first, and the line to stay under. */
export interface LovePlot {
  readonly threshold: number;
  readonly rows: readonly { readonly name: string; readonly before: number; readonly after: number }[];
}

export function lovePlot({ before, after }: MatchResult['balance']): LovePlot {
  const rows = before.map((row, k) => ({
    name: row.name,
    before: Math.abs(row.standardisedDifference),
    after: Math.abs(after[k]!.standardisedDifference),
  }));
  return { threshold: BALANCED_BELOW, rows: rows.sort((a, b) => b.before - a.before) };
}
