export { EXPORT_LIMIT, exportJournalLines, verifyJournalNow } from './journal.query.ts';
export { journalSheet } from './journal-sheet.ts';
export { administration } from './room.ts';
