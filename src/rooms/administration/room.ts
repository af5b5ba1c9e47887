import type { Room } from '#kit/room.ts';
import { digestJob } from './digest.job.ts';
import { describeHouse } from './house.query.ts';
import { exportJournalLines, searchJournalLines, verifyJournalNow } from './journal.query.ts';
import { listOutbox } from './outbox.query.ts';

/** What the programme's administrator and the auditor open: the journal and its proof, the outbox, the state of the house. */
export const administration: Room = {
  name: 'administration',
  title: { fr: 'Administration', en: 'Administration' },
  enters: [],
  operations: [searchJournalLines, exportJournalLines, verifyJournalNow, listOutbox, describeHouse],
  web: () => import('./administration.web.tsx'),
  jobs: [digestJob],
  migrations: { room: 'administration', dir: new URL('./migrations/', import.meta.url) },
};
