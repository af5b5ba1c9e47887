import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sql } from './db/database.ts';
import { deleteFile, insertFile, isContentKept, type StoredFile, storedFile } from './files.store.ts';
import type { Say } from './say.ts';

export type { StoredFile } from './files.store.ts';

/** 20 MiB: a scanned contract of 200 pages. */
export const FILE_LIMIT = 20 * 1024 * 1024;

/** Bytes that have arrived whole and lie in the data folder, not yet known to the store. */
export interface ReceivedFile {
  readonly sha256: string;
  readonly bytes: number;
}

export type Reception =
  | { readonly ok: true; readonly file: ReceivedFile }
  | { readonly ok: false; readonly code: 'FILE_TOO_LARGE' | 'FILE_EMPTY'; readonly reason: Say };

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const ARRIVING = 'arriving';
const filesFolder = (dataDir: string): string => join(dataDir, 'files');
const pathOf = (dataDir: string, sha256: string): string =>
  join(filesFolder(dataDir), sha256.slice(0, 2), sha256.slice(2));

const FILE_EMPTY: Say = {
  fr: 'Ce fichier est vide. Choisissez le bon fichier.',
  en: 'This file is empty. Choose the right file.',
};

function tooLarge(limit: number): Say {
  const size = (locale: string) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(limit / 1024 / 1024);
  return {
    fr: `Ce fichier dépasse ${size('fr')}\u00a0Mo. Réduisez-le, ou donnez-le en plusieurs fichiers.`,
    en: `This file is larger than ${size('en')} MB. Make it smaller, or give it as several files.`,
  };
}

/**
 * Takes a stream into the data folder, under the SHA-256 of its bytes: written beside, made durable, then renamed, so that nothing half-written is ever read.
 * Done before the action's transaction, which a slow sender must not hold open; bytes that no `saveFile` follows are harmless.
 * Rejects when the stream breaks off.
 * @param limit bytes; the rest of a larger stream is not read.
 */
export async function receiveFile(dataDir: string, stream: Bytes, limit = FILE_LIMIT): Promise<Reception> {
  const folder = join(filesFolder(dataDir), ARRIVING);
  await mkdir(folder, { recursive: true });
  const arriving = join(folder, crypto.randomUUID());
  const output = await open(arriving, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.byteLength;
      if (bytes > limit) return { ok: false, code: 'FILE_TOO_LARGE', reason: tooLarge(limit) };
      hash.update(chunk);
      await output.writeFile(chunk);
    }
    if (bytes === 0) return { ok: false, code: 'FILE_EMPTY', reason: FILE_EMPTY };
    await output.sync();
    const sha256 = hash.digest('hex');
    const path = pathOf(dataDir, sha256);
    await mkdir(dirname(path), { recursive: true });
    await rename(arriving, path);
    await syncFolder(dirname(path));
    return { ok: true, file: { sha256, bytes } };
  } finally {
    await output.close();
    await rm(arriving, { force: true });
  }
}

/** A new name is durable once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/** Records what was received, in the caller's transaction. */
export async function saveFile(
  trx: Sql,
  received: ReceivedFile,
  given: { readonly name: string; readonly mediaType: string },
  ctx: { readonly now: Date; readonly actor: { readonly id: string }; newId(prefix: string): string },
): Promise<StoredFile> {
  const file: StoredFile = {
    id: ctx.newId('file'),
    name: plainName(given.name),
    mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(given.mediaType)
      ? given.mediaType.toLowerCase()
      : 'application/octet-stream',
    bytes: received.bytes,
    sha256: received.sha256,
    createdAt: ctx.now,
    createdBy: ctx.actor.id,
  };
  await insertFile(trx, file);
  return file;
}

/** Browsers may send a path, and anyone control characters; the name is only shown, and offered when saving. */
function plainName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return plain.slice(0, 200).toWellFormed() || 'document';
}

/** A known file and its bytes; null when there is no such file. The stream fails at its end when the bytes are no longer those that were given. */
export async function openFile(
  sql: Sql,
  dataDir: string,
  id: string,
): Promise<{ readonly file: StoredFile; readonly stream: AsyncIterable<Uint8Array> } | null> {
  const file = await storedFile(sql, id);
  if (!file) return null;
  const path = pathOf(dataDir, file.sha256);
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size !== file.bytes)
    throw new Error(
      `File ${id} is ${size === null ? 'missing from' : 'damaged in'} the data folder: restore ${path} from a backup`,
    );
  return { file, stream: checked(path, file) };
}

async function* checked(path: string, { id, sha256 }: StoredFile): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new Error(`File ${id} is damaged: restore ${path} from a backup`);
}

/** Where the bytes of a file lie, for a program that reads them by itself and compares their digest. */
export const storedPath = (dataDir: string, { sha256 }: Pick<StoredFile, 'sha256'>): string => pathOf(dataDir, sha256);

/**
 * Forgets a file that nothing refers to any more; its bytes go after the commit, unless another file has the same content. Not for files that
 * many people give: the same content received at this very moment, and not yet saved, would go too.
 */
export async function forgetFile(
  trx: Sql,
  dataDir: string,
  { id, sha256 }: Pick<StoredFile, 'id' | 'sha256'>,
  ctx: { afterCommit(work: () => Promise<void>): void },
): Promise<void> {
  await deleteFile(trx, id);
  if (await isContentKept(trx, sha256)) return;
  ctx.afterCommit(() => rm(pathOf(dataDir, sha256), { force: true }));
}

const ABANDONED_AFTER_MS = 86_400_000;

/** Removes what killed processes left arriving more than a day ago; for the start. Returns how many there were. */
export async function clearAbandonedFiles(dataDir: string, now: Date): Promise<number> {
  const folder = join(filesFolder(dataDir), ARRIVING);
  const names = await readdir(folder).catch(() => []);
  let cleared = 0;
  for (const name of names) {
    const path = join(folder, name);
    const { mtime } = await stat(path);
    if (now.getTime() - mtime.getTime() < ABANDONED_AFTER_MS) continue;
    await rm(path, { force: true });
    cleared += 1;
  }
  return cleared;
}
