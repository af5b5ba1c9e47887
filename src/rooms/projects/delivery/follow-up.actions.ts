import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, reachOf } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject, partnersOf } from '../project.store.ts';
import { daySchema, longText, projectKey } from '../projects.schemas.ts';
import { refusing } from './delivery.refusals.ts';
import { isFollowed, planFollowUps, standingOn } from './follow-up.rules.ts';
import { campaignRows, findFollowUp, followUpsOf, insertFollowUps, updateFollowUp } from './follow-up.store.ts';
import { CAMPAIGNERS, openFollowUp } from './follow-up-answer.action.ts';
import { addressOf, sendQuestions } from './follow-up-link.ts';
import { lineKey } from './outcome.actions.ts';

/** Messages that one act sends at most: beyond it is done again. */
const MOST_AT_ONCE = 200;

/**
 * Plans the follow-ups that a project lacks, at +12, +24, +36 months and five years after its research ended (R82), and moves those not yet sent when
 * research ended on another day. Done each night for all projects; again changes nothing.
 */
export const planProjectFollowUps = defineAction({
  name: 'projects.planFollowUps',
  title: { fr: 'Prévoir les suivis d’un projet', en: 'Plan the follow-ups of a project' },
  path: '/projects/{project}/follow-ups',
  permission: { who: CAMPAIGNERS, where: projectPlace },
  input: z.object({ project: projectKey }),
  output: z.object({ project: z.string(), planned: z.int(), moved: z.int() }),
  refusals: refusing('NOT_FOLLOWED', 'NOTHING_TO_PLAN'),
  async run(ctx, { project: id }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (!isFollowed(project.stage) || !project.research_ends_on) ctx.refuse('NOT_FOLLOWED');
    const partners = (await partnersOf(ctx.sql, id)).map((partner) => partner.id);
    const known = (await followUpsOf(ctx.sql, id)).map((one) => ({
      id: one.id,
      partner: one.partner_id,
      months: one.months,
      dueOn: one.due_on,
      state: one.state,
    }));
    const { missing, moved } = planFollowUps(project.research_ends_on as Day, partners, known);
    if (missing.length + moved.length === 0) ctx.refuse('NOTHING_TO_PLAN');
    const rows = missing.map(({ partner, months, dueOn }) => ({
      id: ctx.newId('fup'),
      project_id: id,
      partner_id: partner,
      months,
      due_on: dueOn,
      state: 'planned' as const,
      reminders: 0,
    }));
    await insertFollowUps(ctx.sql, rows);
    for (const one of moved) await updateFollowUp(ctx.sql, one.id, { due_on: one.dueOn });
    ctx.record({ object: { kind: 'project', id }, after: { planned: missing, moved } });
    return { project: id, planned: missing.length, moved: moved.length };
  },
});

const sent = z.object({ project: z.string(), followUp: z.string(), to: z.string(), expiresAt: z.date() });

/** Sends one partner its three questions, to whoever represents it or to the address given. Sent again, it carries a new link. */
export const sendFollowUp = defineAction({
  name: 'projects.sendFollowUp',
  title: { fr: 'Envoyer les questions à un partenaire', en: 'Send a partner its questions' },
  path: '/projects/{project}/follow-ups/{followUp}/sending',
  permission: { who: CAMPAIGNERS, where: projectPlace },
  input: z.object({ project: projectKey, followUp: lineKey, email: z.email().max(200).nullish() }),
  output: sent,
  refusals: refusing(
    'FOLLOW_UP_UNKNOWN',
    'FOLLOW_UP_CLOSED',
    'FOLLOW_UP_CANCELLED',
    'FOLLOW_UP_EARLY',
    'NO_ADDRESS',
    'REMINDED_TODAY',
  ),
  async run(ctx, { project: id, followUp, email }) {
    const project = (await lockProject(ctx.sql, id))!;
    const { found, on } = await openFollowUp(ctx, id, followUp);
    const to = email ?? (await addressOf(ctx, found));
    if (!to) return ctx.refuse('NO_ADDRESS', { field: 'email' });
    if ((found.reminded_on ?? found.sent_on) === on && found.sent_to === to) ctx.refuse('REMINDED_TODAY');
    const link = await sendQuestions(ctx, project, found, to, false);
    await updateFollowUp(ctx.sql, followUp, { state: 'sent', sent_to: to, sent_on: on });
    ctx.record({ object: { kind: 'project', id }, after: { followUp, partner: found.partnerName, link: link.id, to } });
    return { project: id, followUp, to, expiresAt: link.expiresAt };
  },
});

/** Reminds a partner that has not answered, with a new link; the message looks at the state again before it leaves. Once a day at most. */
export const remindFollowUp = defineAction({
  name: 'projects.remindFollowUp',
  title: { fr: 'Relancer un partenaire', en: 'Remind a partner' },
  path: '/projects/{project}/follow-ups/{followUp}/reminder',
  permission: { who: CAMPAIGNERS, where: projectPlace },
  input: z.object({ project: projectKey, followUp: lineKey }),
  output: sent,
  refusals: refusing(
    'FOLLOW_UP_UNKNOWN',
    'FOLLOW_UP_CLOSED',
    'FOLLOW_UP_CANCELLED',
    'FOLLOW_UP_EARLY',
    'NOT_SENT_YET',
    'REMINDED_TODAY',
  ),
  async run(ctx, { project: id, followUp }) {
    const project = (await lockProject(ctx.sql, id))!;
    const { found, on } = await openFollowUp(ctx, id, followUp);
    if (!found.sent_to) return ctx.refuse('NOT_SENT_YET');
    if ((found.reminded_on ?? found.sent_on) === on) ctx.refuse('REMINDED_TODAY');
    const link = await sendQuestions(ctx, project, found, found.sent_to, true);
    const reminders = found.reminders + 1;
    await updateFollowUp(ctx.sql, followUp, { reminded_on: on, reminders });
    ctx.record({
      object: { kind: 'project', id },
      after: { followUp, partner: found.partnerName, link: link.id, reminders },
    });
    return { project: id, followUp, to: found.sent_to, expiresAt: link.expiresAt };
  },
});

/** Sends every question that has fallen due within reach, to partners whose address is known. Those without one stay on the list. */
export const sendDueFollowUps = defineAction({
  name: 'projects.sendDueFollowUps',
  title: { fr: 'Envoyer tous les suivis échus', en: 'Send every follow-up that is due' },
  path: '/follow-ups/sending',
  permission: { who: CAMPAIGNERS },
  input: z.object({ cluster: z.string().max(80).nullish() }),
  output: z.object({ sent: z.int(), withoutAddress: z.int() }),
  refusals: refusing('NOTHING_TO_SEND'),
  async run(ctx, { cluster }) {
    const on = await actingDay(ctx.sql, ctx.today);
    const reach = reachOf(ctx.actor, CAMPAIGNERS);
    const rows = await campaignRows(ctx.sql, reach, { cluster: cluster || undefined, until: on });
    // In the order of the projects, which are held until the end: two people who send at once take turns.
    const due = rows
      .filter((row) => standingOn(row, on) === 'not-started')
      .slice(0, MOST_AT_ONCE)
      .toSorted((a, b) => (a.project < b.project ? -1 : 1));
    let count = 0;
    for (const row of due) {
      const project = (await lockProject(ctx.sql, row.project))!;
      const found = await findFollowUp(ctx.sql, row.project, row.id);
      const to = found?.state === 'planned' ? await addressOf(ctx, found) : null;
      if (!found || !to) continue;
      const link = await sendQuestions(ctx, project, found, to, false);
      await updateFollowUp(ctx.sql, found.id, { state: 'sent', sent_to: to, sent_on: on });
      ctx.record({
        object: { kind: 'project', id: row.project },
        after: { followUp: found.id, partner: found.partnerName, link: link.id, to },
      });
      count += 1;
    }
    if (count === 0) ctx.refuse('NOTHING_TO_SEND');
    return { sent: count, withoutAddress: due.length - count };
  },
});

/** Gives up asking: the firm closed, the partner left. It stays on the list with its reason, and counts no more as due. */
export const cancelFollowUp = defineAction({
  name: 'projects.cancelFollowUp',
  title: { fr: 'Annuler un suivi', en: 'Cancel a follow-up' },
  path: '/projects/{project}/follow-ups/{followUp}/cancellation',
  permission: { who: CAMPAIGNERS, where: projectPlace },
  input: z.object({ project: projectKey, followUp: lineKey, reason: longText }),
  output: z.object({ project: z.string(), followUp: z.string(), on: daySchema }),
  refusals: refusing('FOLLOW_UP_UNKNOWN', 'FOLLOW_UP_CLOSED', 'FOLLOW_UP_CANCELLED'),
  async run(ctx, { project, followUp, reason }) {
    await lockProject(ctx.sql, project);
    const found = await findFollowUp(ctx.sql, project, followUp);
    if (!found) return ctx.refuse('FOLLOW_UP_UNKNOWN');
    if (found.answered_on) ctx.refuse('FOLLOW_UP_CLOSED', { with: { day: found.answered_on } });
    if (found.state === 'cancelled') ctx.refuse('FOLLOW_UP_CANCELLED', { with: { reason: found.reason ?? '' } });
    await updateFollowUp(ctx.sql, followUp, { state: 'cancelled', reason });
    ctx.record({
      object: { kind: 'project', id: project },
      reason,
      before: { followUp, state: found.state },
      after: { followUp, partner: found.partnerName, state: 'cancelled' },
    });
    return { project, followUp, on: await actingDay(ctx.sql, ctx.today) };
  },
});
