import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { facet } from '#rooms/registry';
import { STAGES } from '../project.ts';
import { CONCERNED } from '../projects.roles.ts';
import { facetsFor, filterOf } from './facets.ts';
import { projectsByStage } from './pipeline.store.ts';
import { projectCriteria, projectRow } from './project-list.ts';

/** Cards that one column shows; the list has the others. */
export const CARDS_PER_COLUMN = 8;

export const pipelineView = z.object({
  total: z.int(),
  columns: z.array(z.object({ stage: z.enum(STAGES), count: z.int(), rows: z.array(projectRow) })),
  facets: z.object({ clusters: z.array(facet), regions: z.array(facet), filieres: z.array(facet) }),
  synthetic: z.boolean(),
});
export type PipelineView = z.infer<typeof pipelineView>;

const { stage: _, ...criteria } = projectCriteria;

/** The same projects in columns, one for each stage, the longest waiting first. */
export const getPipeline = defineQuery({
  name: 'projects.getPipeline',
  title: { fr: 'Lire les projets par étape', en: 'Read the projects by stage' },
  path: '/projects-by-stage',
  permission: { who: CONCERNED },
  input: z.object(criteria),
  output: pipelineView,
  async run(ctx, filter) {
    const byStage = await projectsByStage(ctx.sql, ctx.actor, await filterOf(ctx, filter), CARDS_PER_COLUMN);
    const columns = STAGES.map((stage) => ({ stage, ...(byStage.get(stage) ?? { count: 0, rows: [] }) }));
    const { clusters, regions, filieres } = await facetsFor(ctx, filter.q);
    return {
      total: columns.reduce((sum, { count }) => sum + count, 0),
      columns,
      facets: { clusters, regions, filieres },
      synthetic: columns.some(({ rows }) => rows.some(({ synthetic }) => synthetic)),
    };
  },
});
