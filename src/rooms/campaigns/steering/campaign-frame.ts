import { say } from '#kit/say.ts';
import type { Crumb } from '#kit/web/page.ts';
import type { Tone } from '#kit/web/ui/index.ts';
import type { Campaign } from '../campaign.ts';
import { campaignLife } from '../campaign.workflow.ts';
import { t } from './steering.sentences.ts';

export const CAMPAIGNS = '/campagnes';

/** `/campagnes/2016/questions` */
export const campaignAddress = (year: number, rest = ''): string => `${CAMPAIGNS}/${year}${rest}`;

export const campaignCrumbs = (year: number, last?: string): Crumb[] => [
  { label: t().campaigns, href: CAMPAIGNS },
  last ? { label: t().campaign(year), href: campaignAddress(year) } : { label: t().campaign(year) },
  ...(last ? [{ label: last }] : []),
];

export const CAMPAIGN_TONES: Readonly<Record<Campaign['state'], Tone>> = {
  prepared: 'neutral',
  open: 'progress',
  checking: 'info',
  validated: 'success',
  published: 'success',
};

export const stateInWords = (state: Campaign['state']): string => say(campaignLife.states[state]);

const PARTS = [
  ['overview', ''],
  ['review', '/examen'],
  ['questions', '/questions'],
  ['burden', '/charge'],
] as const;
export type CampaignPart = (typeof PARTS)[number][0];

/** The parts of a campaign, as tabs. */
export const campaignTabs = (year: number, current: CampaignPart) => ({
  label: t().tabs.label,
  tabs: PARTS.map(([part, rest]) => ({
    label: t().tabs[part],
    href: campaignAddress(year, rest),
    current: part === current,
  })),
});
