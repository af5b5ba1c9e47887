import { defineQuery } from '#kit/action.ts';
import { facetsFor, filterOf } from './facets.ts';
import { projectsOf } from './project-list.store.ts';
import { projectList, projectListInput } from './project-list.ts';

/** The projects that are there for the reader: all of their cluster or territory, those they are a partner of, and those made public. */
export const listProjects = defineQuery({
  name: 'projects.listProjects',
  title: { fr: 'Lister les projets', en: 'List projects' },
  path: '/projects',
  permission: { who: 'public' },
  input: projectListInput,
  output: projectList,
  kept: 'for-strangers',
  async run(ctx, { sort, order, page, pageSize, ...filter }) {
    const found = await projectsOf(ctx.sql, ctx.actor, await filterOf(ctx, filter), { sort, order, page, pageSize });
    return {
      ...found,
      page,
      pageSize,
      facets: await facetsFor(ctx, filter.q),
      synthetic: found.rows.some(({ synthetic }) => synthetic),
    };
  },
});
