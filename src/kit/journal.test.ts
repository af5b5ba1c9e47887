import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sql, Store } from './db/database.ts';
import { keyIdOf, loadJournalKey, loadPublicKeys, makeDigests } from './journal.digest.ts';
import { chained, FIRST_PREV_HASH, hashOf } from './journal.hash.ts';
import {
  appendJournal,
  appendJournalLines,
  exportJournal,
  type JournalEntry,
  type JournalLine,
  journalJson,
  searchJournal,
} from './journal.ts';
import { verifyJournal } from './journal.verify.ts';
import { eachStore } from './testing/store.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-journal-'));
const key = loadJournalKey(dataDir);
afterAll(() => rmSync(dataDir, { recursive: true }));

const entry = (given: Partial<JournalEntry> = {}): JournalEntry => ({
  at: new Date('2013-06-30T12:00:00Z'),
  actorId: 'per-1',
  actorName: 'Marie Curie',
  onBehalfOf: null,
  action: 'registry.addMember',
  objectKind: 'cluster',
  objectId: 'clu-1',
  reason: null,
  before: null,
  after: { name: 'Éclair', siren: '732829320' },
  requestId: 'req-1',
  ...given,
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('\ud800', 'a\0b', '__proto__'),
);
const json = fc.option(
  fc.oneof(
    fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }),
    fc.dictionary(text, fc.oneof(text, fc.double()), { maxKeys: 3 }),
  ),
);
const anyEntry: fc.Arbitrary<JournalEntry> = fc.record({
  at: fc.date({ min: new Date('2005-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true }),
  actorId: text,
  actorName: text,
  onBehalfOf: fc.option(text),
  action: text,
  objectKind: text,
  objectId: text,
  reason: fc.option(text),
  before: json,
  after: json,
  requestId: fc.option(text),
});
const someEntries = fc.array(anyEntry, { minLength: 1, maxLength: 8 });

test('A line is hashed in the documented way, checked with another program', () => {
  const line = chained(entry({ before: { z: [1, 2.5, -0], a: null }, after: { 'é"\n': 'Pôle', Z: true } }), {
    seq: 0,
    hash: FIRST_PREV_HASH,
  });
  expect(line.hash).toBe('b6e276258cf6f7dc0b19640878a3d5d73700e190f317233c10f03c654df76e40');
});

test('The key is made once, for its owner alone, with its public half beside it', () => {
  expect(loadJournalKey(dataDir).id).toBe(key.id);
  expect(statSync(join(dataDir, 'keys', 'journal-ed25519.pem')).mode & 0o777).toBe(0o600);
  expect(loadPublicKeys(dataDir).map(keyIdOf)).toEqual([key.id]);
});

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  /** Each trial sees an empty journal and leaves none. */
  async function inPassing(work: (trx: Sql) => Promise<void>): Promise<void> {
    const passed = Symbol('passed');
    await store.sql
      .transaction()
      .execute(async (trx) => {
        await work(trx);
        throw passed;
      })
      .catch((error) => {
        if (error !== passed) throw error;
      });
  }

  async function appendAll(trx: Sql, entries: readonly JournalEntry[]): Promise<JournalLine[]> {
    // One by one, then the rest at once: both ways belong to the same chain.
    const [first, ...rest] = entries;
    return [await appendJournal(trx, first!), ...(await appendJournalLines(trx, rest))];
  }

  const disarm = (trx: Sql) =>
    sql
      .raw(
        'alter table kit.journal disable trigger append_only; alter table kit.journal_digest disable trigger append_only',
      )
      .execute(trx);

  test('Whatever is recorded, the journal verifies, and its export gives back the same lines', async () => {
    await fc.assert(
      fc.asyncProperty(someEntries, (entries) =>
        inPassing(async (trx) => {
          const lines = await appendAll(trx, entries);
          expect(await verifyJournal(trx, [])).toEqual({
            ok: true,
            lines: lines.length,
            digests: 0,
            headHash: lines.at(-1)?.hash,
          });
          const exported = await Array.fromAsync(exportJournal(trx));
          expect(exported).toEqual(lines);
          for (const one of exported) expect(hashOf({ ...JSON.parse(journalJson(one)), at: one.at })).toBe(one.hash);
        }),
      ),
      { numRuns: 40 },
    );
  });

  const columns = [
    'at',
    'actor_id',
    'actor_name',
    'on_behalf_of',
    'action',
    'object_kind',
    'object_id',
    'reason',
    'before',
    'after',
    'request_id',
    'prev_hash',
    'hash',
  ];
  const altered = (column: string) =>
    column === 'at'
      ? `at + interval '1 millisecond'`
      : column === 'before' || column === 'after'
        ? `jsonb_build_object('was', ${column})`
        : `coalesce(${column}, '') || 'x'`;

  /** Each does to line `seq` what someone with every right on the database could do, and answers the lines that may be named for it. */
  const tamperings: Record<
    string,
    (trx: Sql, seq: number, lines: readonly JournalLine[], pick: number) => Promise<number[]>
  > = {
    'changing a field': async (trx, seq, _lines, pick) => {
      const column = columns[pick % columns.length]!;
      await sql.raw(`update kit.journal set "${column}" = ${altered(column)} where seq = ${seq}`).execute(trx);
      return [seq];
    },
    'changing a field and the hash with it': async (trx, seq, lines) => {
      const line = { ...lines[seq - 1]!, reason: 'Nothing to see here' };
      await sql`update kit.journal set reason = ${line.reason}, hash = ${hashOf(line)} where seq = ${seq}`.execute(trx);
      return [seq];
    },
    'deleting a line': async (trx, seq) => {
      await sql`delete from kit.journal where seq = ${seq}`.execute(trx);
      return [seq];
    },
    'deleting a line and closing the gap': async (trx, seq) => {
      await sql`delete from kit.journal where seq = ${seq}`.execute(trx);
      await sql
        .raw(
          `update kit.journal set seq = seq + 999999 where seq > ${seq}; update kit.journal set seq = seq - 1000000 where seq > 999999`,
        )
        .execute(trx);
      return [seq];
    },
    'inserting a line that is rightly chained': async (trx, seq, lines, pick) => {
      await sql
        .raw(
          `update kit.journal set seq = seq + 1000001 where seq >= ${seq}; update kit.journal set seq = seq - 1000000 where seq > 1000000`,
        )
        .execute(trx);
      const forged = chained(entry({ reason: `forged ${pick}` }), {
        seq: seq - 1,
        hash: lines[seq - 2]?.hash ?? FIRST_PREV_HASH,
      });
      await sql`insert into kit.journal (seq, at, actor_id, actor_name, action, object_kind, object_id, reason, after, request_id, prev_hash, hash) values
        (${seq}, ${forged.at}, ${forged.actorId}, ${forged.actorName}, ${forged.action}, ${forged.objectKind}, ${forged.objectId}, ${forged.reason},
         ${JSON.stringify(forged.after)}::jsonb, ${forged.requestId}, ${forged.prevHash}, ${forged.hash})`.execute(trx);
      // The forged line fits what comes before it: the first that cannot be true is the one it pushed away.
      return [seq + 1];
    },
    'adding a line at the end': async (trx, _seq, lines) => {
      await sql`insert into kit.journal (seq, at, actor_id, actor_name, action, object_kind, object_id, prev_hash, hash)
        values (${lines.length + 1}, now(), 'x', 'x', 'x', 'x', 'x', ${lines.at(-1)?.hash}, repeat('f', 64))`.execute(
        trx,
      );
      return [lines.length + 1];
    },
    'swapping two lines': async (trx, seq, lines, pick) => {
      const other = (pick % lines.length) + 1;
      if (other === seq) return tamperings['deleting a line']!(trx, seq, lines, pick);
      await sql
        .raw(`update kit.journal set seq = 1000000 where seq = ${seq}; update kit.journal set seq = ${seq} where seq = ${other};
        update kit.journal set seq = ${other} where seq = 1000000`)
        .execute(trx);
      return [Math.min(seq, other)];
    },
    'forgetting the end of the chain': async (trx, _seq, lines) => {
      await sql`delete from kit.journal_head`.execute(trx);
      return [lines.length + 1];
    },
  };

  test.each(Object.keys(tamperings))('%s is found, and the first false line named', async (name) => {
    await fc.assert(
      fc.asyncProperty(someEntries, fc.nat(), fc.nat(), (entries, where, pick) =>
        inPassing(async (trx) => {
          const lines = await appendAll(trx, entries);
          await disarm(trx);
          const named = await tamperings[name]!(trx, (where % lines.length) + 1, lines, pick);
          const verdict = await verifyJournal(trx, []);
          expect(verdict.ok).toBe(false);
          if (!verdict.ok) expect(named).toContain(verdict.first.seq);
        }),
      ),
      { numRuns: 12 },
    );
  });

  test('The database refuses to update, delete or truncate lines and digests', async () => {
    for (const statement of [
      'update kit.journal set reason = null',
      'delete from kit.journal',
      'truncate kit.journal',
      'delete from kit.journal_digest',
    ]) {
      await expect(store.exec(statement)).rejects.toThrow(
        /kit\.journal(_digest)? is append-only: (update|delete|truncate) refused/,
      );
    }
  });

  const dated = (at: string) => entry({ at: new Date(at) });
  const now = new Date('2013-07-03T10:00:00Z');

  test('Each complete day in Paris is signed once; a day without lines, and the present day, are not', () =>
    inPassing(async (trx) => {
      await appendAll(
        trx,
        [
          '2013-06-29T21:59:59Z',
          '2013-06-29T22:00:00Z',
          '2013-06-30T21:59:59Z',
          '2013-07-02T12:00:00Z',
          '2013-07-03T09:00:00Z',
        ].map(dated),
      );
      const made = await makeDigests(trx, key, now);
      expect(made.map(({ day, firstSeq, lastSeq }) => [day, firstSeq, lastSeq])).toEqual([
        ['2013-06-29', 1, 1],
        ['2013-06-30', 2, 3],
        ['2013-07-02', 4, 4],
      ]);
      expect(await makeDigests(trx, key, now)).toEqual([]);
      expect(await verifyJournal(trx, [key.publicKey])).toMatchObject({ ok: true, lines: 5, digests: 3 });
      await appendJournal(trx, dated('2013-07-02T21:59:59Z'));
      await appendJournal(trx, dated('2036-01-01T00:00:00Z'));
      const later = await makeDigests(trx, key, new Date('2013-07-04T10:00:00Z'));
      expect(later.map(({ day, firstSeq, lastSeq }) => [day, firstSeq, lastSeq])).toEqual([['2013-07-03', 5, 7]]);
      expect(await verifyJournal(trx, [key.publicKey])).toMatchObject({ ok: true, lines: 7, digests: 4 });
    }));

  test('Digests find what the chain alone cannot, and are themselves proof against change', async () => {
    const stranger = generateKeyPairSync('ed25519').publicKey;
    const trials: [string, number, string][] = [
      // The last line goes, and the end of the chain with it.
      [
        'delete from kit.journal where seq = 3; update kit.journal_head set seq = 2, hash = (select hash from kit.journal where seq = 2)',
        3,
        'missing',
      ],
      [
        'update kit.journal_digest set signature = (select signature from kit.journal_digest where last_seq = 1) where last_seq = 3',
        2,
        'signature',
      ],
      ["update kit.journal_digest set made_at = made_at + interval '1 second' where last_seq = 3", 2, 'signature'],
      ['delete from kit.journal_digest where last_seq = 1', 1, 'digest'],
      ["update kit.journal_digest set key_id = '0123456789abcdef' where last_seq = 3", 2, 'key'],
      ["update kit.journal set reason = 'x' where seq = 3", 3, 'altered'],
    ];
    for (const [script, seq, what] of trials) {
      await inPassing(async (trx) => {
        await appendAll(trx, ['2013-06-29T12:00:00Z', '2013-06-30T12:00:00Z', '2013-06-30T13:00:00Z'].map(dated));
        await makeDigests(trx, key, now);
        await disarm(trx);
        await sql.raw(script).execute(trx);
        expect(await verifyJournal(trx, [key.publicKey])).toMatchObject({ ok: false, first: { seq, what } });
      });
    }
    await inPassing(async (trx) => {
      await appendJournal(trx, dated('2013-06-29T12:00:00Z'));
      await makeDigests(trx, key, now);
      expect(await verifyJournal(trx, [stranger])).toMatchObject({ ok: false, first: { seq: 1, what: 'key' } });
    });
  });

  test('A search finds lines by words without accents, actor, object and time, the latest first, page after page', () =>
    inPassing(async (trx) => {
      await appendAll(trx, [
        entry({ reason: 'Adhésion validée à l’unanimité', objectId: 'clu-1' }),
        entry({ reason: '100 % des voix', objectId: 'clu-2', actorId: 'per-2' }),
        entry({
          reason: null,
          objectKind: 'organisation',
          at: new Date('2013-07-01T00:00:00Z'),
          action: 'registry.renameOrganisation',
        }),
      ]);
      const found = async (filter: Parameters<typeof exportJournal>[1]) =>
        (await searchJournal(trx, { ...filter, limit: 10 })).lines.map((line) => line.seq);
      expect(await found({})).toEqual([3, 2, 1]);
      expect(await found({ text: 'ADHÉSION l’unanimite' })).toEqual([1]);
      expect(await found({ text: '100 %' })).toEqual([2]);
      expect(await found({ text: 'addMember curie' })).toEqual([2, 1]);
      expect(await found({ actor: 'per-2' })).toEqual([2]);
      expect(await found({ objectKind: 'cluster', objectId: 'clu-1' })).toEqual([1]);
      expect(await found({ action: 'registry.renameOrganisation' })).toEqual([3]);
      expect(await found({ from: new Date('2013-07-01T00:00:00Z') })).toEqual([3]);
      expect(await found({ to: new Date('2013-07-01T00:00:00Z') })).toEqual([2, 1]);
      const first = await searchJournal(trx, { limit: 2 });
      expect([first.lines.map((line) => line.seq), first.nextBefore]).toEqual([[3, 2], 2]);
      const second = await searchJournal(trx, { limit: 2, beforeSeq: first.nextBefore! });
      expect([second.lines.map((line) => line.seq), second.nextBefore]).toEqual([[1], null]);
    }));

  test('Forty people who act at the same moment leave forty lines in one chain, and who fails leaves none', async () => {
    const acts = Array.from({ length: 40 }, (_, index) =>
      store.sql.transaction().execute(async (trx) => {
        await appendJournal(trx, entry({ actorId: `per-${index}` }));
        if (index % 8 === 0) throw new Error('changed their mind');
      }),
    );
    const outcomes = await Promise.allSettled(acts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(35);
    expect(await verifyJournal(store.sql, [])).toMatchObject({ ok: true, lines: 35 });
  });
});
