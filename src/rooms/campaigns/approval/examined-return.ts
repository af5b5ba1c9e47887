import { notFound } from '#kit/action.ts';
import type { Actor, Place } from '#kit/actor.ts';
import type { ActionContext } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { contractPlace } from '#rooms/contracts';
import { actingDay, clusterPlace, reaches } from '#rooms/registry';
import { coordinatingRegions } from '../campaign.store.ts';
import { REGION_APPROVERS, STATE_APPROVERS } from '../campaigns.roles.ts';
import type { Step } from '../campaigns.tables.ts';
import { lockReturn, type ReturnHead, type ReturnRow, returnHead, submissionsOf } from '../return.store.ts';
import { returnLife } from '../return.workflow.ts';
import { t } from './approval.sentences.ts';
import { type VerdictRow, verdictsOf } from './approval.store.ts';

/** Where a return stands for those who read it: with its cluster, and with the métropoles that are parties to its contract. */
export async function examinedPlace(
  sql: Sql,
  { cluster, year }: { readonly cluster: string; readonly year: number },
): Promise<Place | null> {
  const head = await returnHead(sql, cluster, year);
  if (!head) return null;
  const contract = head.held?.contract_id;
  return contract ? contractPlace(sql, { contract }) : clusterPlace(sql, cluster);
}

/** Whose turn it is; null when no authority is waited for. */
export const stepOf = (state: ReturnRow['state']): Step | null =>
  state === 'submitted' ? 'state' : state === 'state-accepted' ? 'region' : null;

/**
 * May this person answer at this step? For the State, whoever reaches the cluster; for the region, its coordinating region alone: the others give an opinion. Where no
 * region coordinates, any region of the cluster may.
 */
export function speaksFor(actor: Actor, step: Step, place: Place, coordinating: readonly string[]): boolean {
  if (step === 'state') return reaches(actor, STATE_APPROVERS, place);
  return reaches(actor, REGION_APPROVERS, coordinating.length > 0 ? { regions: coordinating } : place);
}

export interface ExaminedReturn extends ReturnHead {
  readonly held: ReturnRow;
  readonly step: Step;
  readonly round: number;
  /** Verdicts of this step on this submission. */
  readonly verdicts: readonly VerdictRow[];
  readonly on: Day;
}

export const EXAMINING_REFUSALS = ['NOT_WAITING', 'NOT_YOUR_TURN'] as const;

/** The return that an authority answers, held until the transaction ends; refuses when it waits for nobody, or for another. */
export async function returnToExamine<Code extends string>(
  ctx: ActionContext<Code | (typeof EXAMINING_REFUSALS)[number]>,
  { cluster, year }: { readonly cluster: string; readonly year: number },
): Promise<ExaminedReturn> {
  const held = await lockReturn(ctx.sql, cluster, year);
  const head = await returnHead(ctx.sql, cluster, year);
  if (!held || !head) throw notFound();
  const step = stepOf(held.state);
  if (step === null) return ctx.refuse('NOT_WAITING', { with: { state: say(returnLife.states[held.state]) } });
  const place = (await examinedPlace(ctx.sql, { cluster, year }))!;
  if (!speaksFor(ctx.actor, step, place, await coordinatingRegions(ctx.sql, cluster)))
    ctx.refuse('NOT_YOUR_TURN', { with: { who: t().who[step] } });
  return {
    ...head,
    held,
    step,
    ...(await underExamination(ctx.sql, held, step)),
    on: await actingDay(ctx.sql, ctx.today),
  };
}

/** The submission that is looked at, and what this step said of it. */
export async function underExamination(sql: Sql, held: Pick<ReturnRow, 'id'>, step: Step) {
  const round = (await submissionsOf(sql, held.id))[0]?.round ?? 1;
  const verdicts = (await verdictsOf(sql, held.id)).filter((one) => one.round === round && one.step === step);
  return { round, verdicts };
}
