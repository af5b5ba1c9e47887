import type { Room } from '#kit/room.ts';
import { recountIndicators } from './counting/recount.action.ts';
import { recountJobs } from './counting/recount.jobs.ts';
import { listIndicators } from './indicator-list.query.ts';
import { indicatorsRoutes } from './indicators.web.tsx';

/** The catalogue of common indicators (R26), and their values counted from facts. */
export const indicators: Room = {
  name: 'indicators',
  title: { fr: 'Indicateurs', en: 'Indicators' },
  enters: ['registry'],
  operations: [listIndicators, recountIndicators],
  routes: indicatorsRoutes,
  jobs: recountJobs,
  migrations: { room: 'indicators', dir: new URL('./migrations/', import.meta.url) },
};
