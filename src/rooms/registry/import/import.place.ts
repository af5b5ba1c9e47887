import type { Place, Role } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace, nationwide, reaches } from '../place.ts';
import { type ImportStanding, standingOf } from './import.runner.ts';
import { findImport } from './import.store.ts';
import type { ImportTable } from './import.ts';
import type { ImportKind } from './import-field.ts';

/** Imports the members of a cluster: its own team. The State's officers see what comes of it, and do not write in its place. */
export const MEMBERS_IMPORTERS = [
  'administrator',
  'cluster-director',
  'cluster-officer',
] as const satisfies readonly Role[];

/** Imports organisations and Sirene, for the whole programme. */
export const NATIONAL_IMPORTERS = ['administrator', 'state-officer'] as const satisfies readonly Role[];

/** Whoever may import something; `importPlace` then tells what. */
export const IMPORTERS = [
  'administrator',
  'state-officer',
  'cluster-director',
  'cluster-officer',
] as const satisfies readonly Role[];

const importersOf = (kind: ImportKind): readonly Role[] =>
  kind === 'members' ? MEMBERS_IMPORTERS : NATIONAL_IMPORTERS;

export async function standingOfRow(
  sql: Sql,
  row: Pick<ImportTable, 'kind' | 'cluster_id'>,
): Promise<ImportStanding | null> {
  const place = row.cluster_id === null ? await nationwide() : await clusterPlace(sql, row.cluster_id);
  return place && { kind: row.kind, place };
}

/** The place of an import, for those who may import what it imports; to others it does not exist. */
export async function importPlace(sql: Sql, input: { readonly import: string }, call: Call): Promise<Place | null> {
  // One that runs here is known from memory: the embedded store answers nobody while it is being applied.
  const here = standingOf(call.services, input.import);
  const row = here ? null : await findImport(sql, input.import);
  const standing = here ?? (row ? await standingOfRow(sql, row) : null);
  if (!standing || !reaches(call.actor, importersOf(standing.kind), standing.place)) return null;
  return standing.place;
}
