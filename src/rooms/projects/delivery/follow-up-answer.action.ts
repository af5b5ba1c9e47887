import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { lockProject } from '../project.store.ts';
import { TEAM } from '../projects.roles.ts';
import { countryCode, daySchema, optionalText, projectKey } from '../projects.schemas.ts';
import { type RefusalCode, refusing } from './delivery.refusals.ts';
import type { FollowUpAnswers } from './delivery.tables.ts';
import { FOLLOW_UP_STATES, type FollowUpState, PRODUCT_STANDINGS } from './delivery.ts';
import { followUpPlace } from './follow-up.place.ts';
import { yearAsked } from './follow-up.rules.ts';
import { type FoundFollowUp, findFollowUp, updateFollowUp } from './follow-up.store.ts';
import { lineKey, writeMarketYear } from './outcome.actions.ts';
import { hasFirstSale, insertFirstSale } from './outcome.store.ts';

/** Runs the campaign: the cluster’s team, and the State. */
export const CAMPAIGNERS = [...TEAM, 'state-officer'] as const;

/** A page left open for longer was not being read. */
const LONGEST_SECONDS = 3_600;

const figure = (most: number) => z.number().min(0).max(most).nullish();

/** A follow-up that still waits for an answer. */
export async function openFollowUp<Code extends RefusalCode>(
  ctx: ActionContext<Code | 'FOLLOW_UP_UNKNOWN' | 'FOLLOW_UP_CLOSED' | 'FOLLOW_UP_CANCELLED' | 'FOLLOW_UP_EARLY'>,
  project: string,
  id: string,
): Promise<{ found: FoundFollowUp; on: Day }> {
  await lockProject(ctx.sql, project);
  const found = await findFollowUp(ctx.sql, project, id);
  if (!found) return ctx.refuse('FOLLOW_UP_UNKNOWN');
  if (found.answered_on) ctx.refuse('FOLLOW_UP_CLOSED', { with: { day: formatDay(found.answered_on) } });
  if (found.state === 'cancelled') ctx.refuse('FOLLOW_UP_CANCELLED', { with: { reason: found.reason ?? '' } });
  const on = await actingDay(ctx.sql, ctx.today);
  if (found.due_on > on) ctx.refuse('FOLLOW_UP_EARLY', { with: { day: formatDay(found.due_on) } });
  return { found, on };
}

/**
 * The answer of a partner to the three questions (R82): by the one-off link, without an account; from its account; or over the telephone, written by
 * whoever runs the campaign. Refusing and not knowing are answers. What is known becomes facts, with the follow-up as their source.
 */
export const answerFollowUp = defineAction({
  name: 'projects.answerFollowUp',
  title: { fr: 'Répondre au suivi d’un projet', en: 'Answer the follow-up of a project' },
  path: '/projects/{project}/follow-ups/{followUp}/answer',
  permission: { who: [...CAMPAIGNERS, 'organisation-member'], where: followUpPlace, byLink: true },
  input: z.object({
    project: projectKey,
    followUp: lineKey,
    answer: z.enum(['known', 'not-known', 'refused']).default('known'),
    /** Whole euros, so that « 1.234 » is read by nobody as a little more than one. */
    revenueEuros: z.int().min(0).max(9_000_000_000_000).nullish(),
    jobsCreated: figure(1_000_000),
    jobsKept: figure(1_000_000),
    standing: z.enum(PRODUCT_STANDINGS).nullish(),
    exportPercent: figure(100),
    /** Of the first sale, when none is known yet. */
    firstSaleOn: daySchema.nullish(),
    firstSaleCountry: countryCode.nullish(),
    reason: optionalText,
    /** When the page was shown, for the seconds that answering took; it proves nothing. */
    openedAt: z.string().max(40).nullish(),
  }),
  output: z.object({
    project: z.string(),
    followUp: z.string(),
    state: z.enum(FOLLOW_UP_STATES),
    marketYear: z.string().nullable(),
    firstSale: z.string().nullable(),
  }),
  refusals: refusing(
    'FOLLOW_UP_UNKNOWN',
    'FOLLOW_UP_CLOSED',
    'FOLLOW_UP_CANCELLED',
    'FOLLOW_UP_EARLY',
    'NOTHING_SAID',
    'EXPORT_WITHOUT_SALES',
    'DAY_TO_COME',
  ),
  async run(ctx, { project, followUp, ...typed }) {
    const { found, on } = await openFollowUp(ctx, project, followUp);
    const answers: FollowUpAnswers | null =
      typed.answer === 'known'
        ? {
            year: yearAsked(found.due_on as Day),
            revenueEuros: typed.revenueEuros ?? null,
            jobsCreated: typed.jobsCreated ?? null,
            jobsKept: typed.jobsKept ?? null,
            standing: typed.standing ?? null,
            exportPercent: typed.exportPercent ?? null,
          }
        : null;
    if (
      answers &&
      [answers.revenueEuros, answers.jobsCreated, answers.jobsKept, answers.standing].every((one) => one === null)
    )
      ctx.refuse('NOTHING_SAID', { field: 'revenueEuros' });
    if (answers?.exportPercent && !answers.revenueEuros) ctx.refuse('EXPORT_WITHOUT_SALES', { field: 'exportPercent' });
    if (answers && typed.firstSaleOn && typed.firstSaleOn > on) ctx.refuse('DAY_TO_COME', { field: 'firstSaleOn' });
    const source = SOURCES[ctx.actor.kind === 'link' ? 'link' : isPartner(ctx, found) ? 'account' : 'telephone'];
    const facts = answers ? await writeFacts(ctx, found, answers, { ...typed, on, source }) : NO_FACTS;
    const state: FollowUpState = typed.answer === 'known' ? 'answered' : typed.answer;
    const after = {
      state,
      answered_on: on,
      answers,
      reason: typed.reason || null,
      seconds_spent: secondsSince(typed.openedAt, ctx.now),
    };
    await updateFollowUp(ctx.sql, followUp, after);
    ctx.record({
      object: { kind: 'project', id: project },
      reason: typed.reason,
      before: { followUp, state: found.state, marketYear: facts.before },
      after: {
        followUp,
        partner: found.partnerName,
        source,
        ...after,
        marketYear: facts.marketYear,
        firstSale: facts.firstSale,
      },
    });
    return { project, followUp, state, marketYear: facts.marketYear, firstSale: facts.firstSale };
  },
});

/** Where a figure that a follow-up brought comes from. */
export const SOURCES = {
  link: 'follow-up-link',
  account: 'follow-up-account',
  telephone: 'follow-up-telephone',
} as const;

interface Facts {
  readonly marketYear: string | null;
  readonly firstSale: string | null;
  /** The figures that the answer replaced. */
  readonly before: object | null;
}
const NO_FACTS: Facts = { marketYear: null, firstSale: null, before: null };

const isPartner = ({ actor }: Pick<ActionContext, 'actor'>, { organisation }: FoundFollowUp): boolean =>
  actor.grants.some(({ scope }) => scope.kind === 'organisation' && scope.id === organisation);

async function writeFacts<Code extends RefusalCode>(
  ctx: ActionContext<Code>,
  found: FoundFollowUp,
  answers: FollowUpAnswers,
  given: {
    firstSaleOn?: string | null | undefined;
    firstSaleCountry?: string | null | undefined;
    on: string;
    source: string;
  },
): Promise<Facts> {
  const { project_id: project, partner_id: partner } = found;
  const { year, revenueEuros, jobsCreated, jobsKept, exportPercent } = answers;
  const says = revenueEuros !== null || jobsCreated !== null || jobsKept !== null;
  const line = { project, partner, year, on: given.on, source: given.source, followUp: found.id };
  const revenueCents = revenueEuros === null ? null : revenueEuros * 100;
  const written = says
    ? await writeMarketYear(ctx, line, { revenueCents, exportPercent, jobsCreated, jobsKept })
    : { id: null, before: null };
  const firstSale = given.firstSaleOn && !(await hasFirstSale(ctx.sql, partner)) ? ctx.newId('sal') : null;
  if (firstSale)
    await insertFirstSale(ctx.sql, {
      id: firstSale,
      project_id: project,
      partner_id: partner,
      result_id: null,
      sold_on: given.firstSaleOn!,
      country: given.firstSaleCountry ?? 'FR',
      amount_cents: null,
      source: given.source,
      recorded_at: ctx.now,
    });
  return { marketYear: written.id, firstSale, before: written.before };
}

function secondsSince(openedAt: string | null | undefined, now: Date): number | null {
  const seconds = openedAt ? Math.round((now.getTime() - Date.parse(openedAt)) / 1_000) : Number.NaN;
  return seconds >= 0 && seconds <= LONGEST_SECONDS ? seconds : null;
}
