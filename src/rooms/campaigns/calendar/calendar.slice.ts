import type { Operation } from '#kit/action.ts';
import { listClusterReturns, listDueReturns } from './due-return-list.query.ts';

/** What this slice adds to the room. */
export const calendarOperations: readonly Operation[] = [listDueReturns, listClusterReturns];

export { returnTaskKinds } from './return.tasks.ts';
