import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace, nationwide } from '#rooms/registry';
import { findProjectImport } from './project-import.store.ts';

/** Where an import stands: with the cluster that it is for, or with the programme. */
export const importedFor = (sql: Sql, cluster: string | null | undefined): Promise<Place | null> =>
  cluster ? clusterPlace(sql, cluster) : nationwide();

export async function projectImportPlace(
  sql: Sql,
  { projectImport }: { projectImport: string },
): Promise<Place | null> {
  const row = await findProjectImport(sql, projectImport);
  return row ? importedFor(sql, row.cluster_id) : null;
}
