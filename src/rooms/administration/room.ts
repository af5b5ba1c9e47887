import type { Room } from '#kit/room.ts';
import { administrationRoutes } from './administration.web.tsx';
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
  routes: administrationRoutes,
  jobs: [digestJob],
  menu: [
    { label: { fr: 'Journal', en: 'Journal' }, href: '/journal', of: searchJournalLines, rank: 80 },
    { label: { fr: 'Messages', en: 'Messages' }, href: '/messages', of: listOutbox, rank: 81 },
  ],
  migrations: { room: 'administration', dir: new URL('./migrations/', import.meta.url) },
};
