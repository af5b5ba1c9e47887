import type { KeyObject } from 'node:crypto';
import type { Sql } from './db/database.ts';
import { readPages } from './db/pages.ts';
import { hasValidSignature, keyIdOf } from './journal.digest.ts';
import { FIRST_PREV_HASH, hashOf, type JournalLine } from './journal.hash.ts';
import { allDigests, chainEnds, type JournalDigest, linesAfter } from './journal.store.ts';
import type { Say } from './say.ts';

/** What can be wrong, each with the sentence that tells it. */
export const JOURNAL_FAULTS = {
  missing: { fr: 'Une ligne manque.', en: 'A line is missing.' },
  altered: { fr: 'La ligne ne correspond plus à son empreinte.', en: 'The line no longer matches its hash.' },
  rewritten: {
    fr: 'La ligne a été réécrite avec son empreinte\u202f: la suite ne la reconnaît pas.',
    en: 'The line was rewritten together with its hash: what follows does not recognise it.',
  },
  unannounced: { fr: 'La ligne a été ajoutée sans passer par Grappe.', en: 'The line was added without Grappe.' },
  headless: { fr: 'La fin de la chaîne n’est plus connue.', en: 'The end of the chain is no longer known.' },
  digest: {
    fr: 'Les lignes de cette journée ne sont plus celles qui ont été signées.',
    en: 'The lines of this day are no longer those that were signed.',
  },
  signature: { fr: 'La signature de la journée est fausse.', en: 'The signature of the day is wrong.' },
  key: {
    fr: 'La clé qui a signé cette journée n’est pas parmi les clés connues.',
    en: 'The key that signed this day is not among the known keys.',
  },
} as const satisfies Record<string, Say>;

export type JournalFault = keyof typeof JOURNAL_FAULTS;

/** The first thing that is wrong: the line (for a digest, the first line it covers), what was expected there, and what was found. */
export interface Tampering {
  readonly seq: number;
  readonly what: JournalFault;
  readonly expected: string;
  readonly found: string;
}

export type JournalVerdict =
  | { readonly ok: true; readonly lines: number; readonly digests: number; readonly headHash: string }
  | { readonly ok: false; readonly lines: number; readonly digests: number; readonly first: Tampering };

export const VERIFY_PAGE = 5_000;
const NONE = '—';
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;
const nth = (seq: number): string => `#${seq}`;

/**
 * Recomputes the whole chain in pages, then the digests and their signatures, and names the first line that was tampered with. Lines appended
 * meanwhile do not disturb it. Without the digests' public keys kept elsewhere, the end of the chain could be rewritten whole and unseen.
 */
export async function verifyJournal(sql: Sql, publicKeys: readonly KeyObject[]): Promise<JournalVerdict> {
  const digests = await allDigests(sql);
  const chain = await verifyChain(sql, new Set(digests.map((digest) => digest.lastSeq)));
  const keys = new Map(publicKeys.map((key) => [keyIdOf(key), key]));
  let checked = 0;
  let nextSeq = 1;
  for (const digest of digests) {
    // Beyond the first broken line the chain itself says more.
    if (chain.first && digest.lastSeq >= chain.first.seq) break;
    const first = tamperedDigest(digest, nextSeq, chain, keys);
    if (first) return { ok: false, lines: chain.lines, digests: checked, first };
    nextSeq = digest.lastSeq + 1;
    checked += 1;
  }
  if (chain.first) return { ok: false, lines: chain.lines, digests: checked, first: chain.first };
  return { ok: true, lines: chain.lines, digests: checked, headHash: chain.headHash };
}

interface Chain {
  /** Lines found in order. */
  readonly lines: number;
  readonly headHash: string;
  readonly first: Tampering | null;
  /** Hashes of the lines on which a digest ends. */
  readonly hashes: ReadonlyMap<number, string>;
}

async function verifyChain(sql: Sql, wanted: ReadonlySet<number>): Promise<Chain> {
  const { head, lastSeq } = await chainEnds(sql);
  const hashes = new Map<number, string>();
  let last: JournalLine | null = null;
  const stop = (first: Tampering | null): Chain => ({
    lines: last?.seq ?? 0,
    headHash: last?.hash ?? FIRST_PREV_HASH,
    first,
    hashes,
  });
  const pages = readPages<JournalLine>(VERIFY_PAGE, (before, size) => linesAfter(sql, before?.seq ?? BEFORE_ALL, size));
  for await (const page of pages) {
    for (const line of page) {
      // Appended while the verification runs: the next one will read it.
      if (line.seq > lastSeq) return stop(tamperedEnd(last, head));
      const first = tamperedLine(line, last);
      if (first) return stop(first);
      if (wanted.has(line.seq)) hashes.set(line.seq, line.hash);
      last = line;
    }
  }
  return stop(tamperedEnd(last, head));
}

function tamperedLine(line: JournalLine, last: JournalLine | null): Tampering | null {
  const seq = (last?.seq ?? 0) + 1;
  if (line.seq < seq) return { seq: line.seq, what: 'unannounced', expected: nth(seq), found: nth(line.seq) };
  if (line.seq > seq) return { seq, what: 'missing', expected: nth(seq), found: nth(line.seq) };
  const hash = hashOf(line);
  if (hash !== line.hash) return { seq, what: 'altered', expected: hash, found: line.hash };
  const prevHash = last?.hash ?? FIRST_PREV_HASH;
  if (line.prevHash === prevHash) return null;
  // This line is true to itself, so it is the one before that changed after this one was written; unless there is none.
  if (!last) return { seq, what: 'altered', expected: prevHash, found: line.prevHash };
  return { seq: last.seq, what: 'rewritten', expected: line.prevHash, found: last.hash };
}

function tamperedEnd(
  last: JournalLine | null,
  head: { readonly seq: number; readonly hash: string } | null,
): Tampering | null {
  const seq = last?.seq ?? 0;
  const hash = last?.hash ?? FIRST_PREV_HASH;
  if (!head) return { seq: seq + 1, what: 'headless', expected: nth(seq), found: NONE };
  if (head.seq > seq) return { seq: seq + 1, what: 'missing', expected: nth(head.seq), found: nth(seq) };
  if (head.seq < seq)
    return { seq: Math.max(head.seq + 1, 1), what: 'unannounced', expected: nth(head.seq), found: nth(seq) };
  if (head.hash !== hash) return { seq, what: 'rewritten', expected: head.hash, found: hash };
  return null;
}

function tamperedDigest(
  digest: JournalDigest,
  nextSeq: number,
  chain: Chain,
  keys: ReadonlyMap<string, KeyObject>,
): Tampering | null {
  const { firstSeq, lastSeq, lastHash, keyId, day, signature } = digest;
  if (firstSeq !== nextSeq)
    return { seq: nextSeq, what: 'digest', expected: `${day}: ${nth(nextSeq)}`, found: `${day}: ${nth(firstSeq)}` };
  const key = keys.get(keyId);
  if (!key)
    return { seq: firstSeq, what: 'key', expected: [...keys.keys()].join(', ') || NONE, found: `${day}: ${keyId}` };
  if (!hasValidSignature(digest, key))
    return { seq: firstSeq, what: 'signature', expected: `${day}: ${keyId}`, found: signature };
  // The end was cut off, and what the store remembers of the chain with it: only the signature knows.
  if (lastSeq > chain.lines)
    return { seq: chain.lines + 1, what: 'missing', expected: `${day}: ${nth(lastSeq)}`, found: nth(chain.lines) };
  const hash = chain.hashes.get(lastSeq) ?? NONE;
  if (hash !== lastHash) return { seq: firstSeq, what: 'digest', expected: `${day}: ${lastHash}`, found: hash };
  return null;
}
