import type { Sql } from '#kit/db/database.ts';
import { type Day, dayInParis } from '#kit/period.ts';
import { rulesOf } from '#rooms/contracts';
import { type RetainedValue, retainedValues } from '#rooms/indicators';
import type { CheckedCell, CheckSettings, Finding } from '../checks/check.ts';
import { checkReturn } from '../checks/check-return.rules.ts';
import { cellsOf, type ReturnHead, type ReturnRow } from '../return.store.ts';
import { type HeldCell, NO_ANSWER } from '../return.ts';
import type { Asked, AskedFigure } from './asked.rules.ts';
import { whatIsAsked } from './asked.ts';

/** Years before the campaign's that a grid shows: usual change is read in four. */
const EARLIER_YEARS = 4;

/** A return with all that its grid, its checks and its files are made of. */
export interface ReadReturn extends ReturnHead {
  readonly held: ReturnRow;
  readonly asked: Asked;
  readonly cells: ReadonlyMap<string, HeldCell>;
  /** Of the years before and of the year itself, by figure and year: `MEM-02 2014`. */
  readonly values: ReadonlyMap<string, RetainedValue>;
  readonly findings: readonly Finding[];
}

/** What a figure holds before anybody wrote its cell: an indicator that an amendment added since the return was opened. */
export const unwritten = (key: string): HeldCell => ({
  key,
  ...NO_ANSWER,
  origin: 'empty',
  prefilled: null,
  prefilledState: null,
  comment: '',
  reasonCode: null,
  reasonText: '',
  revision: 0,
  changedAt: new Date(0),
  changedBy: '',
});

export async function readReturn(
  sql: Sql,
  { held, ...head }: ReturnHead & { readonly held: ReturnRow },
  on: Day,
): Promise<ReadReturn> {
  const { year } = head.campaign;
  const asked = await whatIsAsked(sql, head.cluster.id, year);
  const cells = new Map((await cellsOf(sql, held.id)).map((cell) => [cell.key, cell]));
  const known = await retainedValues(sql, {
    indicators: [...asked.figures.keys()],
    clusters: [head.cluster.id],
    fromYear: year - EARLIER_YEARS,
    toYear: year,
    knownAt: null,
  });
  const values = new Map(known.map((value) => [`${value.indicator} ${value.year}`, value]));
  const { rules } = await rulesOf(sql);
  const settings: CheckSettings = {
    year,
    // What was to come when it was submitted is not held against it later.
    today: held.submitted_at && held.state !== 'returned' ? dayInParis(held.submitted_at) : on,
    reasonThreshold: head.campaign.reasonThreshold,
    publicSharePath: rules.publicSharePath[String(year)] ?? null,
  };
  const checked = [...asked.figures.values()].map((figure) =>
    checkedCell(
      figure,
      cells.get(figure.key) ?? unwritten(figure.key),
      targetOf(asked, figure.key, year),
      values,
      year,
    ),
  );
  // A lighter return asks nothing about what facts counted.
  const isAsked = ({ key }: Finding): boolean =>
    !(held.lighter && key !== null && cells.get(key)?.origin === 'counted');
  return { ...head, held, asked, cells, values, findings: checkReturn(checked, settings).filter(isAsked) };
}

/** What the contract promises for a year; of several objectives that follow the same figure, the first. */
export function targetOf({ objectives }: Asked, key: string, year: number): number | null {
  for (const { lines } of objectives)
    for (const line of lines) {
      const target = line.key === key ? (line.targets[String(year)] ?? null) : null;
      if (target !== null) return target;
    }
  return null;
}

/** A figure as the checks look at it: what is asked, what was answered, what was promised and what the years before were. */
export function checkedCell(
  { key, label, unit, measure, direction, cumulation }: AskedFigure,
  { state, value, numerator, denominator, notBefore, text, prefilled, comment, reasonCode, reasonText }: HeldCell,
  target: number | null,
  values: ReadReturn['values'],
  year: number,
): CheckedCell {
  const history = earlierYears(year).flatMap((one) => {
    const known = values.get(`${key} ${one}`)?.value ?? null;
    return known === null ? [] : [{ year: one, value: known }];
  });
  return {
    ...{ key, label, unit, measure, direction, cumulation, target, history },
    ...{ state, value, numerator, denominator, notBefore, text, prefilled, comment, reasonCode, reasonText },
  };
}

/** The years before a campaign's, oldest first. */
export const earlierYears = (year: number): number[] =>
  Array.from({ length: EARLIER_YEARS }, (_, index) => year - EARLIER_YEARS + index);
