import { numericColumns } from '../matching/covariates.ts';
import { matchedPanel } from '../matching/matched-panel.ts';
import { matchUnits } from '../matching/matching.ts';
import type { MatchInput, MatchOptions } from '../matching/options.ts';
import { type MatchReport, matchReport } from '../matching/report.ts';
import { unitsToMatch } from '../matching/units-to-match.ts';
import { cohortOf, type Panel, type WidePanel } from '../panel.ts';
import type { SampleStep } from '../result.ts';
import { selectUnits } from '../sensitivity/panel-selection.ts';
import { ImpactError, type Warning } from '../sentence.ts';
import { importWarnings, type LoadedPanel } from './panel-of-file.ts';

/** How a panel is matched before its effects are estimated: matched difference in differences is weighted difference in differences. */
export interface MatchAsked {
  /** Covariates to be alike on, in the period `at`; `rd@2010` is the outcome `rd` in 2010. */
  readonly on: readonly string[];
  /** A period before any treatment; the first when null. */
  readonly at: number | null;
  readonly options: Partial<MatchOptions>;
}

/** A matched panel, and what it was before. */
export interface MatchedSample {
  readonly period: number;
  readonly report: MatchReport;
  /** All units that could have been matched, unweighted. */
  readonly whole: WidePanel;
  /** Who left before matching, who was not matched. */
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
}

/**
 * Matches the units of a followed panel, ever treated with never treated, and gives the panel of the matched with their weights. Errors are
 * by pair, by the panel's own cluster when it has one, and by unit elsewhere: a unit may be in several pairs, and a handful of strata are no
 * clusters (six subclasses would give an error of five degrees of freedom).
 * @throws ImpactError when the panel follows nobody, a variable is not there, or nothing can be matched
 */
export async function matchLoaded(
  loaded: LoadedPanel,
  { on, at, options }: MatchAsked,
): Promise<{ readonly loaded: LoadedPanel; readonly matched: MatchedSample }> {
  const panel = await loaded.panel();
  if (panel.layout !== 'wide') throw nobodyFollowed();
  const period = at ?? panel.periods[0]!;
  const early = selectUnits(panel, (unit) => isMatchable(panel, unit, period)) as WidePanel;
  const found = unitsToMatch(early, period, outcomesIn(on));
  for (const name of on) if (!found.variables[name]) throw unknownVariable(name, found);
  const known = completeUnits(found, on);
  const whole = selectUnits(early, (unit) => known[unit] === 1) as WidePanel;
  const input: MatchInput = unitsToMatch(whole, period, outcomesIn(on));
  const result = matchUnits(input, { ...options, on });
  const weighted = matchedPanel(
    whole,
    result,
    panel.cluster ? 'panel' : result.matches && result.groups ? 'pair' : 'unit',
  );
  const matched: MatchedSample = {
    period,
    report: matchReport(result, input.treated, (row) => whole.unit[row]!),
    whole,
    // Those who enter the matching are those whom the steps before have kept.
    sample: [...stepsBefore(panel, early, whole, period), ...result.sample.filter(({ step }) => step !== 'input')],
    warnings: [...(loaded.stored ? importWarnings(loaded.stored) : []), ...result.warnings],
  };
  return { loaded: { stored: null, panel: async (): Promise<Panel> => weighted }, matched };
}

const isMatchable = ({ firstTreated }: WidePanel, unit: number, period: number): boolean => {
  const g = cohortOf(firstTreated[unit]!);
  return g === 0 || g > period;
};

/** `rd@2010` as the outcome and its period. */
export function outcomesIn(on: readonly string[]): (readonly [string, number])[] {
  return on
    .filter((name) => name.includes('@'))
    .map((name) => {
      const [outcome, period] = name.split('@') as [string, string];
      return [outcome, Number(period)] as const;
    });
}

/** 1 for units with a value of every variable. */
function completeUnits({ treated, variables }: MatchInput, names: readonly string[]): Uint8Array {
  const columns = numericColumns(Object.fromEntries(names.map((name) => [name, variables[name]!])), 'all');
  const factors = names.flatMap((name) => {
    const variable = variables[name]!;
    return variable.kind === 'factor' ? [variable.codes] : [];
  });
  return Uint8Array.from(treated, (_, unit) =>
    columns.every(({ values }) => Number.isFinite(values[unit]!)) && factors.every((codes) => codes[unit]! >= 0)
      ? 1
      : 0,
  );
}

function stepsBefore(panel: WidePanel, early: WidePanel, whole: WidePanel, period: number): SampleStep[] {
  const [all, free, complete] = [panel, early, whole].map(({ unit }) => unit.length) as [number, number, number];
  return [
    {
      step: 'treated-before-matching',
      counted: 'units',
      dropped: all - free,
      kept: free,
      why: {
        fr: `Déjà traitées en ${period}, où l’on apparie`,
        en: `Already treated in ${period}, when units are matched`,
      },
    },
    {
      step: 'matching-incomplete',
      counted: 'units',
      dropped: free - complete,
      kept: complete,
      why: { fr: 'Variable d’appariement manquante', en: 'A variable matched on is missing' },
    },
  ];
}

const nobodyFollowed = () =>
  new ImpactError('match-needs-panel', {
    fr: 'L’appariement demande un panel où l’on suit les unités, non des coupes répétées.',
    en: 'Matching needs a panel that follows units, not repeated cross-sections.',
  });

const unknownVariable = (name: string, { variables }: MatchInput) =>
  new ImpactError('unknown-match-variable', {
    fr: `La variable d’appariement ${name} n’est pas dans le panel (${Object.keys(variables).join(', ')}).`,
    en: `The variable ${name} to match on is not in the panel (${Object.keys(variables).join(', ')}).`,
  });
