import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Store } from '../db/database.ts';
import { untilNextAct } from '../remembered.ts';

/** A public page ready to leave: rendered and compressed once, and known by its digest. */
interface KeptPage {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/**
 * A page that is the same for everybody who did not sign in, kept until the next act; a browser that has it already is told so.
 * @param key everything else the page depends on: address, language, theme.
 */
export async function keptPage(
  store: Store,
  key: string,
  request: Request,
  render: () => Promise<string>,
): Promise<Response> {
  const { plain, gzip, etag } = await untilNextAct(store, `page ${key}`, async (): Promise<KeptPage> => {
    const bytes = new TextEncoder().encode(await render());
    const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    return { plain: bytes, gzip: new Uint8Array(gzipSync(bytes)), etag: `W/"${digest}"` };
  });
  const headers = { 'Content-Type': 'text/html; charset=UTF-8', ETag: etag };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
    ? new Response(gzip, { headers: { ...headers, 'Content-Encoding': 'gzip' } })
    : new Response(plain, { headers });
}
