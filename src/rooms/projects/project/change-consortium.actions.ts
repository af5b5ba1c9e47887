import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject, partnersOf } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { daySchema, longText, optionalText, partnerKey, projectKey } from '../projects.schemas.ts';
import { activePartner, isBeforeFunders, updatePartner } from './partner.store.ts';
import { refusing } from './project.refusals.ts';
import { organisationOf } from './project-identity.store.ts';

/** A partner leaves, on a day and for a reason; what it did and earned stays. The lead names a successor first. */
export const withdrawPartner = defineAction({
  name: 'projects.withdrawPartner',
  title: { fr: 'Constater le départ d’un partenaire', en: 'Record that a partner leaves' },
  path: '/projects/{project}/partners/{partner}/withdrawal',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, partner: partnerKey, leftOn: daySchema.nullish(), reason: longText }),
  output: z.object({ project: z.string(), partner: z.string(), leftOn: daySchema }),
  refusals: refusing('PROJECT_CLOSED', 'PARTNER_UNKNOWN', 'LEAD_STAYS', 'LEAVES_BEFORE_JOINING', 'DAY_TO_COME'),
  async run(ctx, { project: id, partner: partnerId, ...input }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (project.stage === 'abandoned') ctx.refuse('PROJECT_CLOSED');
    const partner = await activePartner(ctx.sql, id, partnerId);
    if (!partner) return ctx.refuse('PARTNER_UNKNOWN');
    if (partner.lead && (await partnersOf(ctx.sql, id)).length > 1) ctx.refuse('LEAD_STAYS');
    const today = await actingDay(ctx.sql, ctx.today);
    const leftOn = input.leftOn ?? today;
    if (leftOn > today) ctx.refuse('DAY_TO_COME', { field: 'leftOn' });
    if (leftOn < partner.joined_on)
      ctx.refuse('LEAVES_BEFORE_JOINING', { field: 'leftOn', with: { day: formatDay(partner.joined_on) } });
    await updatePartner(ctx.sql, partnerId, { left_on: leftOn, leave_reason: input.reason, lead: false });
    ctx.record({
      object: { kind: 'project', id },
      reason: input.reason,
      before: { partner: partnerId, leftOn: null },
      after: { partner: partnerId, leftOn },
    });
    return { project: id, partner: partnerId, leftOn };
  },
});

/** Another partner leads from now on; there is one lead at every moment. */
export const changeLead = defineAction({
  name: 'projects.changeLead',
  title: { fr: 'Nommer un autre chef de file', en: 'Name another lead partner' },
  path: '/projects/{project}/partners/{partner}/lead',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, partner: partnerKey, reason: optionalText }),
  output: z.object({ project: z.string(), partner: z.string() }),
  refusals: refusing('PROJECT_CLOSED', 'PARTNER_UNKNOWN', 'ALREADY_LEAD', 'REASON_WANTED'),
  async run(ctx, { project: id, partner: partnerId, reason }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (project.stage === 'abandoned') ctx.refuse('PROJECT_CLOSED');
    const partner = await activePartner(ctx.sql, id, partnerId);
    if (!partner) return ctx.refuse('PARTNER_UNKNOWN');
    const { name } = (await organisationOf(ctx.sql, partner.organisation_id))!;
    if (partner.lead) ctx.refuse('ALREADY_LEAD', { with: { name } });
    if (isBeforeFunders(project.stage) && !reason) ctx.refuse('REASON_WANTED', { field: 'reason' });
    const former = (await partnersOf(ctx.sql, id)).find((one) => one.lead);
    if (former) await updatePartner(ctx.sql, former.id, { lead: false });
    await updatePartner(ctx.sql, partnerId, { lead: true });
    ctx.record({
      object: { kind: 'project', id },
      reason: reason ?? null,
      before: { lead: former?.id ?? null },
      after: { lead: partnerId },
    });
    return { project: id, partner: partnerId };
  },
});
