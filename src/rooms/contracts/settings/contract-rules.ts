import * as z from 'zod';
import { daySchema } from '../contracts.schemas.ts';

/** What becomes of an authority's silence, at the end of its delay. */
export const SILENCE_OUTCOMES = ['nothing', 'reminder', 'deemed-agreed', 'escalated'] as const;

/** What the public reads of a signed contract. */
export const PUBLIC_PARTS = ['areas', 'goals', 'markets', 'objectives', 'targets', 'commitments', 'articles'] as const;

/** The programme's rules on contracts: data, each change journalled with its reason. */
export const contractRules = z.object({
  startsOn: daySchema,
  endsOn: daySchema,
  /** Signatures after this day are late (R21). */
  signatureDueOn: daySchema,
  /** Days an authority has to answer from the day it received the draft, and what its silence then means. */
  answerDays: z.int().min(1).max(365),
  silence: z.enum(SILENCE_OUTCOMES),
  /** Days after which a presentation without opinion counts as “no opinion”. */
  cniDays: z.int().min(1).max(365),
  /** Working assumption for the schedule: days from a vote to the signature that it allows. */
  daysFromVoteToSignature: z.int().min(0).max(120),
  /** Likewise, from the sending of the text to the signature of a party that needs no vote. */
  daysToSign: z.int().min(0).max(120),
  /** Days between two reminders to the same party. */
  reminderDays: z.int().min(1).max(90),
  /** Highest public share of running costs by year, in per cent (R30); null where no path is set. */
  publicSharePath: z.record(z.string().regex(/^20\d{2}$/), z.number().min(0).max(100).nullable()),
  publicShareSource: z.string(),
  publicParts: z.array(z.enum(PUBLIC_PARTS)),
  /**
   * Who signs an amendment, by what it changes: `all` parties; `concerned`: the State, the cluster and the parties whose own clauses change;
   * `state-and-cluster`. Money is `concerned` up to the threshold, `all` above.
   */
  amendmentSignatories: z.object({
    correction: z.enum(['all', 'concerned', 'state-and-cluster']),
    dates: z.enum(['all', 'concerned', 'state-and-cluster']),
    targets: z.enum(['all', 'concerned', 'state-and-cluster']),
    parties: z.enum(['all', 'concerned', 'state-and-cluster']),
    money: z.enum(['all', 'concerned', 'state-and-cluster']),
  }),
  /** A change of the sum of commitments above this share of the text in force, in per cent, is signed by all. */
  moneyThresholdPercent: z.number().min(0).max(100),
  /** Likewise, a change of a target above this share of the target in force. */
  targetThresholdPercent: z.number().min(0).max(100),
  /** Days the cluster has to reply to a decision that cuts or ends support (R35). */
  replyDays: z.int().min(1).max(365),
  /** Months from signature to the examination of improvement axes (R31). */
  examinationMonths: z.int().min(1).max(60),
});
export type ContractRules = z.output<typeof contractRules>;

/**
 * Phase III as the founding text and the dossier give it (R20, R21, R30); what neither gives is a working assumption, said in `publicShareSource` and on the
 * screen of the settings.
 */
export const PHASE_3_RULES: ContractRules = contractRules.parse({
  startsOn: '2013-01-01',
  endsOn: '2018-12-31',
  signatureDueOn: '2013-06-30',
  answerDays: 60,
  silence: 'reminder',
  cniDays: 45,
  daysFromVoteToSignature: 15,
  daysToSign: 10,
  reminderDays: 14,
  publicSharePath: { 2013: 67, 2014: 58, 2015: 50, 2016: 50, 2017: 50, 2018: 50 },
  publicShareSource:
    'Objectif de 50 % au plus, contre 75 % auparavant (instruction de phase II)\u202f; le chemin annuel est une hypothèse du programme, à confirmer.',
  publicParts: ['areas', 'goals', 'markets', 'objectives', 'targets'],
  amendmentSignatories: {
    correction: 'state-and-cluster',
    dates: 'all',
    targets: 'concerned',
    parties: 'all',
    money: 'concerned',
  },
  moneyThresholdPercent: 10,
  targetThresholdPercent: 20,
  replyDays: 30,
  examinationMonths: 18,
});

/** The phase that this programme runs. */
export const PHASE = 'phase-iii';
