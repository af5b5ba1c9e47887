import type { JobDefinition } from '#kit/jobs.ts';
import { sweep } from './session.store.ts';

const DAY_MS = 86_400_000;

/** Forgets every night what can no longer serve; doing it twice changes nothing. */
export const sweepJob: JobDefinition = {
  name: 'access.sweep',
  title: { fr: 'Oublier les sessions terminées', en: 'Forget the sessions that are over' },
  cron: '41 3 * * *',
  run: ({ services, now }) => sweep(services.store.sql, now, new Date(now.getTime() - DAY_MS)),
};
