import * as z from 'zod';
import type { ActionContext, Refusal } from './context.ts';
import { receiveFile, type StoredFile, saveFile } from './files.ts';
import { say } from './say.ts';

/** 10 MiB: a scan of some thirty pages. What a person attaches to an act travels with it. */
export const ATTACHED_LIMIT = 10 * 1024 * 1024;
const BASE64_LIMIT = Math.ceil(ATTACHED_LIMIT / 3) * 4;

/** A file given with an act: a scan, a deliberation. Its bytes in base 64, so that the web, the API and the command line give it alike. */
export const attachedFile = z.object({
  name: z.string().trim().min(1).max(300),
  mediaType: z.string().max(200).default('application/octet-stream'),
  base64: z.base64().max(BASE64_LIMIT),
});
export type AttachedFile = z.output<typeof attachedFile>;

export const ATTACHED_REFUSALS = {
  FILE_UNUSABLE: { status: 422, fr: '{reason}', en: '{reason}' },
} as const satisfies Record<string, Refusal>;

/** Keeps the file of an act, in its transaction. */
export async function keepAttached(
  ctx: ActionContext<'FILE_UNUSABLE'>,
  given: AttachedFile,
  field = 'file',
): Promise<StoredFile> {
  const reception = await receiveFile(
    ctx.services.config.dataDir,
    [Buffer.from(given.base64, 'base64')],
    ATTACHED_LIMIT,
  );
  if (!reception.ok) ctx.refuse('FILE_UNUSABLE', { field, with: { reason: say(reception.reason) } });
  return saveFile(ctx.sql, (reception as Extract<typeof reception, { ok: true }>).file, given, ctx);
}

/** What a form's file field holds, as an action takes it; absent when nothing was chosen. */
export async function attachedIn(typed: unknown): Promise<AttachedFile | undefined> {
  const file = Array.isArray(typed) ? typed.at(-1) : typed;
  // A form sent without a choice carries a file without a name.
  if (!(file instanceof File) || file.name === '') return undefined;
  const bytes = Buffer.from(await file.arrayBuffer());
  return {
    name: file.name,
    mediaType: file.type || 'application/octet-stream',
    base64: bytes.toString('base64'),
  };
}
