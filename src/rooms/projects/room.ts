import type { Room } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import {
  attributionLife,
  deliveryOperations,
  deliveryRoutes,
  deliveryTaskKinds,
  followUpChecks,
  followUpJobs,
} from './delivery/delivery.slice.ts';
import {
  fundingJobs,
  fundingOperations,
  fundingRoutes,
  fundingTaskKinds,
  fundingWorkflows,
} from './funding/funding.slice.ts';
import { importOperations, importRoutes } from './imports/imports.slice.ts';
import {
  labellingOperations,
  labellingRoutes,
  labellingSideEntries,
  labellingTaskKinds,
} from './labelling/labelling.slice.ts';
import { overviewMenu, overviewOperations, overviewRoutes, overviewSideEntries } from './overview/overview.slice.ts';
import { projectOperations, projectRoutes } from './project/project.slice.ts';
import { projectLife } from './project.workflow.ts';

/** Addresses without a name to fill come first: `/projets/appels` is no project. */
const inOrder = (routes: readonly Route[]): Route[] =>
  routes.toSorted((a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')));

/** Projects: one thread from laboratory to market (T2, T3, T14). */
export const projects: Room = {
  name: 'projects',
  title: { fr: 'Projets', en: 'Projects' },
  enters: ['access', 'registry'],
  operations: [
    ...projectOperations,
    ...labellingOperations,
    ...fundingOperations,
    ...deliveryOperations,
    ...overviewOperations,
    ...importOperations,
  ],
  routes: inOrder([
    ...projectRoutes,
    ...labellingRoutes,
    ...fundingRoutes,
    ...deliveryRoutes,
    ...overviewRoutes,
    ...importRoutes,
  ]),
  menu: [...overviewMenu],
  taskKinds: [...labellingTaskKinds, ...fundingTaskKinds, ...deliveryTaskKinds],
  sideEntries: [...overviewSideEntries, ...labellingSideEntries],
  workflows: [projectLife, ...fundingWorkflows, attributionLife],
  jobs: [...fundingJobs, ...followUpJobs],
  stillNeeded: followUpChecks,
  migrations: { room: 'projects', dir: new URL('./migrations/', import.meta.url) },
};
