import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startStoreChild } from '../testing/child.ts';
import { embeddedModel } from '../testing/store.ts';
import { EMBEDDED_MAJOR, openEmbedded } from './embedded.ts';
import { openStore } from './open.ts';

const root = mkdtempSync(join(tmpdir(), 'grappe-survival-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const KILLS = 4;

test('a process killed while it writes loses no saved row and leaves no half of one', async () => {
  const dir = join(root, 'written');
  await (await openEmbedded({ dir, model: await embeddedModel() })).close();
  let saved = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const child = startStoreChild('write', dir);
    // Another moment each time: in the middle of a statement, of a commit, of a checkpoint.
    await child.printed(1 + 40 * kill);
    await pause(kill * 7);
    await child.kill();
    saved = Number(child.lines.at(-1));

    const store = await openStore({ kind: 'embedded', dir });
    const { rows } = await store.query<Record<string, number>>(`
      select (select count(*) from trial.line) as lines,
        (select max(n) from trial.line) as last,
        (select count(*) from trial.line join trial.other_half using (n)) as whole,
        (select count(*) from trial.line where n % 3 = 2 and half like '%!') as updated`);
    // What was printed was saved; one more may have been saved and not yet printed.
    const { lines, last, whole, updated } = rows[0]!;
    expect([saved, saved + 1]).toContain(last);
    expect({ lines, whole, updated }).toEqual({ lines: last, whole: last, updated: Math.floor(last! / 3) });
    // The index agrees with the table.
    await store.exec('set enable_seqscan = off');
    const indexed = await store.query(
      `select count(*) as found from trial.other_half where details @> '{"words": ["two"]}'`,
    );
    expect(indexed.rows).toEqual([{ found: last }]);
    await store.close();
  }
  expect(saved).toBeGreaterThan(40 * KILLS);
});

test('a first start that is killed leaves nothing in the way of the second', async () => {
  const dir = join(root, 'first-start');
  for (const wait of [900, 1_800]) {
    const child = startStoreChild('write', dir);
    await pause(wait);
    await child.kill();
  }
  const store = await openStore({ kind: 'embedded', dir });
  expect((await store.query('show server_version_num')).rows[0]).toEqual({
    server_version_num: expect.stringMatching(new RegExp(`^${EMBEDDED_MAJOR}`)),
  });
  await expect(openStore({ kind: 'embedded', dir })).rejects.toThrow('already open in process');
  await store.close();
  expect(readdirSync(dir)).toEqual([`postgresql-${EMBEDDED_MAJOR}`]);
});

test('an embedded engine that overflows ends its process instead of answering nothing', async () => {
  const child = startStoreChild('overflow', root);
  expect(await child.ended).toBe(70);
  expect(child.lines).toEqual(['open']);
  expect(child.complaints()).toContain('The embedded database stopped');
});
