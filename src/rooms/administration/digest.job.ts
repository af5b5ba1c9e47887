import type { JobDefinition } from '#kit/jobs.ts';
import { loadJournalKey, makeDigests } from '#kit/journal.digest.ts';

/** Signs each complete day of the journal; doing it again does nothing, so a repeated run is harmless. */
export const digestJob: JobDefinition = {
  name: 'journal.signDays',
  title: { fr: 'Signer les journées du journal', en: 'Sign the days of the journal' },
  cron: '5 0 * * *',
  async run(ctx) {
    const { store, config } = ctx.services;
    const digests = await makeDigests(store.sql, loadJournalKey(config.dataDir), ctx.now);
    for (const { day, lines } of digests) ctx.log.info({ day, lines }, 'journal day signed');
  },
};
