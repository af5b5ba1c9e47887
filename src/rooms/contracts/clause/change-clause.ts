import type { ActionContext } from '#kit/context.ts';
import { formatInstant } from '#kit/say.ts';
import { editionUnderWay, lockContract } from '../contract.store.ts';
import type { EditionTable } from '../contract.ts';
import {
  deleteClause,
  hasChildren,
  insertChanges,
  insertClauses,
  lockClause,
  nextPosition,
  updateClause,
} from './clause.store.ts';
import type { Clause, ClauseContents, ClauseKind } from './clause.ts';

/** The refusals of whoever changes a text; every such action takes them (`refusing(...TEXT_REFUSALS, …)`). */
export const TEXT_REFUSALS = [
  'NO_TEXT_UNDER_WAY',
  'TEXT_BEING_SIGNED',
  'CLAUSE_CHANGED',
  'CLAUSE_GONE',
  'CLAUSE_HAS_CHILDREN',
] as const;
type TextRefusal = (typeof TEXT_REFUSALS)[number];
export type TextContext = ActionContext<TextRefusal>;

export interface ClauseEdit<Kind extends ClauseKind> {
  readonly kind: Kind;
  /** Absent for a new clause. */
  readonly clause?: string | undefined;
  /** The revision that the person had read; asked for an existing clause. */
  readonly revision?: number | undefined;
  readonly parent?: string | null | undefined;
  readonly content: ClauseContents[Kind];
  readonly reason?: string | null | undefined;
}

/**
 * The text that may be written now, with its contract held until the transaction ends. A text being signed changes by its own action, which
 * clears the signatures that it touches; a signed one by an amendment.
 */
export async function openText(ctx: TextContext, contractId: string): Promise<EditionTable> {
  await lockContract(ctx.sql, contractId);
  const edition = await editionUnderWay(ctx.sql, contractId);
  if (!edition) ctx.refuse('NO_TEXT_UNDER_WAY');
  if (edition!.state === 'signing') ctx.refuse('TEXT_BEING_SIGNED');
  return edition!;
}

/** The clause as it stands, when nobody changed it since the person read it. */
async function unchangedClause(ctx: TextContext, editionId: string, clauseId: string, revision: number | undefined) {
  const present = await lockClause(ctx.sql, editionId, clauseId);
  if (!present) ctx.refuse('CLAUSE_GONE');
  if (present!.revision !== revision)
    ctx.refuse('CLAUSE_CHANGED', { with: { who: present!.changedBy, at: formatInstant(present!.changedAt) } });
  return present!;
}

/** Writes a clause of an edition that the caller holds, and its line of history. Gives the clause as it now stands. */
export async function writeClause<Kind extends ClauseKind>(
  ctx: TextContext,
  editionId: string,
  edit: ClauseEdit<Kind>,
): Promise<{ readonly id: string; readonly revision: number; readonly before: Clause<Kind> | null }> {
  const before =
    edit.clause === undefined
      ? null
      : ((await unchangedClause(ctx, editionId, edit.clause, edit.revision)) as Clause<Kind>);
  const id = before?.id ?? ctx.newId(edit.kind);
  const revision = (before?.revision ?? 0) + 1;
  const parent = edit.parent === undefined ? (before?.parent ?? null) : edit.parent;
  const written = { content: edit.content, revision, changed_at: ctx.now, changed_by: ctx.actor.name };
  if (before) await updateClause(ctx.sql, editionId, id, { ...written, parent_id: parent });
  else {
    const position = await nextPosition(ctx.sql, editionId, edit.kind);
    await insertClauses(ctx.sql, [
      { ...written, edition_id: editionId, id, kind: edit.kind, parent_id: parent, position },
    ]);
  }
  await keepChange(
    ctx,
    editionId,
    { id, kind: edit.kind, revision },
    before?.content ?? null,
    edit.content,
    edit.reason,
  );
  return { id, revision, before };
}

/** Removes a clause of an edition that the caller holds; its history stays, from which it can be put back. */
export async function eraseClause(
  ctx: TextContext,
  editionId: string,
  clauseId: string,
  revision: number,
  reason?: string | null,
): Promise<Clause> {
  const before = await unchangedClause(ctx, editionId, clauseId, revision);
  if (await hasChildren(ctx.sql, editionId, clauseId)) ctx.refuse('CLAUSE_HAS_CHILDREN');
  await deleteClause(ctx.sql, editionId, clauseId);
  await keepChange(ctx, editionId, { ...before, revision: revision + 1 }, before.content, null, reason);
  return before;
}

async function keepChange(
  ctx: TextContext,
  editionId: string,
  clause: Pick<Clause, 'id' | 'kind' | 'revision'>,
  before: unknown,
  after: unknown,
  reason: string | null | undefined,
): Promise<void> {
  await insertChanges(ctx.sql, [
    {
      id: ctx.newId('change'),
      edition_id: editionId,
      clause_id: clause.id,
      kind: clause.kind,
      revision: clause.revision,
      at: ctx.now,
      by_id: ctx.actor.id,
      by_name: ctx.actor.name,
      reason: reason ?? null,
      before,
      after,
    },
  ]);
}
