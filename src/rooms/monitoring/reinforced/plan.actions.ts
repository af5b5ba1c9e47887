import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { addDays, addMonths, type Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { type Answers, decideTransition, type GuardOf, type TransitionOf } from '#kit/workflow.ts';
import { actingDay, clusterId, clusterPlace } from '#rooms/registry';
import { PLAN_ANSWERERS, PLAN_KEEPERS } from '../monitoring.roles.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { conductOf } from '../watch/assess.rules.ts';
import { type WatchedCluster, watch } from '../watch/watch.ts';
import { criterion } from './criterion.ts';
import { type Measured, measure } from './monitoring.rules.ts';
import { refusing } from './plan.refusals.ts';
import { insertEvent, insertPlan, lockAlivePlan, type Plan, updatePlan } from './plan.store.ts';
import type { EventKind } from './plan.ts';
import { type PlanState, planLife } from './plan.workflow.ts';

const text = z.string().trim().min(1).max(8_000);
const stepInput = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const dayInput = z.iso.date() as unknown as z.ZodType<Day, string>;
const where = (sql: Parameters<typeof clusterPlace>[0], { cluster }: { cluster: string }) => clusterPlace(sql, cluster);
const done = z.object({ cluster: z.string(), plan: z.string() });

type Act = 'PLAN_STATE' | 'NO_PLAN';
type Ctx<Code extends string> = ActionContext<Code>;

/** The cluster as it is watched on the day of the act, inside its transaction. */
async function watchedOn(ctx: Pick<Ctx<never>, 'sql'>, cluster: string, on: Day): Promise<WatchedCluster | null> {
  return (await watch(ctx.sql, on)).find((one) => one.cluster.id === cluster) ?? null;
}

const measuredOn = (plan: Plan, found: WatchedCluster | null): Measured[] =>
  found
    ? plan.exit_criteria.map((one) =>
        measure(one, conductOf(found.watched, 0, true), plan.started_on ?? plan.proposed_on),
      )
    : [];

/** The plan alive, or the refusal that says there is none. */
async function alive<Code extends string>(ctx: Ctx<Code | 'NO_PLAN'>, cluster: string): Promise<Plan> {
  return (await lockAlivePlan(ctx.sql, cluster)) ?? ctx.refuse('NO_PLAN');
}

/** Where a transition leads, or the refusal with its reasons. */
function led<Code extends string>(
  ctx: Ctx<Code | Act>,
  plan: Plan,
  transition: TransitionOf<typeof planLife>,
  answers: Answers<GuardOf<typeof planLife>> = {},
): PlanState {
  const decision = decideTransition(planLife, plan.state, transition, answers);
  return decision.ok
    ? decision.to
    : ctx.refuse('PLAN_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
}

async function happened(
  ctx: Ctx<string>,
  plan: Plan,
  kind: EventKind,
  on: Day,
  words: string,
  figures: unknown = null,
): Promise<void> {
  await insertEvent(ctx.sql, {
    id: ctx.newId('monitoring-event'),
    plan_id: plan.id,
    kind,
    on_day: on,
    text: words,
    figures,
    by_id: ctx.actor.id,
    by_name: ctx.actor.name,
    at: ctx.now,
  });
  ctx.record({
    object: { kind: 'cluster', id: plan.cluster_id },
    reason: words || null,
    after: { plan: plan.id, kind, figures },
  });
}

/** Proposes reinforced monitoring to a cluster (T7): the triggers of the day, met or not, are kept with it; the cluster answers first. */
export const proposePlan = defineAction({
  name: 'monitoring.proposePlan',
  title: { fr: 'Proposer un suivi renforcé', en: 'Propose reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring',
  permission: { who: PLAN_KEEPERS, where },
  input: z.object({
    cluster: clusterId,
    step: stepInput,
    reasons: text,
    measures: z.string().trim().max(8_000).default(''),
    criteria: z.array(criterion).min(1).max(8),
  }),
  output: done,
  refusals: refusing('PLAN_ALIVE', 'UNKNOWN_INDICATOR'),
  async run(ctx, { cluster, step, reasons, measures, criteria }) {
    if (await lockAlivePlan(ctx.sql, cluster)) ctx.refuse('PLAN_ALIVE');
    const on = await actingDay(ctx.sql, ctx.today);
    const found = await watchedOn(ctx, cluster, on);
    const followed = new Map(
      found?.watched.objectives.flatMap(({ indicators }) => indicators.map(({ key, content }) => [key, content.title])),
    );
    const worded = criteria.map((one) =>
      one.kind === 'indicator'
        ? { ...one, title: followed.get(one.indicator) ?? ctx.refuse('UNKNOWN_INDICATOR', { field: 'indicator' }) }
        : one,
    );
    const id = ctx.newId('plan');
    await insertPlan(ctx.sql, {
      id,
      cluster_id: cluster,
      state: planLife.initial,
      step,
      triggers: found?.watched.triggers ?? [],
      reasons,
      measures,
      exit_criteria: worded,
      proposed_on: on,
      proposed_by: ctx.actor.name,
      reply_due_on: addDays(on, THRESHOLDS.planReplyDays),
      reply: null,
      replied_at: null,
      replied_by: null,
      started_on: null,
      review_on: null,
      ended_on: null,
      end_reason: null,
      synthetic: found?.watched.synthetic ?? false,
    });
    ctx.record({
      object: { kind: 'cluster', id: cluster },
      reason: reasons,
      after: { plan: id, step, criteria: worded },
    });
    return { cluster, plan: id };
  },
});

/** What the cluster says of the proposal, once; joined to it for good. */
export const replyToPlan = defineAction({
  name: 'monitoring.replyToPlan',
  title: { fr: 'Répondre à la proposition de suivi renforcé', en: 'Reply to the proposal of reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring/reply',
  permission: { who: PLAN_ANSWERERS, where },
  input: z.object({ cluster: clusterId, reply: text }),
  output: done,
  refusals: refusing('NO_PLAN', 'ALREADY_REPLIED', 'PLAN_STATE'),
  async run(ctx, { cluster, reply }) {
    const plan = await alive(ctx, cluster);
    if (plan.replied_at) ctx.refuse('ALREADY_REPLIED');
    const on = await actingDay(ctx.sql, ctx.today);
    await updatePlan(ctx.sql, plan.id, { reply, replied_at: ctx.now, replied_by: ctx.actor.name });
    await happened(ctx, plan, 'reply', on, reply);
    return { cluster, plan: plan.id };
  },
});

/** Starts the monitoring, once the cluster replied or could have. */
export const startPlan = defineAction({
  name: 'monitoring.startPlan',
  title: { fr: 'Commencer un suivi renforcé', en: 'Start reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring/start',
  permission: { who: PLAN_KEEPERS, where },
  input: z.object({ cluster: clusterId }),
  output: done,
  refusals: refusing('NO_PLAN', 'PLAN_STATE'),
  async run(ctx, { cluster }) {
    const plan = await alive(ctx, cluster);
    const on = await actingDay(ctx.sql, ctx.today);
    const state = led(ctx, plan, 'start', { clusterCouldReply: plan.replied_at !== null || on > plan.reply_due_on });
    await updatePlan(ctx.sql, plan.id, { state, started_on: on, review_on: addMonths(on, THRESHOLDS.reviewMonths) });
    await happened(ctx, plan, 'start', on, '');
    return { cluster, plan: plan.id };
  },
});

/** Records a review, with the values of the criteria on its day. */
export const reviewPlan = defineAction({
  name: 'monitoring.reviewPlan',
  title: { fr: 'Enregistrer une revue de suivi renforcé', en: 'Record a review of reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring/reviews',
  permission: { who: PLAN_KEEPERS, where },
  input: z.object({ cluster: clusterId, text, reviewOn: dayInput }),
  output: done,
  refusals: refusing('NO_PLAN', 'PLAN_STATE', 'REVIEW_IN_PAST'),
  async run(ctx, { cluster, text: words, reviewOn }) {
    const plan = await alive(ctx, cluster);
    const on = await actingDay(ctx.sql, ctx.today);
    // A review is held on what runs: as much as ending it asks.
    led(ctx, plan, 'exit', { criteriaAreMetOrReasonIsGiven: true });
    if (reviewOn <= on) ctx.refuse('REVIEW_IN_PAST', { field: 'reviewOn' });
    await updatePlan(ctx.sql, plan.id, { review_on: reviewOn });
    await happened(ctx, plan, 'review', on, words, measuredOn(plan, await watchedOn(ctx, cluster, on)));
    return { cluster, plan: plan.id };
  },
});

/** A step up or down, with its reason. */
export const changeStep = defineAction({
  name: 'monitoring.changeStep',
  title: { fr: 'Changer l’étape d’un suivi renforcé', en: 'Change the step of reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring/step',
  permission: { who: PLAN_KEEPERS, where },
  input: z.object({ cluster: clusterId, step: stepInput, reason: text }),
  output: done,
  refusals: refusing('NO_PLAN', 'SAME_STEP'),
  async run(ctx, { cluster, step, reason }) {
    const plan = await alive(ctx, cluster);
    if (plan.step === step) ctx.refuse('SAME_STEP', { field: 'step' });
    const on = await actingDay(ctx.sql, ctx.today);
    await updatePlan(ctx.sql, plan.id, { step });
    await happened(ctx, plan, 'step', on, reason, { from: plan.step, to: step });
    return { cluster, plan: plan.id };
  },
});

/** Ends the monitoring: its criteria are met that day, or a reason says why it ends without them. */
export const exitPlan = defineAction({
  name: 'monitoring.exitPlan',
  title: { fr: 'Mettre fin à un suivi renforcé', en: 'End reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring/exit',
  permission: { who: PLAN_KEEPERS, where },
  input: z.object({ cluster: clusterId, reason: z.string().trim().max(8_000).default('') }),
  output: done,
  refusals: refusing('NO_PLAN', 'PLAN_STATE'),
  async run(ctx, { cluster, reason }) {
    const plan = await alive(ctx, cluster);
    const on = await actingDay(ctx.sql, ctx.today);
    const measured = measuredOn(plan, await watchedOn(ctx, cluster, on));
    const met = measured.length > 0 && measured.every((one) => one.met);
    const state = led(ctx, plan, 'exit', { criteriaAreMetOrReasonIsGiven: met || reason !== '' });
    const words = reason || say(planLife.states.exited);
    await updatePlan(ctx.sql, plan.id, { state, ended_on: on, end_reason: words });
    await happened(ctx, plan, 'exit', on, words, measured);
    return { cluster, plan: plan.id };
  },
});

/** Withdraws a proposal or a monitoring that should not be, with the reason; it stays readable. */
export const withdrawPlan = defineAction({
  name: 'monitoring.withdrawPlan',
  title: { fr: 'Retirer un suivi renforcé', en: 'Withdraw reinforced monitoring' },
  path: '/clusters/{cluster}/monitoring/withdrawal',
  permission: { who: PLAN_KEEPERS, where },
  input: z.object({ cluster: clusterId, reason: text }),
  output: done,
  refusals: refusing('NO_PLAN', 'PLAN_STATE'),
  async run(ctx, { cluster, reason }) {
    const plan = await alive(ctx, cluster);
    const on = await actingDay(ctx.sql, ctx.today);
    await updatePlan(ctx.sql, plan.id, { state: led(ctx, plan, 'withdraw'), ended_on: on, end_reason: reason });
    await happened(ctx, plan, 'withdrawal', on, reason);
    return { cluster, plan: plan.id };
  },
});

export const PLAN_ACTIONS = [
  proposePlan,
  replyToPlan,
  startPlan,
  reviewPlan,
  changeStep,
  exitPlan,
  withdrawPlan,
] as const;
