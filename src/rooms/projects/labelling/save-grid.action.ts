import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { clusterPlace } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { shortText } from '../projects.schemas.ts';
import { gridFault } from './grid.rules.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { gridOf, insertGrid, lockLabelling } from './labelling-rules.store.ts';

/** `Marché visé` gives `marche-vise`: the name of a criterion in marks, kept from one grid to the next. */
const criterionId = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

/** Writes the criteria grid of a cluster. Reviews already made keep the grid that they were made with. */
export const saveGrid = defineAction({
  name: 'projects.saveGrid',
  title: { fr: 'Enregistrer la grille de critères', en: 'Save the criteria grid' },
  path: '/clusters/{cluster}/labelling-grid',
  permission: { who: TEAM, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: z.string().min(1).max(80),
    /** Revision that was read; 0 for the grid that Grappe starts with. */
    revision: z.int().min(0),
    criteria: z
      .array(
        z.object({
          /** Of a criterion that stays; a new one is named after its title. */
          id: z.string().max(60).nullish(),
          fr: shortText,
          en: shortText,
          weight: z.int().min(1).max(100),
          most: z.int().min(1).max(20),
        }),
      )
      .max(30),
  }),
  output: z.object({ cluster: z.string(), revision: z.int() }),
  refusals: labellingRefusing('GRID_CHANGED', 'GRID_EMPTY', 'CRITERION_TWICE'),
  async run(ctx, { cluster, revision: read, criteria: given }) {
    await lockLabelling(ctx.sql, cluster);
    const present = await gridOf(ctx.sql, cluster);
    if (present.revision !== read) ctx.refuse('GRID_CHANGED');
    const criteria = given.map(({ id, ...criterion }) => ({ id: id || criterionId(criterion.fr), ...criterion }));
    const fault = gridFault(criteria);
    if (fault) ctx.refuse(fault.code, { field: 'criteria', with: { name: 'name' in fault ? fault.name : '' } });
    const revision = read + 1;
    await insertGrid(ctx.sql, cluster, { criteria, revision, savedAt: ctx.now, savedBy: ctx.actor.name });
    ctx.record({
      object: { kind: 'cluster', id: cluster },
      before: { labellingGrid: present.criteria },
      after: { labellingGrid: criteria, revision },
    });
    return { cluster, revision };
  },
});
