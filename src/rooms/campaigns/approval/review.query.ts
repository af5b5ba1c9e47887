import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { openTransitions } from '#kit/workflow.ts';
import { actingDay, clusterId, reaches, reachOf } from '#rooms/registry';
import { coordinatingRegions, findCampaign } from '../campaign.store.ts';
import { campaignYear, dayField } from '../campaign.ts';
import { RETURN_READERS, RETURN_WRITERS } from '../campaigns.roles.ts';
import { OPINIONS, STEPS, VERDICTS } from '../campaigns.tables.ts';
import { reasonInWords } from '../checks/reason-codes.ts';
import { answerWords, valueWords } from '../filling/figure-text.rules.ts';
import { returnHead } from '../return.store.ts';
import { returnLife } from '../return.workflow.ts';
import { exceptionsOf } from '../steering/exception.store.ts';
import { decisionsOf, opinionsOf, verdictsOf, waitingReturns } from './approval.store.ts';
import { examinedPlace, speaksFor, stepOf } from './examined-return.ts';
import { coAuthorities, spokenFor } from './opinion.actions.ts';
import { type ReviewFigure, readReview } from './read-review.ts';
import { aFigureIsReturned, everyQuestionIsAnswered, lastWords, MARKS } from './review.rules.ts';

const verdict = z.object({
  id: z.string(),
  round: z.int(),
  step: z.enum(STEPS),
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  by: z.string(),
  at: z.date(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  /** The cluster’s answer is waited for. */
  waits: z.boolean(),
});

const reviewed = z.object({
  key: z.string(),
  label: z.string(),
  now: z.string(),
  before: z.string().nullable(),
  counted: z.string().nullable(),
  target: z.string().nullable(),
  history: z.array(z.object({ year: z.int(), words: z.string() })),
  comment: z.string(),
  reason: z.string().nullable(),
  findings: z.array(z.string()),
  marks: z.array(z.enum(MARKS)),
  first: z.boolean(),
  /** The last word of this step on this submission; null while nothing was said. */
  said: z.enum(VERDICTS).nullable(),
  verdicts: z.array(verdict),
});

const act = z.object({ act: z.enum(['acceptForState', 'acceptForRegion', 'sendBack']), reasons: z.array(z.string()) });

/** A submitted return as an authority examines it: what changed first, each value with what was said of it, the clock, the opinions side by side. */
export const getReview = defineQuery({
  name: 'campaigns.getReview',
  title: { fr: 'Examiner une déclaration', en: 'Review a return' },
  path: '/clusters/{cluster}/returns/{year}/review',
  permission: { who: RETURN_READERS, where: examinedPlace },
  input: z.object({ cluster: clusterId, year: campaignYear }),
  output: z.object({
    cluster: z.object({ id: z.string(), name: z.string() }),
    year: z.int(),
    on: dayField,
    state: z.enum(['draft', 'submitted', 'returned', 'state-accepted', 'validated', 'closed-without-return']),
    step: z.enum(STEPS).nullable(),
    round: z.int(),
    /** Last day on which the authority answers in time, and what its silence means. */
    dueOn: dayField.nullable(),
    days: z.int(),
    silence: z.enum(['accepts', 'waits']),
    approver: z.string().nullable(),
    narrative: z.string(),
    submissions: z.array(
      z.object({ round: z.int(), receipt: z.string(), at: z.date(), by: z.string(), approver: z.string() }),
    ),
    figures: z.array(reviewed),
    decisions: z.array(
      z.object({
        round: z.int(),
        step: z.enum(STEPS),
        outcome: z.enum(['accepted', 'returned', 'accepted-by-silence']),
        reason: z.string(),
        by: z.string().nullable(),
        at: z.date(),
        dueOn: dayField,
      }),
    ),
    opinions: z.array(
      z.object({
        party: z.string(),
        name: z.string(),
        opinion: z.enum(OPINIONS).nullable(),
        text: z.string(),
        by: z.string().nullable(),
        at: z.date().nullable(),
      }),
    ),
    exceptions: z.array(
      z.object({
        id: z.string(),
        cluster: z.string(),
        key: z.string(),
        title: z.string(),
        authority: z.string(),
        decidedOn: dayField,
        reason: z.string(),
      }),
    ),
    /** The reader answers at this step. */
    mayAnswer: z.boolean(),
    /** The reader answers questions for the cluster. */
    mayReply: z.boolean(),
    /** Authorities for which the reader may give an opinion. */
    mySay: z.array(z.object({ id: z.string(), name: z.string() })),
    acts: z.array(act),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor, today }, { cluster, year }) {
    const head = await returnHead(sql, cluster, year);
    const held = head?.held;
    if (!head || !held) throw notFound();
    const on = await actingDay(sql, today);
    const place = (await examinedPlace(sql, { cluster, year }))!;
    const step = stepOf(held.state);
    const { round, submissions, figures } = await readReview(sql, { ...head, held }, on);
    const spoken = (await verdictsOf(sql, held.id)).filter((one) => one.round === round && one.step === step);
    const said = lastWords(spoken);
    const answers = {
      everyQuestionIsAnswered: everyQuestionIsAnswered(spoken),
      aFigureIsReturned: aFigureIsReturned(spoken),
    };
    const mayAnswer = step !== null && speaksFor(actor, step, place, await coordinatingRegions(sql, cluster));
    const { open, closed } = openTransitions(returnLife, held.state, answers);
    const acts = [
      ...open.map((name) => ({ act: name, reasons: [] as string[] })),
      ...closed.map(({ transition, reasons }) => ({ act: transition, reasons: reasons.map(say) })),
    ].filter((one): one is z.infer<typeof act> => act.shape.act.options.some((name) => name === one.act));
    const others = await coAuthorities(sql, held);
    const opinions = new Map((await opinionsOf(sql, held.id)).map((one) => [one.party, one]));
    return {
      cluster: head.cluster,
      year,
      on,
      state: held.state,
      step,
      round,
      dueOn: held.answer_due_on,
      days: step === 'region' ? head.campaign.regionDays : head.campaign.stateDays,
      silence: head.campaign.silence,
      approver: held.approver,
      narrative: held.narrative,
      submissions: submissions.map(({ figures: _, ...one }) => one),
      figures: figures.map((one) => shown(one, said.get(one.figure.key)?.verdict ?? null, { round, step })),
      decisions: (await decisionsOf(sql, held.id)).map((one) => ({
        ...{ round: one.round, step: one.step, outcome: one.outcome, reason: one.reason, at: one.at },
        by: one.by_name,
        dueOn: one.due_on,
      })),
      opinions: others.map(({ id, name }) => {
        const given = opinions.get(id);
        return {
          ...{ party: id, name },
          opinion: given?.opinion ?? null,
          text: given?.text ?? '',
          by: given?.by ?? null,
          at: given?.at ?? null,
        };
      }),
      exceptions: await exceptionsOf(sql, held.id),
      mayAnswer,
      mayReply: step !== null && reaches(actor, RETURN_WRITERS, place),
      mySay: step === null ? [] : spokenFor(actor, others).map(({ id, name }) => ({ id, name })),
      acts: mayAnswer ? acts : [],
      synthetic: held.synthetic,
    };
  },
});

/** One value in the language spoken. */
function shown(
  { figure, cell, checked, before, findings, marks, first, verdicts }: ReviewFigure,
  said: (typeof VERDICTS)[number] | null,
  current: { readonly round: number; readonly step: (typeof STEPS)[number] | null },
): z.infer<typeof reviewed> {
  const reason = reasonInWords(cell.reasonCode, cell.reasonText);
  const words = (value: number | null) => (value === null ? null : valueWords(value, figure));
  return {
    key: figure.key,
    label: say(figure.label),
    now: answerWords(cell, figure),
    before: before && answerWords(before, figure),
    counted: words(cell.prefilled),
    target: words(checked.target),
    history: checked.history.map(({ year, value }) => ({ year, words: valueWords(value, figure) })),
    comment: cell.comment,
    reason: reason && say(reason),
    findings: findings.map(({ sentence }) => say(sentence)),
    marks: [...marks],
    first,
    said,
    verdicts: verdicts.map((one) => ({
      ...one,
      waits:
        one.verdict === 'questioned' && one.answer === null && one.round === current.round && one.step === current.step,
    })),
  };
}

/** The returns of a year that wait for an authority within reach, those of the reader first: each with its clock and how much there is to see. */
export const listReviews = defineQuery({
  name: 'campaigns.listReviews',
  title: { fr: 'Lister les déclarations à examiner', en: 'List the returns to review' },
  path: '/campaigns/{year}/reviews',
  permission: { who: RETURN_READERS },
  input: z.object({ year: campaignYear }),
  output: z.object({
    year: z.int(),
    on: dayField,
    silence: z.enum(['accepts', 'waits']),
    rows: z.array(
      z.object({
        cluster: z.object({ id: z.string(), name: z.string() }),
        step: z.enum(STEPS),
        mine: z.boolean(),
        since: z.date(),
        dueOn: dayField,
        round: z.int(),
        cells: z.int(),
        changed: z.int(),
        questions: z.int(),
        answers: z.int(),
      }),
    ),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor, today }, { year }) {
    const campaign = await findCampaign(sql, year);
    if (!campaign) throw notFound();
    const waiting = await waitingReturns(sql, { reach: reachOf(actor, RETURN_READERS), year });
    const rows = [];
    for (const one of waiting) {
      const step = stepOf(one.state)!;
      const place = (await examinedPlace(sql, one))!;
      rows.push({
        cluster: { id: one.cluster, name: one.clusterName },
        step,
        mine: speaksFor(actor, step, place, one.coordinating),
        since: one.since,
        dueOn: one.answerDueOn,
        round: one.round,
        cells: one.cells,
        changed: one.changed,
        questions: one.questions,
        answers: one.answers,
      });
    }
    return {
      year,
      on: await actingDay(sql, today),
      silence: campaign.silence,
      rows: rows.toSorted((one, other) => Number(other.mine) - Number(one.mine)),
      synthetic: waiting.some(({ synthetic }) => synthetic),
    };
  },
});
