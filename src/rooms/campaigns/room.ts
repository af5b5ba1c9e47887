import type { Room } from '#kit/room.ts';
import { approvalJobs, approvalOperations, approvalTaskKinds } from './approval/approval.slice.ts';
import { calendarOperations, returnTaskKinds } from './calendar/calendar.slice.ts';
import { campaignLife } from './campaign.workflow.ts';
import { fillingOperations } from './filling/filling.slice.ts';
import { returnLife } from './return.workflow.ts';
import { steeringChecks, steeringJobs, steeringOperations, steeringTaskKinds } from './steering/steering.slice.ts';

/** The yearly campaign (T7, R29, R110): who owes which figures, what was returned, who approved it. */
export const campaigns: Room = {
  name: 'campaigns',
  title: { fr: 'Campagnes annuelles', en: 'Yearly campaigns' },
  enters: ['access', 'contracts', 'indicators', 'registry'],
  operations: [...steeringOperations, ...approvalOperations, ...fillingOperations, ...calendarOperations],
  web: () => import('./campaigns.web.ts'),
  taskKinds: [...steeringTaskKinds, ...approvalTaskKinds, ...returnTaskKinds],
  workflows: [campaignLife, returnLife],
  jobs: [...steeringJobs, ...approvalJobs],
  stillNeeded: { ...steeringChecks },
  migrations: { room: 'campaigns', dir: new URL('./migrations/', import.meta.url) },
};
