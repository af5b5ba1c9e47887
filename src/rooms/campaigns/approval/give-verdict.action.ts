import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { writeTo } from '#rooms/contracts';
import { clusterId, optionalText } from '#rooms/registry';
import { noteOnce } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { APPROVERS, RETURN_WRITERS } from '../campaigns.roles.ts';
import { VERDICTS } from '../campaigns.tables.ts';
import { peopleOfCluster, peopleOfStep } from '../people.ts';
import { cellsOf, lockReturn, returnHead } from '../return.store.ts';
import { cellKey, returnId } from '../return.ts';
import { approvalRefusing } from './approval.refusals.ts';
import { t } from './approval.sentences.ts';
import { insertVerdicts, saveAnswer, verdictsOf } from './approval.store.ts';
import { EXAMINING_REFUSALS, examinedPlace, returnToExamine, stepOf, underExamination } from './examined-return.ts';
import { readReview } from './read-review.ts';
import { lastWords } from './review.rules.ts';

const returnKey = { cluster: clusterId, year: campaignYear };

/** Says of one value of a submission that it is accepted, asks about it, or sends it back with what is to be mended. The last word counts. */
export const giveVerdict = defineAction({
  name: 'campaigns.giveVerdict',
  title: { fr: 'Se prononcer sur une valeur', en: 'Give a verdict on a value' },
  path: '/clusters/{cluster}/returns/{year}/verdicts',
  permission: { who: APPROVERS, where: examinedPlace },
  input: z.object({ ...returnKey, key: cellKey, verdict: z.enum(VERDICTS), reason: optionalText }),
  output: z.object({ verdict: z.string() }),
  refusals: approvalRefusing(...EXAMINING_REFUSALS, 'FIGURE_UNKNOWN', 'REASON_REQUIRED'),
  async run(ctx, { cluster, year, key, verdict, reason }) {
    const { held, step, round, cluster: named } = await returnToExamine(ctx, { cluster, year });
    if (!(await cellsOf(ctx.sql, held.id)).some((cell) => cell.key === key)) ctx.refuse('FIGURE_UNKNOWN');
    const words = (reason ?? '').trim();
    if (verdict !== 'accepted' && words === '') ctx.refuse('REASON_REQUIRED', { field: 'reason' });
    const id = ctx.newId('verdict');
    await insertVerdicts(ctx.sql, [{ id, key, verdict, reason: words }], {
      ...{ returnId: held.id, round, step, at: ctx.now },
      by: { id: ctx.actor.id, name: ctx.actor.name },
    });
    // One message a day however many questions there are.
    const notice = { year, cluster, kind: `question-${round}-${step}-${ctx.today}`, at: ctx.now };
    if (verdict === 'questioned' && (await noteOnce(ctx.sql, notice))) {
      const url = new URL(`/poles/${cluster}/declarations/${year}/examen`, ctx.services.config.url).href;
      await writeTo(ctx, await peopleOfCluster(ctx.sql, cluster, ctx.today), (name) => ({
        subject: t().mail.questionSubject(named.name, year),
        lines: [t().mail.hello(name), t().mail.question(t().subject[step], named.name, year), url],
      }));
    }
    ctx.record({
      object: { kind: 'return', id: held.id },
      reason: words || null,
      after: { key, step, round, verdict },
    });
    return { verdict: id };
  },
});

/** Accepts at once every value that does not have to be looked at first and of which nothing was said. */
export const acceptUnchanged = defineAction({
  name: 'campaigns.acceptUnchanged',
  title: { fr: 'Accepter tout ce qui n’a pas changé', en: 'Accept everything that has not changed' },
  path: '/clusters/{cluster}/returns/{year}/verdicts/unchanged',
  permission: { who: APPROVERS, where: examinedPlace },
  input: z.object(returnKey),
  output: z.object({ accepted: z.int() }),
  refusals: approvalRefusing(...EXAMINING_REFUSALS, 'NOTHING_TO_ACCEPT'),
  async run(ctx, { cluster, year }) {
    const examined = await returnToExamine(ctx, { cluster, year });
    const { held, step, round, verdicts, on } = examined;
    const said = lastWords(verdicts);
    const { figures } = await readReview(ctx.sql, examined, on);
    const unchanged = figures.filter(({ first, figure }) => !first && !said.has(figure.key));
    if (unchanged.length === 0) ctx.refuse('NOTHING_TO_ACCEPT');
    await insertVerdicts(
      ctx.sql,
      unchanged.map(({ figure }) => ({
        id: ctx.newId('verdict'),
        key: figure.key,
        verdict: 'accepted' as const,
        reason: '',
      })),
      { returnId: held.id, round, step, at: ctx.now, by: { id: ctx.actor.id, name: ctx.actor.name } },
    );
    ctx.record({
      object: { kind: 'return', id: held.id },
      after: { step, round, accepted: unchanged.map(({ figure }) => figure.key) },
    });
    return { accepted: unchanged.length };
  },
});

/** Answers what an authority asked about a value, beside it; the figures themselves stay as they were submitted. */
export const answerQuestion = defineAction({
  name: 'campaigns.answerQuestion',
  title: { fr: 'Répondre à une question sur une valeur', en: 'Answer a question on a value' },
  path: '/clusters/{cluster}/returns/{year}/verdicts/{verdict}/answer',
  permission: { who: RETURN_WRITERS, where: examinedPlace },
  input: z.object({
    ...returnKey,
    verdict: z.string().min(1).max(80),
    answer: z.string().trim().min(1).max(4_000),
  }),
  output: z.object({ verdict: z.string() }),
  refusals: approvalRefusing('QUESTION_UNKNOWN', 'ANSWERED_ALREADY'),
  async run(ctx, { cluster, year, verdict, answer }) {
    const held = await lockReturn(ctx.sql, cluster, year);
    const step = held && stepOf(held.state);
    const asked = step ? (await underExamination(ctx.sql, held, step)).verdicts.find(({ id }) => id === verdict) : null;
    if (!step || asked?.verdict !== 'questioned') return ctx.refuse('QUESTION_UNKNOWN');
    if (asked.answer !== null) ctx.refuse('ANSWERED_ALREADY', { with: { who: asked.answeredBy ?? '' } });
    await saveAnswer(ctx.sql, verdict, { answer, at: ctx.now, by: ctx.actor.name });
    const { cluster: named } = (await returnHead(ctx.sql, cluster, year))!;
    const left = (await verdictsOf(ctx.sql, held.id)).some(
      (one) => one.verdict === 'questioned' && one.answer === null,
    );
    if (!left) {
      const url = new URL(`/poles/${cluster}/declarations/${year}/examen`, ctx.services.config.url).href;
      await writeTo(ctx, await peopleOfStep(ctx.sql, step, cluster, ctx.today), (name) => ({
        subject: t().mail.answeredSubject(named.name, year),
        lines: [t().mail.hello(name), t().mail.answered(named.name, year), url],
      }));
    }
    ctx.record({
      object: { kind: 'return', id: returnId(cluster, year) },
      after: { key: asked.key, answered: verdict, answer },
    });
    return { verdict };
  },
});
