import * as z from 'zod';
import { addDays, type Day } from '#kit/period.ts';

/** Year of the figures that a campaign collects. */
export const campaignYear = z.int().min(2000).max(2100);
export const dayField = z.iso.date() as unknown as z.ZodType<Day, string>;

/** Minutes a quarter that a cluster in good standing is asked at most (principle 3); a campaign may hold another. */
export const MINUTES_PER_QUARTER = 30;

/** A return speaks of a year: four quarters. */
export const QUARTERS = 4;

/** What a campaign is run by, written on its row: what changes later does not move what already runs. */
export const campaignSettings = z.object({
  opensOn: dayField,
  dueOn: dayField,
  /** Days that the State, then the region, has to answer a return. */
  stateDays: z.int().min(1).max(365),
  regionDays: z.int().min(1).max(365),
  /** What the silence of an authority means at the end of its days. */
  silence: z.enum(['accepts', 'waits']),
  /** Gap to the target or to the counted value beyond which a reason is asked, in per cent. */
  reasonThreshold: z.number().positive().max(1000),
  minutesPerQuarter: z.number().positive().max(10_000),
});
export type CampaignSettings = z.output<typeof campaignSettings>;

/** A working choice of the programme: opened in mid-January, due at the end of March, a month for each authority. */
export const usualSettings = (year: number): CampaignSettings => ({
  opensOn: `${year + 1}-01-15` as Day,
  dueOn: `${year + 1}-03-31` as Day,
  stateDays: 30,
  regionDays: 30,
  silence: 'accepts',
  reasonThreshold: 20,
  minutesPerQuarter: MINUTES_PER_QUARTER,
});

/** A campaign as rules and screens read it. */
export interface Campaign extends CampaignSettings {
  readonly year: number;
  readonly state: 'prepared' | 'open' | 'checking' | 'validated' | 'published';
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  /** By the calendar, the day after the deadline. */
  readonly closedByItself: boolean;
  readonly frozenAt: Date | null;
  readonly publishedAt: Date | null;
  readonly synthetic: boolean;
  readonly revision: number;
}

export const campaignSchema = campaignSettings.extend({
  year: campaignYear,
  state: z.enum(['prepared', 'open', 'checking', 'validated', 'published']),
  openedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  closedByItself: z.boolean(),
  frozenAt: z.date().nullable(),
  publishedAt: z.date().nullable(),
  synthetic: z.boolean(),
  revision: z.int(),
}) satisfies z.ZodType<Campaign, unknown>;

/** The last day on which an authority answers in time: received on the 1st with 30 days, the 30th day after it. */
export const answerDueOn = (receivedOn: Day, days: number): Day => addDays(receivedOn, days);
