import type { Room } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { approvalJobs, approvalOperations, approvalRoutes, approvalTaskKinds } from './approval/approval.slice.ts';
import { calendarOperations, calendarRoutes, calendarSideEntries, returnTaskKinds } from './calendar/calendar.slice.ts';
import { campaignLife } from './campaign.workflow.ts';
import { fillingOperations, fillingRoutes } from './filling/filling.slice.ts';
import { returnLife } from './return.workflow.ts';
import {
  steeringChecks,
  steeringJobs,
  steeringMenu,
  steeringOperations,
  steeringRoutes,
  steeringTaskKinds,
} from './steering/steering.slice.ts';

/** Addresses without a name to fill come first: `/campagnes/nouvelle` is no year. */
const inOrder = (routes: readonly Route[]): Route[] =>
  routes.toSorted((a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')));

/** The yearly campaign (T7, R29, R110): who owes which figures, what was returned, who approved it. */
export const campaigns: Room = {
  name: 'campaigns',
  title: { fr: 'Campagnes annuelles', en: 'Yearly campaigns' },
  enters: ['access', 'contracts', 'indicators', 'registry'],
  operations: [...steeringOperations, ...approvalOperations, ...fillingOperations, ...calendarOperations],
  routes: inOrder([...steeringRoutes, ...approvalRoutes, ...fillingRoutes, ...calendarRoutes]),
  menu: [...steeringMenu],
  taskKinds: [...steeringTaskKinds, ...approvalTaskKinds, ...returnTaskKinds],
  sideEntries: calendarSideEntries,
  workflows: [campaignLife, returnLife],
  jobs: [...steeringJobs, ...approvalJobs],
  stillNeeded: { ...steeringChecks },
  migrations: { room: 'campaigns', dir: new URL('./migrations/', import.meta.url) },
};
