import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { openHere } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { findProject } from '../project.store.ts';
import { AUDIENCES, BLOCKS } from '../project.ts';
import { TEAM, WRITERS } from '../projects.roles.ts';
import { daySchema, projectKey } from '../projects.schemas.ts';
import { audiencesOf, openingsOf } from './audience.store.ts';
import { setReaders } from './set-readers.action.ts';

const OPENINGS_SHOWN = 100;

export const readersView = z.object({
  project: z.object({ id: z.string(), acronym: z.string(), synthetic: z.boolean() }),
  blocks: z.array(z.object({ block: z.enum(BLOCKS), audiences: z.array(z.enum(AUDIENCES)) })),
  /** Who opened what is not public, the latest first. */
  openings: z.array(z.object({ block: z.enum(BLOCKS), who: z.string(), on: daySchema })),
  open: z.array(z.string()),
});
export type ReadersView = z.infer<typeof readersView>;

/** Who may read each block of a project, and who did. */
export const getReaders = defineQuery({
  name: 'projects.getReaders',
  title: { fr: 'Lire les lecteurs d’un projet', en: 'Read the readers of a project' },
  path: '/projects/{project}/readers',
  permission: { who: [...new Set([...TEAM, ...WRITERS, 'auditor' as const])], where: projectPlace },
  input: z.object({ project: projectKey }),
  output: readersView,
  async run({ sql, actor }, { project: id }) {
    const project = (await findProject(sql, id))!;
    const audiences = await audiencesOf(sql, id);
    const openings = await openingsOf(sql, id, OPENINGS_SHOWN);
    return {
      project: { id, acronym: project.acronym, synthetic: project.synthetic },
      blocks: BLOCKS.map((block) => ({ block, audiences: [...(audiences[block] ?? [])] })),
      openings: openings.map(({ block, actor_name, on_day }) => ({ block, who: actor_name, on: on_day as never })),
      open: openHere(actor, [setReaders], (await projectPlace(sql, { project: id }))!),
    };
  },
});
