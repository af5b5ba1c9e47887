import { type Covariate, cohortOf, type Labels, type WidePanel } from '../panel.ts';
import { type ColumnTarget, readColumns } from './column-files.ts';
import { type DuckDBLimits, rowsOf, withDuckDB } from './duckdb.ts';
import { FIRMS_FILE, inStore, type PanelStore, periodColumn, storedVariable } from './panel-store.ts';

/** What to read of a store. Weights and cluster are read when the store has them. */
export interface PanelReading {
  readonly outcomes: readonly string[];
  readonly covariates?: readonly string[];
  readonly limits?: DuckDBLimits;
}

/**
 * A stored panel as columns, in memory that worker threads share: one Float64Array of periods × units for each variable that changes.
 * @throws ImpactError when the store has no such variable
 */
export async function readPanel(
  store: PanelStore,
  { outcomes, covariates = [], limits = {} }: PanelReading,
): Promise<WidePanel> {
  const reading = new StoreReading(store);
  const firstTreated = reading.integers(FIRMS_FILE, ['cohort']);
  const unit = store.unitKind === 'text' ? await textNames(store, limits) : reading.numbers(FIRMS_FILE, ['unit']);
  const covariate = (name: string): Covariate => {
    const { levels } = storedVariable(store, name);
    return levels
      ? { kind: 'factor', levels, codes: reading.codes(name) }
      : { kind: 'numeric', values: reading.values(name) };
  };
  const panel: WidePanel = {
    layout: 'wide',
    unit,
    periods: Float64Array.from(store.periods),
    firstTreated,
    outcomes: Object.fromEntries(outcomes.map((name) => [name, reading.values(name)])),
    covariates: Object.fromEntries(covariates.map((name) => [name, covariate(name)])),
    ...(store.weights ? { weights: reading.values(store.weights.name) } : {}),
    ...(store.cluster ? { cluster: reading.integers(FIRMS_FILE, ['cluster']) } : {}),
  };
  await reading.run();
  return panel;
}

/** Units by first treated period, ascending; 0 = never, or after the last period. */
export async function storedCohorts(store: PanelStore): Promise<{ readonly g: number; readonly units: number }[]> {
  const firstTreated = new Int32Array(store.units);
  await readColumns(`${store.folder}/${FIRMS_FILE}`, [{ column: 'cohort', into: firstTreated }]);
  const last = store.periods.at(-1)!;
  const counts = new Map<number, number>();
  for (const first of firstTreated) {
    const g = first > last ? 0 : cohortOf(first);
    counts.set(g, (counts.get(g) ?? 0) + 1);
  }
  return [...counts].map(([g, units]) => ({ g, units })).sort((one, other) => one.g - other.g);
}

/** Arrays allotted while a panel is described, and filled together: each file is opened once. */
class StoreReading {
  readonly #store: PanelStore;
  readonly #targets = new Map<string, ColumnTarget[]>();

  constructor(store: PanelStore) {
    this.#store = store;
  }

  /** A variable of numbers: one for each unit, or one for each period and unit. */
  values(name: string): Float64Array {
    const { file, column } = storedVariable(this.#store, name);
    return this.numbers(file, column ? [column] : this.#periodColumns());
  }

  /** The same for the levels of a factor. */
  codes(name: string): Int32Array {
    const { file, column } = storedVariable(this.#store, name);
    return this.integers(file, column ? [column] : this.#periodColumns());
  }

  numbers(file: string, columns: readonly string[]): Float64Array {
    return this.#allot(file, columns, new Float64Array(new SharedArrayBuffer(8 * this.#store.units * columns.length)));
  }

  integers(file: string, columns: readonly string[]): Int32Array {
    return this.#allot(file, columns, new Int32Array(new SharedArrayBuffer(4 * this.#store.units * columns.length)));
  }

  async run(): Promise<void> {
    for (const [file, targets] of this.#targets) await readColumns(`${this.#store.folder}/${file}`, targets);
  }

  /** Files keep firms in the order of their numbers, so columns follow one another in the array as periods do. */
  #allot<Values extends Float64Array | Int32Array>(file: string, columns: readonly string[], whole: Values): Values {
    const { units } = this.#store;
    const targets = this.#targets.get(file) ?? [];
    this.#targets.set(file, targets);
    for (const [place, column] of columns.entries())
      targets.push({ column, into: whole.subarray(place * units, (place + 1) * units) });
    return whole;
  }

  #periodColumns(): string[] {
    return this.#store.periods.map((_, p) => periodColumn(p));
  }
}

async function textNames(store: PanelStore, limits: DuckDBLimits): Promise<Labels> {
  return withDuckDB(limits, async (connection) => {
    const names = await rowsOf(connection, `select unit from ${inStore(store, FIRMS_FILE)} order by firm`);
    return names.map(([name]) => String(name));
  });
}
