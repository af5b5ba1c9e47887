import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { paged, paging, reachOf } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { dryRun } from './dry-run.ts';
import { projectImportPlace } from './imports.place.ts';
import { importCounts, importProblem, importSummary, OUTCOMES, projectImportKey } from './imports.ts';
import { findProjectImport, importClusters, projectImportSummary, projectImports } from './project-import.store.ts';

const SHOWN_PROBLEMS = 200;

/** One import; while it is staged, its dry run: what it would do from what the programme knows now, and what is wrong, line by line. */
export const getProjectImport = defineQuery({
  name: 'projects.getProjectImport',
  title: { fr: 'Voir un import de projets et son essai', en: 'See an import of projects and its dry run' },
  path: '/project-imports/{projectImport}',
  permission: { who: TEAM, where: projectImportPlace },
  input: z.object({ projectImport: projectImportKey, leaveOut: z.boolean().default(false) }),
  output: importSummary.extend({
    leaveOut: z.boolean(),
    /** Null once it is applied or abandoned. */
    dryRun: z
      .object({
        counts: importCounts,
        /** The first ones; `problemCount` says how many there are. */
        problems: z.array(importProblem),
        problemCount: z.int(),
        headers: z.array(z.string()),
        unread: z.array(z.string()),
        preview: z.array(z.object({ row: z.int(), outcome: z.enum(OUTCOMES), cells: z.array(z.string()) })),
      })
      .nullable(),
    open: z.array(z.enum(['apply', 'abandon'])),
  }),
  async run(ctx, { projectImport: id, leaveOut }) {
    const row = (await findProjectImport(ctx.sql, id))!;
    const summary = await projectImportSummary(ctx.sql, id);
    if (row.state !== 'staged') return { ...summary, leaveOut, dryRun: null, open: [] };
    let drawn = 0;
    const {
      plan: _,
      problems,
      ...run
    } = await dryRun(row, { ...ctx, leaveOut, hold: false, newId: (prefix) => `${prefix}-${++drawn}` });
    return {
      ...summary,
      leaveOut,
      dryRun: {
        ...run,
        problems: problems.slice(0, SHOWN_PROBLEMS),
        problemCount: problems.length,
        headers: [...run.headers],
        unread: [...run.unread],
        preview: run.preview.map((line) => ({ ...line, cells: [...line.cells] })),
      },
      open: problems.length === 0 ? (['apply', 'abandon'] as const).slice() : (['abandon'] as const).slice(),
    };
  },
});

/** The imports of the person's clusters, or all of them for the administrator, the latest first; and the clusters that they may import for. */
export const listProjectImports = defineQuery({
  name: 'projects.listProjectImports',
  title: { fr: 'Lister les imports de projets', en: 'List the imports of projects' },
  path: '/project-imports',
  permission: { who: TEAM },
  input: z.object({ page: paging.page, pageSize: paging.pageSize }),
  output: z.object({
    ...paged,
    rows: z.array(importSummary),
    /** An import for the whole programme is open to the administrator. */
    nationwide: z.boolean(),
    clusters: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  async run(ctx, { page, pageSize }) {
    const { everything, clusters } = reachOf(ctx.actor, TEAM);
    const { rows, total } = await projectImports(ctx.sql, everything ? 'all' : clusters, { page, pageSize });
    return {
      total,
      page,
      pageSize,
      rows,
      nationwide: everything,
      clusters: await importClusters(ctx.sql, everything ? 'all' : clusters),
    };
  },
});
