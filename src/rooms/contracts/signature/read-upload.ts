import { Readable } from 'node:stream';
import busboy from 'busboy';

/** 20 MiB, as what the house keeps: a larger file is no contract of ours. */
export const VERIFY_LIMIT = 20 * 1024 * 1024;

export type Upload =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'nothing' | 'too-large' };

/** The first file of a form, read in memory and kept nowhere; the rest of a larger one is not read. Rejects when the sending breaks off. */
export function readUpload(request: Request, limit = VERIFY_LIMIT): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  const { body } = request;
  if (!body || !/^multipart\/form-data/i.test(type)) return Promise.resolve({ ok: false, why: 'nothing' });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let named = false;
    const source = Readable.fromWeb(body as never);
    const parser = busboy({ headers: { 'content-type': type }, limits: { files: 1, fields: 5, fileSize: limit + 1 } });
    parser.on('file', (_, stream, { filename }) => {
      named = Boolean(filename);
      stream.on('data', (chunk: Buffer) => named && chunks.push(chunk));
      stream.on('limit', () => {
        source.unpipe(parser);
        source.destroy();
        resolve({ ok: false, why: 'too-large' });
      });
    });
    parser.on('close', () => {
      const bytes = Buffer.concat(chunks);
      resolve(named && bytes.length > 0 ? { ok: true, bytes } : { ok: false, why: 'nothing' });
    });
    parser.on('error', reject);
    source.on('error', reject).pipe(parser);
  });
}
