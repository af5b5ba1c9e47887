import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { RefusalDetail } from '#kit/context.ts';
import { yearOf } from '#kit/period.ts';
import { actingDay, nationwide } from '#rooms/registry';
import { findCampaign, insertCampaign, lockCampaign, saveSettings } from '../campaign.store.ts';
import { type CampaignSettings, campaignSettings, campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { campaignPlace } from './campaign-life.ts';
import { steeringRefusing } from './steering.refusals.ts';

/** What is wrong with the days of a campaign on a year; null when nothing is. */
function daysFault(
  year: number,
  { opensOn, dueOn }: CampaignSettings,
): { readonly code: 'OPENS_BEFORE_YEAR_END' | 'DUE_BEFORE_OPENING'; readonly detail: RefusalDetail } | null {
  if (yearOf(opensOn) <= year)
    return { code: 'OPENS_BEFORE_YEAR_END', detail: { field: 'opensOn', with: { year: String(year) } } };
  if (dueOn <= opensOn) return { code: 'DUE_BEFORE_OPENING', detail: { field: 'dueOn', with: { day: opensOn } } };
  return null;
}

/** Prepares the campaign on the figures of a year: its days, the delays of the authorities, what their silence means. */
export const prepareCampaign = defineAction({
  name: 'campaigns.prepareCampaign',
  title: { fr: 'Préparer une campagne', en: 'Prepare a campaign' },
  path: '/campaigns',
  permission: { who: CAMPAIGN_KEEPERS, where: nationwide },
  input: campaignSettings.extend({ year: campaignYear, synthetic: z.boolean().default(false) }),
  output: z.object({ year: z.int() }),
  refusals: steeringRefusing('CAMPAIGN_EXISTS', 'YEAR_NOT_STARTED', 'OPENS_BEFORE_YEAR_END', 'DUE_BEFORE_OPENING'),
  async run(ctx, { year, synthetic, ...settings }) {
    const on = await actingDay(ctx.sql, ctx.today);
    if (yearOf(on) < year) ctx.refuse('YEAR_NOT_STARTED', { field: 'year', with: { year: String(year) } });
    if (await findCampaign(ctx.sql, year))
      ctx.refuse('CAMPAIGN_EXISTS', { field: 'year', with: { year: String(year) } });
    const fault = daysFault(year, settings);
    if (fault) ctx.refuse(fault.code, fault.detail);
    await insertCampaign(ctx.sql, { year, settings, synthetic });
    ctx.record({ object: { kind: 'campaign', id: String(year) }, after: settings });
    return { year };
  },
});

/** Changes the rules of a campaign: freely before it opens, with a reason afterwards. What already runs, an authority’s days for instance, keeps its own. */
export const amendCampaign = defineAction({
  name: 'campaigns.amendCampaign',
  title: { fr: 'Régler une campagne', en: 'Set up a campaign' },
  method: 'PUT',
  path: '/campaigns/{year}',
  permission: { who: CAMPAIGN_KEEPERS, where: campaignPlace },
  input: campaignSettings.extend({
    year: campaignYear,
    reason: z.string().trim().max(4_000).nullish(),
    /** The revision that was read. */
    revision: z.int().min(1),
  }),
  output: z.object({ year: z.int(), revision: z.int() }),
  refusals: steeringRefusing(
    'SETTINGS_CLOSED',
    'SETTINGS_CHANGED',
    'REASON_REQUIRED',
    'NOTHING_CHANGED',
    'OPENS_BEFORE_YEAR_END',
    'DUE_BEFORE_OPENING',
  ),
  async run(ctx, { year, reason, revision, ...settings }) {
    const campaign = (await lockCampaign(ctx.sql, year))!;
    if (campaign.state === 'validated' || campaign.state === 'published') ctx.refuse('SETTINGS_CLOSED');
    if (campaign.revision !== revision) ctx.refuse('SETTINGS_CHANGED');
    const fault = daysFault(year, settings);
    if (fault) ctx.refuse(fault.code, fault.detail);
    const names = (Object.keys(settings) as (keyof CampaignSettings)[]).filter(
      (name) => settings[name] !== campaign[name],
    );
    if (names.length === 0) ctx.refuse('NOTHING_CHANGED');
    if (campaign.state !== 'prepared' && !reason) ctx.refuse('REASON_REQUIRED', { field: 'reason' });
    await saveSettings(ctx.sql, year, settings);
    const only = (of: CampaignSettings) => Object.fromEntries(names.map((name) => [name, of[name]]));
    ctx.record({
      object: { kind: 'campaign', id: String(year) },
      reason: reason ?? null,
      before: only(campaign),
      after: only(settings),
    });
    return { year, revision: revision + 1 };
  },
});
