import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from './db/database.ts';
import { clearAbandonedFiles, openFile, receiveFile, saveFile } from './files.ts';
import { eachStore } from './testing/store.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-files-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const bytes = (text: string) => Buffer.from(text);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const pathOf = (text: string) => join(dataDir, 'files', sha256(text).slice(0, 2), sha256(text).slice(2));
const arriving = () => readdirSync(join(dataDir, 'files', 'arriving'));

async function received(text: string) {
  const reception = await receiveFile(dataDir, [bytes(text)]);
  if (!reception.ok) throw new Error(reception.code);
  return reception.file;
}

test('A file as large as the limit is taken, one byte more is refused with a sentence, and an empty one too', async () => {
  expect(await receiveFile(dataDir, [bytes('12'), bytes('34')], 4)).toEqual({
    ok: true,
    file: { sha256: sha256('1234'), bytes: 4 },
  });
  expect(await receiveFile(dataDir, [bytes('12'), bytes('345')], 4)).toMatchObject({
    ok: false,
    code: 'FILE_TOO_LARGE',
  });
  const { reason } = (await receiveFile(dataDir, [bytes('x'.repeat(3 * 1024 * 1024))], 2.5 * 1024 * 1024)) as {
    reason: { fr: string; en: string };
  };
  expect(reason.fr).toBe('Ce fichier dépasse 2,5\u00a0Mo. Réduisez-le, ou donnez-le en plusieurs fichiers.');
  expect(reason.en).toContain('2.5 MB');
  expect(await receiveFile(dataDir, [])).toMatchObject({ ok: false, code: 'FILE_EMPTY' });
  expect(arriving()).toEqual([]);
});

test('A stream that breaks off leaves nothing behind', async () => {
  async function* broken() {
    yield bytes('half of ');
    throw new Error('connection lost');
  }
  await expect(receiveFile(dataDir, broken())).rejects.toThrow('connection lost');
  expect(arriving()).toEqual([]);
  expect(existsSync(pathOf('half of '))).toBe(false);
});

test('What a killed process left arriving is removed a day later', async () => {
  const left = join(dataDir, 'files', 'arriving', 'left');
  writeFileSync(left, 'half');
  utimesSync(left, new Date('2013-06-01'), new Date('2013-06-01'));
  expect(await clearAbandonedFiles(dataDir, new Date('2013-06-01T12:00:00Z'))).toBe(0);
  expect(await clearAbandonedFiles(dataDir, new Date('2013-06-02T12:00:00Z'))).toBe(1);
  expect(arriving()).toEqual([]);
});

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  let count = 0;
  const ctx = {
    now: new Date('2013-07-01T10:00:00Z'),
    actor: { id: 'per-1' },
    newId: (prefix: string) => `${prefix}-${++count}`,
  };
  beforeAll(async () => {
    store = await open();
  });

  const save = async (text: string, name = 'contrat.pdf', mediaType = 'application/pdf') => {
    const file = await received(text);
    return store.sql.transaction().execute((trx) => saveFile(trx, file, { name, mediaType }, ctx));
  };

  test('A file is read back as it was given, and the same content is stored once for two names', async () => {
    const text = `contrat ${store.kind} `.repeat(50_000);
    const one = await save(text);
    const other = await save(text, 'C:\\Users\\moi\\copie\u202e.pdf', 'nonsense');
    expect(one).toMatchObject({
      name: 'contrat.pdf',
      mediaType: 'application/pdf',
      bytes: text.length,
      sha256: sha256(text),
      createdBy: 'per-1',
    });
    expect(other).toMatchObject({ name: 'copie.pdf', mediaType: 'application/octet-stream', sha256: one.sha256 });
    const opened = await openFile(store.sql, dataDir, one.id);
    expect(opened?.file).toEqual(one);
    expect(Buffer.concat(await Array.fromAsync(opened!.stream)).toString()).toBe(text);
    expect(await openFile(store.sql, dataDir, 'file-unknown')).toBeNull();
  });

  test('Bytes that were altered or lost are never handed out as the document', async () => {
    const altered = await save(`altered ${store.kind}`);
    writeFileSync(pathOf(`altered ${store.kind}`), `Altered ${store.kind}`);
    const opened = await openFile(store.sql, dataDir, altered.id);
    await expect(Array.fromAsync(opened!.stream)).rejects.toThrow('is damaged');
    truncateSync(pathOf(`altered ${store.kind}`), 3);
    await expect(openFile(store.sql, dataDir, altered.id)).rejects.toThrow('damaged in the data folder');
    rmSync(pathOf(`altered ${store.kind}`));
    await expect(openFile(store.sql, dataDir, altered.id)).rejects.toThrow('missing from the data folder');
  });
});
