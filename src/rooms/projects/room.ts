import type { Room } from '#kit/room.ts';
import {
  attributionLife,
  deliveryOperations,
  deliveryTaskKinds,
  followUpChecks,
  followUpJobs,
} from './delivery/delivery.slice.ts';
import { fundingJobs, fundingOperations, fundingTaskKinds, fundingWorkflows } from './funding/funding.slice.ts';
import { importOperations } from './imports/imports.slice.ts';
import { labellingOperations, labellingTaskKinds } from './labelling/labelling.slice.ts';
import { overviewOperations } from './overview/overview.slice.ts';
import { projectOperations } from './project/project.slice.ts';
import { projectLife } from './project.workflow.ts';

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
  web: () => import('./projects.web.ts'),
  taskKinds: [...labellingTaskKinds, ...fundingTaskKinds, ...deliveryTaskKinds],
  workflows: [projectLife, ...fundingWorkflows, attributionLife],
  jobs: [...fundingJobs, ...followUpJobs],
  stillNeeded: followUpChecks,
  migrations: { room: 'projects', dir: new URL('./migrations/', import.meta.url) },
};
