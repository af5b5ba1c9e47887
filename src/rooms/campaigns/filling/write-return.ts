import { notFound } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { actingDay, clusterPlace } from '#rooms/registry';
import { lockReturn, type ReturnHead, type ReturnRow, returnHead } from '../return.store.ts';
import { returnLife } from '../return.workflow.ts';
import type { FillingRefusal } from './filling.refusals.ts';

/** A return stands where its cluster does. */
export const returnPlace = (sql: Parameters<typeof clusterPlace>[0], { cluster }: { cluster: string }) =>
  clusterPlace(sql, cluster);

/** States in which the cluster writes. */
const WRITTEN_STATES: readonly ReturnRow['state'][] = ['draft', 'returned'];

export const isWritten = (held: Pick<ReturnRow, 'state' | 'frozen_at'>): boolean =>
  WRITTEN_STATES.includes(held.state) && held.frozen_at === null;

/** Whether a return is opened and written: while the campaign is open; once it checks, when it was sent back, or until the end of its delay. */
export const collects = (
  {
    campaign,
    held,
    delay,
  }: Pick<ReturnHead, 'campaign' | 'delay'> & { readonly held: Pick<ReturnRow, 'state'> | null },
  on: Day,
): boolean =>
  campaign.state === 'open' ||
  (campaign.state === 'checking' && (held?.state === 'returned' || (delay !== null && on <= delay.untilOn)));

export interface WrittenReturn extends ReturnHead {
  readonly held: ReturnRow;
  /** The day of the act. */
  readonly on: Day;
}

export const WRITING_REFUSALS = [
  'CAMPAIGN_CLOSED',
  'RETURN_NOT_OPENED',
  'RETURN_CLOSED',
] as const satisfies readonly FillingRefusal[];

/** The return that an act writes in, held until its transaction ends. */
export async function returnToWrite(
  ctx: ActionContext<(typeof WRITING_REFUSALS)[number]>,
  { cluster, year }: { readonly cluster: string; readonly year: number },
): Promise<WrittenReturn> {
  const locked = await lockReturn(ctx.sql, cluster, year);
  const head = await returnHead(ctx.sql, cluster, year);
  if (!head) throw notFound();
  if (!locked) return ctx.refuse('RETURN_NOT_OPENED');
  const on = await actingDay(ctx.sql, ctx.today);
  if (!collects({ ...head, held: locked }, on)) ctx.refuse('CAMPAIGN_CLOSED', { with: { year } });
  if (!isWritten(locked)) ctx.refuse('RETURN_CLOSED', { with: { state: say(returnLife.states[locked.state]) } });
  return { ...head, held: locked, on };
}
