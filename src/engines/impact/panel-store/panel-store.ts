import { ENGINE_VERSION } from '../result.ts';
import type { Sentence, Warning } from '../sentence.ts';
import { ImpactError } from '../sentence.ts';
import { ColumnFile, textOfFile, writeText } from './column-files.ts';
import { quoted } from './duckdb.ts';
import type { PanelColumns } from './source.ts';

/**
 * A panel imported once, to be estimated many times: a folder of Parquet files, firms in the order of their numbers. A cohort is a range of
 * firms, so that an estimate reads its columns where they stand.
 *
 * - `firms.parquet`: `firm` (0, 1, …, in the order of first treated periods, never first, then of names), `unit` (its name), then what does
 *   not change over time: `cohort`, `weight`, `cluster` and covariates.
 * - `wide-k.parquet`, one for each variable that changes: `firm`, `cohort`, `weight`, `cluster` again, so that no run needs a join, and one
 *   column for each period, `p0`, `p1`, …; NaN where the firm was not observed.
 * - `clusters.parquet`: name of each cluster's number.
 * - `store.json`: this description.
 */
export interface PanelStore {
  readonly folder: string;
  /** SHA-256 of the file that was imported, as told by who imported it. */
  readonly digest: string;
  /** The command that imports it again; null when no command did. */
  readonly importedBy: string | null;
  /** Columns of the file that say who, when, and since when treated. */
  readonly columns: Pick<PanelColumns, 'unit' | 'time' | 'cohort'>;
  readonly rows: number;
  readonly units: number;
  /** Calendar periods, ascending. */
  readonly periods: readonly number[];
  /** What names of units are. */
  readonly unitKind: 'number' | 'text';
  readonly variables: readonly StoredVariable[];
  readonly weights: { readonly name: string; readonly varying: boolean } | null;
  readonly cluster: { readonly name: string; readonly count: number } | null;
  /** What was set aside of rows; of values, their variable tells. */
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
  /** Known for every firm and period: nobody need look for holes. */
  readonly complete: boolean;
  /** What was set aside of its values. */
  readonly warnings: readonly Warning[];
}

export const FIRMS_FILE = 'firms.parquet';
export const CLUSTERS_FILE = 'clusters.parquet';
const STORE_FILE = 'store.json';
/** The same file may be stored otherwise by another version, and give other numbers: raise the layout when it is. */
const WRITTEN_BY = `${ENGINE_VERSION}, layout 1`;

/** Does a store have a file of this name? Nothing else stands in its folder. */
export const isStoreFile = (name: string): boolean =>
  [STORE_FILE, FIRMS_FILE, CLUSTERS_FILE].includes(name) || /^wide-\d+\.parquet$/.test(name);

export const periodColumn = (position: number): string => `p${position}`;

export const inStore = (store: { readonly folder: string }, file: string): string => quoted(`${store.folder}/${file}`);

/** Writes the description, last of all files: a folder without it is no store. */
export async function describeStore({ folder, ...description }: PanelStore): Promise<void> {
  const text = `${JSON.stringify({ writtenBy: WRITTEN_BY, ...description }, null, 2)}\n`;
  await writeText(`${folder}/${STORE_FILE}`, text);
}

/** A panel imported before. @throws ImpactError when the folder holds none, one that is not whole, or one of another version */
export async function openPanelStore(folder: string): Promise<PanelStore> {
  const text = await textOfFile(`${folder}/${STORE_FILE}`);
  if (text === null) throw new ImpactError('store-missing', noStore(folder));
  const { writtenBy, ...description } = parsed(text) ?? damaged(folder, STORE_FILE);
  if (writtenBy !== WRITTEN_BY) throw new ImpactError('store-outdated', outdated(folder, writtenBy));
  const store: PanelStore = { ...description, folder };
  for (const file of new Set([FIRMS_FILE, ...store.variables.map((variable) => variable.file)]))
    if ((await rowsIn(`${folder}/${file}`)) !== store.units) damaged(folder, file);
  return store;
}

type Description = Omit<PanelStore, 'folder'> & { readonly writtenBy?: string };

function parsed(text: string): Description | null {
  try {
    return JSON.parse(text) as Description;
  } catch {
    return null;
  }
}

/** Rows of a file by what its end tells; unknown when it is not there, or is cut. */
async function rowsIn(path: string): Promise<number | undefined> {
  const file = await ColumnFile.open(path).catch(() => null);
  await file?.close();
  return file?.rowsOfGroups.reduce((sum, rows) => sum + rows, 0);
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

function damaged(folder: string, file: string): never {
  throw new ImpactError('store-damaged', {
    fr: `Le panel importé ${folder} n'est pas entier (${file})\u202f: importez à nouveau le fichier.`,
    en: `The imported panel ${folder} is not whole (${file}): import the file again.`,
  });
}

const outdated = (folder: string, writtenBy = '?'): Sentence => ({
  fr: `Le panel ${folder} a été importé par une autre version du moteur (${writtenBy}, au lieu de ${WRITTEN_BY})\u202f: importez à nouveau le fichier.`,
  en: `The panel ${folder} was imported by another version of the engine (${writtenBy}, instead of ${WRITTEN_BY}): import the file again.`,
});

const noVariable = (store: PanelStore, name: string): Sentence => {
  const names = store.variables.map((variable) => variable.name).join(', ');
  return {
    fr: `La variable «\u202f${name}\u202f» n'a pas été importée\u202f; le panel contient ${names}.`,
    en: `The variable "${name}" was not imported; the panel holds ${names}.`,
  };
};
