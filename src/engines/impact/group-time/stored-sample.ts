import { ColumnFile } from '../panel-store/column-files.ts';
import {
  FIRMS_FILE,
  type PanelStore,
  periodColumn,
  type StoredVariable,
  storedVariable,
} from '../panel-store/panel-store.ts';
import type { GroupTimeOptionsUsed } from '../result.ts';
import {
  type BalancedSample,
  covariatePeriodsOf,
  differing,
  placesOf,
  type SampleOutcome,
  shared,
  unbalancedStep,
} from './balanced-sample.ts';
import { type CellPlan, planCells } from './cells.ts';
import { type CohortPlan, planSample } from './cohorts.ts';
import { incompleteStep } from './observations.ts';
import type { SampleFlow } from './sample-flow.ts';
import { whiten } from './whiten.ts';

/** Consecutive firms of a store with one first treated period. */
interface Run {
  readonly firstTreated: number;
  readonly from: number;
  to: number;
}

/** Firms of a store that make a sample without being looked at one by one. */
export interface StoredUnits {
  readonly plan: CohortPlan;
  readonly cells: readonly CellPlan[];
  readonly cohortStarts: Int32Array;
  /** By cohort, what leads from a unit's place in the sample to its row in the files. */
  readonly shifts: readonly number[];
}

/** True when every firm is known in every period, counts for one and is a cluster of its own: outcomes then may stay in their files. */
export const staysInFiles = (store: PanelStore, used: GroupTimeOptionsUsed): boolean =>
  used.panel !== 'rc' &&
  used.transform === 'level' &&
  !used.weighted &&
  !used.clustered &&
  [...used.outcomes, ...used.covariates].every((name) => storedVariable(store, name).complete);

/** Null when the firms of some cohort do not stand together in the store, as with anticipation beyond the last period. */
export async function storedUnits(
  store: PanelStore,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): Promise<StoredUnits | null> {
  const { units, periods } = store;
  const runs = await cohortRuns(store);
  const counts = new Map(runs.map(({ firstTreated, from, to }) => [firstTreated, to - from]));
  flow.step(incompleteStep(0, units * periods.length));
  const plan = planSample({ periods, counts, controls: used.controls, anticipation: used.anticipation }, 'units', flow);
  const ranges: Run[] = plan.cohorts.map((firstTreated) => ({ firstTreated, from: 0, to: 0 }));
  for (const { firstTreated, from, to } of runs) {
    const place = plan.placeOf(firstTreated);
    if (place === -1) continue;
    const range = ranges[place]!;
    if (range.to === 0) ranges[place] = { firstTreated, from, to };
    else if (range.to === from) range.to = to;
    else return null;
  }
  const cohortStarts = new Int32Array(ranges.length + 1);
  for (const [c, { from, to }] of ranges.entries()) cohortStarts[c + 1] = cohortStarts[c]! + to - from;
  flow.step(unbalancedStep(0, 0, cohortStarts.at(-1)!), { warn: true });
  return {
    plan,
    cells: planCells(plan, used),
    cohortStarts,
    shifts: ranges.map(({ from }, c) => from - cohortStarts[c]!),
  };
}

async function cohortRuns(store: PanelStore): Promise<Run[]> {
  const file = await ColumnFile.open(`${store.folder}/${FIRMS_FILE}`);
  try {
    const cohorts = new Int32Array(Math.max(...file.rowsOfGroups));
    const runs: Run[] = [];
    let start = 0;
    for (const [group, rows] of file.rowsOfGroups.entries()) {
      await file.read('cohort', group, cohorts.subarray(0, rows));
      for (let from = 0, to = 0; from < rows; from = to) {
        while (to < rows && cohorts[to] === cohorts[from]) to += 1;
        const last = runs.at(-1);
        if (last && last.firstTreated === cohorts[from]) last.to = start + to;
        else runs.push({ firstTreated: cohorts[from]!, from: start + from, to: start + to });
      }
      start += rows;
    }
    return runs;
  } finally {
    await file.close();
  }
}

/** The sample, its covariates in memory that threads share, its outcomes where they are. */
export async function storedSample(
  store: PanelStore,
  { plan, cells, cohortStarts, shifts }: StoredUnits,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): Promise<BalancedSample> {
  const kept = plan.periods.map((t) => store.periods.indexOf(t));
  const units = cohortStarts.at(-1)!;
  const columns = storedColumns(store, used.covariates);
  const constant = columns.every(({ variable }) => variable.column !== null);
  const covariatePeriods = covariatePeriodsOf(constant, cells, used);
  const versions: Float64Array[] = [];
  for (const period of covariatePeriods) {
    const design = shared(units * columns.length);
    await readDesign(store, columns, kept[period]!, { cohortStarts, shifts }, design);
    versions.push(design);
  }
  const designs = differing(versions);
  return {
    columns: whiten(designs, columns, units, flow),
    units,
    periods: kept.length,
    cohortStarts,
    outcomes: used.outcomes.map((name): SampleOutcome => {
      const { file, means } = storedVariable(store, name);
      return {
        values: { path: `${store.folder}/${file}`, columns: kept.map(periodColumn), shifts },
        centres: Float64Array.from(kept, (p) => means[p]!),
      };
    }),
    designs,
    designOf: placesOf(covariatePeriods, designs.length, kept.length),
    weights: [],
    weightsOf: placesOf([], 0, kept.length),
    clusters: null,
  };
}

/** A column of the design: numbers of a variable, or 1 where a factor has this level. */
interface StoredColumn {
  readonly name: string;
  readonly variable: StoredVariable;
  readonly code: number | null;
}

function storedColumns(store: PanelStore, covariates: readonly string[]): StoredColumn[] {
  return covariates.flatMap((name): StoredColumn[] => {
    const variable = storedVariable(store, name);
    const levels = variable.levels?.slice(1);
    return (
      levels?.map((level, before) => ({ name: `${name} = ${level}`, variable, code: before + 1 })) ?? [
        { name, variable, code: null },
      ]
    );
  });
}

async function readDesign(
  store: PanelStore,
  columns: readonly StoredColumn[],
  period: number,
  { cohortStarts, shifts }: Pick<StoredUnits, 'cohortStarts' | 'shifts'>,
  design: Float64Array,
): Promise<void> {
  const units = cohortStarts.at(-1)!;
  const paths = [...new Set(columns.map(({ variable }) => `${store.folder}/${variable.file}`))];
  const files = new Map(await Promise.all(paths.map(async (path) => [path, await ColumnFile.open(path)] as const)));
  try {
    await Promise.all(
      columns.flatMap(({ variable, code }, at) =>
        shifts.map(async (shift, cohort) => {
          const [from, to] = [cohortStarts[cohort]!, cohortStarts[cohort + 1]!];
          const into = design.subarray(at * units + from, at * units + to);
          const file = files.get(`${store.folder}/${variable.file}`)!;
          await file.readRows(variable.column ?? periodColumn(period), from + shift, into);
          if (code !== null) markLevel(into, code);
        }),
      ),
    );
  } finally {
    for (const file of files.values()) await file.close();
  }
}

/** Codes of a factor become 1 where they are this one. */
function markLevel(codes: Float64Array, code: number): void {
  for (let k = 0; k < codes.length; k++) codes[k] = codes[k] === code ? 1 : 0;
}
