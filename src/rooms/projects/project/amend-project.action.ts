import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { projectPlace } from '../place.ts';
import { lockProject, updateProject } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { asBoolean, daySchema, projectKey, revisionRead, shortText, yesNo } from '../projects.schemas.ts';
import { refusing } from './project.refusals.ts';
import { acronymTaken, filiereExists } from './project-identity.store.ts';

/** Corrects what a project says of itself. Its stages, partners and results have acts of their own. */
export const amendProject = defineAction({
  name: 'projects.amendProject',
  title: { fr: 'Modifier la fiche d’un projet', en: 'Amend the description of a project' },
  path: '/projects/{project}',
  method: 'PATCH',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    revision: revisionRead,
    acronym: z.string().trim().min(2).max(60),
    title: shortText,
    summary: z.string().trim().max(8_000).default(''),
    targetMarket: z.string().trim().max(2_000).default(''),
    filiere: z.string().max(80).nullish(),
    researchStartsOn: daySchema.nullish(),
    researchEndsOn: daySchema.nullish(),
    launchPlannedOn: daySchema.nullish(),
    wideDissemination: yesNo,
    laboratoryShareJustified: yesNo,
  }),
  output: z.object({ project: z.string(), revision: z.int() }),
  refusals: refusing('REVISION_OLD', 'FILIERE_UNKNOWN', 'ACRONYM_TAKEN', 'ENDS_BEFORE_START'),
  async run(ctx, { project: id, revision, ...input }) {
    const before = (await lockProject(ctx.sql, id))!;
    if (before.revision !== revision) ctx.refuse('REVISION_OLD');
    if (input.filiere && !(await filiereExists(ctx.sql, input.filiere)))
      ctx.refuse('FILIERE_UNKNOWN', { field: 'filiere' });
    if (await acronymTaken(ctx.sql, before.cluster_id, input.acronym, id))
      ctx.refuse('ACRONYM_TAKEN', { field: 'acronym' });
    if (input.researchStartsOn && input.researchEndsOn && input.researchEndsOn < input.researchStartsOn)
      ctx.refuse('ENDS_BEFORE_START', { field: 'researchEndsOn', with: { day: formatDay(input.researchStartsOn) } });
    const after = {
      acronym: input.acronym,
      title: input.title,
      summary: input.summary,
      target_market: input.targetMarket,
      filiere: input.filiere ?? null,
      research_starts_on: input.researchStartsOn ?? null,
      research_ends_on: input.researchEndsOn ?? null,
      launch_planned_on: input.launchPlannedOn ?? null,
      wide_dissemination: asBoolean(input.wideDissemination),
      laboratory_share_justified: asBoolean(input.laboratoryShareJustified),
    };
    await updateProject(ctx.sql, id, { ...after, revision: revision + 1 });
    const changed = Object.keys(after).filter(
      (key) => before[key as keyof typeof after] !== after[key as keyof typeof after],
    );
    const only = (from: object) => Object.fromEntries(changed.map((key) => [key, from[key as never]]));
    ctx.record({ object: { kind: 'project', id }, before: only(before), after: only(after) });
    return { project: id, revision: revision + 1 };
  },
});
