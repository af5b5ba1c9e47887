import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, enterprisesOn, openHere } from '#rooms/registry';
import { RESEARCH_CATEGORIES } from '../funding/funding-facts.ts';
import { concernedPlace, projectPlace } from '../place.ts';
import { findProject } from '../project.store.ts';
import { COST_NATURES, STAGES } from '../project.ts';
import { CONCERNED } from '../projects.roles.ts';
import { daySchema, projectKey } from '../projects.schemas.ts';
import { addPartner } from './add-partner.action.ts';
import { amendPartner } from './amend-partner.action.ts';
import { standingOf, visibleBlocks } from './audience.rules.ts';
import { audiencesOf, noteOpening, readingFacts } from './audience.store.ts';
import { changeLead, withdrawPartner } from './change-consortium.actions.ts';
import { consortiumOf, costsOf } from './partner.store.ts';

const both = z.object({ fr: z.string(), en: z.string() });

const part = z.object({
  id: z.string(),
  organisation: z.string(),
  name: z.string(),
  kind: z.string(),
  siren: z.string().nullable(),
  synthetic: z.boolean(),
  lead: z.boolean(),
  role: z.string(),
  special: z.enum(['none', 'irt', 'ite', 'farm-cooperative']),
  country: z.string(),
  commune: z.string().nullable(),
  communeName: z.string().nullable(),
  joinedOn: daySchema,
  joinReason: z.string().nullable(),
  leftOn: daySchema.nullable(),
  leaveReason: z.string().nullable(),
  ceasedOn: daySchema.nullable(),
  /** Category of the enterprise on the day shown (R56), with the sentence that explains it; null for what is no firm. */
  size: z.object({ category: z.string().nullable(), why: both }).nullable(),
  /** Other partners of the same enterprise: firms of one group do not make two (R67, background). */
  sameGroupAs: z.array(z.string()),
  revision: z.int(),
  /** Null when the reader may not see budgets. */
  money: z
    .object({
      costsStated: z.boolean(),
      costs: z.array(
        z.object({ nature: z.enum(COST_NATURES), research: z.enum(RESEARCH_CATEGORIES), amountCents: z.number() }),
      ),
      totalCents: z.number().nullable(),
      costBasis: z.enum(['full', 'additional']).nullable(),
      askedCents: z.number().nullable(),
      otherPublicCents: z.number().nullable(),
      piaOnProject: z.boolean().nullable(),
      freeToPublish: z.boolean().nullable(),
      economicActivity: z.boolean().nullable(),
      appliedOn: daySchema.nullable(),
      startsOn: daySchema.nullable(),
    })
    .nullable(),
});
export type Part = z.infer<typeof part>;

export const consortiumView = z.object({
  project: z.object({ id: z.string(), acronym: z.string(), stage: z.enum(STAGES), synthetic: z.boolean() }),
  on: daySchema,
  partners: z.array(part),
  former: z.array(part),
  open: z.array(z.string()),
});
export type ConsortiumView = z.infer<typeof consortiumView>;

/** Who carries a project: each partner with its part, its size on the day, its place, and those that share an enterprise. */
export const getConsortium = defineQuery({
  name: 'projects.getConsortium',
  title: { fr: 'Lire le consortium d’un projet', en: 'Read the consortium of a project' },
  path: '/projects/{project}/partners',
  permission: { who: CONCERNED, where: concernedPlace },
  input: z.object({ project: projectKey }),
  output: consortiumView,
  async run(ctx, { project: id }) {
    const { sql, actor, today } = ctx;
    const facts = await readingFacts(sql, id, actor);
    const audiences = await audiencesOf(sql, id);
    const blocks = facts ? visibleBlocks(standingOf(actor, facts), audiences) : [];
    if (!facts || !blocks.includes('consortium')) throw notFound();
    const read = blocks.filter((block) => block === 'consortium' || block === 'budget');
    await noteOpening(ctx, id, read, audiences);
    const project = (await findProject(sql, id))!;
    const on = await actingDay(sql, today);
    const rows = await consortiumOf(sql, id);
    const costs = Map.groupBy(
      await costsOf(
        sql,
        rows.map((row) => row.id),
      ),
      (cost) => cost.partner_id,
    );
    const firms = rows.filter(({ kind }) => kind === 'firm').map(({ organisation_id }) => organisation_id);
    const enterprises = await enterprisesOn(sql, on as Day, firms);
    const active = rows.filter(({ left_on }) => left_on === null);
    const parts = rows.map((row): Part => {
      const enterprise = enterprises.get(row.organisation_id);
      const own = (costs.get(row.id) ?? []).map(({ nature, research, amount_cents }) => ({
        nature,
        research,
        amountCents: amount_cents,
      }));
      return {
        id: row.id,
        organisation: row.organisation_id,
        name: row.name,
        kind: row.kind,
        siren: row.siren,
        synthetic: row.organisation_synthetic,
        lead: row.lead,
        role: row.role,
        special: row.special,
        country: row.country,
        commune: row.commune,
        communeName: row.commune_name,
        joinedOn: row.joined_on as Day,
        joinReason: row.join_reason,
        leftOn: row.left_on as Day | null,
        leaveReason: row.leave_reason,
        ceasedOn: row.ceased_on as Day | null,
        size: enterprise ? { category: enterprise.answer.category, why: inOne(enterprise.answer.why) } : null,
        sameGroupAs: enterprise
          ? active
              .filter(
                (other) => other.id !== row.id && enterprises.get(other.organisation_id)?.head === enterprise.head,
              )
              .map(({ name }) => name)
          : [],
        revision: row.revision,
        money: blocks.includes('budget')
          ? {
              costsStated: row.costs_stated,
              costs: own,
              totalCents: row.costs_stated ? own.reduce((sum, { amountCents }) => sum + amountCents, 0) : null,
              costBasis: row.cost_basis,
              askedCents: row.asked_cents,
              otherPublicCents: row.other_public_cents,
              piaOnProject: row.pia_on_project,
              freeToPublish: row.free_to_publish,
              economicActivity: row.economic_activity,
              appliedOn: row.applied_on as Day | null,
              startsOn: row.starts_on as Day | null,
            }
          : null,
      };
    });
    return {
      project: { id, acronym: project.acronym, stage: project.stage, synthetic: project.synthetic },
      on,
      partners: parts.filter(({ leftOn }) => leftOn === null),
      former: parts.filter(({ leftOn }) => leftOn !== null),
      open: openHere(
        actor,
        [addPartner, amendPartner, withdrawPartner, changeLead],
        (await projectPlace(sql, { project: id }))!,
      ),
    };
  },
});

const inOne = (sentences: readonly { fr: string; en: string }[]) => ({
  fr: sentences.map(({ fr }) => fr).join(' '),
  en: sentences.map(({ en }) => en).join(' '),
});
