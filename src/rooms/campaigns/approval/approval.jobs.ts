import { ORPCError } from '@orpc/server';
import { systemActor } from '#kit/actor.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import { dayInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actingDay } from '#rooms/registry';
import { silentReturns } from './approval.store.ts';
import { applyApprovalSilence } from './decide-return.actions.ts';

/** Each morning, return by return, so that one that fails keeps nobody else waiting. */
const silenceJob: JobDefinition = {
  name: 'campaigns.silence',
  title: {
    fr: 'Tirer les suites du silence sur les déclarations',
    en: 'Apply the consequences of silence on returns',
  },
  cron: '15 6 * * *',
  async run({ id, services, now, log, signal }) {
    const { sql } = services.store;
    const failures: unknown[] = [];
    for (const one of await silentReturns(sql, await actingDay(sql, dayInParis(now)))) {
      signal.throwIfAborted();
      const call = { services, actor: systemActor('Délais de réponse'), door: 'job', requestId: id } as const;
      await perform(applyApprovalSilence, one, call).catch((error: unknown) => {
        // Answered in the meantime, or a question waits for the cluster.
        if (error instanceof ORPCError && error.status < 500) return;
        log.error({ err: error, ...one }, 'silence not applied');
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
  },
};

export const approvalJobs: readonly JobDefinition[] = [silenceJob];
