import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../../place.ts';
import { lockProject } from '../../project.store.ts';
import { FUNDERS, WRITERS } from '../../projects.roles.ts';
import { CENTS, daySchema, partnerKey, projectKey, shortText } from '../../projects.schemas.ts';
import { projectRow } from '../project-facts.store.ts';
import { insertDeMinimisAid } from './de-minimis.store.ts';
import { refusing } from './files.refusals.ts';

/** Records a small aid that a firm of a project received, whichever project it served: the running total of its undertaking counts it (R97). */
export const recordDeMinimisAid = defineAction({
  name: 'projects.recordDeMinimisAid',
  title: { fr: 'Enregistrer une aide de minimis', en: 'Record a de minimis aid' },
  path: '/projects/{project}/partners/{partner}/de-minimis',
  permission: { who: [...WRITERS, ...FUNDERS], where: projectPlace },
  input: z.object({
    project: projectKey,
    partner: partnerKey,
    /** Zero: the firm declares that it received none until that day. */
    amountCents: CENTS,
    grantedOn: daySchema,
    grantor: shortText,
  }),
  output: z.object({ project: z.string(), partner: z.string(), aid: z.string() }),
  refusals: refusing('PARTNER_UNKNOWN', 'NOT_A_FIRM', 'DAY_TO_COME'),
  async run(ctx, { project: id, partner: partnerId, amountCents, grantedOn, grantor }) {
    await lockProject(ctx.sql, id);
    const partner = (await projectRow(ctx.sql, id))?.partners.find((one) => one.id === partnerId);
    if (!partner) return ctx.refuse('PARTNER_UNKNOWN', { field: 'partner' });
    if (partner.kind !== 'firm') ctx.refuse('NOT_A_FIRM', { with: { name: partner.name } });
    if (grantedOn > (await actingDay(ctx.sql, ctx.today))) ctx.refuse('DAY_TO_COME', { field: 'grantedOn' });
    const aid = ctx.newId('min');
    await insertDeMinimisAid(ctx.sql, {
      id: aid,
      organisation_id: partner.organisation,
      amount_cents: amountCents,
      granted_on: grantedOn,
      grantor,
      recorded_at: ctx.now,
    });
    ctx.record({
      object: { kind: 'project', id },
      after: { deMinimis: aid, organisation: partner.organisation, amountCents, grantedOn, grantor },
    });
    return { project: id, partner: partnerId, aid };
  },
});
