import { type Covariate, factor, type LongPanel, numeric, type WidePanel } from '../panel.ts';
import { numbers, readTable } from '../reference-data.fixture.ts';
import { syntheticPanel } from '../synthetic/grappe-syn-1.ts';
import type { GroupTimeOptions } from './options.ts';

/** One run of did 2.5.1 in reference/evaluation/expected/*.att_gt.json. */
export interface ReferenceRun {
  readonly id: string;
  readonly yname: string;
  readonly xformla: string;
  readonly est_method: 'dr' | 'reg' | 'ipw';
  readonly control_group: 'nevertreated' | 'notyettreated';
  readonly anticipation: number;
  readonly base_period: 'varying' | 'universal';
  readonly weights: string | null;
  readonly cluster: string | null;
  readonly panel: boolean;
  readonly allow_unbalanced_panel: boolean;
  readonly n_units: number;
  readonly att_gt: readonly { g: number; t: number; att: number | null; se: number | null }[];
  readonly wald?: { stat: number; p: number };
  readonly aggte: {
    readonly simple: ReferenceEstimate;
  } & Record<'dynamic' | 'group' | 'calendar', ReferenceAggregate>;
  readonly warnings: readonly string[];
}

export interface ReferenceEstimate {
  readonly att: number;
  readonly se: number | null;
}

export interface ReferenceAggregate {
  readonly overall: ReferenceEstimate;
  readonly by: readonly ({ readonly e: number } & ReferenceEstimate)[];
}

export interface ReferenceFile {
  readonly columns: { readonly y: string; readonly g: string; readonly id: string; readonly t: string };
  readonly runs: readonly ReferenceRun[];
}

/** A reference data set as a long panel with what one run reads of it. */
export function referencePanel(
  table: Record<string, string[]>,
  columns: Record<'g' | 'id' | 't', string>,
  run: Pick<ReferenceRun, 'yname' | 'xformla' | 'weights' | 'cluster'>,
): LongPanel {
  const terms = termsOf(run.xformla);
  return {
    layout: 'long',
    unit: labels(table[columns.id]!),
    period: numbers(table[columns.t]!),
    firstTreated: numbers(table[columns.g]!),
    outcomes: { [run.yname]: numbers(table[run.yname]!) },
    covariates: Object.fromEntries(terms.map((term) => [term, covariate(table, term)])),
    ...(run.weights ? { weights: numbers(table[run.weights]!) } : {}),
    ...(run.cluster ? { cluster: labels(table[run.cluster]!) } : {}),
  };
}

export const optionsOf = (run: ReferenceRun): GroupTimeOptions => ({
  outcomes: [run.yname],
  covariates: termsOf(run.xformla),
  method: run.est_method,
  controls: run.control_group === 'nevertreated' ? 'never' : 'not-yet',
  base: run.base_period,
  anticipation: run.anticipation,
  panel: !run.panel ? 'rc' : run.allow_unbalanced_panel ? 'unbalanced' : 'balanced',
});

/** `~ taille + I(lpop^2)`: the terms. */
const termsOf = (formula: string): string[] =>
  formula
    .replace('~', '')
    .split('+')
    .map((term) => term.trim())
    .filter((term) => term !== '1' && term !== '');

function covariate(table: Record<string, string[]>, term: string): Covariate {
  const squared = /^I\((\w+)\^2\)$/.exec(term);
  if (squared) return numeric(numbers(table[squared[1]!]!).map((value) => value ** 2));
  const column = table[term]!;
  return column.every((text) => text === '' || Number.isFinite(Number(text)))
    ? numeric(numbers(column))
    : factor(column);
}

const labels = (column: readonly string[]) =>
  column.every((text) => Number.isFinite(Number(text))) ? numbers(column) : column;

export const tables = {
  mpdta: () => readTable('mpdta.csv'),
  base_stagg: () => readTable('base_stagg.csv'),
  df_het: () => readTable('df_het.csv'),
  ehec_medicaid: () => readTable('ehec_medicaid.csv'),
  syn_firmes: () => readTable('syn_firmes.csv'),
};

/** Column names of each data set; the files of results describe them in words. */
export const COLUMNS: Record<keyof typeof tables, Record<'g' | 'id' | 't', string>> = {
  mpdta: { g: 'first_treat', id: 'countyreal', t: 'year' },
  base_stagg: { g: 'year_treated', id: 'id', t: 'year' },
  df_het: { g: 'g', id: 'unit', t: 'year' },
  ehec_medicaid: { g: 'yexp2', id: 'stfips', t: 'year' },
  syn_firmes: { g: 'g', id: 'siren', t: 'annee' },
};

/** GRAPPE-SYN-1 as a wide panel, clusters by employment zone. */
export function grappeSyn1(units: number): WidePanel {
  const { periods, cohort, x1, x2, zone, outcome } = syntheticPanel({ units });
  const y = new Float64Array(units * periods);
  for (const [p, values] of outcome.entries()) y.set(values, p * units);
  return {
    layout: 'wide',
    unit: Int32Array.from({ length: units }, (_, i) => i + 1),
    periods: Float64Array.from({ length: periods }, (_, p) => p + 1),
    firstTreated: cohort,
    outcomes: { y },
    covariates: { x1: numeric(x1), x2: numeric(x2) },
    cluster: Int32Array.from(zone),
  };
}
