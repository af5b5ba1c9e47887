import { Readable } from 'node:stream';
import busboy from 'busboy';

/** What a person named a file, and what their browser took it for. */
export interface NamedFile {
  readonly name: string;
  readonly mediaType: string;
}

/** Takes what a sender streams. Never holds more than a chunk in memory. */
export type Take<Received> = (stream: Readable, named: NamedFile) => Promise<Received>;

/**
 * The first file of a form sent as `multipart/form-data`; null when the form carries none. Rejects when the sending breaks off.
 */
export function receiveForm<Received>(request: Request, take: Take<Received>): Promise<Received | null> {
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
export const receiveBody = <Received>(request: Request, named: NamedFile, take: Take<Received>): Promise<Received> =>
  take(request.body ? Readable.fromWeb(request.body as never) : Readable.from([]), named);
