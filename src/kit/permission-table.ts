import type { OperationMeta } from './action.ts';
import { ROLES, type Role } from './actor.ts';

/** What a column of the table promises: everywhere, only on the objects their function reaches, or never. */
export type Reach = 'everywhere' | 'within' | 'never';

export type Caller = Role | 'stranger';
export const CALLERS: readonly Caller[] = ['stranger', ...ROLES];

export interface PermissionRow {
  readonly operation: string;
  readonly kind: OperationMeta['kind'];
  readonly reach: Readonly<Record<Caller, Reach>>;
  readonly byLink: boolean;
}

/** The table of permissions, read off the operations themselves: documents show it, and a test compares every door with it. */
export function permissionTable(metas: readonly OperationMeta[]): PermissionRow[] {
  return metas.map((meta) => ({
    operation: meta.name,
    kind: meta.kind,
    reach: Object.fromEntries(CALLERS.map((caller) => [caller, reachOf(meta, caller)])) as Record<Caller, Reach>,
    byLink: meta.permission.byLink ?? false,
  }));
}

function reachOf(meta: OperationMeta, caller: Caller): Reach {
  const { who, where } = meta.permission;
  if (who === 'public') return 'everywhere';
  if (caller === 'stranger') return 'never';
  // With a place, on their own things.
  if (who === 'signed-in') return where ? 'within' : 'everywhere';
  if (!who.includes(caller)) return 'never';
  return where ? 'within' : 'everywhere';
}
