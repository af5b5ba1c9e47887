import type { ImportCounts, ImportKind, ImportState, Layout } from './imports.ts';

export interface ProjectImportTable {
  id: string;
  kind: ImportKind;
  layout: Layout;
  cluster_id: string | null;
  source: string;
  file_id: string;
  file_name: string;
  synthetic: boolean;
  state: ImportState;
  counts: ImportCounts | null;
  recorded_by: string;
  recorded_at: Date;
  applied_at: Date | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'projects.import': ProjectImportTable;
  }
}
