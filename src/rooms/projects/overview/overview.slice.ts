import type { Operation } from '#kit/action.ts';
import type { Route } from '#kit/web/route.ts';
import { getFunnel } from './funnel.query.ts';
import { overviewWebRoutes } from './overview.web.tsx';
import { getPipeline } from './pipeline.query.ts';
import { listProjects } from './project-list.query.ts';

export { overviewMenu, overviewSideEntries } from './overview.web.tsx';

/** What this slice adds to the room. */
export const overviewOperations: readonly Operation[] = [listProjects, getPipeline, getFunnel];

export const overviewRoutes: readonly Route[] = overviewWebRoutes;
