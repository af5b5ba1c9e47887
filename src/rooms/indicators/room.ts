import type { Room } from '#kit/room.ts';
import { listIndicators } from './indicator-list.query.ts';
import { indicatorsRoutes } from './indicators.web.tsx';

/** The catalogue of common indicators (R26), on which contracts set targets. */
export const indicators: Room = {
  name: 'indicators',
  title: { fr: 'Indicateurs', en: 'Indicators' },
  enters: ['registry'],
  operations: [listIndicators],
  routes: indicatorsRoutes,
  migrations: { room: 'indicators', dir: new URL('./migrations/', import.meta.url) },
};
