import type { DuckDBLimits } from '../panel-store/duckdb.ts';
import type { PanelStore } from '../panel-store/panel-store.ts';

/** The file of a run. Whoever asks for the run has opened it and made the folders: the engine touches no file by itself. */
export interface RunFile {
  /** CSV or Parquet, by its name. */
  readonly path: string;
  /** SHA-256 of the file as it was given, in hexadecimal. */
  readonly digest: string;
  /** An existing, empty folder, for the panel that is made of the file. */
  readonly folder: string;
  readonly limits: DuckDBLimits;
  /** The panel of the file, imported before: what follows units reads it instead of the file. */
  readonly store?: PanelStore;
}

/** Tells how far a long work is, from 0 to 1. */
export type Progress = (share: number) => void;
