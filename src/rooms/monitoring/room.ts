import type { Room } from '#kit/room.ts';
import { compareClusters } from './comparison/comparison.query.ts';
import { exportDashboard, getDashboard } from './dashboard/dashboard.query.ts';
import { NOTE_QUERIES } from './note/note.query.ts';
import { getCalibration, getClusterWatch } from './objectives/cluster-watch.query.ts';
import { getPortfolio } from './portfolio/portfolio.query.ts';
import { PLAN_ACTIONS } from './reinforced/plan.actions.ts';
import { getPlans, listPlans } from './reinforced/plan.query.ts';
import { planTaskKinds } from './reinforced/plan.tasks.ts';
import { planLife } from './reinforced/plan.workflow.ts';
import { lighterReturns } from './watch/lighter-return.ts';

/** Who needs attention, and why (T7): objectives against their trajectory, alerts, reinforced monitoring, the portfolio. */
export const monitoring: Room = {
  name: 'monitoring',
  title: { fr: 'Suivi', en: 'Monitoring' },
  enters: ['registry', 'indicators', 'contracts'],
  operations: [
    getPortfolio,
    getClusterWatch,
    getCalibration,
    compareClusters,
    getDashboard,
    exportDashboard,
    ...NOTE_QUERIES,
    getPlans,
    listPlans,
    ...PLAN_ACTIONS,
  ],
  web: () => import('./monitoring.web.tsx'),
  taskKinds: planTaskKinds,
  lighterReturns,
  workflows: [planLife],
  migrations: { room: 'monitoring', dir: new URL('./migrations/', import.meta.url) },
};
