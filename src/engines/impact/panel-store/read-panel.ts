import type { DuckDBConnection } from '@duckdb/node-api';
import type { Covariate, Labels, WidePanel } from '../panel.ts';
import { type DuckDBLimits, rowsOf, withDuckDB } from './duckdb.ts';
import {
  FIRMS_FILE,
  inStore,
  type PanelStore,
  periodColumn,
  type StoredVariable,
  storedVariable,
} from './panel-store.ts';

/** What to read of a store. Weights and cluster are read when the store has them. */
export interface PanelReading {
  readonly outcomes: readonly string[];
  readonly covariates?: readonly string[];
  readonly limits?: DuckDBLimits;
}

type Column = Float64Array | Int32Array | Int16Array;

/**
 * A stored panel as columns, in memory that worker threads share: one Float64Array of periods × units for each variable that changes.
 * @throws ImpactError when the store has no such variable
 */
export async function readPanel(
  store: PanelStore,
  { outcomes, covariates = [], limits = {} }: PanelReading,
): Promise<WidePanel> {
  return withDuckDB(limits, async (connection) => {
    const firstTreated = new Int32Array(new SharedArrayBuffer(4 * store.units));
    await readColumns(connection, store, FIRMS_FILE, ['cohort'], [firstTreated]);
    const numbers = async (name: string): Promise<Float64Array> => {
      const variable = storedVariable(store, name);
      const values = new Float64Array(
        new SharedArrayBuffer(8 * store.units * (variable.column ? 1 : store.periods.length)),
      );
      await readVariable(connection, store, variable, values);
      return values;
    };
    const covariate = async (name: string): Promise<Covariate> => {
      const { levels, column } = storedVariable(store, name);
      if (!levels) return { kind: 'numeric', values: await numbers(name) };
      const codes = new Int32Array(new SharedArrayBuffer(4 * store.units * (column ? 1 : store.periods.length)));
      await readVariable(connection, store, storedVariable(store, name), codes);
      return { kind: 'factor', levels, codes };
    };
    return {
      layout: 'wide',
      unit: await readNames(connection, store),
      periods: Float64Array.from(store.periods),
      firstTreated,
      outcomes: await named(outcomes, numbers),
      covariates: await named(covariates, covariate),
      ...(store.weights ? { weights: await numbers(store.weights.name) } : {}),
      ...(store.cluster ? { cluster: await readClusters(connection, store) } : {}),
    };
  });
}

async function named<T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<Record<string, T>> {
  const found: Record<string, T> = {};
  for (const name of names) found[name] = await read(name);
  return found;
}

async function readVariable(
  connection: DuckDBConnection,
  store: PanelStore,
  { file, column }: StoredVariable,
  into: Float64Array | Int32Array,
): Promise<void> {
  const names = column ? [column] : store.periods.map((_, p) => periodColumn(p));
  const columns = names.map((_, p) => into.subarray(p * store.units, (p + 1) * store.units));
  await readColumns(connection, store, file, names, columns);
}

/** Columns of a file copied vector by vector: files keep firms in the order of their numbers, so a vector follows the one before. */
async function readColumns(
  connection: DuckDBConnection,
  store: PanelStore,
  file: string,
  names: readonly string[],
  into: readonly Column[],
): Promise<void> {
  const result = await connection.stream(`select ${names.join(', ')} from ${inStore(store, file)}`);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [place, column] of into.entries()) {
      column.set((chunk.getColumnVector(place) as unknown as { readonly items: Column }).items, row);
    }
    row += chunk.rowCount;
  }
}

async function readClusters(connection: DuckDBConnection, store: PanelStore): Promise<Int32Array> {
  const clusters = new Int32Array(new SharedArrayBuffer(4 * store.units));
  await readColumns(connection, store, FIRMS_FILE, ['cluster'], [clusters]);
  return clusters;
}

async function readNames(connection: DuckDBConnection, store: PanelStore): Promise<Labels> {
  if (store.unitKind === 'text') {
    const names = await rowsOf(connection, `select unit from ${inStore(store, FIRMS_FILE)} order by firm`);
    return names.map(([name]) => String(name));
  }
  const names = new Float64Array(new SharedArrayBuffer(8 * store.units));
  await readColumns(connection, store, FIRMS_FILE, ['cast(unit as double)'], [names]);
  return names;
}
