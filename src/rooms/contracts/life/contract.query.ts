import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { speakingDay } from '#rooms/registry';
import { PARTY_KINDS } from '../contract.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey, daySchema } from '../contracts.schemas.ts';
import { ANSWERS, OPINIONS } from '../negotiation/negotiation.ts';
import { contractPlace } from '../place.ts';
import { completenessOf } from '../roadmap/completeness.store.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { earliestSignature } from './contract-list.rules.ts';
import { nextStep } from './contract-list.ts';
import { isLate } from './contract-state.rules.ts';
import { worksFor } from './my-party.rules.ts';
import { nextSteps } from './next-step.rules.ts';
import { examinationDueOn } from './support-decision.rules.ts';
import { factsOfContract } from './visible-facts.ts';

const partyState = z.object({
  id: z.string(),
  kind: z.enum(PARTY_KINDS),
  name: z.string(),
  coordinating: z.boolean(),
  /** The reader works for it. */
  mine: z.boolean(),
  receivedOn: daySchema.nullable(),
  answerDueOn: daySchema.nullable(),
  answer: z.enum(ANSWERS).nullable(),
  deemedAgreed: z.boolean(),
  required: z.boolean(),
  signedOn: daySchema.nullable(),
  refused: z.boolean(),
});

export const contractOverview = z.object({
  contract: contractHead,
  on: daySchema,
  openedOn: daySchema,
  closedOn: daySchema.nullable(),
  signatureDueOn: daySchema,
  late: z.boolean(),
  provisionalFrom: daySchema.nullable(),
  parties: z.array(partyState),
  presentation: z
    .object({
      plannedOn: daySchema.nullable(),
      sessionOn: daySchema.nullable(),
      waived: z.boolean(),
      opinion: z.enum(OPINIONS).nullable(),
    })
    .nullable(),
  /** Day on which the text under way was sent for signature. */
  sentOn: daySchema.nullable(),
  earliest: daySchema.nullable(),
  /** Of the text under way; null when none is being written. */
  completeness: z.object({ missing: z.int(), advice: z.int() }).nullable(),
  steps: z.array(nextStep),
  openComments: z.int(),
  openProposals: z.int(),
  openConditions: z.int(),
  openDecisions: z.int(),
  amendments: z.int(),
  /** Day by which the improvement axes are examined (R31); null without axes or signature. */
  examinationDueOn: daySchema.nullable(),
  examinedOn: daySchema.nullable(),
});
export type ContractOverview = z.output<typeof contractOverview>;

/** A contract at a glance: where it stands, and what each party has to do next. */
export const getContract = defineQuery({
  name: 'contracts.getContract',
  title: { fr: 'Lire un contrat', en: 'Read a contract' },
  path: '/contracts/{contract}',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: contractOverview,
  async run({ sql, actor, today }, { contract: id }) {
    const contract = await headOfContract(sql, id);
    const on = await speakingDay(sql, undefined, today);
    const facts = await factsOfContract(sql, actor, id, on);
    if (!contract || !facts) throw notFound();
    const { rules } = await rulesOf(sql);
    const written = facts.underWay?.state === 'open' ? await completenessOf(sql, facts.underWay.id) : null;
    const steps = nextSteps({ contract: facts, missing: written?.missing ?? null, on, rules });
    return {
      contract,
      on,
      openedOn: facts.openedOn,
      closedOn: facts.closedOn,
      signatureDueOn: rules.signatureDueOn,
      late: isLate(facts, rules.signatureDueOn, on),
      provisionalFrom: facts.provisionalFrom,
      parties: facts.parties.map((party) => ({
        id: party.id,
        kind: party.kind,
        name: party.name,
        coordinating: party.coordinating,
        mine: worksFor(actor, party, facts.cluster.id),
        receivedOn: party.receivedOn,
        answerDueOn: party.answerDueOn,
        answer: party.answer,
        deemedAgreed: party.deemedAgreed,
        required: party.required !== false,
        signedOn: party.signedOn,
        refused: party.refused,
      })),
      presentation: facts.presentation && {
        plannedOn: facts.presentation.plannedOn,
        sessionOn: facts.presentation.sessionOn,
        waived: facts.presentation.waived,
        opinion: facts.presentation.opinion,
      },
      sentOn: facts.underWay?.state === 'signing' ? facts.underWay.frozenOn : null,
      earliest: earliestSignature(facts, rules, on),
      completeness: written && { missing: written.missing, advice: written.advice },
      steps,
      openComments: facts.openComments,
      openProposals: facts.openProposals,
      openConditions: facts.conditions.length,
      openDecisions: facts.decisions.length,
      amendments: facts.amendments,
      examinationDueOn:
        facts.improvement && facts.signedOn ? examinationDueOn(facts.signedOn, rules.examinationMonths) : null,
      examinedOn: facts.improvement?.examinedOn ?? null,
    };
  },
});
