import type { JOURNAL_COLUMNS } from '#kit/journal.ts';
import { type Cell, type TableColumn, type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { JournalRow } from './journal.query.ts';

/** Each column of the journal by the word that addresses use. */
const WORDS: Readonly<Record<(typeof JOURNAL_COLUMNS)[number], string>> = {
  seq: 'numero',
  at: 'date',
  actorId: 'acteur',
  actorName: 'nom',
  onBehalfOf: 'pour-le-compte-de',
  action: 'acte',
  objectKind: 'nature',
  objectId: 'objet',
  reason: 'motif',
  before: 'avant',
  after: 'apres',
  requestId: 'demande',
  prevHash: 'empreinte-precedente',
  hash: 'empreinte',
};

/** Lines of the journal as a table under the names that a program knows; what was before and after is written as JSON. */
export const journalSheet = (lines: readonly JournalRow[]): TableSheet =>
  tableSheet(
    'journal',
    lines,
    Object.entries(WORDS).map(
      ([column, word]): TableColumn<JournalRow> => [word, column, (line) => cell(line[column as keyof JournalRow])],
    ),
  );

const cell = (value: unknown): Cell => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | null);
};
