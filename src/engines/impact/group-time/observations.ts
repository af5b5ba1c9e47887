import { areFiniteWithin } from '../finite.ts';
import { cohortOf, cohortsOf, indexLabels, type Labels, type LongPanel, type Panel, type WidePanel } from '../panel.ts';
import type { GroupTimeOptionsUsed, SampleStep } from '../result.ts';
import { ImpactError, plural, type Sentence, someOf } from '../sentence.ts';
import type { Columns } from './columns.ts';
import type { SampleFlow } from './sample-flow.ts';

/** Units followed over periods, whatever the layout of the input: where each value of each unit stands in the columns. */
export interface Observations {
  readonly units: number;
  readonly label: (unit: number) => number | string;
  /** Every calendar period of the input, ascending. */
  readonly periods: Float64Array;
  /** First treated period of each unit, 0 = never. */
  readonly firstTreated: Float64Array | Int32Array | Int16Array;
  /**
   * periods × units: where the values of a unit in a period stand in the columns, -1 where it has no complete row. Null for a whole grid,
   * where the place of unit i in period p is p × units + i.
   */
  readonly places: Int32Array | null;
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
  const placed = panel.layout === 'long' ? placeRows(panel, columns.cluster) : placeGrid(panel, columns.cluster);
  const grown = used.transform === 'growth' ? differenced(placed, columns) : columns;
  return { ...placed, columns: grown, places: withoutIncomplete(placed, grown, flow) };
}

type Placed = Omit<Observations, 'columns'>;

/** Where the values of a unit in a period stand in the columns, or -1. */
export const placeOf = (
  { places, units }: Pick<Observations, 'places' | 'units'>,
  unit: number,
  period: number,
): number => (places ? places[period * units + unit]! : period * units + unit);

/** Row of a column that has one value for each unit, or one for each place. */
export const rowIn = (column: ArrayLike<number>, units: number, unit: number, place: number): number =>
  column.length === units ? unit : place;

function placeGrid(panel: WidePanel, clusters: Labels | undefined): Placed {
  const units = panel.firstTreated.length;
  const span = panel.periods.length;
  for (let p = 1; p < span; p++) {
    if (!(panel.periods[p]! > panel.periods[p - 1]!))
      throw new ImpactError('periods-order', {
        fr: 'Les périodes d’un panel en colonnes doivent être croissantes, sans répétition.',
        en: 'The periods of a wide panel must ascend, without repetition.',
      });
  }
  return {
    units,
    label: (unit) => panel.unit[unit]!,
    periods: panel.periods,
    firstTreated: cohortsOf(panel.firstTreated),
    places: null,
    cluster: clusters ? indexLabels(clusters).index : null,
  };
}

function placeRows(panel: LongPanel, clusters: Labels | undefined): Placed {
  const { periods, index: period } = indexPeriods(panel.period);
  checkNames(panel.unit);
  const { index: unit, count: units, label } = indexLabels(panel.unit);
  const span = periods.length;
  const places = new Int32Array(units * span).fill(-1);
  const firstTreated = new Float64Array(units).fill(-1);
  const clusterOf = clusters ? indexLabels(clusters).index : null;
  const cluster = clusterOf && new Int32Array(units).fill(-1);
  const repeated: number[] = [];
  const switching = new Set<number>();
  const moving = new Set<number>();
  const seen = new Uint8Array(units);
  for (let row = 0; row < unit.length; row++) {
    const i = unit[row]!;
    const place = period[row]! * units + i;
    if (places[place] !== -1) repeated.push(row + 1);
    places[place] = row;
    const g = cohortOf(panel.firstTreated[row]!);
    if (!seen[i]) {
      seen[i] = 1;
      firstTreated[i] = g;
    }
    if (firstTreated[i] !== g) switching.add(i);
    // A row without cluster leaves with the other incomplete rows.
    if (!cluster || isMissingLabel(clusters![row]!)) continue;
    if (cluster[i] === -1) cluster[i] = clusterOf![row]!;
    else if (cluster[i] !== clusterOf![row]) moving.add(i);
  }
  if (repeated.length > 0)
    throw new ImpactError(
      'duplicate-unit-period',
      {
        fr: `${plural.fr(repeated.length, '# ligne répète une unité et une période déjà lues (ligne', '# lignes répètent une unité et une période déjà lues (lignes')} ${someOf(repeated)})\u202f: il en faut une seule.`,
        en: `${plural.en(repeated.length, '# row repeats a unit and a period already read (row', '# rows repeat a unit and a period already read (rows')} ${someOf(repeated)}): only one is allowed.`,
      },
      { rows: repeated.slice(0, 20), count: repeated.length },
    );
  refuseUnits('cohort-varies', switching, label, {
    fr: { one: 'a plusieurs premières périodes traitées', other: 'ont plusieurs premières périodes traitées' },
    en: { one: 'has several first treated periods', other: 'have several first treated periods' },
  });
  refuseUnits('cluster-varies', moving, label, {
    fr: { one: 'change de grappe d’une période à l’autre', other: 'changent de grappe d’une période à l’autre' },
    en: { one: 'changes cluster from one period to another', other: 'change cluster from one period to another' },
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
        fr: `${plural.fr(missing.length, '# ligne n’a pas de période (ligne', '# lignes n’ont pas de période (lignes')} ${someOf(missing)}).`,
        en: `${plural.en(missing.length, '# row has no period (row', '# rows have no period (rows')} ${someOf(missing)}).`,
      },
      { rows: missing.slice(0, 20), count: missing.length },
    );
  const { index, count, label } = indexLabels(period);
  return { index, periods: Float64Array.from({ length: count }, (_, k) => label(k) as number) };
}

const isMissingLabel = (name: number | string): boolean => name === '' || Number.isNaN(name);

function checkNames(unit: Labels): void {
  const missing: number[] = [];
  for (let row = 0; row < unit.length; row++) {
    if (isMissingLabel(unit[row]!)) missing.push(row + 1);
  }
  if (missing.length > 0)
    throw new ImpactError(
      'unit-missing',
      {
        fr: `${plural.fr(missing.length, '# ligne n’a pas d’unité (ligne', '# lignes n’ont pas d’unité (lignes')} ${someOf(missing)}).`,
        en: `${plural.en(missing.length, '# row has no unit (row', '# rows have no unit (rows')} ${someOf(missing)}).`,
      },
      { rows: missing.slice(0, 20), count: missing.length },
    );
}

function refuseUnits(
  code: string,
  units: ReadonlySet<number>,
  label: (unit: number) => number | string,
  what: Readonly<Record<'fr' | 'en', { readonly one: string; readonly other: string }>>,
): void {
  if (units.size === 0) return;
  const names = someOf([...units].map(label));
  throw new ImpactError(
    code,
    {
      fr: `${plural.fr(units.size, `# unité ${what.fr.one}`, `# unités ${what.fr.other}`)}\u202f: ${names}. Une unité n’en a qu’une.`,
      en: `${plural.en(units.size, `# unit ${what.en.one}`, `# units ${what.en.other}`)}: ${names}. A unit has only one.`,
    },
    { count: units.size },
  );
}

/** Places without those of rows where something is missing or infinite; what is lost is told. */
function withoutIncomplete(placed: Placed, columns: Columns, flow: SampleFlow): Int32Array | null {
  const { units, places, periods } = placed;
  const missing = incompleteRows(columns, units, periods.length);
  if (!places && !missing.any) {
    flow.step(incompleteStep(0, units * periods.length));
    return null;
  }
  const complete = places ?? Int32Array.from({ length: units * periods.length }, (_, place) => place);
  let dropped = 0;
  let kept = 0;
  for (let at = 0; at < complete.length; at++) {
    const place = complete[at]!;
    if (place === -1) continue;
    if (missing.rows[place] === 1 || missing.units[at % units] === 1) {
      complete[at] = -1;
      dropped += 1;
    } else kept += 1;
  }
  flow.step(incompleteStep(dropped, kept, places ? 'rows' : 'grid'), { warn: true });
  return complete;
}

/** @param on a grid, what stands in no row of the file and what a row lacks look the same */
export const incompleteStep = (dropped: number, kept: number, on: 'rows' | 'grid' = 'grid'): SampleStep => ({
  step: 'incomplete',
  counted: 'rows',
  dropped,
  kept,
  why: dropped === 0 ? NOTHING_MISSING : on === 'rows' ? incompleteRow(dropped) : absentOrIncomplete(dropped),
});

const NOTHING_MISSING: Sentence = {
  fr: 'Toutes les valeurs utiles sont là.',
  en: 'Every value needed is there.',
};

const incompleteRow = (dropped: number): Sentence => ({
  fr: `${plural.fr(dropped, '# ligne dont une valeur utile manque ou est infinie n’est pas utilisée', '# lignes dont une valeur utile manque ou est infinie ne sont pas utilisées')}.`,
  en: `${plural.en(dropped, '# row where a value needed is missing or infinite is not used', '# rows where a value needed is missing or infinite are not used')}.`,
});

const absentOrIncomplete = (dropped: number): Sentence => ({
  fr: `${plural.fr(dropped, '# observation (une unité, une période) est absente, ou une valeur utile y manque ou y est infinie\u202f: elle n’est pas utilisée', '# observations (une unité, une période) sont absentes, ou une valeur utile y manque ou y est infinie\u202f: elles ne sont pas utilisées')}.`,
  en: `${plural.en(dropped, '# observation (one unit, one period) is absent, or a value needed is missing or infinite there: it is not used', '# observations (one unit, one period) are absent, or a value needed is missing or infinite there: they are not used')}.`,
});

/** Marks what has a missing or infinite value: places of the columns, and units whose constant values miss. */
export function incompleteRows(
  columns: Columns,
  units: number,
  periods: number,
): { readonly rows: Uint8Array; readonly units: Uint8Array; readonly any: boolean } {
  const longest = Math.max(units * periods, ...columns.outcomes.map(({ length }) => length));
  // Zeros that nobody touches take no memory.
  const marks = { rows: new Uint8Array(longest), units: new Uint8Array(units) };
  let any = false;
  const into = (length: number) => (length === units ? marks.units : marks.rows);
  const numbers: Float64Array[] = [...columns.outcomes, ...(columns.weights ? [columns.weights] : [])];
  for (const covariate of columns.covariates) {
    if (covariate.kind === 'numeric') numbers.push(covariate.values);
    else any = markMissingCodes(covariate.codes, into(covariate.codes.length)) || any;
  }
  for (const values of numbers) any = markNotFinite(values, into(values.length)) || any;
  if (columns.cluster) any = markMissingLabels(columns.cluster, into(columns.cluster.length)) || any;
  return { ...marks, any };
}

/** Values looked at together: most of them are finite. */
const LOOK = 4_096;

function markNotFinite(values: Float64Array, marks: Uint8Array): boolean {
  let any = false;
  for (let from = 0; from < values.length; from += LOOK) {
    const to = Math.min(from + LOOK, values.length);
    if (areFiniteWithin(values, from, to)) continue;
    any = true;
    for (let row = from; row < to; row++) if (!Number.isFinite(values[row]!)) marks[row] = 1;
  }
  return any;
}

function markMissingLabels(labels: Labels, marks: Uint8Array): boolean {
  let any = false;
  for (let row = 0; row < labels.length; row++) {
    if (isMissingLabel(labels[row]!)) {
      marks[row] = 1;
      any = true;
    }
  }
  return any;
}

function markMissingCodes(codes: Int32Array, marks: Uint8Array): boolean {
  let any = false;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) {
      marks[row] = 1;
      any = true;
    }
  }
  return any;
}

/** Outcomes in logarithms turned into their change since the period before; the first period of each unit has none. */
function differenced(placed: Placed, columns: Columns): Columns {
  const { units, periods } = placed;
  const outcomes = columns.outcomes.map((level) => {
    const change = new Float64Array(level.length).fill(Number.NaN);
    for (let i = 0; i < units; i++) {
      for (let p = 1; p < periods.length; p++) {
        const now = placeOf(placed, i, p);
        const before = placeOf(placed, i, p - 1);
        if (now !== -1 && before !== -1) change[now] = level[now]! - level[before]!;
      }
    }
    return change;
  });
  return { ...columns, outcomes };
}

/** Positions, among all periods observed, of some calendar periods. */
export const keptPeriods = ({ periods }: Observations, wanted: readonly number[]): number[] =>
  wanted.map((t) => periods.indexOf(t));

/** True when a unit has a complete row in some period. */
export function isSeen(observed: Observations, unit: number): boolean {
  if (!observed.places) return true;
  for (let p = 0; p < observed.periods.length; p++) if (placeOf(observed, unit, p) !== -1) return true;
  return false;
}
