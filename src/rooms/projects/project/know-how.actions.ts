import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject } from '../project.store.ts';
import { PROTECTIONS } from '../project.ts';
import { WRITERS } from '../projects.roles.ts';
import { partnerKey, projectKey, shortText } from '../projects.schemas.ts';
import { insertKnowHow } from './know-how.store.ts';
import { activePartner } from './partner.store.ts';
import { refusing } from './project.refusals.ts';

/** Marks what a partner brings to the project or wins in it, and how it is protected. Read by insiders unless opened to others. */
export const recordKnowHow = defineAction({
  name: 'projects.recordKnowHow',
  title: { fr: 'Marquer un savoir-faire', en: 'Mark a piece of know-how' },
  path: '/projects/{project}/know-how',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    partner: partnerKey,
    kind: z.enum(['background', 'foreground']),
    title: shortText,
    protection: z.enum(PROTECTIONS),
    note: z.string().trim().max(2_000).default(''),
  }),
  output: z.object({ project: z.string(), knowHow: z.string() }),
  refusals: refusing('PARTNER_UNKNOWN'),
  async run(ctx, { project: id, partner, ...input }) {
    await lockProject(ctx.sql, id);
    if (!(await activePartner(ctx.sql, id, partner))) ctx.refuse('PARTNER_UNKNOWN', { field: 'partner' });
    const row = {
      id: ctx.newId('knw'),
      project_id: id,
      partner_id: partner,
      ...input,
      recorded_on: await actingDay(ctx.sql, ctx.today),
    };
    await insertKnowHow(ctx.sql, row);
    // The journal is read by more people than the block: it says that something was marked, not what.
    ctx.record({
      object: { kind: 'project', id },
      after: { knowHow: row.id, kind: row.kind, protection: row.protection },
    });
    return { project: id, knowHow: row.id };
  },
});
