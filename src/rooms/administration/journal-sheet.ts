import { JOURNAL_COLUMNS } from '#kit/journal.ts';
import type { Sheet } from '#kit/web/export.ts';
import type { JournalRow } from './journal.query.ts';

/** Lines of the journal as a table; what was before and after is written as JSON. */
export const journalSheet = (lines: readonly JournalRow[]): Sheet => ({
  name: 'journal',
  columns: JOURNAL_COLUMNS.map((label) => ({ label })),
  rows: lines.map((line) => JOURNAL_COLUMNS.map((column) => cell(line[column]))),
});

const cell = (value: unknown): string | number | null => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | null);
};
