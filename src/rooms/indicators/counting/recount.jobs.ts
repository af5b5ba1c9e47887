import type { JobDefinition } from '#kit/jobs.ts';
import { dayInParis } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { isBehind } from '../facts/ledger.store.ts';
import { recount } from './recount.ts';

/** Every quarter of an hour, when something was done since the last time. */
export const recountJobs: readonly JobDefinition[] = [
  {
    name: 'indicators.recountAll',
    title: { fr: 'Recompter les indicateurs de tous les pôles', en: 'Recount the indicators of every cluster' },
    cron: '*/15 * * * *',
    run: async ({ services, now }) => {
      const { store, random } = services;
      const today = await actingDay(store.sql, dayInParis(now));
      if (!(await isBehind(store.sql, today, null))) return;
      await store.sql.transaction().execute((trx) => recount(trx, { at: now, today, cluster: null, random }));
    },
  },
];
