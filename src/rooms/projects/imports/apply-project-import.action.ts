import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { storedFile } from '#kit/files.store.ts';
import { say } from '#kit/say.ts';
import { TEAM } from '../projects.roles.ts';
import { dryRun } from './dry-run.ts';
import { projectImportPlace } from './imports.place.ts';
import { refusing } from './imports.refusals.ts';
import { importCounts, projectImportKey } from './imports.ts';
import { lockProjectImport, updateProjectImport } from './project-import.store.ts';
import { writePlan } from './write.store.ts';

/** Writes all that a file tells, or nothing: one transaction, and one journal line with the counts and the digest of the file. */
export const applyProjectImport = defineAction({
  name: 'projects.applyProjectImport',
  title: { fr: 'Appliquer un import de projets', en: 'Apply an import of projects' },
  path: '/project-imports/{projectImport}/apply',
  permission: { who: TEAM, where: projectImportPlace },
  input: z.object({
    projectImport: projectImportKey,
    /** Lines of an official layout whose organisation is not in the registry are left out. */
    leaveOut: z.boolean().default(false),
  }),
  output: z.object({ projectImport: z.string(), counts: importCounts }),
  refusals: refusing('IMPORT_CLOSED', 'LINES_WRONG'),
  async run(ctx, { projectImport: id, leaveOut }) {
    const row = (await lockProjectImport(ctx.sql, id))!;
    if (row.state !== 'staged') ctx.refuse('IMPORT_CLOSED');
    const { counts, problems, plan } = await dryRun(row, { ...ctx, leaveOut, hold: true });
    const [first] = problems;
    if (first)
      return ctx.refuse('LINES_WRONG', {
        with: {
          count: counts.error,
          row: first.row,
          column: first.column ? `, ${first.column}` : '',
          reason: say(first),
        },
      });
    await writePlan(ctx.sql, plan.writes, ctx.today);
    await updateProjectImport(ctx.sql, id, { state: 'applied', applied_at: ctx.now, counts });
    const file = (await storedFile(ctx.sql, row.file_id))!;
    ctx.record({
      object: { kind: 'project-import', id },
      before: { state: row.state },
      after: {
        state: 'applied',
        kind: row.kind,
        source: row.source,
        file: row.file_name,
        sha256: file.sha256,
        leaveOut,
        counts,
      },
    });
    return { projectImport: id, counts };
  },
});

/** Gives an import up. Nothing of it was written. */
export const abandonProjectImport = defineAction({
  name: 'projects.abandonProjectImport',
  title: { fr: 'Abandonner un import de projets', en: 'Abandon an import of projects' },
  path: '/project-imports/{projectImport}/abandon',
  permission: { who: TEAM, where: projectImportPlace },
  input: z.object({ projectImport: projectImportKey }),
  output: z.object({ projectImport: z.string() }),
  refusals: refusing('IMPORT_CLOSED'),
  async run(ctx, { projectImport: id }) {
    const row = (await lockProjectImport(ctx.sql, id))!;
    if (row.state !== 'staged') ctx.refuse('IMPORT_CLOSED');
    await updateProjectImport(ctx.sql, id, { state: 'abandoned' });
    ctx.record({ object: { kind: 'project-import', id }, before: { state: row.state }, after: { state: 'abandoned' } });
    return { projectImport: id };
  },
});
