import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Role } from '#kit/actor.ts';
import { loadPublicKeys } from '#kit/journal.digest.ts';
import { exportJournal, type JournalLine, searchJournal } from '#kit/journal.ts';
import { JOURNAL_FAULTS, verifyJournal } from '#kit/journal.verify.ts';
import { addDays, day, startInParis } from '#kit/period.ts';
import { type Say, say } from '#kit/say.ts';

declare module '#kit/context.ts' {
  interface Services {
    /** Titles of the operations by name, for the journal to speak in words; the house gives them. */
    readonly operationTitles?: ReadonlyMap<string, Say>;
  }
}

/** The journal shows every act of every person: it is read by those who answer for the whole programme. */
const READERS: readonly Role[] = ['administrator', 'auditor'];

const line = z.object({
  seq: z.int(),
  at: z.date(),
  actorId: z.string(),
  actorName: z.string(),
  onBehalfOf: z.string().nullable(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
  prevHash: z.string(),
  hash: z.string(),
});
export type JournalRow = z.infer<typeof line>;

const filter = {
  text: z.string().trim().max(200).optional(),
  actor: z.string().max(200).optional(),
  action: z.string().max(200).optional(),
  objectKind: z.string().max(100).optional(),
  objectId: z.string().max(200).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
};

/** Days as a person gives them, both included, to instants in Paris. */
const instants = <F extends { from?: string | undefined; to?: string | undefined }>({ from, to, ...rest }: F) => ({
  ...rest,
  ...(from && { from: startInParis(day(from)) }),
  ...(to && { to: startInParis(addDays(day(to), 1)) }),
});

export const searchJournalLines = defineQuery({
  name: 'journal.search',
  title: { fr: 'Chercher dans le journal', en: 'Search the journal' },
  path: '/journal',
  permission: { who: READERS },
  input: z.object({ ...filter, beforeSeq: z.int().min(1).optional(), limit: z.int().min(1).max(500).default(50) }),
  output: z.object({ lines: z.array(line.extend({ title: z.string() })), nextBefore: z.int().nullable() }),
  async run(ctx, input) {
    const { lines, nextBefore } = await searchJournal(ctx.sql, instants(input));
    const titles = ctx.services.operationTitles;
    return {
      lines: lines.map((one) => {
        const title = titles?.get(one.action);
        return { ...one, title: title ? say(title) : one.action };
      }),
      nextBefore,
    };
  },
});

/** At most this many lines in one answer; `afterSeq` asks for the following ones. */
export const EXPORT_LIMIT = 50_000;

export const exportJournalLines = defineQuery({
  name: 'journal.export',
  title: { fr: 'Exporter le journal', en: 'Export the journal' },
  description: {
    fr: 'Dans l’ordre de la chaîne. Sans critère, l’export se vérifie seul : chaque ligne porte l’empreinte de la précédente.',
    en: 'In the order of the chain. Without a criterion the export proves itself: each line carries the hash of the one before.',
  },
  path: '/journal/export',
  permission: { who: READERS },
  input: z.object({
    ...filter,
    afterSeq: z.int().min(0).default(0),
    limit: z.int().min(1).max(EXPORT_LIMIT).default(EXPORT_LIMIT),
  }),
  output: z.object({ lines: z.array(line) }),
  async run(ctx, { afterSeq, limit, ...wanted }) {
    const lines: JournalLine[] = [];
    for await (const one of exportJournal(ctx.sql, instants(wanted), afterSeq)) {
      lines.push(one);
      if (lines.length === limit) break;
    }
    return { lines: lines as JournalRow[] };
  },
});

export const verdict = z.object({
  ok: z.boolean(),
  lines: z.int(),
  digests: z.int(),
  headHash: z.string().nullable(),
  first: z.object({ seq: z.int(), sentence: z.string(), expected: z.string(), found: z.string() }).nullable(),
});
export type Verdict = z.infer<typeof verdict>;

export const verifyJournalNow = defineQuery({
  name: 'journal.verify',
  title: { fr: 'Vérifier le journal', en: 'Verify the journal' },
  description: {
    fr: 'Recalcule toute la chaîne et les condensés signés, et nomme la première ligne altérée.',
    en: 'Recomputes the whole chain and the signed digests, and names the first line that was tampered with.',
  },
  path: '/journal/verification',
  permission: { who: READERS },
  input: z.object({}),
  output: verdict,
  async run(ctx) {
    const found = await verifyJournal(ctx.sql, loadPublicKeys(ctx.services.config.dataDir));
    if (found.ok)
      return { ok: true, lines: found.lines, digests: found.digests, headHash: found.headHash, first: null };
    const { what, ...first } = found.first;
    return {
      ok: false,
      lines: found.lines,
      digests: found.digests,
      headHash: null,
      first: { ...first, sentence: say(JOURNAL_FAULTS[what]) },
    };
  },
});
