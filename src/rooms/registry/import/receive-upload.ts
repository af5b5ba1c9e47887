import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Call, Services } from '#kit/context.ts';
import { receiveFile } from '#kit/files.ts';
import { say } from '#kit/say.ts';
import { perform } from '#kit/web/route.ts';
import { MAX_IMPORT_BYTES } from './import-file.ts';
import { recordUpload } from './record-upload.action.ts';
import { stockFolder } from './stock-upload.ts';

/** What a person named a file, and what their browser took it for. */
interface Named {
  readonly name: string;
  readonly mediaType: string;
}

export type Received =
  | { readonly ok: true; readonly id: string; readonly name: string }
  | { readonly ok: false; readonly reason: string };

/** Takes what a sender streams. Never holds more than a chunk in memory. */
type Take = (stream: Readable, named: Named) => Promise<Received>;

/**
 * The first file of a form sent as `multipart/form-data`; null when the form carries none. Rejects when the sending breaks off.
 */
export function receiveForm(request: Request, take: Take): Promise<Received | null> {
  const type = request.headers.get('content-type') ?? '';
  const { body } = request;
  if (!body || !/^multipart\/form-data/i.test(type)) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    let taken: Promise<Received | null> = Promise.resolve(null);
    const parser = busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 20 },
    });
    parser.on('file', (_, stream, { filename, mimeType }) => {
      // A form sent without a choice carries a file without a name.
      if (!filename) return void stream.resume();
      taken = take(stream, { name: filename, mediaType: mimeType }).finally(() => stream.resume());
      taken.catch(() => {});
    });
    parser.on('close', () => taken.then(resolve, reject));
    parser.on('error', reject);
    Readable.fromWeb(body as never)
      .on('error', reject)
      .pipe(parser);
  });
}

/** The body of a PUT, whole, as one file. */
export const receiveBody = (request: Request, named: Named, take: Take): Promise<Received> =>
  take(request.body ? Readable.fromWeb(request.body as never) : Readable.from([]), named);

/** Keeps a table to import among the files of the store. */
export const keepTable =
  (call: Call): Take =>
  async (stream, named) => {
    const reception = await receiveFile(call.services.config.dataDir, stream, MAX_IMPORT_BYTES);
    if (!reception.ok) return { ok: false, reason: say(reception.reason) };
    const { file } = await perform(recordUpload, { ...reception.file, ...named }, call);
    return { ok: true, id: file, name: named.name };
  };

/** Keeps a stock file of Sirene apart, until it is read: it holds the names of natural persons (R59). */
export const keepStock =
  (services: Services): Take =>
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
