import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { cents } from '#kit/money.ts';
import { addDays, type Day } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { concernedPlace } from '../../place.ts';
import { CONCERNED } from '../../projects.roles.ts';
import { CENTS, daySchema, partnerKey, projectKey } from '../../projects.schemas.ts';
import { changedFacts, computeAid, type FactChanges } from '../aid-calculator.ts';
import { applicationKey } from '../files/application.ts';
import { refusing } from '../files/files.refusals.ts';
import { ceilingsOf } from '../files/grant.rules.ts';
import { besides } from '../files/rules-applied.ts';
import { type FundingCase, fundingCase } from '../funding-case.ts';
import { AID_SIZES, type PartnerFacts, type ProjectFacts, RESEARCH_CATEGORIES } from '../funding-facts.ts';
import { fundingReader } from '../funding-reader.ts';
import type { FundingCall } from '../funding-window.ts';
import { fundingAnswer, fundingAnswerOf, saying } from './funding-answer.ts';

const costChange = z.object(
  Object.fromEntries(RESEARCH_CATEGORIES.map((category) => [category, CENTS])) as Record<
    (typeof RESEARCH_CATEGORIES)[number],
    typeof CENTS
  >,
);

/** What is tried of a partner; what is left out stays as it is. */
const partnerChange = z.object({
  partner: partnerKey,
  size: z.enum(AID_SIZES).nullish(),
  /** Its work is done in the territory of the labelling clusters, or outside. */
  inTerritory: z.boolean().nullish(),
  costs: costChange.nullish(),
  subcontractedCents: CENTS.nullish(),
  otherPublicCents: CENTS.nullish(),
  freeToPublish: z.boolean().nullish(),
});
type PartnerChange = z.output<typeof partnerChange>;

const changesInput = z.object({
  /** Another call, on the same project. */
  call: z.string().min(1).max(80).nullish(),
  decisionOn: daySchema.nullish(),
  /** As if the cluster that follows the project had labelled it in time. */
  labelled: z.boolean().nullish(),
  wideDissemination: z.boolean().nullish(),
  partners: z.array(partnerChange).max(60).default([]),
});
export type TriedChanges = z.input<typeof changesInput>;

function partnerFactsChanged(change: PartnerChange, clusters: readonly string[]): Partial<PartnerFacts> {
  const { size, inTerritory, costs, subcontractedCents, otherPublicCents, freeToPublish } = change;
  return {
    ...(size != null && { size: { category: size, definition: 'eu-2003-361' } }),
    ...(inTerritory != null && { inTerritoryOf: inTerritory ? [...clusters] : [] }),
    ...(costs != null && {
      costs: Object.fromEntries(
        RESEARCH_CATEGORIES.map((category) => [category, cents(costs[category])]),
      ) as PartnerFacts['costs'],
    }),
    ...(subcontractedCents != null && { subcontractedCents: cents(subcontractedCents) }),
    ...(otherPublicCents != null && { otherPublicCents: cents(otherPublicCents) }),
    ...(freeToPublish != null && { freeToPublish }),
  };
}

/** The facts with what is tried; a label that is supposed comes from the cluster that follows the project, the day before the closing. */
function triedFacts(
  { facts, project }: FundingCase,
  call: FundingCall,
  tried: z.output<typeof changesInput>,
): ProjectFacts {
  const decisionOn = (tried.decisionOn ?? facts.decisionOn) as Day;
  const closesOn = call.closes ?? decisionOn;
  const supposed = { cluster: project.cluster, lead: true, decidedOn: addDays(closesOn, -1) };
  const labels = tried.labelled == null ? facts.labels : tried.labelled ? [supposed] : [];
  const clusters = [project.cluster, ...labels.map(({ cluster }) => cluster)];
  const changes: FactChanges = {
    project: {
      decisionOn,
      closesOn,
      labels,
      ...(tried.wideDissemination != null && { wideDissemination: tried.wideDissemination }),
    },
    partners: Object.fromEntries(
      tried.partners.map((change) => [change.partner, partnerFactsChanged(change, clusters)]),
    ),
  };
  return changedFacts(facts, changes);
}

/** The facts of a partner that a form starts from. */
const triedPartner = z.object({
  partner: z.string(),
  name: z.string(),
  size: z.enum(AID_SIZES).nullable(),
  inTerritory: z.boolean().nullable(),
  costs: z.record(z.enum(RESEARCH_CATEGORIES), z.int().nullable()),
  subcontractedCents: z.int().nullable(),
  otherPublicCents: z.int().nullable(),
  isFirm: z.boolean(),
});

export const projectAid = z.object({
  project: z.object({ id: z.string(), acronym: z.string(), synthetic: z.boolean(), clusterName: z.string() }),
  call: z.string(),
  calls: z.array(saying.extend({ id: z.string() })),
  labelled: z.boolean(),
  decisionOn: daySchema.nullable(),
  wideDissemination: z.boolean().nullable(),
  partners: z.array(triedPartner),
  before: fundingAnswer,
  /** Most that the file that was named may grant, what other funders of its call grant taken off; empty when none was named. */
  ceilings: z.array(z.object({ partner: z.string(), cents: z.int().nullable() })),
  /** With what was tried; null when nothing was. */
  after: fundingAnswer.nullable(),
});
export type ProjectAidView = z.output<typeof projectAid>;

/** Eligibility and highest aid of a project before a call, as it is filed and as it would be: nothing is saved. */
export const computeProjectAid = defineQuery({
  name: 'projects.computeProjectAid',
  title: { fr: 'Calculer l’aide d’un projet', en: 'Compute the aid of a project' },
  method: 'POST',
  path: '/projects/{project}/aid',
  permission: { who: CONCERNED, where: concernedPlace },
  input: z.object({
    project: projectKey,
    /** The call of the project's last file, or the first of the calendar, when left out. */
    call: z.string().min(1).max(80).nullish(),
    fundingApplication: applicationKey.nullish(),
    tried: changesInput.nullish(),
  }),
  output: projectAid,
  refusals: refusing('CALL_UNKNOWN', 'PARTNER_UNKNOWN'),
  async run(ctx, { project, call, fundingApplication, tried }) {
    const on = await actingDay(ctx.sql, ctx.today);
    const asked = { project, call: call ?? undefined, application: fundingApplication ?? undefined, on };
    const found = await fundingCase(ctx.sql, asked);
    if (!found) return ctx.refuse('CALL_UNKNOWN', { field: 'call', with: { call: call ?? '' } });
    const { reference, facts, caveats, project: row } = found;
    const reader = await fundingReader(ctx, project, row.applications);
    if (found.application && !reader.readable.has(found.application.id)) throw notFound();
    if (tried?.partners.some(({ partner }) => !facts.partners.some(({ id }) => id === partner)))
      return ctx.refuse('PARTNER_UNKNOWN');
    const other = reference.calls.find(({ id }) => id === (tried?.call ?? found.call.id));
    if (!other) return ctx.refuse('CALL_UNKNOWN', { field: 'tried.call', with: { call: tried?.call ?? '' } });
    const clusters = [row.cluster, ...facts.labels.map(({ cluster }) => cluster)];
    return {
      project: { id: row.id, acronym: row.acronym, synthetic: row.synthetic, clusterName: row.clusterName },
      call: found.call.id,
      calls: reference.calls.map(({ id, name }) => ({ id, fr: name.fr, en: name.en })),
      labelled: facts.labels.length > 0,
      decisionOn: facts.decisionOn,
      wideDissemination: facts.wideDissemination,
      partners: facts.partners.map((one) => ({
        partner: one.id,
        name: one.name,
        size: one.size?.category ?? null,
        inTerritory: one.inTerritoryOf?.some((cluster) => clusters.includes(cluster)) ?? null,
        costs: one.costs,
        subcontractedCents: one.subcontractedCents,
        otherPublicCents: one.otherPublicCents,
        isFirm: one.kind === 'firm',
      })),
      ceilings: found.application
        ? ceilingsOf(computeAid(reference, found.call.id, facts), besides(found)).map(({ partner, cents: most }) => ({
            partner,
            cents: most,
          }))
        : [],
      before: fundingAnswerOf(reference, found.call, facts, caveats),
      after: tried ? fundingAnswerOf(reference, other, triedFacts(found, other, tried), caveats) : null,
    };
  },
});
