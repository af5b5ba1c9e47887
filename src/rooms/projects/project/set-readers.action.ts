import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { projectPlace } from '../place.ts';
import { lockProject } from '../project.store.ts';
import { AUDIENCES, type Audience, BLOCKS, type Block } from '../project.ts';
import { WRITERS } from '../projects.roles.ts';
import { projectKey } from '../projects.schemas.ts';
import { audiencesOf, replaceAudiences } from './audience.store.ts';

const readers = z.array(z.enum(AUDIENCES)).default([]);

/** Chooses who may read each block of a project, beside its lead, the clusters that follow it and the programme. */
export const setReaders = defineAction({
  name: 'projects.setReaders',
  title: { fr: 'Choisir les lecteurs d’un projet', en: 'Choose the readers of a project' },
  path: '/projects/{project}/readers',
  method: 'PUT',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    ...(Object.fromEntries(BLOCKS.map((block) => [block, readers])) as Record<Block, typeof readers>),
  }),
  output: z.object({ project: z.string() }),
  async run(ctx, { project: id, ...blocks }) {
    await lockProject(ctx.sql, id);
    const before = await audiencesOf(ctx.sql, id);
    const after = Object.fromEntries(
      BLOCKS.map((block): [Block, Audience[]] => [
        block,
        AUDIENCES.filter((one) => blocks[block].includes(one)),
      ]).filter(([, audiences]) => audiences.length > 0),
    );
    await replaceAudiences(ctx.sql, id, after);
    ctx.record({ object: { kind: 'project', id }, before, after });
    return { project: id };
  },
});
