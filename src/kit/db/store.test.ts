import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { eachStore } from '../testing/store.ts';
import type { Store } from './database.ts';
import { UsedInsideTransaction } from './flow.ts';

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  let other: Store;

  beforeAll(async () => {
    [store, other] = [await open(), await open()];
    await store.exec(`
      create schema trial;
      create table trial.note (id int primary key, text text not null check (text <> ''), at timestamptz not null default now());
    `);
  });

  const note = (id: number, text: string) => sql`insert into trial.note (id, text) values (${id}, ${text})`;
  const texts = async () =>
    (await store.query<{ text: string }>('select text from trial.note order by id')).rows.map((row) => row.text);

  test('a transaction that throws leaves nothing behind', async () => {
    const failing = store.sql.transaction().execute(async (trx) => {
      await note(1, 'lost').execute(trx);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await texts()).toEqual([]);
  });

  test('a transaction whose failed statement was swallowed is not reported as saved', async () => {
    const pretending = store.sql.transaction().execute(async (trx) => {
      await note(1, 'lost').execute(trx);
      await note(1, 'twice')
        .execute(trx)
        .catch(() => {});
    });
    await expect(pretending).rejects.toThrow();
    expect(await texts()).toEqual([]);
  });

  test('a refused row is an error that names its constraint, and the statement that caused it', async () => {
    const error = await note(2, '')
      .execute(store.sql)
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code: '23514', constraint: 'note_text_check', schema: 'trial', table: 'note' });
    expect(error.stack).toContain('store.test.ts');
  });

  test('changed rows are counted, read rows are not', async () => {
    const inserted = await sql`insert into trial.note (id, text) select n, 'x' from generate_series(10, 14) n`.execute(
      store.sql,
    );
    const read = await sql`select * from trial.note`.execute(store.sql);
    const deleted = await sql`delete from trial.note where id >= ${11}`.execute(store.sql);
    await sql`delete from trial.note`.execute(store.sql);
    expect([inserted.numAffectedRows, read.numAffectedRows, deleted.numAffectedRows]).toEqual([5n, undefined, 4n]);
  });

  test('using the store inside its own transaction is refused at once, wherever the call hides', async () => {
    const readsElsewhere = async () => (await store.query('select 1')).rows;
    const attempts = {
      query: () => readsElsewhere(),
      exec: () => store.exec('select 1'),
      sql: () => sql`select 1`.execute(store.sql),
      nested: () => store.sql.transaction().execute(async () => {}),
      together: () => Promise.all([sql`select 1`.execute(store.sql)]),
      later: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return readsElsewhere();
      },
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const refused = store.sql.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx);
        await attempt();
      });
      await expect(refused, name).rejects.toThrow(UsedInsideTransaction);
    }
  });

  test('other flows wait for a transaction and are not taken for part of it', async () => {
    let inside = () => {};
    const isInside = new Promise<void>((resolve) => {
      inside = resolve;
    });
    const writing = store.sql.transaction().execute(async (trx) => {
      inside();
      await note(20, 'first').execute(trx);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await note(21, 'second').execute(trx);
    });
    await isInside;
    const seen = texts();
    const alsoWriting = store.sql.transaction().execute((trx) => note(22, 'third').execute(trx));
    await Promise.all([writing, alsoWriting]);
    // Either before or after, never in the middle.
    const ofFirst = (await seen).filter((text) => text !== 'third');
    expect([0, 2]).toContain(ofFirst.length);
    expect(await texts()).toEqual(['first', 'second', 'third']);
    await store.exec('delete from trial.note');
  });

  test('work that a transaction started may use the store once it is over', async () => {
    let after: Promise<unknown> = Promise.resolve();
    await store.sql.transaction().execute(async () => {
      after = new Promise((resolve) => setTimeout(resolve, 50)).then(() => store.query('select 1 as one'));
    });
    await expect(after).resolves.toEqual({ rows: [{ one: 1 }] });
  });

  test('two transactions of two stores may be open in one flow', async () => {
    const both = store.sql
      .transaction()
      .execute(() =>
        other.sql.transaction().execute(async (trx) => (await sql<{ one: number }>`select 1 as one`.execute(trx)).rows),
      );
    await expect(both).resolves.toEqual([{ one: 1 }]);
  });

  test('forty parallel transactions on one row lose no update', async () => {
    await store.exec('create table trial.counter (value int not null); insert into trial.counter values (0)');
    await Promise.all(
      Array.from({ length: 40 }, () =>
        store.sql.transaction().execute(async (trx) => {
          const { rows } = await sql<{ value: number }>`select value from trial.counter for update`.execute(trx);
          await sql`update trial.counter set value = ${rows[0]!.value + 1}`.execute(trx);
        }),
      ),
    );
    expect((await store.query('select value from trial.counter')).rows).toEqual([{ value: 40 }]);
  });

  test('a closed store says so', async () => {
    await other.close();
    await other.close();
    await expect(other.query('select 1')).rejects.toThrow(/closed|after calling end/);
  });
});
