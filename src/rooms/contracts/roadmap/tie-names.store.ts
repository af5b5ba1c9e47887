import type { Sql } from '#kit/db/database.ts';
import { filieres } from '#rooms/registry';
import { type Clause, ofKind } from '../clause/clause.ts';
import { regionalPrioritiesFor } from '../strategy/priority.store.ts';

/** The names of what an objective is tied to by id: regional priorities, filières, areas of the text. */
export async function tieNames(
  sql: Sql,
  contractId: string,
  clauses: readonly Clause[],
): Promise<Record<string, string>> {
  const priorities = await regionalPrioritiesFor(sql, contractId);
  const known = await filieres(sql);
  return Object.fromEntries([
    ...priorities.map(({ id, title }) => [id, title]),
    ...known.map(({ slug, label }) => [slug, label]),
    ...ofKind(clauses, 'area').map(({ id, content }) => [id, content.title]),
  ]);
}
