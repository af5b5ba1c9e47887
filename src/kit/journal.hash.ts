import { createHash } from 'node:crypto';

/** What an action tells the journal. */
export interface JournalEntry {
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string;
  /** Name of the person on whose behalf a deputy acted. */
  readonly onBehalfOf: string | null;
  /** `room.verbNoun` */
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly reason: string | null;
  /** Any JSON value; null when there was nothing before. */
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
}

/** A line of the journal as it is stored, exported and hashed. */
export interface JournalLine extends JournalEntry {
  /** 1 for the first line, then without a gap. */
  readonly seq: number;
  /** Hash of the line before; 64 zeros for the first. */
  readonly prevHash: string;
  readonly hash: string;
}

export const FIRST_PREV_HASH = '0'.repeat(64);

/**
 * JSON with one spelling for one value: RFC 8785 (JSON Canonicalization Scheme). No white space; object keys sorted by UTF-16 code units;
 * numbers and texts as ECMAScript writes them.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Record<string, unknown>;
  const pairs = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${pairs.join(',')}}`;
}

/**
 * The hash of a line, in a way that anyone can recompute from an export, without Grappe:
 *
 * 1. take the line as exported in JSON Lines: an object with exactly the fields `seq`, `at`, `actorId`, `actorName`, `onBehalfOf`,
 *    `action`, `objectKind`, `objectId`, `reason`, `before`, `after`, `requestId`, `prevHash`, `hash`; what is absent is `null`; `at` is an
 *    instant in UTC with milliseconds, `2013-06-30T12:00:00.000Z`;
 * 2. check that `prevHash` is the `hash` of the line before (64 zeros for line 1), and that `seq` is one more;
 * 3. remove the field `hash`, write the rest as canonical JSON (RFC 8785) in UTF-8, and take its SHA-256 in lower-case hexadecimal.
 *
 * `head -1 journal.jsonl | jq -cSj 'del(.hash)' | sha256sum` does the third step. Numbers inside `before` and `after` count as the
 * double-precision values that RFC 8785 knows.
 */
export function hashOf(line: Omit<JournalLine, 'hash'>): string {
  const { seq, at, actorId, actorName, onBehalfOf, action, objectKind, objectId } = line;
  const { reason, before, after, requestId, prevHash } = line;
  const written = {
    seq,
    at,
    actorId,
    actorName,
    onBehalfOf,
    action,
    objectKind,
    objectId,
    reason,
    before,
    after,
    requestId,
    prevHash,
  };
  return createHash('sha256')
    .update(canonicalJson({ ...written, at: at.toISOString() }))
    .digest('hex');
}

/** Texts as PostgreSQL can hold them: half of a surrogate pair and the character zero, which it refuses, become the replacement character. */
const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(storableValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storableValue(item)]));
}

/** A value exactly as it will be read back from a jsonb column: dates as text, nothing undefined. */
const throughJson = (value: unknown): unknown =>
  value == null ? null : storableValue(JSON.parse(JSON.stringify(value) ?? 'null'));

/** The entry exactly as the store will give it back, so that its hash can be recomputed from there. */
export function storable(entry: JournalEntry): JournalEntry {
  const text = (given: string | null) => (given === null ? null : storableText(given));
  return {
    at: entry.at,
    actorId: storableText(entry.actorId),
    actorName: storableText(entry.actorName),
    onBehalfOf: text(entry.onBehalfOf),
    action: storableText(entry.action),
    objectKind: storableText(entry.objectKind),
    objectId: storableText(entry.objectId),
    reason: text(entry.reason),
    before: throughJson(entry.before),
    after: throughJson(entry.after),
    requestId: text(entry.requestId),
  };
}

/** The line after `head`, hash included. */
export function chained(entry: JournalEntry, head: { readonly seq: number; readonly hash: string }): JournalLine {
  const line = { ...storable(entry), seq: head.seq + 1, prevHash: head.hash };
  return { ...line, hash: hashOf(line) };
}
