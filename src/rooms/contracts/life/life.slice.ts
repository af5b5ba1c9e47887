import type { Operation } from '#kit/action.ts';
import type { Route } from '#kit/web/route.ts';
import { openContract } from './open-contract.action.ts';

/** What this slice adds to the room. */
export const lifeOperations: readonly Operation[] = [openContract];

export const lifeRoutes: readonly Route[] = [];
