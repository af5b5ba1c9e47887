import { estimateFromStore, estimateGroupTime } from '../group-time/estimate.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import type { RunSql } from '../moments/cohort-moments.ts';
import { estimateFromMoments } from '../moments/group-time-moments.ts';
import { type StoreMoments, storeSource } from '../moments/moment-source.ts';
import type { LongPanel, Panel } from '../panel.ts';
import { withStatements } from '../panel-store/duckdb.ts';
import { importPanel } from '../panel-store/import-panel.ts';
import { type PanelStore, storedVariable } from '../panel-store/panel-store.ts';
import { readPanel } from '../panel-store/read-panel.ts';
import type { PanelColumns } from '../panel-store/source.ts';
import type { GroupTimeResult } from '../result.ts';
import type { Warning } from '../sentence.ts';
import { withHolesNamed } from './holes.ts';
import { rowsOfFile } from './rows-of-file.ts';
import type { Progress, RunFile } from './run-file.ts';

/** A panel of one row by unit and period, imported into the run's own store or before; the columns are those that the run reads. */
export interface StoredPanel {
  readonly store: PanelStore;
  readonly columns: PanelColumns;
  readonly file: RunFile;
}

/** @throws ImpactError naming the rows, when the file is no such panel */
export async function importedPanel(file: RunFile, columns: PanelColumns, onProgress: Progress): Promise<StoredPanel> {
  const { store = await importPanel({ ...file, columns, onProgress }) } = file;
  onProgress(1);
  return { store, columns, file };
}

export const panelInMemory = ({ store, columns, file }: StoredPanel): Promise<Panel> =>
  readPanel(store, { outcomes: columns.outcomes, covariates: columns.covariates ?? [], limits: file.limits });

/** Columns of repeated cross-sections: nobody is followed. */
export type CrossSectionColumns = Omit<PanelColumns, 'unit'>;

/** Which panel a file holds: units followed over time, or repeated cross-sections, whose rows are units. */
export type PanelAsked =
  | { readonly kind: 'followed'; readonly columns: PanelColumns }
  | { readonly kind: 'rc'; readonly columns: CrossSectionColumns };

async function crossSections(
  file: RunFile,
  { time, cohort, outcomes, covariates = [], factors = [], weights, cluster }: CrossSectionColumns,
): Promise<LongPanel> {
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
    ...(cluster ? { cluster: rows.labels[cluster]!.codes } : {}),
  };
}

/** A panel that the file holds, by the way its kind asks for; what the estimate reads is known by name. */
export interface LoadedPanel {
  /** Null where columns in memory say everything: repeated cross-sections, a matched sample. */
  readonly stored: StoredPanel | null;
  /** Columns in memory, read when first asked for. */
  readonly panel: () => Promise<Panel>;
}

/** @throws ImpactError naming the rows, when the file holds no such panel */
export async function loadPanel(file: RunFile, asked: PanelAsked, onProgress: Progress): Promise<LoadedPanel> {
  if (asked.kind === 'rc') {
    const panel = await crossSections(file, asked.columns);
    onProgress(1);
    return { stored: null, panel: async () => panel };
  }
  const stored = await importedPanel(file, asked.columns, onProgress);
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
  onProgress?: Progress,
): Promise<GroupTimeResult> {
  const told = { ...options, inputDigest: digest };
  if (!stored) return estimateGroupTime(await panel(), told, onProgress);
  if (!momentsSuffice(stored.store, options))
    return withWarnings(stored, await estimateFromStore(stored.store, told, onProgress, stored.file.limits));
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

/** Works on the moments of a stored panel; DuckDB is there for the statements of the work, if it runs any. */
export const withMoments = <T>(
  { store, file }: StoredPanel,
  asked: StoreMoments,
  work: (source: ReturnType<typeof storeSource>, run: RunSql) => Promise<T>,
): Promise<T> => withStatements(file.limits, (run) => work(storeSource(store, asked), run));

/** What the import set aside of the columns that the run reads. */
export function importWarnings({ store, columns: { outcomes, covariates = [] } }: StoredPanel): Warning[] {
  const read = new Set([...outcomes, ...covariates].map((name) => storedVariable(store, name)));
  return [...[...read].flatMap(({ warnings }) => warnings), ...store.warnings];
}

async function withWarnings(stored: StoredPanel, result: GroupTimeResult): Promise<GroupTimeResult> {
  const imported = importWarnings(stored);
  const named = await withHolesNamed(stored, result);
  return imported.length === 0 ? named : { ...named, warnings: [...imported, ...named.warnings] };
}
