import type { Operation } from '#kit/action.ts';
import type { Route } from '#kit/web/route.ts';

/** What this slice adds to the room. */
export const fundingOperations: readonly Operation[] = [];

export const fundingRoutes: readonly Route[] = [];
