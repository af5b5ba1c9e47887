import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { saveFile } from '#kit/files.ts';
import { EVALUATORS } from './evaluation.roles.ts';
import { insertEvaluation } from './evaluation.store.ts';
import { filePreview } from './evaluation.ts';
import { DEFAULT_OPTIONS } from './plan.rules.ts';

/**
 * Opens an evaluation on a file that was just received and looked at. Called by the doors that receive files, never directly: whoever knows a
 * digest would otherwise come by the file of another.
 */
export const openEvaluation = defineAction({
  name: 'evaluation.openEvaluation',
  title: { fr: 'Ouvrir une évaluation sur un fichier', en: 'Open an evaluation on a file' },
  path: '/evaluations',
  permission: { who: EVALUATORS },
  webOnly: true,
  input: z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.int().min(1),
    name: z.string().max(1_000),
    mediaType: z.string().max(200),
    preview: filePreview,
    synthetic: z.boolean().default(false),
  }),
  output: z.object({ evaluation: z.string() }),
  async run(ctx, { sha256, bytes, name, mediaType, preview, synthetic }) {
    const file = await saveFile(ctx.sql, { sha256, bytes }, { name, mediaType }, ctx);
    const id = ctx.newId('eva');
    const title = file.name.replace(/\.[^.]+$/, '') || file.name;
    await insertEvaluation(ctx.sql, {
      id,
      title,
      state: 'draft',
      owner_id: ctx.actor.id,
      owner_name: ctx.actor.name,
      file_id: file.id,
      preview,
      mapping: null,
      options: DEFAULT_OPTIONS,
      design_run_id: null,
      synthetic,
      created_at: ctx.now,
      changed_at: ctx.now,
      closed_at: null,
      close_reason: null,
    });
    ctx.record({ object: { kind: 'evaluation', id }, after: { title, file: file.name, bytes, sha256 } });
    return { evaluation: id };
  },
});
