import { Readable } from 'node:stream';
import type { StoredFile } from '../files.ts';

/** What a browser may show in place; anything else is offered for saving, so that no page of another runs here. */
const SHOWN = ['application/pdf', 'image/png', 'image/jpeg'];

/** A stored file, byte for byte. */
export function fileResponse({
  file,
  stream,
}: {
  readonly file: StoredFile;
  readonly stream: AsyncIterable<Uint8Array>;
}): Response {
  const shown = SHOWN.includes(file.mediaType);
  const name = encodeURIComponent(file.name);
  return new Response(Readable.toWeb(Readable.from(stream)) as ReadableStream, {
    headers: {
      'Content-Type': shown ? file.mediaType : 'application/octet-stream',
      'Content-Length': String(file.bytes),
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
