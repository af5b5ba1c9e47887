import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatCents } from '#kit/say.ts';
import { RESEARCH_CATEGORIES } from '../funding/funding-facts.ts';
import { projectPlace } from '../place.ts';
import { lockProject } from '../project.store.ts';
import { COST_NATURES } from '../project.ts';
import { WRITERS } from '../projects.roles.ts';
import {
  asBoolean,
  CENTS,
  countryCode,
  daySchema,
  partnerKey,
  projectKey,
  revisionRead,
  yesNo,
} from '../projects.schemas.ts';
import { activePartner, costsOf, replaceCosts, updatePartner } from './partner.store.ts';
import { refusing } from './project.refusals.ts';
import { communeExists } from './project-identity.store.ts';

/** Above this, one partner's costs are more often thousands typed as euros than a real budget: the person confirms. */
export const IMPLAUSIBLE_COSTS_CENTS = 100_000_000_00;

/** Corrects the part of one partner: role, place of its work, costs by nature and category of research, aid asked, what the funding rules ask. */
export const amendPartner = defineAction({
  name: 'projects.amendPartner',
  title: { fr: 'Modifier la part d’un partenaire', en: 'Amend the part of a partner' },
  path: '/projects/{project}/partners/{partner}',
  method: 'PATCH',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    partner: partnerKey,
    revision: revisionRead,
    role: z.string().trim().max(300).default(''),
    special: z.enum(['none', 'irt', 'ite', 'farm-cooperative']).default('none'),
    country: countryCode.default('FR'),
    commune: z.string().max(5).nullish(),
    /** Absent: costs are left as they are. Present: all of them; what has no line is nothing. */
    costs: z
      .array(z.object({ nature: z.enum(COST_NATURES), research: z.enum(RESEARCH_CATEGORIES), amountCents: CENTS }))
      .max(20)
      .nullish(),
    confirmed: z.boolean().default(false),
    costBasis: z.enum(['full', 'additional']).nullish(),
    askedCents: CENTS.nullish(),
    otherPublicCents: CENTS.nullish(),
    piaOnProject: yesNo,
    freeToPublish: yesNo,
    economicActivity: yesNo,
    startsOn: daySchema.nullish(),
  }),
  output: z.object({ project: z.string(), partner: z.string(), revision: z.int() }),
  refusals: refusing(
    'PROJECT_CLOSED',
    'PARTNER_UNKNOWN',
    'REVISION_OLD',
    'COMMUNE_UNKNOWN',
    'COMMUNE_ABROAD',
    'COSTS_IMPLAUSIBLE',
    'AID_ABOVE_COSTS',
  ),
  async run(ctx, { project: id, partner: partnerId, revision, ...input }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (project.stage === 'abandoned') ctx.refuse('PROJECT_CLOSED');
    const before = await activePartner(ctx.sql, id, partnerId);
    if (!before) return ctx.refuse('PARTNER_UNKNOWN');
    if (before.revision !== revision) ctx.refuse('REVISION_OLD');
    const commune = input.commune ?? null;
    if (commune && input.country !== 'FR') ctx.refuse('COMMUNE_ABROAD', { field: 'commune' });
    if (commune && !(await communeExists(ctx.sql, commune))) ctx.refuse('COMMUNE_UNKNOWN', { field: 'commune' });
    const kept = await costsOf(ctx.sql, [partnerId]);
    const costs = input.costs?.map(({ nature, research, amountCents }) => ({
      nature,
      research,
      amount_cents: amountCents,
    }));
    const total = (costs ?? kept).reduce((sum, { amount_cents }) => sum + amount_cents, 0);
    const stated = costs !== undefined || before.costs_stated;
    if (costs && total > IMPLAUSIBLE_COSTS_CENTS && !input.confirmed)
      ctx.refuse('COSTS_IMPLAUSIBLE', { field: 'confirmed', with: { total: formatCents(total) } });
    if (stated && input.askedCents != null && input.askedCents > total)
      ctx.refuse('AID_ABOVE_COSTS', {
        field: 'askedCents',
        with: { asked: formatCents(input.askedCents), costs: formatCents(total) },
      });
    const after = {
      role: input.role,
      special: input.special,
      country: input.country,
      commune,
      costs_stated: stated,
      cost_basis: input.costBasis ?? null,
      asked_cents: input.askedCents ?? null,
      other_public_cents: input.otherPublicCents ?? null,
      pia_on_project: asBoolean(input.piaOnProject),
      free_to_publish: asBoolean(input.freeToPublish),
      economic_activity: asBoolean(input.economicActivity),
      starts_on: input.startsOn ?? null,
    };
    await updatePartner(ctx.sql, partnerId, { ...after, revision: revision + 1 });
    if (costs) await replaceCosts(ctx.sql, partnerId, costs);
    const written = Object.keys(after) as (keyof typeof after)[];
    const changed = written.filter((key) => before[key] !== after[key]);
    ctx.record({
      object: { kind: 'project', id },
      before: {
        partner: partnerId,
        ...Object.fromEntries(changed.map((key) => [key, before[key]])),
        ...(costs && { costs: kept }),
      },
      after: {
        partner: partnerId,
        ...Object.fromEntries(changed.map((key) => [key, after[key]])),
        ...(costs && { costs }),
      },
    });
    return { project: id, partner: partnerId, revision: revision + 1 };
  },
});
