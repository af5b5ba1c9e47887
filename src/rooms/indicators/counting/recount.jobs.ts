import type { JobDefinition } from '#kit/jobs.ts';
import { dayInParis } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { FACT_KINDS } from '../facts/fact.ts';
import { isBehind, markRead, readKind } from '../facts/ledger.store.ts';
import { countAndWrite } from './recount.ts';

declare module '#kit/context.ts' {
  interface Services {
    /** The demonstration is playing years gone by: its own acts read the facts of each day, which nobody must read before. */
    readonly isPlayingThePast?: () => boolean;
  }
}

/** Every quarter of an hour, when something was done since the last time. */
export const recountJobs: readonly JobDefinition[] = [
  {
    name: 'indicators.recountAll',
    title: { fr: 'Recompter les indicateurs de tous les pôles', en: 'Recount the indicators of every cluster' },
    cron: '*/15 * * * *',
    run: async ({ services, now }) => {
      const { store, random, isPlayingThePast } = services;
      if (isPlayingThePast?.()) return;
      const today = await actingDay(store.sql, dayInParis(now));
      if (!(await isBehind(store.sql, today, null))) return;
      const reading = { at: now, today, cluster: null };
      let added = 0;
      // A transaction a kind: whoever waits for the embedded store is served in between.
      for (const kind of FACT_KINDS)
        added += (await store.sql.transaction().execute((trx) => readKind(trx, kind, reading))).added;
      await store.sql.transaction().execute(async (trx) => {
        await markRead(trx, reading, added);
        await countAndWrite(trx, { ...reading, random });
      });
    },
  },
];
