import type { HandedFile } from '../handed-file.ts';

/** A file as a browser takes it: a PDF or an image is shown, what is edited is kept. */
export function handedResponse({ name, mediaType, sha256, base64 }: HandedFile): Response {
  const disposition = mediaType.startsWith('image/') || mediaType === 'application/pdf' ? 'inline' : 'attachment';
  const plain = name.normalize('NFD').replace(/[^\x20-\x7e]|["\\]/g, '');
  return new Response(Buffer.from(base64, 'base64'), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `${disposition}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      ETag: `"${sha256}"`,
      // Reserved to whoever may read the object, and a draft changes: asked again each time.
      'Cache-Control': 'private, no-cache',
    },
  });
}
