import { createHash } from 'node:crypto';
import * as z from 'zod';

/** A file with its bytes, for the doors that hand it out. */
export const handedFile = z.object({
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  base64: z.string(),
});
export type HandedFile = z.output<typeof handedFile>;

/** What each format of a document is to a browser. */
export const DOCUMENT_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

export const handed = (name: string, mediaType: string, bytes: Uint8Array): HandedFile => ({
  name,
  mediaType,
  bytes: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  base64: Buffer.from(bytes).toString('base64'),
});
