import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { formatDay, say } from '#kit/say.ts';
import { decideTransition, type TransitionOf } from '#kit/workflow.ts';
import { writeTo } from '#rooms/contracts';
import { actingDay, clusterId, longText } from '#rooms/registry';
import { answerDueOn, campaignYear } from '../campaign.ts';
import { APPROVERS, CAMPAIGN_KEEPERS, REGION_APPROVERS, STATE_APPROVERS } from '../campaigns.roles.ts';
import type { DecisionTable, Step } from '../campaigns.tables.ts';
import { peopleOfCluster, peopleOfStep } from '../people.ts';
import { lockReturn, returnHead, updateReturn } from '../return.store.ts';
import { returnLife } from '../return.workflow.ts';
import { approvalRefusing } from './approval.refusals.ts';
import { t } from './approval.sentences.ts';
import { insertDecision } from './approval.store.ts';
import {
  EXAMINING_REFUSALS,
  type ExaminedReturn,
  examinedPlace,
  returnToExamine,
  stepOf,
  underExamination,
} from './examined-return.ts';
import { aFigureIsReturned, everyQuestionIsAnswered, lastWords } from './review.rules.ts';

const input = z.object({ cluster: clusterId, year: campaignYear });
const output = z.object({ return: z.string(), state: z.string(), answerDueOn: z.string().nullable() });
const refusals = approvalRefusing(...EXAMINING_REFUSALS, 'RETURN_STATE');

type Ctx = ActionContext<'RETURN_STATE'>;

/** Writes what a step decided and moves the return on; refuses with the reasons of the guards. The next authority’s days start on the day of the act. */
async function decide(
  ctx: Ctx,
  examined: ExaminedReturn,
  transition: TransitionOf<typeof returnLife>,
  { outcome, reason }: Pick<DecisionTable, 'outcome' | 'reason'>,
) {
  const { held, campaign, step, round, verdicts, on } = examined;
  const decision = decideTransition(returnLife, held.state, transition, {
    everyQuestionIsAnswered: everyQuestionIsAnswered(verdicts),
    aFigureIsReturned: aFigureIsReturned(verdicts),
  });
  if (!decision.ok) return ctx.refuse('RETURN_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
  const bySilence = outcome === 'accepted-by-silence';
  await insertDecision(ctx.sql, {
    id: ctx.newId('decision'),
    return_id: held.id,
    round,
    step,
    outcome,
    reason,
    // Silence has no author.
    by_id: bySilence ? null : ctx.actor.id,
    by_name: bySilence ? null : ctx.actor.name,
    at: ctx.now,
    due_on: held.answer_due_on!,
  });
  const next = decision.to === 'state-accepted' ? answerDueOn(on, campaign.regionDays) : null;
  await updateReturn(ctx.sql, held.id, {
    state: decision.to,
    answer_due_on: next,
    ...(decision.to === 'validated' && { validated_at: ctx.now }),
  });
  await tell(ctx, examined, decision.to, reason, next);
  ctx.record({
    object: { kind: 'return', id: held.id },
    reason: reason || null,
    before: { state: held.state },
    after: { state: decision.to, step, round, outcome, answerDueOn: next },
  });
  return { return: held.id, state: decision.to, answerDueOn: next };
}

/** Writes to whoever has the return now: the region, or the cluster. */
async function tell(
  ctx: Ctx,
  { cluster, campaign: { year }, verdicts, step }: ExaminedReturn,
  to: string,
  reason: string,
  dueOn: string | null,
): Promise<void> {
  const words = () => t().mail;
  const url = (rest: string) =>
    new URL(`/poles/${cluster.id}/declarations/${year}${rest}`, ctx.services.config.url).href;
  const team = await peopleOfCluster(ctx.sql, cluster.id, ctx.today);
  if (to === 'state-accepted')
    return writeTo(ctx, await peopleOfStep(ctx.sql, 'region', cluster.id, ctx.today), (name) => ({
      subject: words().yourTurnSubject(cluster.name, year),
      lines: [words().hello(name), words().yourTurn(cluster.name, year, formatDay(dueOn!)), url('/examen')],
    }));
  if (to === 'validated')
    return writeTo(ctx, team, (name) => ({
      subject: words().validatedSubject(cluster.name, year),
      lines: [words().hello(name), words().validated(cluster.name, year), url('')],
    }));
  const returned = [...lastWords(verdicts).values()].filter(({ verdict }) => verdict === 'returned');
  return writeTo(ctx, team, (name) => ({
    subject: words().returnedSubject(cluster.name, year),
    lines: [
      words().hello(name),
      words().returned(t().subject[step], cluster.name, year, returned.length),
      reason,
      ...returned.map((one) => `- ${one.key}: ${one.reason}`),
      url(''),
    ],
  }));
}

/** The State accepts: the region’s turn, with its own days. */
export const acceptForState = defineAction({
  name: 'campaigns.acceptForState',
  title: { fr: 'Accepter une déclaration pour l’État', en: 'Accept a return for the State' },
  path: '/clusters/{cluster}/returns/{year}/acceptance/state',
  permission: { who: STATE_APPROVERS, where: examinedPlace },
  input,
  output,
  refusals,
  run: async (ctx, given) =>
    decide(ctx, await returnToExamine(ctx, given), 'acceptForState', { outcome: 'accepted', reason: '' }),
});

/** The region accepts: the return is validated. */
export const acceptForRegion = defineAction({
  name: 'campaigns.acceptForRegion',
  title: { fr: 'Accepter une déclaration pour la région', en: 'Accept a return for the region' },
  path: '/clusters/{cluster}/returns/{year}/acceptance/region',
  permission: { who: REGION_APPROVERS, where: examinedPlace },
  input,
  output,
  refusals,
  run: async (ctx, given) =>
    decide(ctx, await returnToExamine(ctx, given), 'acceptForRegion', { outcome: 'accepted', reason: '' }),
});

/** Sends the return back to the cluster with what is to be mended; once submitted again, only that is looked at. */
export const sendBackReturn = defineAction({
  name: 'campaigns.sendBackReturn',
  title: { fr: 'Renvoyer une déclaration au pôle', en: 'Send a return back to the cluster' },
  path: '/clusters/{cluster}/returns/{year}/sending-back',
  permission: { who: APPROVERS, where: examinedPlace },
  input: input.extend({ reason: longText }),
  output,
  refusals,
  run: async (ctx, { reason, ...given }) =>
    decide(ctx, await returnToExamine(ctx, given), 'sendBack', { outcome: 'returned', reason }),
});

const ACCEPTS: Readonly<Record<Step, 'acceptForState' | 'acceptForRegion'>> = {
  state: 'acceptForState',
  region: 'acceptForRegion',
};

/**
 * Records that an authority said nothing in its days, where the campaign’s rule makes this an acceptance. A value that it questioned or sent back is no silence: then
 * the return waits. Looks at the state at this moment; done once, it has nothing left to do.
 */
export const applyApprovalSilence = defineAction({
  name: 'campaigns.applySilence',
  title: { fr: 'Tirer les suites du silence d’une autorité', en: 'Apply the consequences of an authority’s silence' },
  path: '/clusters/{cluster}/returns/{year}/silence',
  permission: { who: CAMPAIGN_KEEPERS, where: examinedPlace },
  input,
  output,
  refusals: approvalRefusing('NO_SILENCE_DUE', 'RETURN_STATE'),
  async run(ctx, { cluster, year }) {
    const held = await lockReturn(ctx.sql, cluster, year);
    const head = await returnHead(ctx.sql, cluster, year);
    if (!held || !head) throw notFound();
    const on = await actingDay(ctx.sql, ctx.today);
    const step = stepOf(held.state);
    const isDue = held.answer_due_on !== null && held.answer_due_on < on && head.campaign.silence === 'accepts';
    if (step === null || !isDue) return ctx.refuse('NO_SILENCE_DUE');
    const examined = { ...head, held, step, on, ...(await underExamination(ctx.sql, held, step)) };
    if (!everyQuestionIsAnswered(examined.verdicts)) return ctx.refuse('NO_SILENCE_DUE');
    return decide(ctx, examined, ACCEPTS[step], { outcome: 'accepted-by-silence', reason: '' });
  },
});
