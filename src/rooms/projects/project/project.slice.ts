import type { Operation } from '#kit/action.ts';
import type { Route } from '#kit/web/route.ts';

/** What this slice adds to the room. */
export const projectOperations: readonly Operation[] = [];

export const projectRoutes: readonly Route[] = [];
