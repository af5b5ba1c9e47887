import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eachStore } from '../testing/store.ts';
import type { MigrationFolder, Store } from './database.ts';
import { migrate } from './migrate.ts';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

/** Two rooms whose files a test can write. */
function twoRooms() {
  const dir = mkdtempSync(join(tmpdir(), 'grappe-migrate-'));
  made.push(dir);
  const folders: MigrationFolder[] = ['first', 'second'].map((room) => {
    mkdirSync(join(dir, room));
    return { room, dir: pathToFileURL(join(dir, room)) };
  });
  return { folders, write: (name: string, script: string) => writeFileSync(join(dir, name), script) };
}

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(() =>
    store.exec("drop schema if exists trial cascade; delete from kit.migration where room in ('first', 'second')"),
  );

  const tables = async () =>
    (
      await store.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = 'trial' order by 1",
      )
    ).rows.map((row) => row.name);

  test('files are applied once, folder after folder, by name', async () => {
    const { folders, write } = twoRooms();
    write('second/0001-b.sql', 'create table trial.b (a int references trial.a (id));');
    write('first/0002-a.sql', 'create table trial.a (id int primary key); insert into trial.a values (1);');
    write('first/0001-schema.sql', 'create schema trial;');
    expect(await migrate(store, folders)).toEqual({
      applied: ['first/0001-schema.sql', 'first/0002-a.sql', 'second/0001-b.sql'],
    });
    write('first/0003-c.sql', 'create table trial.c ();');
    expect(await migrate(store, folders)).toEqual({ applied: ['first/0003-c.sql'] });
    expect(await migrate(store, folders)).toEqual({ applied: [] });
    expect(await tables()).toEqual(['a', 'b', 'c']);
  });

  test('a file that fails is named, leaves nothing, and the files before it stay', async () => {
    const { folders, write } = twoRooms();
    write('first/0001-schema.sql', 'create schema trial;');
    write('first/0002-broken.sql', 'create table trial.half ();\ncreate table nowhere.at_all ();');
    await expect(migrate(store, folders)).rejects.toThrow(/^first\/0002-broken\.sql, line 2: .*nowhere/);
    expect(await tables()).toEqual([]);
    write('first/0002-broken.sql', 'create table trial.whole ();');
    expect(await migrate(store, folders)).toEqual({ applied: ['first/0002-broken.sql'] });
  });

  test('an applied file that was changed, removed or overtaken is refused by name, before anything is applied', async () => {
    const { folders, write } = twoRooms();
    write('first/0002-schema.sql', 'create schema trial;\n');
    await migrate(store, folders);
    write('second/0001-new.sql', 'create table trial.new ();');

    write('first/0002-schema.sql', 'create schema trial; -- improved\n');
    await expect(migrate(store, folders)).rejects.toThrow('first/0002-schema.sql was changed');
    write('first/0002-schema.sql', 'create schema trial;\r\n');
    write('first/0001-late.sql', 'create table trial.late ();');
    await expect(migrate(store, folders)).rejects.toThrow('first/0001-late.sql comes before first/0002-schema.sql');
    const gone = folders.map((folder) => ({ ...folder, dir: pathToFileURL(join(tmpdir(), 'grappe-nowhere')) }));
    await expect(migrate(store, gone)).rejects.toThrow(
      'first/0002-schema.sql, which this version of Grappe does not have',
    );
    expect(await tables()).toEqual([]);
  });

  test('several starts at once apply each file once', async () => {
    const { folders, write } = twoRooms();
    write('first/0001-schema.sql', 'create schema trial; create table trial.a ();');
    const starts = await Promise.all([1, 2, 3].map(() => migrate(store, folders)));
    expect(starts.flatMap((start) => start.applied)).toEqual(['first/0001-schema.sql']);
  });
});
