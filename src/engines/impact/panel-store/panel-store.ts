import type { Sentence, Warning } from '../sentence.ts';
import { ImpactError } from '../sentence.ts';
import { type DuckDBLimits, quoted, rowsOf, withDuckDB } from './duckdb.ts';

/**
 * A panel imported once, to be estimated many times: a folder of Parquet files, firms in the order of their numbers. A cohort is a range of
 * firms, so that an estimate reads its columns where they stand.
 *
 * - `firms.parquet`: `firm` (0, 1, …, in the order of first treated periods, never first, then of names), `unit` (its name), then what does
 *   not change over time: `cohort`, `weight`, `cluster` and covariates.
 * - `wide-k.parquet`, one for each variable that changes: `firm`, `cohort`, `weight`, `cluster` again, so that no run needs a join, and one
 *   column for each period, `p0`, `p1`, …; NaN where the firm was not observed.
 * - `clusters.parquet`: name of each cluster's number.
 * - `store.parquet`: this description.
 */
export interface PanelStore {
  readonly folder: string;
  /** SHA-256 of the file that was imported, as told by who imported it. */
  readonly digest: string;
  readonly rows: number;
  readonly units: number;
  /** Calendar periods, ascending. */
  readonly periods: readonly number[];
  /** What names of units are. */
  readonly unitKind: 'number' | 'text';
  readonly variables: readonly StoredVariable[];
  readonly weights: { readonly name: string; readonly varying: boolean } | null;
  readonly cluster: { readonly name: string; readonly count: number } | null;
  readonly warnings: readonly Warning[];
}

export interface StoredVariable {
  readonly name: string;
  readonly role: 'outcome' | 'covariate' | 'weights';
  /** File within the folder, and its column; a varying variable has a column for each period instead. */
  readonly file: string;
  readonly column: string | null;
  /** Levels of a factor, by code; null for a number. */
  readonly levels: readonly string[] | null;
  /** Mean over firms by period, a pilot for moments; empty unless varying and numeric. */
  readonly means: readonly number[];
  /** Known for every firm and period: nobody need look for holes. Absent from stores written before it was recorded. */
  readonly complete?: boolean;
}

export const FIRMS_FILE = 'firms.parquet';
export const CLUSTERS_FILE = 'clusters.parquet';
const STORE_FILE = 'store.parquet';
export const periodColumn = (position: number): string => `p${position}`;

export const inStore = (store: { readonly folder: string }, file: string): string => quoted(`${store.folder}/${file}`);

/** The statement that writes the description; DuckDB writes it as it does the rest. */
export function describeStore(store: PanelStore): string {
  const { folder: _, ...description } = store;
  return `copy (select ${quoted(JSON.stringify(description))} as description) to ${inStore(store, STORE_FILE)} (format parquet)`;
}

/** A panel imported before. @throws ImpactError when the folder holds none */
export async function openPanelStore(folder: string, limits: DuckDBLimits = {}): Promise<PanelStore> {
  const read = `select description from read_parquet(${inStore({ folder }, STORE_FILE)})`;
  const [row] = await withDuckDB(limits, (connection) => rowsOf(connection, read)).catch(() => [undefined]);
  if (!row) throw new ImpactError('store-missing', noStore(folder));
  return { ...JSON.parse(String(row[0])), folder };
}

/** @throws ImpactError when the store has no such variable */
export function storedVariable(store: PanelStore, name: string): StoredVariable {
  const found = store.variables.find((variable) => variable.name === name);
  if (!found) throw new ImpactError('variable-missing', noVariable(store, name));
  return found;
}

const noStore = (folder: string): Sentence => ({
  fr: `Le dossier ${folder} ne contient pas de panel importé\u202f: importez d'abord le fichier.`,
  en: `The folder ${folder} holds no imported panel: import the file first.`,
});

const noVariable = (store: PanelStore, name: string): Sentence => {
  const names = store.variables.map((variable) => variable.name).join(', ');
  return {
    fr: `La variable «\u202f${name}\u202f» n'a pas été importée\u202f; le panel contient ${names}.`,
    en: `The variable "${name}" was not imported; the panel holds ${names}.`,
  };
};
