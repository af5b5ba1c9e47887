import {
  estimateFromMoments,
  estimateGroupTime,
  type GroupTimeOptions,
  type GroupTimeResult,
  importPanel,
  type LongPanel,
  type Panel,
  type PanelColumns,
  type PanelStore,
  type RunSql,
  readPanel,
  rowsOf,
  type StoreMoments,
  storeSource,
  type Warning,
  withDuckDB,
} from '#engines/impact/index.ts';
import type { Given } from './flags.ts';
import { type InputFile, storeFolder } from './input-file.ts';
import { panelColumns } from './panel-flags.ts';
import { rowsOfFile } from './rows-of-file.ts';

/** Tells how far a long work is, from 0 to 1. */
export type Progress = (share: number) => void;

/** A panel of one row by unit and period, imported into the run's own store. */
export interface StoredPanel {
  readonly store: PanelStore;
  readonly columns: PanelColumns;
  readonly file: InputFile;
}

/** @throws ImpactError naming the rows, when the file is no such panel */
export async function importedPanel(
  file: InputFile,
  columns: PanelColumns,
  onProgress: Progress,
): Promise<StoredPanel> {
  const { path, digest, limits } = file;
  const store = await importPanel({ path, digest, limits, columns, folder: await storeFolder(file), onProgress });
  return { store, columns, file };
}

export const panelInMemory = ({ store, columns, file }: StoredPanel): Promise<Panel> =>
  readPanel(store, { outcomes: columns.outcomes, covariates: columns.covariates ?? [], limits: file.limits });

/** Repeated cross-sections: rows are units, whatever `--unit` says of them. */
export async function crossSections(given: Given, file: InputFile, outcomes: readonly string[]): Promise<LongPanel> {
  const [time, cohort, weights, cluster] = [
    given.required('time'),
    given.required('cohort'),
    given.text('weights'),
    given.text('cluster'),
  ];
  const factors = given.list('factors');
  const covariates = [...new Set([...given.list('covariates'), ...factors])];
  const rows = await rowsOfFile(file, {
    numbers: [time, cohort, ...outcomes, ...(weights ? [weights] : [])],
    labels: cluster ? [cluster] : [],
    covariates,
    factors,
  });
  return {
    layout: 'long',
    unit: Float64Array.from({ length: rows.count }, (_, row) => row + 1),
    period: rows.numbers[time]!,
    firstTreated: rows.numbers[cohort]!,
    outcomes: Object.fromEntries(outcomes.map((name) => [name, rows.numbers[name]!])),
    covariates: rows.covariates,
    ...(weights ? { weights: rows.numbers[weights]! } : {}),
    ...(cluster ? { cluster: rows.labels[cluster]! } : {}),
  };
}

/** A panel that the file holds, by the way its kind asks for; what the estimate reads is known by name. */
export interface LoadedPanel {
  /** Null for repeated cross-sections. */
  readonly stored: StoredPanel | null;
  /** Columns in memory, read when first asked for. */
  readonly panel: () => Promise<Panel>;
}

export async function loadPanel(
  given: Given,
  file: InputFile,
  { outcomes, more = [] }: { readonly outcomes: readonly string[]; readonly more?: readonly string[] },
  onProgress: Progress,
): Promise<LoadedPanel> {
  if (given.choice('panel') === 'rc') {
    const panel = await crossSections(given, file, outcomes);
    return { stored: null, panel: async () => panel };
  }
  const stored = await importedPanel(file, panelColumns(given, outcomes, more), onProgress);
  let read: Promise<Panel> | null = null;
  return {
    stored,
    panel: () => {
      read ??= panelInMemory(stored);
      return read;
    },
  };
}

/** Estimates by cohort moments where they say everything, by unit columns elsewhere; the two agree to the last digits. */
export async function estimateLoaded(
  { stored, panel }: LoadedPanel,
  options: GroupTimeOptions,
  digest: string,
): Promise<GroupTimeResult> {
  if (!stored || !momentsSuffice(stored.store, options))
    return withWarnings(stored, await estimateGroupTime(await panel(), { ...options, inputDigest: digest }));
  const { outcomes } = options;
  const result = await withMoments(stored, { outcomes }, (source, run) => estimateFromMoments(source, run, options));
  // Without covariates the three methods are one; the result says which was asked for.
  return withWarnings(stored, {
    ...result,
    options: { ...result.options, method: options.method ?? result.options.method },
  });
}

const momentsSuffice = (store: PanelStore, options: GroupTimeOptions): boolean =>
  (options.covariates ?? []).length === 0 &&
  (options.panel ?? 'balanced') === 'balanced' &&
  (options.transform ?? 'level') === 'level' &&
  !store.weights?.varying;

/** Works on the moments of a stored panel; DuckDB is there for as long as the work lasts. */
export const withMoments = <T>(
  { store, file }: StoredPanel,
  asked: StoreMoments,
  work: (source: ReturnType<typeof storeSource>, run: RunSql) => Promise<T>,
): Promise<T> =>
  withDuckDB(file.limits, (connection) =>
    work(storeSource(store, asked), (statement) => rowsOf(connection, statement)),
  );

function withWarnings(stored: StoredPanel | null, result: GroupTimeResult): GroupTimeResult {
  const imported: readonly Warning[] = stored?.store.warnings ?? [];
  return imported.length === 0 ? result : { ...result, warnings: [...imported, ...result.warnings] };
}
