import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { saveFile } from '#kit/files.ts';
import { IMPORTERS } from './import.place.ts';

/**
 * Files what was just received from this person: its bytes are already in the data folder. Called by the doors that receive files, never
 * directly, since whoever knows a digest would otherwise come by the file of another.
 */
export const recordUpload = defineAction({
  name: 'registry.recordUpload',
  title: { fr: 'Recevoir un fichier à importer', en: 'Receive a file to import' },
  path: '/files',
  permission: { who: IMPORTERS },
  webOnly: true,
  input: z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.int().min(1),
    name: z.string().max(1_000),
    mediaType: z.string().max(200),
  }),
  output: z.object({ file: z.string() }),
  async run(ctx, { sha256, bytes, name, mediaType }) {
    const file = await saveFile(ctx.sql, { sha256, bytes }, { name, mediaType }, ctx);
    ctx.record({ object: { kind: 'file', id: file.id }, after: { name: file.name, bytes, sha256 } });
    return { file: file.id };
  },
});
