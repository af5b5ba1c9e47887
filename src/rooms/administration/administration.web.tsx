import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parseCsvObjects } from 'hucre/csv';
import { journalJson } from '#kit/journal.ts';
import { MAIL_STATES } from '#kit/mail.ts';
import type { MenuEntry } from '#kit/room.ts';
import { page, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { describeHouse } from './house.query.ts';
import { accessibilityPage, glossaryPage, type Term } from './information.page.tsx';
import { journalPage, verificationPage } from './journal.page.tsx';
import { EXPORT_LIMIT, exportJournalLines, searchJournalLines, verifyJournalNow } from './journal.query.ts';
import { journalSheet } from './journal-sheet.ts';
import { outboxPage } from './outbox.page.tsx';
import { listOutbox, type OutboxRow } from './outbox.query.ts';

const text = (visit: Visit, name: string): string | undefined => visit.search.get(name)?.trim() || undefined;
const whole = (visit: Visit, name: string): number | undefined => {
  const value = Number(visit.search.get(name));
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

const journalFilter = (visit: Visit) => ({
  text: text(visit, 'q'),
  action: text(visit, 'acte'),
  objectKind: text(visit, 'objet'),
  objectId: text(visit, 'id'),
  from: text(visit, 'du'),
  to: text(visit, 'au'),
});

const mailState = (visit: Visit): OutboxRow['state'] | undefined =>
  MAIL_STATES.find((state) => state === visit.search.get('etat'));

const glossary = (): Term[] => {
  const csv = readFileSync(new URL('../../../reference/glossaire.csv', import.meta.url), 'utf8');
  const rows = parseCsvObjects(csv, { delimiter: ',', header: true }).data as Record<string, string>[];
  return rows.map((row) => ({
    fr: row.terme_fr!,
    en: row.term_en!,
    meaning: row.definition_courte!,
    source: row.source!,
  }));
};

export const routes: readonly Route[] = [
  page({
    path: '/journal',
    of: searchJournalLines,
    input: (visit) => ({ ...journalFilter(visit), beforeSeq: whole(visit, 'avant') }),
    view: ({ data, visit }) => journalPage({ ...data, search: visit.search }),
    async sheet(visit) {
      const { lines } = await perform(exportJournalLines, journalFilter(visit), visit.call);
      return journalSheet(lines);
    },
  }),
  page({
    path: '/journal/verification',
    of: verifyJournalNow,
    input: () => ({}),
    view: ({ data }) => verificationPage(data),
  }),
  raw({
    path: '/journal/export.jsonl',
    method: 'GET',
    of: exportJournalLines,
    async handle(visit) {
      const headers = {
        'Content-Type': 'application/jsonl; charset=utf-8',
        'Content-Disposition': 'attachment; filename="journal.jsonl"',
      };
      const first = await perform(exportJournalLines, {}, visit.call);
      // Lines leave batch by batch: a journal of years does not have to fit in memory.
      async function* batches() {
        for (let batch = first; batch.lines.length > 0; ) {
          yield `${batch.lines.map((line) => journalJson(line)).join('\n')}\n`;
          if (batch.lines.length < EXPORT_LIMIT) return;
          batch = await perform(exportJournalLines, { afterSeq: batch.lines.at(-1)!.seq }, visit.call);
        }
      }
      return new Response(Readable.toWeb(Readable.from(batches())) as ReadableStream, { headers });
    },
  }),
  page({
    path: '/messages',
    of: listOutbox,
    input: (visit) => ({
      text: text(visit, 'q'),
      state: mailState(visit),
      beforeId: text(visit, 'apres'),
      beforeAt: text(visit, 'le'),
    }),
    view: ({ data, visit }) =>
      outboxPage({ ...data, search: visit.search, sends: visit.call.services.config.smtpUrl !== null }),
  }),
  page({ path: '/accessibilite', of: describeHouse, input: () => ({}), view: accessibilityPage }),
  page({ path: '/glossaire', of: describeHouse, input: () => ({}), view: () => glossaryPage(glossary()) }),
];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Journal', en: 'Journal' }, href: '/journal', of: searchJournalLines, rank: 80 },
  { label: { fr: 'Messages', en: 'Messages' }, href: '/messages', of: listOutbox, rank: 81 },
];
