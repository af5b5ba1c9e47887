import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatNumber } from '#kit/say.ts';
import { commonIndicators } from '#rooms/indicators';
import { longText, shortText } from '#rooms/registry';
import { findCampaign } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { expectedBurden } from './burden.rules.ts';
import { contractMinutes } from './burden.store.ts';
import { campaignPlace } from './campaign-life.ts';
import { findQuestion, insertQuestion, lockQuestions, questionsOfYear, withdrawQuestionRow } from './question.store.ts';
import { steeringRefusing } from './steering.refusals.ts';

/** Longer than anybody would spend on one question. */
const MOST_MINUTES = 600;

export const questionFields = {
  kind: z.enum(['indicator', 'text', 'yes-no']),
  /** Code of the common catalogue, when `kind` is `indicator`. */
  indicator: z.string().trim().max(20).nullish(),
  labelFr: shortText,
  labelEn: shortText,
  /** Text or article that allows it to be asked. */
  basis: shortText,
  /** Who reads the answer. */
  reader: shortText,
  /** Last year in which it is asked. */
  lastYear: campaignYear,
  /** Expected minutes for one cluster. */
  minutes: z.number().min(0).max(MOST_MINUTES),
};

/** Asks something more of the clusters: never without basis, reader and end date, and not beyond the ceiling of minutes unless somebody says so (principle 3). */
export const addQuestion = defineAction({
  name: 'campaigns.addQuestion',
  title: { fr: 'Ajouter une question', en: 'Add a question' },
  path: '/campaigns/{year}/questions',
  permission: { who: CAMPAIGN_KEEPERS, where: campaignPlace },
  input: z.object({
    year: campaignYear,
    ...questionFields,
    /** Whoever adds it has read that it passes the ceiling, and adds it all the same. */
    beyondCeiling: z.boolean().default(false),
  }),
  output: z.object({ question: z.string(), perQuarter: z.number(), above: z.boolean() }),
  refusals: steeringRefusing(
    'QUESTIONS_FROZEN',
    'UNKNOWN_INDICATOR',
    'ASKED_ALREADY',
    'ENDS_BEFORE_START',
    'ABOVE_CEILING',
  ),
  async run(ctx, { year, beyondCeiling, kind, indicator, labelFr, labelEn, basis, reader, lastYear, minutes }) {
    await lockQuestions(ctx.sql);
    const campaign = (await findCampaign(ctx.sql, year))!;
    if (campaign.state !== 'prepared' && campaign.state !== 'open')
      ctx.refuse('QUESTIONS_FROZEN', { with: { year: String(year) } });
    if (lastYear < year) ctx.refuse('ENDS_BEFORE_START', { field: 'lastYear' });
    const code = kind === 'indicator' ? (indicator ?? '') : null;
    const asked = (await questionsOfYear(ctx.sql, year)).filter(({ withdrawnAt }) => withdrawnAt === null);
    if (code !== null) {
      const catalogue = await commonIndicators(ctx.sql, `${year}-12-31` as Day);
      if (!catalogue.some((one) => one.code === code)) ctx.refuse('UNKNOWN_INDICATOR', { field: 'indicator' });
      if (asked.some((one) => one.indicator === code)) ctx.refuse('ASKED_ALREADY', { field: 'indicator' });
    }
    const spent = await contractMinutes(ctx.sql, year);
    const burden = expectedBurden([...asked, { minutes }], spent, campaign.minutesPerQuarter);
    if (burden.above && !beyondCeiling)
      ctx.refuse('ABOVE_CEILING', {
        field: 'minutes',
        with: { minutes: formatNumber(burden.perQuarter, 1), ceiling: formatNumber(burden.ceiling, 1) },
      });
    const id = ctx.newId('question');
    const question = {
      ...{ id, kind, basis, reader, minutes, lastYear },
      firstYear: year,
      indicator: code,
      label: { fr: labelFr, en: labelEn },
    };
    await insertQuestion(ctx.sql, { ...question, addedBy: ctx.actor.name, addedAt: ctx.now });
    const { perQuarter, above } = burden;
    ctx.record({ object: { kind: 'campaign', id: String(year) }, after: { question, perQuarter, above } });
    return { question: id, perQuarter, above };
  },
});

/** Asks something no longer, from now on; what was answered stays. */
export const withdrawQuestion = defineAction({
  name: 'campaigns.withdrawQuestion',
  title: { fr: 'Retirer une question', en: 'Withdraw a question' },
  path: '/campaigns/{year}/questions/{question}/withdrawal',
  permission: { who: CAMPAIGN_KEEPERS, where: campaignPlace },
  input: z.object({ year: campaignYear, question: z.string().min(1).max(80), reason: longText }),
  output: z.object({ question: z.string() }),
  refusals: steeringRefusing('QUESTIONS_FROZEN', 'QUESTION_UNKNOWN', 'QUESTION_WITHDRAWN'),
  async run(ctx, { year, question, reason }) {
    const campaign = (await findCampaign(ctx.sql, year))!;
    if (campaign.state !== 'prepared' && campaign.state !== 'open')
      ctx.refuse('QUESTIONS_FROZEN', { with: { year: String(year) } });
    const found = await findQuestion(ctx.sql, question);
    if (!found) return ctx.refuse('QUESTION_UNKNOWN');
    if (found.withdrawnReason !== null) ctx.refuse('QUESTION_WITHDRAWN', { with: { reason: found.withdrawnReason } });
    await withdrawQuestionRow(ctx.sql, question, ctx.now, reason);
    ctx.record({ object: { kind: 'campaign', id: String(year) }, reason, after: { withdrawn: question } });
    return { question };
  },
});
