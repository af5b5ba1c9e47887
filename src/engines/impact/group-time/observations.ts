import { cohortOf, indexLabels, type Labels, type LongPanel, type Panel, type WidePanel } from '../panel.ts';
import type { GroupTimeOptionsUsed } from '../result.ts';
import { ImpactError, someOf } from '../sentence.ts';
import type { Columns } from './columns.ts';
import type { SampleFlow } from './sample-flow.ts';

/** Units followed over periods, whatever the layout of the input: where each value of each unit stands in the columns. */
export interface Observations {
  readonly units: number;
  readonly label: (unit: number) => number | string;
  /** Every calendar period of the input, ascending. */
  readonly periods: Float64Array;
  /** First treated period of each unit, 0 = never. */
  readonly firstTreated: Float64Array;
  /** units × periods: where the values of a unit in a period stand in the columns, -1 where it has no complete row. */
  readonly places: Int32Array;
  /** Cluster of each unit, numbered from 0 in the order of names; null when errors are by unit. */
  readonly cluster: Int32Array | null;
  readonly columns: Columns;
}

export function observeUnits(
  panel: Panel,
  columns: Columns,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): Observations {
  const placed = panel.layout === 'long' ? placeRows(panel, used) : placeGrid(panel, used);
  const grown = used.transform === 'growth' ? differenced(placed, columns) : columns;
  return { ...placed, columns: grown, places: withoutIncomplete(placed, grown, flow) };
}

type Placed = Omit<Observations, 'columns'>;

/** Row of a column that has one value for each unit, or one for each place. */
export const rowIn = (column: ArrayLike<number>, units: number, unit: number, place: number): number =>
  column.length === units ? unit : place;

function placeGrid(panel: WidePanel, used: GroupTimeOptionsUsed): Placed {
  const units = panel.firstTreated.length;
  const span = panel.periods.length;
  for (let p = 1; p < span; p++) {
    if (!(panel.periods[p]! > panel.periods[p - 1]!))
      throw new ImpactError('periods-order', {
        fr: 'Les périodes d’un panel en colonnes doivent être croissantes, sans répétition.',
        en: 'The periods of a wide panel must ascend, without repetition.',
      });
  }
  const places = new Int32Array(units * span);
  for (let p = 0; p < span; p++) for (let i = 0; i < units; i++) places[i * span + p] = p * units + i;
  return {
    units,
    label: (unit) => panel.unit[unit]!,
    periods: panel.periods,
    firstTreated: Float64Array.from(panel.firstTreated, cohortOf),
    places,
    cluster: used.clustered ? indexLabels(panel.cluster!).index : null,
  };
}

function placeRows(panel: LongPanel, used: GroupTimeOptionsUsed): Placed {
  const { periods, index: period } = indexPeriods(panel.period);
  checkNames(panel.unit);
  const { index: unit, count: units, label } = indexLabels(panel.unit);
  const span = periods.length;
  const places = new Int32Array(units * span).fill(-1);
  const firstTreated = new Float64Array(units).fill(-1);
  const clusterOf = used.clustered ? indexLabels(panel.cluster!).index : null;
  const cluster = clusterOf && new Int32Array(units).fill(-1);
  const repeated: number[] = [];
  const switching = new Set<number>();
  const moving = new Set<number>();
  const seen = new Uint8Array(units);
  for (let row = 0; row < unit.length; row++) {
    const i = unit[row]!;
    const place = i * span + period[row]!;
    if (places[place] !== -1) repeated.push(row + 1);
    places[place] = row;
    const g = cohortOf(panel.firstTreated[row]!);
    if (!seen[i]) {
      seen[i] = 1;
      firstTreated[i] = g;
      if (cluster) cluster[i] = clusterOf![row]!;
    }
    if (firstTreated[i] !== g) switching.add(i);
    if (cluster && cluster[i] !== clusterOf![row]) moving.add(i);
  }
  if (repeated.length > 0)
    throw new ImpactError(
      'duplicate-unit-period',
      {
        fr: `${repeated.length} lignes répètent une unité et une période déjà lues (lignes ${someOf(repeated)}) : il en faut une seule.`,
        en: `${repeated.length} rows repeat a unit and a period already read (rows ${someOf(repeated)}): only one is allowed.`,
      },
      { rows: repeated.slice(0, 20), count: repeated.length },
    );
  refuseUnits('cohort-varies', switching, label, {
    fr: 'ont plusieurs premières périodes traitées',
    en: 'have several first treated periods',
  });
  refuseUnits('cluster-varies', moving, label, {
    fr: 'changent de groupe d’erreurs (cluster) d’une période à l’autre',
    en: 'change cluster from one period to another',
  });
  return { units, label, periods, firstTreated, places, cluster };
}

/** Calendar periods, ascending, and the position of each row among them. */
export function indexPeriods(period: Float64Array): { readonly periods: Float64Array; readonly index: Int32Array } {
  const missing: number[] = [];
  for (let row = 0; row < period.length; row++) if (!Number.isFinite(period[row]!)) missing.push(row + 1);
  if (missing.length > 0)
    throw new ImpactError(
      'period-missing',
      {
        fr: `${missing.length} lignes n’ont pas de période (lignes ${someOf(missing)}).`,
        en: `${missing.length} rows have no period (rows ${someOf(missing)}).`,
      },
      { rows: missing.slice(0, 20), count: missing.length },
    );
  const { index, count, label } = indexLabels(period);
  return { index, periods: Float64Array.from({ length: count }, (_, k) => label(k) as number) };
}

function checkNames(unit: Labels): void {
  const missing: number[] = [];
  for (let row = 0; row < unit.length; row++) {
    const name = unit[row]!;
    if (name === '' || Number.isNaN(name)) missing.push(row + 1);
  }
  if (missing.length > 0)
    throw new ImpactError(
      'unit-missing',
      {
        fr: `${missing.length} lignes n’ont pas d’unité (lignes ${someOf(missing)}).`,
        en: `${missing.length} rows have no unit (rows ${someOf(missing)}).`,
      },
      { rows: missing.slice(0, 20), count: missing.length },
    );
}

function refuseUnits(
  code: string,
  units: ReadonlySet<number>,
  label: (unit: number) => number | string,
  what: { readonly fr: string; readonly en: string },
): void {
  if (units.size === 0) return;
  const names = someOf([...units].map(label));
  throw new ImpactError(
    code,
    {
      fr: `${units.size} unités ${what.fr} : ${names}. Une unité n’en a qu’une.`,
      en: `${units.size} units ${what.en}: ${names}. A unit has only one.`,
    },
    { count: units.size },
  );
}

/** Places with those of rows where something is missing or infinite taken out, and counted. */
function withoutIncomplete({ units, places, periods }: Placed, columns: Columns, flow: SampleFlow): Int32Array {
  const span = periods.length;
  const complete = places.slice();
  let dropped = 0;
  let kept = 0;
  const drop = (at: number) => {
    complete[at] = -1;
    dropped += 1;
  };
  const isMissing = incompleteness(columns, units);
  for (let i = 0; i < units; i++) {
    for (let at = i * span; at < (i + 1) * span; at++) {
      const place = complete[at]!;
      if (place === -1) continue;
      if (isMissing(i, place)) drop(at);
      else kept += 1;
    }
  }
  flow.step(incompleteStep(dropped, kept), { warn: true });
  return complete;
}

export const incompleteStep = (dropped: number, kept: number) => ({
  step: 'incomplete',
  counted: 'rows' as const,
  dropped,
  kept,
  why: {
    fr: `${dropped} lignes dont une valeur utile manque ou est infinie ne sont pas utilisées.`,
    en: `${dropped} rows where a value needed is missing or infinite are not used.`,
  },
});

/** Says whether a value needed is missing or infinite for a unit at a place of the columns. */
export function incompleteness(columns: Columns, units: number): (unit: number, place: number) => boolean {
  const numbers: Float64Array[] = [...columns.outcomes, ...(columns.weights ? [columns.weights] : [])];
  const codes: Int32Array[] = [];
  for (const covariate of columns.covariates) {
    if (covariate.kind === 'numeric') numbers.push(covariate.values);
    else codes.push(covariate.codes);
  }
  return (unit, place) => {
    for (const values of numbers) if (!Number.isFinite(values[rowIn(values, units, unit, place)]!)) return true;
    for (const values of codes) if (values[rowIn(values, units, unit, place)]! < 0) return true;
    return false;
  };
}

/** Outcomes in logarithms turned into their change since the period before; the first period of each unit has none. */
function differenced({ units, places, periods }: Placed, columns: Columns): Columns {
  const span = periods.length;
  const outcomes = columns.outcomes.map((level) => {
    const change = new Float64Array(level.length).fill(Number.NaN);
    for (let i = 0; i < units; i++) {
      for (let p = 1; p < span; p++) {
        const now = places[i * span + p]!;
        const before = places[i * span + p - 1]!;
        if (now !== -1 && before !== -1) change[now] = level[now]! - level[before]!;
      }
    }
    return change;
  });
  return { ...columns, outcomes };
}
