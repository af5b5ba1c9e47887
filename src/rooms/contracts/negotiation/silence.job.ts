import { systemActor } from '#kit/actor.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import type { StillNeededCheck } from '#kit/mail.ts';
import { dayInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actingDay } from '#rooms/registry';
import { findContract } from '../contract.store.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { applySilence } from './apply-silence.action.ts';
import { contractsWithSilence, latestReceptions } from './reception.store.ts';

/** Each morning, the day after a deadline and the following ones: contract by contract, so that one that fails keeps nobody else waiting. */
export const silenceJob: JobDefinition = {
  name: 'contracts.applySilence',
  title: {
    fr: 'Tirer les suites du silence des autorités au terme de leur délai',
    en: 'Apply what the silence of authorities means at the end of their period',
  },
  cron: '10 6 * * *',
  async run({ id, services, now, log }) {
    const { sql } = services.store;
    const { rules } = await rulesOf(sql);
    const waiting = await contractsWithSilence(sql, await actingDay(sql, dayInParis(now)), rules.reminderDays);
    const failures: unknown[] = [];
    for (const contract of waiting) {
      const call = { services, actor: systemActor('Délais de réponse'), door: 'job', requestId: id } as const;
      await perform(applySilence, { contract }, call).catch((error: unknown) => {
        // Answered in the meantime.
        if ((error as { code?: string }).code === 'NO_SILENCE_DUE') return;
        log.error({ err: error, contract }, 'silence not applied');
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
  },
};

/** A reminder leaves only while the same draft is still unanswered, in a contract still discussed. */
export const isAnswerAwaited: StillNeededCheck = async (sql, about) => {
  const { contract, party, round } = about as { contract: string; party: string; round: number };
  const state = (await findContract(sql, contract))?.state;
  if (state !== 'discussion' && state !== 'presented') return false;
  const last = (await latestReceptions(sql, contract)).find((row) => row.party_id === party);
  return last?.round === round && last.answer === null;
};
