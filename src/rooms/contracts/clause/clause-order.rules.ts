import type { Clause, ClauseKind } from './clause.ts';

/** Where a passage stands: its rank among those of its kind below the same one. */
export type Placed = Pick<Clause, 'id' | 'kind' | 'parent' | 'position'>;

/** Objectives stand below objectives to this depth, the top one counted. */
export const MOST_LEVELS = 4;

/** In the order of the text. */
export const inOrder = <One extends Placed>(clauses: readonly One[]): One[] =>
  clauses.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** Of one kind below the same passage (or below none), in order. */
export const siblings = <One extends Placed>(clauses: readonly One[], kind: ClauseKind, parent: string | null): One[] =>
  inOrder(clauses.filter((one) => one.kind === kind && one.parent === parent));

/** How many objectives stand above a place below `parent`, it included; Infinity in a circle. */
export function depthBelow(clauses: readonly Placed[], parent: string | null): number {
  const byId = new Map(clauses.map((one) => [one.id, one]));
  let depth = 0;
  for (let at = parent; at !== null; at = byId.get(at)?.parent ?? null) {
    depth += 1;
    if (depth > clauses.length) return Number.POSITIVE_INFINITY;
  }
  return depth;
}

/** Levels of objectives of the tree that begins with one: 1 when none stands below it. */
export function heightOf(clauses: readonly Placed[], id: string): number {
  const below = clauses.filter((one) => one.kind === 'objective' && one.parent === id);
  return 1 + Math.max(0, ...below.map((one) => heightOf(clauses, one.id)));
}

/** Is `id` the passage `at`, or above it? A passage below itself would belong to no tree any more. */
export function holds(clauses: readonly Placed[], id: string, at: string | null): boolean {
  const byId = new Map(clauses.map((one) => [one.id, one]));
  const seen = new Set<string>();
  for (let one = at; one !== null && !seen.has(one); one = byId.get(one)?.parent ?? null) {
    if (one === id) return true;
    seen.add(one);
  }
  return false;
}

export const PARENT_FAULTS = ['PARENT_GONE', 'PARENT_IN_CIRCLE', 'TREE_TOO_DEEP'] as const;
export type ParentFault = (typeof PARENT_FAULTS)[number];

/** Why a passage may not stand below `parent`; null when it may. An indicator stands below an objective, an objective below another or none. */
export function parentFault(
  clauses: readonly Placed[],
  moved: { readonly id?: string | undefined; readonly kind: ClauseKind },
  parent: string | null,
): ParentFault | null {
  const above = clauses.find(({ id }) => id === parent);
  if (moved.kind === 'indicator') return above?.kind === 'objective' ? null : 'PARENT_GONE';
  if (parent === null) return null;
  if (moved.kind !== 'objective' || above?.kind !== 'objective') return 'PARENT_GONE';
  if (moved.id !== undefined && holds(clauses, moved.id, parent)) return 'PARENT_IN_CIRCLE';
  const levels = depthBelow(clauses, parent) + (moved.id === undefined ? 1 : heightOf(clauses, moved.id));
  return levels > MOST_LEVELS ? 'TREE_TOO_DEEP' : null;
}

export const MOVES = ['up', 'down', 'before', 'under'] as const;
export type Move = (typeof MOVES)[number];

export interface Moved {
  readonly parent: string | null;
  /** Only those whose rank changes. */
  readonly places: readonly { readonly id: string; readonly position: number }[];
}

/**
 * Where a passage goes, and the ranks that change with it: up or down among its own, before another of its kind, or last under another. Null when it
 * is there already, or when the other is not there.
 */
export function movedTo(clauses: readonly Placed[], id: string, move: Move, target: string | null): Moved | null {
  const moving = clauses.find((one) => one.id === id);
  if (!moving) return null;
  const other = clauses.find((one) => one.id === target);
  if (move === 'before' && other?.kind !== moving.kind) return null;
  const parent = move === 'under' ? target : move === 'before' ? other!.parent : moving.parent;
  const ranks = siblings(clauses, moving.kind, parent);
  const without = ranks.filter((one) => one.id !== id);
  const from = ranks.findIndex((one) => one.id === id);
  const to =
    move === 'up'
      ? from - 1
      : move === 'down'
        ? from + 1
        : move === 'before'
          ? without.findIndex((one) => one.id === target)
          : without.length;
  if (to < 0 || to > without.length || (parent === moving.parent && to === from)) return null;
  const ordered = without.toSpliced(to, 0, moving);
  const places = [...without, moving].map(({ position }) => position).sort((a, b) => a - b);
  let last = Number.NEGATIVE_INFINITY;
  const ranked = ordered.map((one, index) => {
    // Equal ranks, as an import may leave them, are told apart from here on.
    last = Math.max(places[index]!, last + 1);
    return { id: one.id, position: last, before: one.position };
  });
  return {
    parent,
    places: ranked
      .filter(({ position, before }) => position !== before)
      .map(({ id: one, position }) => ({ id: one, position })),
  };
}
