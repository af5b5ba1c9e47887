import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { openTransitions } from '#kit/workflow.ts';
import { clusterId, clusterPlace, openHere, speakingDay } from '#rooms/registry';
import { CLUSTER_READERS, PORTFOLIO_READERS } from '../monitoring.roles.ts';
import { conductOf } from '../watch/assess.rules.ts';
import { type WatchedCluster, watchAll, watchWithin } from '../watch/watch.ts';
import { criterion } from './criterion.ts';
import { measure, stepFor, TRIGGERS } from './monitoring.rules.ts';
import { PLAN_ACTIONS } from './plan.actions.ts';
import { endedPlans, eventsOf, type Plan, plansOf } from './plan.store.ts';
import { EVENT_KINDS } from './plan.ts';
import { planLife } from './plan.workflow.ts';

const day = z.string();
const states = z.enum(Object.keys(planLife.states) as [keyof typeof planLife.states]);
const trigger = z.object({
  kind: z.enum(TRIGGERS),
  met: z.boolean(),
  years: z.array(z.int()),
  found: z.number().nullable(),
});
const measured = z.object({ criterion, met: z.boolean(), found: z.number().nullable(), years: z.array(z.int()) });

const planView = z.object({
  id: z.string(),
  state: states,
  step: z.int(),
  reasons: z.string(),
  measures: z.string(),
  triggers: z.array(trigger),
  /** Measured today while it lives; as they were written once it ended. */
  criteria: z.array(measured),
  proposedOn: day,
  proposedBy: z.string(),
  replyDueOn: day,
  reply: z.object({ text: z.string(), by: z.string() }).nullable(),
  startedOn: day.nullable(),
  reviewOn: day.nullable(),
  ended: z.object({ on: day, reason: z.string() }).nullable(),
  events: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(EVENT_KINDS),
      on: day,
      text: z.string(),
      by: z.string(),
      figures: z.unknown(),
    }),
  ),
});
export type PlanView = z.infer<typeof planView>;

export const clusterPlans = z.object({
  on: day,
  year: z.int(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  triggers: z.array(trigger),
  suggestedStep: z.int(),
  alive: planView.nullable(),
  past: z.array(planView),
  /** Names of the acts open to the reader now. */
  open: z.array(z.string()),
  /** Why an act that leads on from this state is closed. */
  closed: z.array(z.object({ act: z.string(), fr: z.string(), en: z.string() })),
  /** What a criterion may be set on. */
  indicators: z.array(z.object({ key: z.string(), title: z.string(), unit: z.string() })),
  synthetic: z.boolean(),
});
export type ClusterPlans = z.infer<typeof clusterPlans>;

function viewOf(plan: Plan, found: WatchedCluster | null, events: Awaited<ReturnType<typeof eventsOf>>): PlanView {
  const conduct = found && conductOf(found.watched, 0, true);
  const since = plan.started_on ?? plan.proposed_on;
  return {
    id: plan.id,
    state: plan.state,
    step: plan.step,
    reasons: plan.reasons,
    measures: plan.measures,
    triggers: plan.triggers.map((one) => ({ ...one, years: [...one.years] })),
    criteria: plan.exit_criteria.map((one) => {
      const {
        met,
        found: value,
        years,
      } = conduct ? measure(one, conduct, since) : { met: false, found: null, years: [] };
      return { criterion: one, met, found: value, years: [...years] };
    }),
    proposedOn: plan.proposed_on,
    proposedBy: plan.proposed_by,
    replyDueOn: plan.reply_due_on,
    reply: plan.reply === null ? null : { text: plan.reply, by: plan.replied_by! },
    startedOn: plan.started_on,
    reviewOn: plan.review_on,
    ended: plan.ended_on === null ? null : { on: plan.ended_on, reason: plan.end_reason! },
    events: events
      .filter((one) => one.plan_id === plan.id)
      .map(({ id, kind, on_day, text, by_name, figures }) => ({ id, kind, on: on_day, text, by: by_name, figures })),
  };
}

/** Acts by the transition that opens them; those without one only need a plan in the state said. */
const ACT_OF = {
  start: 'monitoring.startPlan',
  exit: 'monitoring.exitPlan',
  withdraw: 'monitoring.withdrawPlan',
} as const;

function actsOpen(plan: Plan | undefined, on: string, mine: readonly string[]) {
  const may = (name: string) => mine.includes(name);
  if (!plan) return { open: may('monitoring.proposePlan') ? ['monitoring.proposePlan'] : [], closed: [] };
  const { open, closed } = openTransitions(planLife, plan.state, {
    clusterCouldReply: plan.replied_at !== null || on > plan.reply_due_on,
    // A reason may always be given: the form asks for it.
    criteriaAreMetOrReasonIsGiven: true,
  });
  const acts = [
    ...(plan.replied_at === null ? ['monitoring.replyToPlan'] : []),
    ...open.map((transition) => ACT_OF[transition]),
    ...(plan.state === 'running' ? ['monitoring.reviewPlan'] : []),
    'monitoring.changeStep',
  ];
  return {
    open: acts.filter(may),
    closed: closed
      .filter(({ transition }) => may(ACT_OF[transition]))
      .map(({ transition, reasons }) => ({
        act: ACT_OF[transition],
        fr: reasons.map(({ fr }) => fr).join(' '),
        en: reasons.map(({ en }) => en).join(' '),
      })),
  };
}

/** The reinforced monitoring of one cluster: what is alive, what was, the public triggers today, and what the reader may do. */
export const getPlans = defineQuery({
  name: 'monitoring.getPlans',
  title: { fr: 'Lire le suivi renforcé d’un pôle', en: 'Read the reinforced monitoring of a cluster' },
  path: '/clusters/{cluster}/monitoring',
  permission: { who: CLUSTER_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId }),
  output: clusterPlans,
  async run(ctx, { cluster }) {
    const on = await speakingDay(ctx.sql, undefined, ctx.today);
    const found = (await watchAll(ctx, on)).find((one) => one.cluster.id === cluster);
    if (!found) throw notFound();
    const plans = await plansOf(ctx.sql, cluster);
    const events = await eventsOf(
      ctx.sql,
      plans.map(({ id }) => id),
    );
    const alive = plans.find(({ state }) => state === 'proposed' || state === 'running');
    const place = (await clusterPlace(ctx.sql, cluster))!;
    return {
      on,
      year: found.watched.year,
      cluster: { id: found.cluster.id, name: found.cluster.name },
      triggers: found.watched.triggers.map((one) => ({ ...one, years: [...one.years] })),
      suggestedStep: stepFor(found.watched.triggers),
      alive: alive ? viewOf(alive, found, events) : null,
      past: plans.filter((plan) => plan !== alive).map((plan) => viewOf(plan, null, events)),
      ...actsOpen(alive, on, openHere(ctx.actor, PLAN_ACTIONS, place)),
      indicators: found.watched.objectives.flatMap(({ indicators }) =>
        indicators.map(({ key, content }) => ({ key, title: content.title, unit: content.unit })),
      ),
      synthetic: found.watched.synthetic,
    };
  },
});

const planRow = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  state: states,
  step: z.int(),
  proposedOn: day,
  replyDueOn: day,
  replied: z.boolean(),
  startedOn: day.nullable(),
  reviewOn: day.nullable(),
  synthetic: z.boolean(),
});
export type PlanRow = z.infer<typeof planRow>;

const endedRow = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  state: states,
  proposedOn: day,
  startedOn: day.nullable(),
  endedOn: day,
  reason: z.string(),
});
export type EndedRow = z.infer<typeof endedRow>;

/** The plans proposed and running within reach, then those that ended. */
export const listPlans = defineQuery({
  name: 'monitoring.listPlans',
  title: { fr: 'Lister les suivis renforcés', en: 'List reinforced monitoring' },
  path: '/monitoring/plans',
  permission: { who: PORTFOLIO_READERS },
  input: z.object({}),
  output: z.object({ on: day, rows: z.array(planRow), ended: z.array(endedRow), synthetic: z.boolean() }),
  async run(ctx) {
    const on = await speakingDay(ctx.sql, undefined, ctx.today);
    const found = await watchWithin(ctx, PORTFOLIO_READERS, on);
    const names = new Map(found.map(({ cluster }) => [cluster.id, cluster.name]));
    const ended = await endedPlans(ctx.sql, [...names.keys()]);
    return {
      on,
      rows: found.flatMap(({ cluster, plan }) => {
        if (!plan) return [];
        const { cluster: _, id: __, ...rest } = plan;
        return [{ cluster: { id: cluster.id, name: cluster.name }, ...rest }];
      }),
      ended: ended.map((one) => ({
        cluster: { id: one.cluster_id, name: names.get(one.cluster_id)! },
        state: one.state,
        proposedOn: one.proposed_on,
        startedOn: one.started_on,
        endedOn: one.ended_on!,
        reason: one.end_reason!,
      })),
      synthetic: found.some(({ watched }) => watched.synthetic),
    };
  },
});
