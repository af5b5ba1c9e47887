import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startStoreChild } from '../testing/child.ts';
import { lockStore, StoreTaken, storeOwner } from './lock.ts';

const root = mkdtempSync(join(tmpdir(), 'grappe-lock-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LINUX_SOCKET_PATH_LIMIT = 107;
const places = [
  { kind: 'an ordinary', dir: join(root, 'data') },
  { kind: 'a very long', dir: join(root, 'données-du-programme'.repeat(4), 'd'.repeat(LINUX_SOCKET_PATH_LIMIT)) },
];

describe.each(places)('a store in $kind folder', ({ dir }) => {
  test('is refused to everyone else while its owner lives, and says who that is', async () => {
    mkdirSync(dir, { recursive: true });
    expect(await storeOwner(dir)).toBeNull();
    const lock = await lockStore(dir, { url: null });
    expect(await storeOwner(dir)).toEqual({ pid: process.pid, url: null });
    lock.announce({ url: 'http://localhost:3000' });
    const refused = await lockStore(dir, { url: null }).catch((error) => error);
    expect(refused).toBeInstanceOf(StoreTaken);
    expect(refused.owner).toEqual({ pid: process.pid, url: 'http://localhost:3000' });
    expect(refused.message).toContain(`process ${process.pid}, which answers at http://localhost:3000`);
    await lock.release();
    expect(await storeOwner(dir)).toBeNull();
    await (await lockStore(dir, { url: null })).release();
  });

  test('is taken over from a process that was killed', async () => {
    const child = startStoreChild('hold', dir);
    await child.printed(1);
    expect(await storeOwner(dir)).toEqual({ pid: child.pid, url: 'http://127.0.0.1:1' });
    await expect(lockStore(dir, { url: null })).rejects.toThrow(StoreTaken);
    await child.kill();
    expect(await storeOwner(dir)).toBeNull();
    const lock = await lockStore(dir, { url: null });
    await lock.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  test('is still held by a process that is stopped and cannot answer', async () => {
    const child = startStoreChild('hold', dir);
    await child.printed(1);
    process.kill(child.pid, 'SIGSTOP');
    await expect(lockStore(dir, { url: null })).rejects.toThrow(`process ${child.pid}`);
    await child.kill();
  });
});

test('a folder that does not exist has no owner', async () => {
  expect(await storeOwner(join(root, 'nowhere'))).toBeNull();
});

test('of many that want the folder of a dead process at once, exactly one gets it', async () => {
  const dir = join(root, 'contended');
  for (let round = 0; round < 2; round++) {
    const dead = startStoreChild('hold', dir);
    await dead.printed(1);
    await dead.kill();
    const candidates = Array.from({ length: 4 }, () => startStoreChild('contend', dir));
    await Promise.all(candidates.map((candidate) => candidate.printed(1)));
    expect(candidates.filter((candidate) => candidate.lines[0] === 'took')).toHaveLength(1);
    await Promise.all(candidates.map((candidate) => candidate.kill()));
  }
});

test('of many inside one process, exactly one gets it', async () => {
  const dir = join(root, 'crowded');
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockStore(dir, { url: null })));
  const locks = outcomes.filter((outcome) => outcome.status === 'fulfilled').map((outcome) => outcome.value);
  expect(locks).toHaveLength(1);
  await locks[0]!.release();
});
