import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay, clusterPlace } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { daySchema } from '../projects.schemas.ts';
import { requestRows } from './label-request.store.ts';
import { meetingPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import type { MeetingTable } from './labelling.tables.ts';
import { labelKey, meetingKey } from './labelling.ts';
import {
  agendaOf,
  insertMeeting,
  lockMeeting,
  plannedElsewhere,
  presentAt,
  updateMeeting,
  votesAt,
  writeAgenda,
} from './meeting.store.ts';

const placeOfMeeting = z.string().trim().max(300).default('');

/** A meeting that is not closed, held until the transaction ends. */
export async function openMeeting(ctx: ActionContext<'MEETING_CLOSED'>, id: string): Promise<MeetingTable> {
  const meeting = (await lockMeeting(ctx.sql, id))!;
  if (meeting.state === 'closed') ctx.refuse('MEETING_CLOSED');
  return meeting;
}

/** The same, on its day or after: who was there, what they voted. */
export async function heldMeeting(
  ctx: ActionContext<'MEETING_CLOSED' | 'MEETING_AHEAD'>,
  id: string,
): Promise<MeetingTable> {
  const meeting = await openMeeting(ctx, id);
  if (meeting.held_on > (await actingDay(ctx.sql, ctx.today)))
    ctx.refuse('MEETING_AHEAD', { with: { day: formatDay(meeting.held_on) } });
  return meeting;
}

/** Plans a meeting of the cluster's labelling committee. */
export const planMeeting = defineAction({
  name: 'projects.planMeeting',
  title: { fr: 'Prévoir une séance de labellisation', en: 'Plan a labelling meeting' },
  path: '/clusters/{cluster}/labelling-meetings',
  permission: { who: TEAM, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: z.string().min(1).max(80), heldOn: daySchema, place: placeOfMeeting }),
  output: z.object({ meeting: z.string(), cluster: z.string() }),
  async run(ctx, { cluster, heldOn, place }) {
    const meeting = ctx.newId('mtg');
    await insertMeeting(ctx.sql, {
      id: meeting,
      cluster_id: cluster,
      held_on: heldOn,
      place,
      state: 'planned',
      minutes: '',
    });
    ctx.record({ object: { kind: 'cluster', id: cluster }, after: { meeting, heldOn, place } });
    return { meeting, cluster };
  },
});

/** Sets the day, the place and the files of a meeting, in their order. A file stands on the agenda of one planned meeting at a time. */
export const setAgenda = defineAction({
  name: 'projects.setAgenda',
  title: { fr: 'Établir l’ordre du jour', en: 'Set the agenda' },
  path: '/labelling-meetings/{meeting}/agenda',
  permission: { who: TEAM, where: meetingPlace },
  input: z.object({
    meeting: meetingKey,
    heldOn: daySchema,
    place: placeOfMeeting,
    labels: z.array(labelKey).max(200).default([]),
  }),
  output: z.object({ meeting: z.string(), cluster: z.string() }),
  refusals: labellingRefusing(
    'MEETING_CLOSED',
    'NOT_WAITING',
    'ON_ANOTHER_AGENDA',
    'AGENDA_VOTED',
    'MEETING_AHEAD',
    'RECEIVED_AFTER',
  ),
  async run(ctx, { meeting: id, heldOn, place, labels: given }) {
    const meeting = await openMeeting(ctx, id);
    const labels = [...new Set(given)];
    const before = await agendaOf(ctx.sql, id);
    const voted = new Set((await votesAt(ctx.sql, id)).map(({ label_id }) => label_id));
    if (before.some((label) => voted.has(label) && !labels.includes(label)))
      ctx.refuse('AGENDA_VOTED', { field: 'labels' });
    const on = await actingDay(ctx.sql, ctx.today);
    if (voted.size > 0 && heldOn > on)
      ctx.refuse('MEETING_AHEAD', { field: 'heldOn', with: { day: formatDay(heldOn) } });
    const rows = await requestRows(ctx.sql, { labels });
    const waiting = (label: string) => {
      const row = rows.find((one) => one.label === label);
      if (row?.cluster !== meeting.cluster_id) return false;
      return before.includes(label) || (row.decision === null && row.state === 'in-review');
    };
    if (!labels.every(waiting)) ctx.refuse('NOT_WAITING', { field: 'labels' });
    if (rows.some(({ askedOn }) => askedOn! > heldOn))
      ctx.refuse('RECEIVED_AFTER', { field: 'heldOn', with: { day: formatDay(heldOn) } });
    const [elsewhere] = await plannedElsewhere(ctx.sql, labels, id);
    if (elsewhere) ctx.refuse('ON_ANOTHER_AGENDA', { field: 'labels', with: { day: formatDay(elsewhere.held_on) } });
    await updateMeeting(ctx.sql, id, { held_on: heldOn, place });
    await writeAgenda(ctx.sql, id, labels);
    ctx.record({
      object: { kind: 'cluster', id: meeting.cluster_id },
      before: { meeting: id, heldOn: meeting.held_on, agenda: before },
      after: { heldOn, place, agenda: labels },
    });
    return { meeting: id, cluster: meeting.cluster_id };
  },
});

/** Closes a meeting: its agenda, votes and minutes change no more. A file that was not decided waits for another. */
export const closeMeeting = defineAction({
  name: 'projects.closeMeeting',
  title: { fr: 'Clore la séance', en: 'Close the meeting' },
  path: '/labelling-meetings/{meeting}/closing',
  permission: { who: TEAM, where: meetingPlace },
  input: z.object({
    meeting: meetingKey,
    /** What the minutes say beside the votes and the decisions. */
    minutes: z.string().trim().max(8_000).default(''),
  }),
  output: z.object({ meeting: z.string(), cluster: z.string(), postponed: z.int() }),
  refusals: labellingRefusing('MEETING_CLOSED', 'MEETING_AHEAD', 'NOBODY_PRESENT'),
  async run(ctx, { meeting: id, minutes }) {
    const meeting = await heldMeeting(ctx, id);
    if ((await presentAt(ctx.sql, id)).length === 0) ctx.refuse('NOBODY_PRESENT');
    const rows = await requestRows(ctx.sql, { labels: await agendaOf(ctx.sql, id) });
    const postponed = rows.filter(({ decision }) => decision === null).length;
    const on = await actingDay(ctx.sql, ctx.today);
    await updateMeeting(ctx.sql, id, { state: 'closed', minutes, closed_on: on });
    ctx.record({
      object: { kind: 'cluster', id: meeting.cluster_id },
      after: { meeting: id, state: 'closed', closedOn: on, files: rows.length, postponed },
    });
    return { meeting: id, cluster: meeting.cluster_id, postponed };
  },
});
