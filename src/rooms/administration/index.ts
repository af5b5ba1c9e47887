export { EXPORT_LIMIT, exportJournalLines, verifyJournalNow } from './journal.query.ts';
export { administration } from './room.ts';
