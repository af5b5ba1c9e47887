import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { facet } from '#rooms/registry';
import { STAGES, type Stage } from '../project.ts';
import { READERS } from '../projects.roles.ts';
import { countriesFor, facetsFor, filterOf } from './facets.ts';
import { funnelSteps } from './funnel.rules.ts';
import { FUNNEL_STAGES, funnelCounts } from './funnel.store.ts';
import { projectCriteria } from './project-list.ts';

const spread = z.object({ count: z.int(), lower: z.number(), median: z.number(), upper: z.number() });

export const funnelView = z.object({
  total: z.int(),
  abandoned: z.int(),
  steps: z.array(
    z.object({
      stage: z.enum(STAGES),
      reached: z.int(),
      share: z.number().nullable(),
      ofPrevious: z.number().nullable(),
      standing: z.int(),
      days: spread.nullable(),
    }),
  ),
  facets: z.object({
    clusters: z.array(facet),
    regions: z.array(facet),
    filieres: z.array(facet),
    years: z.array(facet),
    countries: z.array(facet),
  }),
  synthetic: z.boolean(),
});
export type FunnelView = z.infer<typeof funnelView>;

const { q: _q, stage: _stage, ...criteria } = projectCriteria;

/** Where products stop: of the projects within reach, how many got to each stage, and how long each step took. */
export const getFunnel = defineQuery({
  name: 'projects.getFunnel',
  title: { fr: 'Lire l’entonnoir des projets', en: 'Read the funnel of projects' },
  path: '/project-funnel',
  permission: { who: READERS },
  input: z.object(criteria),
  output: funnelView,
  async run(ctx, filter) {
    const counts = await funnelCounts(ctx.sql, ctx.actor, await filterOf(ctx, filter));
    const { stages: _, ...facets } = await facetsFor(ctx);
    const countries = await countriesFor(ctx);
    return {
      total: counts.all,
      abandoned: counts.stopped.abandoned ?? 0,
      steps: funnelSteps(counts, FUNNEL_STAGES as Exclude<Stage, 'abandoned'>[]),
      facets: { ...facets, countries },
      synthetic: counts.synthetic,
    };
  },
});
