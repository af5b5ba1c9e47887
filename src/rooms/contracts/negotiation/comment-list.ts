import type { Actor } from '#kit/actor.ts';
import type { Clause } from '../clause/clause.ts';
import type { CommentTable, ProposalTable } from './negotiation.ts';
import type { Passage, ProposalRow, Said, ThreadRow } from './negotiation-reading.ts';
import { type Names, namedPassage, passageWords } from './passage.ts';

export type Threads = 'open' | 'resolved' | 'all';

/** How a passage is named today, or as it was when somebody spoke of it. */
export function passageOf(clauses: readonly Clause[], names: Names, id: string, kept: string | null): Passage {
  const clause = clauses.find((one) => one.id === id);
  return clause
    ? { id, title: namedPassage(clause, names), kind: clause.kind, present: true }
    : { id, title: kept ?? passageWords().removed, kind: null, present: false };
}

/** Comments as threads, the latest thread first; each reply below what it answers. */
export function threadsOf(
  comments: readonly CommentTable[],
  { clauses, names, actor }: { readonly clauses: readonly Clause[]; readonly names: Names; readonly actor: Actor },
): ThreadRow[] {
  const said = (row: CommentTable): Said => ({
    id: row.id,
    author: row.author_name,
    side: row.side,
    at: row.at,
    body: row.withdrawn_at ? null : row.body,
    mayWithdraw: row.author_id === actor.id && row.withdrawn_at === null,
  });
  return comments
    .filter((row) => row.thread_id === null)
    .map((row) => ({
      ...said(row),
      passage: row.clause_id === null ? null : passageOf(clauses, names, row.clause_id, row.passage),
      visibility: row.visibility,
      resolved: row.resolved_at ? { at: row.resolved_at, by: row.resolved_by ?? '' } : null,
      replies: comments.filter((reply) => reply.thread_id === row.id).map(said),
    }))
    .toReversed();
}

/** A thread that nobody resolved; one whose first words were withdrawn lives on by its replies. */
export const isOpenThread = (thread: ThreadRow): boolean =>
  thread.resolved === null && [thread, ...thread.replies].some(({ body }) => body !== null);

export function proposalRow(
  row: ProposalTable,
  { clauses, names, actor }: { readonly clauses: readonly Clause[]; readonly names: Names; readonly actor: Actor },
): ProposalRow {
  const content = { kind: row.kind, content: (row.act === 'add' ? row.content : row.base) as Clause['content'] };
  const present = clauses.find(({ id }) => id === row.clause_id);
  return {
    id: row.id,
    act: row.act,
    kind: row.kind,
    passage: {
      id: row.clause_id ?? row.written_clause ?? '',
      title: namedPassage(content, names),
      kind: row.kind,
      present: row.act === 'add' ? row.state === 'open' : present !== undefined,
    },
    reason: row.reason,
    author: row.author_name,
    side: row.side,
    at: row.at,
    state: row.state,
    decided: row.decided_at ? { at: row.decided_at, by: row.decided_by ?? '', word: row.word } : null,
    moved: row.state === 'open' && row.act !== 'add' && present?.revision !== row.base_revision,
    mine: row.author_id === actor.id,
  };
}
