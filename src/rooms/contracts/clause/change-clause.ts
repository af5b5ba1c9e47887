import type { ActionContext } from '#kit/context.ts';
import { formatInstant } from '#kit/say.ts';
import { editionById, editionUnderWay, lockContract } from '../contract.store.ts';
import type { EditionTable } from '../contract.ts';
import { clauseIsAmendable } from '../life/amendable.ts';
import type { ClauseChange } from '../life/amendment.rules.ts';
import { canonicalJson } from '../text/frozen-text.ts';
import {
  deleteClause,
  hasChildren,
  insertChanges,
  insertClauses,
  lockClause,
  nextPosition,
  rewriteContents,
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
  'NOT_IN_AMENDMENT',
] as const;
export type TextRefusal = (typeof TEXT_REFUSALS)[number];
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
export async function unchangedClause(
  ctx: TextContext,
  editionId: string,
  clauseId: string,
  revision: number | undefined,
): Promise<Clause> {
  const present = await lockClause(ctx.sql, editionId, clauseId);
  if (!present) ctx.refuse('CLAUSE_GONE');
  if (present!.revision !== revision)
    ctx.refuse('CLAUSE_CHANGED', { with: { who: present!.changedBy, at: formatInstant(present!.changedAt) } });
  return present!;
}

/** An amendment changes what its subjects announce, and nothing else (R33). */
async function assertAmendable(ctx: TextContext, editionId: string, change: ClauseChange): Promise<void> {
  const edition = await editionById(ctx.sql, editionId);
  if (!clauseIsAmendable(edition, change)) ctx.refuse('NOT_IN_AMENDMENT');
}

/** Writes a clause of an edition that the caller holds, and its line of history when it changes. Gives the clause as it now stands. */
export async function writeClause<Kind extends ClauseKind>(
  ctx: TextContext,
  editionId: string,
  edit: ClauseEdit<Kind>,
): Promise<{ readonly id: string; readonly revision: number; readonly before: Clause<Kind> | null }> {
  const before =
    edit.clause === undefined
      ? null
      : ((await unchangedClause(ctx, editionId, edit.clause, edit.revision)) as Clause<Kind>);
  // A passage of another kind is not the one that the person had opened.
  if (before && before.kind !== edit.kind) ctx.refuse('CLAUSE_GONE');
  const parent = edit.parent === undefined ? (before?.parent ?? null) : edit.parent;
  // Saved again as it stands, as a form that saves itself may do: nothing for the history.
  if (before && before.parent === parent && canonicalJson(before.content) === canonicalJson(edit.content))
    return { id: before.id, revision: before.revision, before };
  await assertAmendable(ctx, editionId, { kind: edit.kind, before: before?.content ?? null, after: edit.content });
  const id = before?.id ?? ctx.newId(edit.kind);
  const revision = (before?.revision ?? 0) + 1;
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
    { id, kind: edit.kind, revision, parent },
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
  await assertAmendable(ctx, editionId, { kind: before.kind, before: before.content, after: null });
  await deleteClause(ctx.sql, editionId, clauseId);
  await keepChange(ctx, editionId, { ...before, revision: revision + 1 }, before.content, null, reason);
  return before;
}

/** Puts back a clause that was removed, under its own id. `last` is its last line of history in this edition. */
export async function putBackClause<Kind extends ClauseKind>(
  ctx: TextContext,
  editionId: string,
  edit: {
    readonly clause: string;
    readonly kind: Kind;
    readonly parent: string | null;
    readonly content: ClauseContents[Kind];
    readonly lastRevision: number;
    readonly reason?: string | null | undefined;
  },
): Promise<{ readonly id: string; readonly revision: number }> {
  const { clause: id, kind, parent, content } = edit;
  const revision = edit.lastRevision + 1;
  await assertAmendable(ctx, editionId, { kind, before: null, after: content });
  const position = await nextPosition(ctx.sql, editionId, kind);
  const written = { content, revision, changed_at: ctx.now, changed_by: ctx.actor.name };
  await insertClauses(ctx.sql, [{ ...written, edition_id: editionId, id, kind, parent_id: parent, position }]);
  await keepChange(ctx, editionId, { id, kind, revision, parent }, null, content, edit.reason);
  return { id, revision };
}

/**
 * Writes several clauses that the caller holds and has compared with what was read, in as many statements as for one: a whole grid is saved
 * at once.
 */
export async function rewriteClauses(
  ctx: TextContext,
  editionId: string,
  edits: readonly { readonly before: Clause; readonly content: ClauseContents[ClauseKind] }[],
  reason: string | null | undefined,
): Promise<void> {
  if (edits.length === 0) return;
  const edition = await editionById(ctx.sql, editionId);
  for (const { before, content } of edits)
    if (!clauseIsAmendable(edition, { kind: before.kind, before: before.content, after: content }))
      ctx.refuse('NOT_IN_AMENDMENT');
  await rewriteContents(
    ctx.sql,
    editionId,
    { changed_at: ctx.now, changed_by: ctx.actor.name },
    edits.map(({ before, content }) => ({ id: before.id, content })),
  );
  await insertChanges(
    ctx.sql,
    edits.map(({ before, content }) =>
      changeLine(ctx, editionId, { ...before, revision: before.revision + 1 }, before.content, content, reason),
    ),
  );
}

/** Adds several clauses of a kind to an edition that the caller holds, after those that stand there: likewise for a grid that was empty. */
export async function addClauses<Kind extends ClauseKind>(
  ctx: TextContext,
  editionId: string,
  kind: Kind,
  contents: readonly ClauseContents[Kind][],
  reason: string | null | undefined,
): Promise<void> {
  if (contents.length === 0) return;
  const edition = await editionById(ctx.sql, editionId);
  for (const content of contents)
    if (!clauseIsAmendable(edition, { kind, before: null, after: content })) ctx.refuse('NOT_IN_AMENDMENT');
  const first = await nextPosition(ctx.sql, editionId, kind);
  const added = contents.map((content, index) => ({
    edition_id: editionId,
    id: ctx.newId(kind),
    kind,
    parent_id: null,
    position: first + index,
    content,
    revision: 1,
    changed_at: ctx.now,
    changed_by: ctx.actor.name,
  }));
  await insertClauses(ctx.sql, added);
  await insertChanges(
    ctx.sql,
    added.map(({ id, content }) =>
      changeLine(ctx, editionId, { id, kind, revision: 1, parent: null }, null, content, reason),
    ),
  );
}

type ChangedClause = Pick<Clause, 'id' | 'kind' | 'revision' | 'parent'>;

const changeLine = (
  ctx: TextContext,
  editionId: string,
  clause: ChangedClause,
  before: unknown,
  after: unknown,
  reason: string | null | undefined,
) => ({
  id: ctx.newId('change'),
  edition_id: editionId,
  clause_id: clause.id,
  kind: clause.kind,
  parent_id: clause.parent,
  revision: clause.revision,
  at: ctx.now,
  by_id: ctx.actor.id,
  by_name: ctx.actor.name,
  reason: reason ?? null,
  before,
  after,
});

const keepChange = (
  ctx: TextContext,
  editionId: string,
  clause: ChangedClause,
  before: unknown,
  after: unknown,
  reason: string | null | undefined,
): Promise<void> => insertChanges(ctx.sql, [changeLine(ctx, editionId, clause, before, after, reason)]);
