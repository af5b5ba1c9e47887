import { type Selectable, sql } from 'kysely';
import type { Sql } from './db/database.ts';
import type { JournalLine } from './journal.hash.ts';
import type { Day } from './period.ts';

interface JournalTable {
  seq: number;
  at: Date;
  actor_id: string;
  actor_name: string;
  on_behalf_of: string | null;
  action: string;
  object_kind: string;
  object_id: string;
  reason: string | null;
  before: unknown;
  after: unknown;
  request_id: string | null;
  prev_hash: string;
  hash: string;
}

interface JournalHeadTable {
  only_row: boolean;
  seq: number;
  hash: string;
}

interface JournalDigestTable {
  day: Day;
  first_seq: number;
  last_seq: number;
  lines: number;
  last_hash: string;
  key_id: string;
  signature: string;
  made_at: Date;
}

declare module './db/database.ts' {
  interface Database {
    'kit.journal': JournalTable;
    'kit.journal_head': JournalHeadTable;
    'kit.journal_digest': JournalDigestTable;
  }
}

export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

/** What a day's signature covers. */
export interface JournalDay {
  readonly day: Day;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lines: number;
  readonly lastHash: string;
}

export interface JournalDigest extends JournalDay {
  readonly keyId: string;
  readonly madeAt: Date;
  /** ed25519, in base64. */
  readonly signature: string;
}

/** Which lines are wanted; a criterion left out does not restrict. */
export interface JournalFilter {
  /** Parts of the actor's name, action, object or reason, whatever their case and accents. */
  readonly text?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly objectKind?: string;
  readonly objectId?: string;
  /** First instant wanted. */
  readonly from?: Date;
  /** First instant no longer wanted. */
  readonly to?: Date;
}

const lineOf = (row: Selectable<JournalTable>): JournalLine => ({
  seq: row.seq,
  at: row.at,
  actorId: row.actor_id,
  actorName: row.actor_name,
  onBehalfOf: row.on_behalf_of,
  action: row.action,
  objectKind: row.object_kind,
  objectId: row.object_id,
  reason: row.reason,
  before: row.before,
  after: row.after,
  requestId: row.request_id,
  prevHash: row.prev_hash,
  hash: row.hash,
});

/** Number of the last line; 0 before the first. */
export const headSeq = async (sql: Sql): Promise<number> =>
  (await sql.selectFrom('kit.journal_head').select('seq').executeTakeFirstOrThrow()).seq;

/** The end of the chain, held until the transaction ends: whoever appends next waits here. */
export async function lockedHead(trx: Sql): Promise<JournalHead> {
  return trx.selectFrom('kit.journal_head').select(['seq', 'hash']).forUpdate().executeTakeFirstOrThrow();
}

/** One statement for the lines, given in order, and the new end of the chain. */
export async function insertLines(trx: Sql, lines: readonly [JournalLine, ...JournalLine[]]): Promise<void> {
  const last = lines.at(-1)!;
  await sql`
    with moved as (update kit.journal_head set seq = ${last.seq}, hash = ${last.hash})
    insert into kit.journal
      (seq, at, actor_id, actor_name, on_behalf_of, action, object_kind, object_id, reason, before, after, request_id, prev_hash, hash)
    select
      seq, at, "actorId", "actorName", "onBehalfOf", action, "objectKind", "objectId", reason, before, after, "requestId", "prevHash", hash
    from json_to_recordset(${JSON.stringify(lines)}::json) as line (
      seq bigint, at timestamptz, "actorId" text, "actorName" text, "onBehalfOf" text, action text, "objectKind" text, "objectId" text,
      reason text, before jsonb, after jsonb, "requestId" text, "prevHash" text, hash text
    )`.execute(trx);
}

export async function linesAfter(
  db: Sql,
  seq: number,
  size: number,
  filter: JournalFilter = {},
): Promise<JournalLine[]> {
  const rows = await filtered(db, filter).where('seq', '>', seq).orderBy('seq').limit(size).execute();
  return rows.map(lineOf);
}

/** The latest lines first, those before `seq`. */
export async function linesBefore(db: Sql, seq: number, size: number, filter: JournalFilter): Promise<JournalLine[]> {
  const rows = await filtered(db, filter).where('seq', '<', seq).orderBy('seq', 'desc').limit(size).execute();
  return rows.map(lineOf);
}

// The same expression as the index journal_by_text.
const searched = sql<string>`kit.fold(actor_name || ' ' || action || ' ' || object_kind || ' ' || object_id || ' ' || coalesce(reason, ''))`;

const like = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

function filtered(db: Sql, { text, actor, action, objectKind, objectId, from, to }: JournalFilter) {
  let query = db.selectFrom('kit.journal').selectAll();
  for (const word of text?.split(/\s+/).filter(Boolean) ?? [])
    query = query.where(sql<boolean>`${searched} like kit.fold(${like(word)})`);
  if (actor !== undefined) query = query.where('actor_id', '=', actor);
  if (action !== undefined) query = query.where('action', '=', action);
  if (objectKind !== undefined) query = query.where('object_kind', '=', objectKind);
  if (objectId !== undefined) query = query.where('object_id', '=', objectId);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  return query;
}

export interface ChainEnds {
  /** Null when the row is gone. */
  readonly head: JournalHead | null;
  /** Number of the last line there is; 0 when there is none. */
  readonly lastSeq: number;
}

/** Both read in one statement: a line appended meanwhile is in neither or in both. */
export async function chainEnds(db: Sql): Promise<ChainEnds> {
  const { rows } = await sql<{ seq: number | null; hash: string | null; last_seq: number }>`
    select head.seq, head.hash, last.seq as last_seq
    from (select coalesce(max(seq), 0) as seq from kit.journal) as last
    left join kit.journal_head as head on true`.execute(db);
  const row = rows[0]!;
  return {
    head: row.seq === null || row.hash === null ? null : { seq: row.seq, hash: row.hash },
    lastSeq: row.last_seq,
  };
}

export async function allDigests(db: Sql): Promise<JournalDigest[]> {
  const rows = await db.selectFrom('kit.journal_digest').selectAll().orderBy('last_seq').execute();
  return rows.map((row) => ({
    day: row.day,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    lines: row.lines,
    lastHash: row.last_hash,
    keyId: row.key_id,
    madeAt: row.made_at,
    signature: row.signature,
  }));
}

/**
 * The complete days, in Paris, that have lines and no digest. A line counts in the day that the journal had reached when it was written, which
 * never goes back: one that a slow transaction dates before midnight but that comes after the digest counts in the day after; one dated
 * in the future, by a wrong clock, in the day of its neighbours.
 */
export async function daysWithoutDigest(trx: Sql, today: Day): Promise<JournalDay[]> {
  const { rows } = await sql<{ day: Day; first_seq: number; last_seq: number; lines: number; last_hash: string }>`
    with covered as (
      select coalesce(max(last_seq), 0) as last_seq, max(day) + 1 as next_day from kit.journal_digest
    ), dated as (
      select seq, (at at time zone 'Europe/Paris')::date as day from kit.journal, covered where seq > covered.last_seq
    ), reached as (
      select seq, greatest(max(day) filter (where day <= ${today}::date) over (order by seq), covered.next_day) as day from dated, covered
    ), complete as (
      select day, min(seq) as first_seq, max(seq) as last_seq, count(*) as lines from reached where day < ${today}::date group by day
    )
    select complete.day, first_seq, last_seq, lines, line.hash as last_hash
    from complete join kit.journal as line on line.seq = complete.last_seq order by complete.day`.execute(trx);
  return rows.map((row) => ({
    day: row.day,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    lines: row.lines,
    lastHash: row.last_hash,
  }));
}

export async function insertDigest(trx: Sql, digest: JournalDigest): Promise<void> {
  await trx
    .insertInto('kit.journal_digest')
    .values({
      day: digest.day,
      first_seq: digest.firstSeq,
      last_seq: digest.lastSeq,
      lines: digest.lines,
      last_hash: digest.lastHash,
      key_id: digest.keyId,
      signature: digest.signature,
      made_at: digest.madeAt,
    })
    .execute();
}
