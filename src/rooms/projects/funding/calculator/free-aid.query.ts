import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { type Cents, cents } from '#kit/money.ts';
import { addDays, type Day } from '#kit/period.ts';
import { ORGANISATION_KINDS, speakingDay } from '#rooms/registry';
import { CENTS, countryCode, daySchema } from '../../projects.schemas.ts';
import { fundingReferenceOf } from '../calls/call-addition.store.ts';
import { refusing } from '../files/files.refusals.ts';
import {
  AID_SIZES,
  COST_BASES,
  type PartnerFacts,
  type ProjectFacts,
  RESEARCH_CATEGORIES,
  SPECIAL_KINDS,
} from '../funding-facts.ts';
import type { FundingCall } from '../funding-window.ts';
import { fundingAnswer, fundingAnswerOf } from './funding-answer.ts';

const costsInput = z.object(
  Object.fromEntries(RESEARCH_CATEGORIES.map((category) => [category, CENTS.default(0)])) as Record<
    (typeof RESEARCH_CATEGORIES)[number],
    z.ZodDefault<typeof CENTS>
  >,
);

/** A partner that somebody describes: what is left out is not known, and the answer then stands between two ends. */
const freePartner = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(ORGANISATION_KINDS).default('firm'),
  special: z.enum(SPECIAL_KINDS).default('none'),
  size: z.enum(AID_SIZES).nullish(),
  /** Firms under the same word are of one group. */
  group: z.string().trim().max(120).nullish(),
  country: countryCode.default('FR'),
  /** Is its work done in the territory of a labelling cluster? */
  inTerritory: z.boolean().nullish(),
  costs: costsInput,
  subcontractedCents: CENTS.default(0),
  costBasis: z.enum(COST_BASES).nullish(),
  askedCents: CENTS.nullish(),
  otherPublicCents: CENTS.default(0),
  freeToPublish: z.boolean().nullish(),
  economicActivity: z.boolean().nullish(),
});
type FreePartner = z.output<typeof freePartner>;

/** The cluster that labels a project that exists nowhere. */
const SOME_CLUSTER = 'some-cluster';

const amount = (count: number | null | undefined): Cents | null => (count == null ? null : cents(count));

const partnerFacts = (one: FreePartner, place: number): PartnerFacts => ({
  id: `p${place + 1}`,
  name: one.name,
  lead: place === 0,
  kind: one.kind,
  special: one.special,
  size: one.size ? { category: one.size, definition: 'eu-2003-361' } : null,
  group: one.group || `p${place + 1}`,
  country: one.country,
  region: null,
  inTerritoryOf: one.inTerritory == null ? null : one.inTerritory ? [SOME_CLUSTER] : [],
  costs: Object.fromEntries(
    RESEARCH_CATEGORIES.map((category) => [category, cents(one.costs[category])]),
  ) as PartnerFacts['costs'],
  subcontractedCents: cents(one.subcontractedCents),
  costBasis: one.costBasis ?? null,
  askedCents: amount(one.askedCents),
  otherPublicCents: cents(one.otherPublicCents),
  piaOnProject: null,
  freeToPublish: one.freeToPublish ?? null,
  economicActivity: one.economicActivity ?? null,
  appliedOn: null,
  startsOn: null,
});

/** A label obtained the day before the call closes: as late as is still in time (R69). */
const labelInTime = (closesOn: Day): ProjectFacts['labels'][number] => ({
  cluster: SOME_CLUSTER,
  lead: true,
  decidedOn: addDays(closesOn, -1),
});

function freeFacts(
  call: FundingCall,
  given: {
    partners: readonly FreePartner[];
    decisionOn: Day;
    labelled: boolean;
    wideDissemination?: boolean | null | undefined;
  },
): ProjectFacts {
  const closesOn = call.closes ?? given.decisionOn;
  return {
    partners: given.partners.map(partnerFacts),
    labels: given.labelled ? [labelInTime(closesOn)] : [],
    closesOn,
    decisionOn: given.decisionOn,
    researchEndsOn: null,
    launchOn: null,
    wideDissemination: given.wideDissemination ?? null,
    laboratoryShareJustified: null,
    loan: null,
  };
}

/** What a call gives to partners that anybody describes; nothing is kept of it. */
export const computeFreeAid = defineQuery({
  name: 'projects.computeFreeAid',
  title: { fr: 'Calculer une aide sans projet', en: 'Compute an aid without a project' },
  description: {
    fr: 'Les partenaires sont décrits dans la demande ; rien n’en est gardé. Le premier est le chef de file.',
    en: 'Partners are described in the request; nothing of it is kept. The first one leads.',
  },
  method: 'POST',
  path: '/aid-calculator',
  permission: { who: 'public' },
  input: z.object({
    call: z.string().min(1).max(80),
    /** Chooses the texts in force (R90); the day that the programme speaks of when left out. */
    decisionOn: daySchema.nullish(),
    labelled: z.boolean().default(true),
    wideDissemination: z.boolean().nullish(),
    partners: z.array(freePartner).min(1).max(20),
  }),
  output: fundingAnswer,
  refusals: refusing('CALL_UNKNOWN'),
  async run({ sql, today, refuse }, { call: id, decisionOn, ...given }) {
    const reference = await fundingReferenceOf(sql);
    const call = reference.calls.find((one) => one.id === id);
    if (!call) return refuse('CALL_UNKNOWN', { field: 'call', with: { call: id } });
    const on = decisionOn ?? (await speakingDay(sql, undefined, today));
    return fundingAnswerOf(reference, call, freeFacts(call, { ...given, decisionOn: on }), []);
  },
});
