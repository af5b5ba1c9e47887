import * as z from 'zod';
import type { CommonIndicator } from '#rooms/indicators';
import { type ClauseContents, indicatorContent } from '../clause/clause.ts';
import { targetYears } from './objective-gaps.rules.ts';
import type { Fault } from './roadmap.refusals.ts';
import { valueFault } from './target-value.rules.ts';

type Indicator = ClauseContents['indicator'];

/** An indicator as it is typed: what the catalogue says of a common one need not be said again, and targets may be left as they are. */
export const indicatorDraft = indicatorContent.extend({
  title: indicatorContent.shape.title.or(z.literal('')).optional(),
  unit: indicatorContent.shape.unit.or(z.literal('')).optional(),
  direction: indicatorContent.shape.direction.optional(),
  measure: indicatorContent.shape.measure.optional(),
  cumulation: indicatorContent.shape.cumulation.optional(),
  /** Absent: those of the text are kept. */
  targets: indicatorContent.shape.targets.unwrap().optional(),
});
export type IndicatorDraft = z.output<typeof indicatorDraft>;

/** A baseline that is rounded to the whole per cent still agrees with its terms. */
const RATIO_ROUNDING = 0.5;

export type Completed =
  | { readonly ok: true; readonly content: Indicator }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * The indicator as it is to be written. A common one (R26) takes its unit, direction, measure and cumulation from the catalogue, so that contracts can
 * be added up; its title and the terms of a ratio too, unless the cluster words them otherwise.
 */
export function completed(
  draft: IndicatorDraft,
  catalogue: readonly CommonIndicator[],
  present: Indicator | null,
): Completed {
  const targets = draft.targets ?? present?.targets ?? {};
  if (draft.code !== null) {
    const common = catalogue.find(({ code }) => code === draft.code);
    if (!common)
      return { ok: false, faults: [{ code: 'UNKNOWN_INDICATOR', field: 'content.code', with: { code: draft.code } }] };
    const { direction, measure, cumulation } = common;
    return {
      ok: true,
      content: {
        ...draft,
        targets,
        title: draft.title || common.label.fr,
        unit: common.unit.fr,
        direction,
        measure,
        cumulation,
        numerator: draft.numerator || common.numerator.fr,
        denominator: draft.denominator || common.denominator.fr,
      },
    };
  }
  const { title, unit, direction, measure, cumulation } = draft;
  if (title && unit && direction && measure && cumulation)
    return { ok: true, content: { ...draft, title, unit, direction, measure, cumulation, targets } };
  const asked = { title, unit, direction, measure, cumulation };
  return {
    ok: false,
    faults: Object.entries(asked)
      .filter(([, given]) => !given)
      .map(([name]) => ({ code: 'FIELD_REQUIRED', field: `content.${name}` }) as const),
  };
}

/** What is wrong with an indicator in a contract of these years; nothing when it may be written. */
export function indicatorFaults(indicator: Indicator, years: readonly number[]): Fault[] {
  const { measure, levels, numerator, denominator, targets } = indicator;
  const faults: Fault[] = [];
  if (measure === 'ratio') {
    if (numerator === '') faults.push({ code: 'RATIO_WITHOUT_PARTS', field: 'content.numerator' });
    if (denominator === '') faults.push({ code: 'RATIO_WITHOUT_PARTS', field: 'content.denominator' });
  }
  if (measure === 'scale' && new Set(levels).size < Math.max(2, levels.length))
    faults.push({ code: 'SCALE_WITHOUT_LEVELS', field: 'content.levels' });
  else {
    for (const [year, value] of Object.entries(targets)) {
      if (value === null) continue;
      const fault = targetFault(indicator, Number(year), value, years);
      if (fault) faults.push({ ...fault, field: `content.targets.${year}` });
    }
    faults.push(...baselineFaults(indicator, years));
  }
  return faults;
}

/** Why a target cannot be set for a year; null when it can. */
export function targetFault(
  indicator: Indicator,
  year: number,
  value: number,
  years: readonly number[],
): Omit<Fault, 'field'> | null {
  if (!years.includes(year)) return outsidePhase(year, years);
  return valueFault(value, indicator);
}

export const outsidePhase = (year: number, years: readonly number[]): Omit<Fault, 'field'> => ({
  code: 'YEAR_OUTSIDE_PHASE',
  // Years are written without a separator: « 2013 », never « 2 013 ».
  with: { year: String(year), from: String(years[0]), to: String(years.at(-1)) },
});

/** A baseline comes before the first target, and no later than the start of the contract. */
export function baselineFaults(indicator: Indicator, years: readonly number[]): Fault[] {
  const { baseline, measure } = indicator;
  if (!baseline) return [];
  const faults: Fault[] = [];
  const fault = valueFault(baseline.value, indicator);
  if (fault) faults.push({ ...fault, field: 'content.baseline.value' });
  const first = targetYears(indicator.targets)[0];
  const marks = { baseline: String(baseline.year), target: String(first), start: String(years[0]) };
  const field = 'content.baseline.year';
  if (first !== undefined && baseline.year >= first) faults.push({ code: 'BASELINE_AFTER_TARGET', field, with: marks });
  else if (baseline.year > years[0]!) faults.push({ code: 'BASELINE_AFTER_START', field, with: marks });
  if (measure === 'ratio' && baseline.numerator !== null && baseline.denominator) {
    const computed = (100 * baseline.numerator) / baseline.denominator;
    if (Math.abs(computed - baseline.value) > RATIO_ROUNDING)
      faults.push({
        code: 'BASELINE_NOT_RATIO',
        field: 'content.baseline.value',
        with: { computed: String(Math.round(computed * 10) / 10).replace('.', ',') },
      });
  }
  return faults;
}

/** Years whose target, already set, becomes another one or none: they ask a reason. */
export const yearsRevised = (before: Indicator | null, after: Indicator): string[] =>
  before === null
    ? []
    : Object.entries(before.targets)
        .filter(([year, value]) => value !== null && (after.targets[year] ?? null) !== value)
        .map(([year]) => year);
