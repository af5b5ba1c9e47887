import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Call, Services } from '#kit/context.ts';
import { receiveFile } from '#kit/files.ts';
import { say } from '#kit/say.ts';
import type { Take } from '#kit/web/receive-form.ts';
import { perform } from '#kit/web/route.ts';
import { MAX_IMPORT_BYTES } from './import-file.ts';
import { recordUpload } from './record-upload.action.ts';
import { stockFolder } from './stock-upload.ts';

export type Received =
  | { readonly ok: true; readonly id: string; readonly name: string }
  | { readonly ok: false; readonly reason: string };

/** Keeps a table to import among the files of the store. */
export const keepTable =
  (call: Call): Take<Received> =>
  async (stream, named) => {
    const reception = await receiveFile(call.services.config.dataDir, stream, MAX_IMPORT_BYTES);
    if (!reception.ok) return { ok: false, reason: say(reception.reason) };
    const { file } = await perform(recordUpload, { ...reception.file, ...named }, call);
    return { ok: true, id: file, name: named.name };
  };

/** Keeps a stock file of Sirene apart, until it is read: it holds the names of natural persons (R59). */
export const keepStock =
  (services: Services): Take<Received> =>
  async (stream, named) => {
    const folder = stockFolder(services);
    await mkdir(folder, { recursive: true });
    const id = crypto.randomUUID();
    const path = join(folder, id);
    try {
      await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { ok: true, id, name: named.name };
  };
