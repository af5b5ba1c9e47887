import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay, clusterPlace } from '#rooms/registry';
import { insertProject, insertStageEntry } from '../project.store.ts';
import { TEAM } from '../projects.roles.ts';
import { daySchema, shortText, trlSchema } from '../projects.schemas.ts';
import { refusing } from './project.refusals.ts';
import { acronymTaken, filiereExists, slugsLike } from './project-identity.store.ts';
import { freeSlug, slugOf } from './slug.rules.ts';

/** Opens the thread of a project, as an idea that a cluster follows. Everything of it is private until its readers are chosen. */
export const createProject = defineAction({
  name: 'projects.createProject',
  title: { fr: 'Ouvrir un projet', en: 'Open a project' },
  path: '/clusters/{cluster}/projects',
  permission: { who: TEAM, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: z.string().min(1).max(80),
    acronym: z.string().trim().min(2).max(60),
    title: shortText,
    summary: z.string().trim().max(8_000).default(''),
    targetMarket: z.string().trim().max(2_000).default(''),
    filiere: z.string().max(80).nullish(),
    trl: trlSchema.nullish(),
    researchStartsOn: daySchema.nullish(),
    researchEndsOn: daySchema.nullish(),
    launchPlannedOn: daySchema.nullish(),
    createdOn: daySchema.nullish(),
    synthetic: z.boolean().default(false),
  }),
  output: z.object({ project: z.string() }),
  refusals: refusing('FILIERE_UNKNOWN', 'ACRONYM_TAKEN', 'ENDS_BEFORE_START', 'DAY_TO_COME'),
  async run(ctx, input) {
    const { cluster, acronym } = input;
    if (input.filiere && !(await filiereExists(ctx.sql, input.filiere)))
      ctx.refuse('FILIERE_UNKNOWN', { field: 'filiere' });
    if (await acronymTaken(ctx.sql, cluster, acronym)) ctx.refuse('ACRONYM_TAKEN', { field: 'acronym' });
    if (input.researchStartsOn && input.researchEndsOn && input.researchEndsOn < input.researchStartsOn)
      ctx.refuse('ENDS_BEFORE_START', { field: 'researchEndsOn', with: { day: formatDay(input.researchStartsOn) } });
    const today = await actingDay(ctx.sql, ctx.today);
    const createdOn = input.createdOn ?? today;
    if (createdOn > today) ctx.refuse('DAY_TO_COME', { field: 'createdOn' });
    const slug = slugOf(acronym);
    const id = freeSlug(slug, await slugsLike(ctx.sql, slug));
    const project = {
      id,
      acronym,
      title: input.title,
      summary: input.summary,
      target_market: input.targetMarket,
      cluster_id: cluster,
      filiere: input.filiere ?? null,
      stage: 'idea' as const,
      stage_since: createdOn,
      trl: input.trl ?? null,
      research_starts_on: input.researchStartsOn ?? null,
      research_ends_on: input.researchEndsOn ?? null,
      launch_planned_on: input.launchPlannedOn ?? null,
      wide_dissemination: null,
      laboratory_share_justified: null,
      source: 'declared',
      source_reference: null,
      synthetic: input.synthetic,
      revision: 1,
      created_on: createdOn,
      recorded_at: ctx.now,
    };
    await insertProject(ctx.sql, project);
    await insertStageEntry(ctx.sql, {
      id: ctx.newId('stg'),
      project_id: id,
      stage: 'idea',
      entered_on: createdOn,
      trl: project.trl,
      evidence: null,
      evidence_file_id: null,
      reason: null,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
    });
    const { recorded_at: _, ...after } = project;
    ctx.record({ object: { kind: 'project', id }, after });
    return { project: id };
  },
});
