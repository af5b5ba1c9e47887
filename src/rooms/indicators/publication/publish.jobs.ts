import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import { type Day, dayInParis } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { commonIndicators } from '../indicator.store.ts';
import { isPublicationBehind, neverPublished, writePublished } from './published.store.ts';
import { workOut } from './published-cells.ts';

/** Publishes indicators as they stand now, all of them unless some are named; an indicator a transaction: whoever waits for the embedded store is served in between. */
export async function publishFigures(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  named?: readonly string[],
): Promise<void> {
  const at = clock.now();
  const on = await actingDay(store.sql, dayInParis(at));
  for (const code of named ?? (await codesOn(store.sql, on))) {
    const cells = await workOut(store.sql, code, on);
    await store.sql.transaction().execute((trx) => writePublished(trx, code, cells, { on, at }));
  }
}

const codesOn = async (sql: Sql, on: Day): Promise<string[]> =>
  (await commonIndicators(sql, on)).map(({ code }) => code);

export const publishJobs: readonly JobDefinition[] = [
  {
    name: 'indicators.publish',
    title: {
      fr: 'Publier les chiffres, sous secret statistique',
      en: 'Publish the figures, under statistical secrecy',
    },
    // At night: what everybody reads then stays the same for a day, and a figure that changes by the hour betrays who came.
    cron: '10 4 * * *',
    run: async ({ services, now }) => {
      const { store, isPlayingThePast } = services;
      if (isPlayingThePast?.()) return;
      if (await isPublicationBehind(store.sql, await actingDay(store.sql, dayInParis(now))))
        await publishFigures(services);
    },
  },
  {
    name: 'indicators.publishFirst',
    title: { fr: 'Publier les chiffres une première fois', en: 'Publish the figures for the first time' },
    cron: '*/15 * * * *',
    run: async ({ services, now }) => {
      const { store, isPlayingThePast } = services;
      if (isPlayingThePast?.()) return;
      const on = await actingDay(store.sql, dayInParis(now));
      await publishFigures(services, await neverPublished(store.sql, await codesOn(store.sql, on)));
    },
  },
];
