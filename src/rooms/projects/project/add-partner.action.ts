import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject, partnersOf } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { countryCode, daySchema, optionalText, projectKey } from '../projects.schemas.ts';
import { insertPartner, isBeforeFunders } from './partner.store.ts';
import { refusing } from './project.refusals.ts';
import { communeExists, organisationOf } from './project-identity.store.ts';

/** Brings an organisation of the registry into the consortium, from a day on. The first one leads until another is named. */
export const addPartner = defineAction({
  name: 'projects.addPartner',
  title: { fr: 'Ajouter un partenaire', en: 'Add a partner' },
  path: '/projects/{project}/partners',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    organisation: z.string().min(1).max(80),
    role: z.string().trim().max(300).default(''),
    special: z.enum(['none', 'irt', 'ite', 'farm-cooperative']).default('none'),
    country: countryCode.default('FR'),
    /** Where its part of the work is done; its own commune when left out. */
    commune: z.string().max(5).nullish(),
    joinedOn: daySchema.nullish(),
    reason: optionalText,
  }),
  output: z.object({ project: z.string(), partner: z.string(), lead: z.boolean() }),
  refusals: refusing(
    'PROJECT_CLOSED',
    'ORGANISATION_UNKNOWN',
    'ORGANISATION_CEASED',
    'ALREADY_PARTNER',
    'COMMUNE_UNKNOWN',
    'COMMUNE_ABROAD',
    'REASON_WANTED',
    'DAY_TO_COME',
  ),
  async run(ctx, { project: id, organisation: organisationId, ...input }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (project.stage === 'abandoned') ctx.refuse('PROJECT_CLOSED');
    const organisation = await organisationOf(ctx.sql, organisationId);
    if (!organisation) return ctx.refuse('ORGANISATION_UNKNOWN', { field: 'organisation' });
    const today = await actingDay(ctx.sql, ctx.today);
    const joinedOn = input.joinedOn ?? today;
    if (joinedOn > today) ctx.refuse('DAY_TO_COME', { field: 'joinedOn' });
    if (organisation.ceased_on && organisation.ceased_on < joinedOn)
      ctx.refuse('ORGANISATION_CEASED', {
        field: 'organisation',
        with: { name: organisation.name, day: formatDay(organisation.ceased_on) },
      });
    const partners = await partnersOf(ctx.sql, id);
    if (partners.some((one) => one.organisation_id === organisationId))
      ctx.refuse('ALREADY_PARTNER', { field: 'organisation', with: { name: organisation.name } });
    const commune = input.country === 'FR' ? (input.commune ?? organisation.commune) : (input.commune ?? null);
    if (commune && input.country !== 'FR') ctx.refuse('COMMUNE_ABROAD', { field: 'commune' });
    if (commune && !(await communeExists(ctx.sql, commune))) ctx.refuse('COMMUNE_UNKNOWN', { field: 'commune' });
    if (isBeforeFunders(project.stage) && !input.reason) ctx.refuse('REASON_WANTED', { field: 'reason' });
    const partner = {
      id: ctx.newId('prt'),
      project_id: id,
      organisation_id: organisationId,
      lead: partners.length === 0,
      role: input.role,
      special: input.special,
      country: input.country,
      commune,
      joined_on: joinedOn,
      left_on: null,
      join_reason: input.reason ?? null,
      leave_reason: null,
      costs_stated: false,
      cost_basis: null,
      asked_cents: null,
      other_public_cents: null,
      pia_on_project: null,
      free_to_publish: null,
      economic_activity: null,
      applied_on: null,
      starts_on: null,
      revision: 1,
    };
    await insertPartner(ctx.sql, partner);
    ctx.record({
      object: { kind: 'project', id },
      reason: input.reason ?? null,
      after: { partner: partner.id, organisation: organisation.name, lead: partner.lead, joinedOn, commune },
    });
    return { project: id, partner: partner.id, lead: partner.lead };
  },
});
