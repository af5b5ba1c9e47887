import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { type Answers, decideTransition, type GuardOf, type TransitionOf } from '#kit/workflow.ts';
import { actingDay, nationwide } from '#rooms/registry';
import { findCampaign, lockCampaign } from '../campaign.store.ts';
import type { Campaign } from '../campaign.ts';
import { campaignLife } from '../campaign.workflow.ts';
import type { Owing } from './owing.ts';

/** A campaign concerns the whole programme; one that was not prepared does not exist. */
export const campaignPlace = async (sql: Parameters<typeof findCampaign>[0], { year }: { year: number }) =>
  (await findCampaign(sql, year)) === null ? null : nationwide();

/** Every cluster that owes has a return validated, or closed without one for a reason. */
export const isSettled = ({ held }: Owing): boolean =>
  held?.state === 'validated' || held?.state === 'closed-without-return';

/** What is known of the guards of a campaign on a day. */
export const campaignAnswers = (
  campaign: Campaign,
  on: string,
  owing: readonly Owing[],
): Answers<GuardOf<typeof campaignLife>> => ({
  openingDayIsReached: on >= campaign.opensOn,
  deadlineIsPassed: on > campaign.dueOn,
  everyReturnIsSettled: owing.every(isSettled),
});

/** The campaign held, and the state to which this act leads; refuses with the reasons of the guards. */
export async function enterCampaign<Code extends string>(
  ctx: ActionContext<Code | 'CAMPAIGN_STATE'>,
  year: number,
  transition: TransitionOf<typeof campaignLife>,
  owing: readonly Owing[] = [],
) {
  const campaign = (await lockCampaign(ctx.sql, year))!;
  const on = await actingDay(ctx.sql, ctx.today);
  const decision = decideTransition(campaignLife, campaign.state, transition, campaignAnswers(campaign, on, owing));
  if (!decision.ok) return ctx.refuse('CAMPAIGN_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
  return { campaign, on, to: decision.to };
}
