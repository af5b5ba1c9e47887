import type { Room } from '#kit/room.ts';

/** Who needs attention, and why (T7): objectives against their trajectory, alerts, reinforced monitoring, the portfolio. */
export const monitoring: Room = {
  name: 'monitoring',
  title: { fr: 'Suivi', en: 'Monitoring' },
  enters: [],
  operations: [],
  routes: [],
  migrations: { room: 'monitoring', dir: new URL('./migrations/', import.meta.url) },
};
