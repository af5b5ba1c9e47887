import { inPieces } from '../in-pieces.ts';
import { type Covariate, cohortOf, type WidePanel } from '../panel.ts';
import { ColumnFile, type ColumnTarget, readColumns } from '../panel-store/column-files.ts';
import { FIRMS_FILE, type PanelStore, periodColumn, storedVariable } from '../panel-store/panel-store.ts';
import { ImpactError, plural } from '../sentence.ts';
import type { MatchInput } from './options.ts';

/** Outcomes to match on, with the period of each: `rd` of 2009 becomes the variable `rd@2009`, a name that no column has. */
export type OutcomesAt = readonly (readonly [outcome: string, period: number])[];

/**
 * Who to match in a panel of firms: those ever treated against those never treated, on their characteristics in one period before
 * anyone is treated. Outcomes of earlier periods may be among them (`rd@2009`), since a firm joins because of its past.
 *
 * @param at period of the characteristics that change over time
 * @param outcomesAt outcomes to match on, as `[name, period]`
 * @throws ImpactError when someone is treated by then, or an outcome is of later
 */
export function unitsToMatch(panel: WidePanel, at: number, outcomesAt: OutcomesAt = []): MatchInput {
  const units = panel.firstTreated.length;
  const place = placesIn(panel.periods);
  place(at);
  const treated = new Uint8Array(units);
  refuseEarly(markTreated(panel.firstTreated, at, treated), at);
  const valuesAt = <Values extends Float64Array | Int32Array>(values: Values, period: number): Values =>
    (values.length === units ? values : values.slice(place(period) * units, (place(period) + 1) * units)) as Values;
  const variables: Record<string, Covariate> = {};
  for (const [name, covariate] of Object.entries(panel.covariates ?? {}))
    variables[name] =
      covariate.kind === 'factor'
        ? { ...covariate, codes: valuesAt(covariate.codes, at) }
        : { kind: 'numeric', values: valuesAt(covariate.values, at) };
  for (const [outcome, period] of notLater(outcomesAt, at))
    variables[`${outcome}@${period}`] = { kind: 'numeric', values: valuesAt(panel.outcomes[outcome]!, period) };
  return { treated, variables };
}

/**
 * The same from a panel store, of which only these columns are read. Firms are those of the store, in its order.
 * @throws ImpactError as `unitsToMatch` does, and when the store lacks a variable
 */
export async function storedUnitsToMatch(
  store: PanelStore,
  { at, covariates, outcomesAt = [] }: { at: number; covariates: readonly string[]; outcomesAt?: OutcomesAt },
): Promise<MatchInput> {
  const place = placesIn(store.periods);
  place(at);
  const targets = new Map<string, ColumnTarget[]>();
  const read = <Values extends Float64Array | Int32Array>(name: string, period: number, into: Values): Values => {
    const { file, column } = storedVariable(store, name);
    targets.set(file, [...(targets.get(file) ?? []), { column: column ?? periodColumn(place(period)), into }]);
    return into;
  };
  const variables: Record<string, Covariate> = {};
  for (const name of covariates) {
    const { levels } = storedVariable(store, name);
    variables[name] = levels
      ? { kind: 'factor', levels, codes: read(name, at, new Int32Array(store.units)) }
      : { kind: 'numeric', values: read(name, at, new Float64Array(store.units)) };
  }
  for (const [outcome, period] of notLater(outcomesAt, at))
    variables[`${outcome}@${period}`] = {
      kind: 'numeric',
      values: read(outcome, period, new Float64Array(store.units)),
    };
  const [treated] = await Promise.all([
    storedTreated(store, at),
    ...Array.from(targets, ([file, columns]) => readColumns(`${store.folder}/${file}`, columns)),
  ]);
  return { treated, variables };
}

async function storedTreated(store: PanelStore, at: number): Promise<Uint8Array> {
  const file = await ColumnFile.open(`${store.folder}/${FIRMS_FILE}`);
  try {
    const treated = new Uint8Array(store.units);
    const cohorts = new Int32Array(Math.max(...file.rowsOfGroups));
    const early: number[] = [];
    let first = 0;
    for (const [group, rows] of file.rowsOfGroups.entries()) {
      await file.read('cohort', group, cohorts.subarray(0, rows));
      for (const row of markTreated(cohorts.subarray(0, rows), at, treated.subarray(first, first + rows)))
        early.push(first + row);
      first += rows;
    }
    refuseEarly(early, at);
    return treated;
  } finally {
    await file.close();
  }
}

function placesIn(periods: ArrayLike<number>): (period: number) => number {
  const known = Array.from(periods);
  return (period) => {
    const found = known.indexOf(period);
    if (found < 0)
      throw new ImpactError('unknown-period', {
        fr: `La période ${period} n’est pas dans le panel (${known.join(', ')}).`,
        en: `Period ${period} is not in the panel (${known.join(', ')}).`,
      });
    return found;
  };
}

/** Writes 1 for the firms ever treated. @returns rows, from 1, of those treated by the period of the matching */
function markTreated(firstTreated: ArrayLike<number>, at: number, into: Uint8Array): number[] {
  const early: number[] = [];
  inPieces(into.length, (from, to) => {
    for (let firm = from; firm < to; firm++) {
      const first = cohortOf(firstTreated[firm]!);
      into[firm] = first > 0 ? 1 : 0;
      if (first > 0 && first <= at) early.push(firm + 1);
    }
  });
  return early;
}

function refuseEarly(early: readonly number[], at: number): void {
  if (early.length === 0) return;
  throw new ImpactError(
    'matched-after-treatment',
    {
      fr: `${plural.fr(early.length, '# unité est déjà traitée', '# unités sont déjà traitées')} en ${at}\u202f: appariez sur une période antérieure au premier traitement.`,
      en: `${plural.en(early.length, '# unit is', '# units are')} already treated in ${at}: match on a period before the first treatment.`,
    },
    { rows: early.slice(0, 10), count: early.length },
  );
}

function notLater(outcomesAt: OutcomesAt, at: number): OutcomesAt {
  for (const [outcome, period] of outcomesAt)
    if (period > at)
      throw new ImpactError('matched-on-later-outcome', {
        fr: `L’appariement se fait en ${at}\u202f: ${outcome} de ${period} n’est pas encore connu, et peut déjà porter l’effet.`,
        en: `Matching is done in ${at}: ${outcome} of ${period} is not known yet, and may already carry the effect.`,
      });
  return outcomesAt;
}
