import type { ContractRules } from './contract-rules.ts';
import { t } from './settings.sentences.ts';

export type RuleName = keyof ContractRules;

/** The rules in the order of the screen, with the number in the programme's dossier where there is one. */
export const RULE_GROUPS = [
  { key: 'period', rules: ['startsOn', 'endsOn', 'signatureDueOn'] },
  {
    key: 'deadlines',
    rules: ['answerDays', 'silence', 'cniDays', 'daysFromVoteToSignature', 'daysToSign', 'reminderDays'],
  },
  { key: 'money', rules: ['publicSharePath', 'publicShareSource'] },
  { key: 'publication', rules: ['publicParts'] },
  { key: 'amendments', rules: ['amendmentSignatories', 'moneyThresholdPercent', 'targetThresholdPercent'] },
  { key: 'life', rules: ['replyDays', 'examinationMonths'] },
] as const satisfies readonly { key: string; rules: readonly RuleName[] }[];

const NUMBERS: Partial<Record<RuleName, string>> = {
  startsOn: 'R20',
  endsOn: 'R20',
  signatureDueOn: 'R21',
  cniDays: 'R27',
  publicSharePath: 'R30',
  publicShareSource: 'R30',
  amendmentSignatories: 'R33',
  moneyThresholdPercent: 'R33',
  targetThresholdPercent: 'R33',
  daysFromVoteToSignature: 'R23',
  replyDays: 'R35',
  examinationMonths: 'R31',
};

/** On what a rule rests, in words; what no text gives is a working assumption and says so. */
export function basisOf(name: RuleName): string {
  const { bases, sources } = t();
  const said =
    name === 'startsOn' || name === 'endsOn' || name === 'signatureDueOn'
      ? bases.text(sources.council)
      : name === 'examinationMonths'
        ? bases.text(sources.phaseTwo)
        : name === 'replyDays'
          ? `${bases.habit(sources.credits)}. ${bases.assumption}`
          : bases.assumption;
  return NUMBERS[name] ? `${NUMBERS[name]} — ${said}` : said;
}
