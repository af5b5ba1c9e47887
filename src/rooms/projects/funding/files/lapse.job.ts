import { systemActor } from '#kit/actor.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import { dayInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actingDay } from '#rooms/registry';
import { overdueSelections } from './application.store.ts';
import { lapseApplication } from './lapse.actions.ts';

/** Each morning, the selections whose last day has passed (R76): file by file, so that one that fails keeps no other waiting. */
export const lapseJob: JobDefinition = {
  name: 'projects.lapseSelections',
  title: {
    fr: 'Constater la caducité des sélections sans convention au terme de leur délai',
    en: 'Record that selections without an agreement have lapsed at their term',
  },
  cron: '20 6 * * *',
  async run({ id, services, now, log }) {
    const { sql } = services.store;
    const failures: unknown[] = [];
    for (const file of await overdueSelections(sql, await actingDay(sql, dayInParis(now)))) {
      const call = { services, actor: systemActor('Caducité des sélections'), door: 'job', requestId: id } as const;
      await perform(lapseApplication, { project: file.project, fundingApplication: file.id }, call).catch(
        (error: unknown) => {
          // Signed, withdrawn or derogated in the meantime.
          if ((error as { code?: string }).code === 'FILE_STATE') return;
          log.error({ err: error, file }, 'selection not lapsed');
          failures.push(error);
        },
      );
    }
    if (failures.length > 0) throw failures[0];
  },
};
