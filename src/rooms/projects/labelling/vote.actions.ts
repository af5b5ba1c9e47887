import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { TEAM } from '../projects.roles.ts';
import { expertsBefore, expertsOf, partnersEver } from './expert.store.ts';
import { fileInReview } from './file-in-review.ts';
import { reviewerFault } from './interest.rules.ts';
import { meetingPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { expertKey, labelKey, meetingKey, VOTES } from './labelling.ts';
import { heldMeeting } from './meeting.actions.ts';
import { agendaOf, presentAt, votesAt, writeAttendance, writeVotes } from './meeting.store.ts';
import { findLabel } from './submission.store.ts';

/** Who was at the meeting: active experts of the cluster who signed confidentiality. */
export const recordAttendance = defineAction({
  name: 'projects.recordAttendance',
  title: { fr: 'Noter les présents', en: 'Record who was present' },
  path: '/labelling-meetings/{meeting}/attendance',
  permission: { who: TEAM, where: meetingPlace },
  input: z.object({ meeting: meetingKey, experts: z.array(expertKey).max(200).default([]) }),
  output: z.object({ meeting: z.string(), cluster: z.string() }),
  refusals: labellingRefusing(
    'MEETING_CLOSED',
    'MEETING_AHEAD',
    'OTHER_CLUSTER',
    'EXPERT_GONE',
    'NOT_SIGNED',
    'ATTENDANCE_VOTED',
  ),
  async run(ctx, { meeting: id, experts: given }) {
    const meeting = await heldMeeting(ctx, id);
    const experts = [...new Set(given)];
    const known = new Map((await expertsOf(ctx.sql, meeting.cluster_id)).map((one) => [one.id, one]));
    const before = await presentAt(ctx.sql, id);
    for (const one of experts) {
      const expert = known.get(one);
      if (!expert) return ctx.refuse('OTHER_CLUSTER', { field: 'experts' });
      const detail = { field: 'experts', with: { expert: expert.name } };
      if (!expert.active && !before.includes(one)) ctx.refuse('EXPERT_GONE', detail);
      if (!expert.confidentialitySignedOn) ctx.refuse('NOT_SIGNED', detail);
    }
    const gone = (await votesAt(ctx.sql, id)).find(({ expert_id }) => !experts.includes(expert_id));
    if (gone)
      ctx.refuse('ATTENDANCE_VOTED', { field: 'experts', with: { expert: known.get(gone.expert_id)?.name ?? '' } });
    await writeAttendance(ctx.sql, id, experts);
    ctx.record({
      object: { kind: 'cluster', id: meeting.cluster_id },
      before: { meeting: id, present: before },
      after: { present: experts },
    });
    return { meeting: id, cluster: meeting.cluster_id };
  },
});

/** The votes of a meeting on one file, all at once. Whoever has an interest in the project has left the room: no other vote of theirs is taken (R65). */
export const recordVotes = defineAction({
  name: 'projects.recordVotes',
  title: { fr: 'Enregistrer les votes', en: 'Record the votes' },
  path: '/labelling-meetings/{meeting}/votes/{label}',
  permission: { who: TEAM, where: meetingPlace },
  input: z.object({
    meeting: meetingKey,
    label: labelKey,
    votes: z.array(z.object({ expert: expertKey, vote: z.enum(VOTES) })).max(200),
  }),
  output: z.object({ meeting: z.string(), label: z.string(), cluster: z.string() }),
  refusals: labellingRefusing(
    'MEETING_CLOSED',
    'MEETING_AHEAD',
    'NOT_ON_AGENDA',
    'FILE_DECIDED',
    'FILE_NOT_IN_REVIEW',
    'OTHER_CLUSTER',
    'NOT_PRESENT',
    'EXPERT_GONE',
    'NOT_SIGNED',
    'PARTNER_INTEREST',
    'DECLARED_INTEREST',
  ),
  async run(ctx, { meeting: id, label: labelId, votes: given }) {
    // The project before the meeting: every act on a file takes them in this order.
    if (!(await findLabel(ctx.sql, labelId))) return ctx.refuse('NOT_ON_AGENDA');
    const { label } = await fileInReview(ctx, labelId);
    const meeting = await heldMeeting(ctx, id);
    if (!(await agendaOf(ctx.sql, id)).includes(labelId)) ctx.refuse('NOT_ON_AGENDA');
    const votes = [...new Map(given.map((one) => [one.expert, one])).values()];
    const experts = await expertsBefore(ctx.sql, meeting.cluster_id, label.project_id);
    const partners = await partnersEver(ctx.sql, label.project_id);
    const present = await presentAt(ctx.sql, id);
    for (const { expert: one, vote } of votes) {
      const expert = experts.find((candidate) => candidate.id === one);
      const field = `votes.${one}`;
      if (!expert) return ctx.refuse('OTHER_CLUSTER', { field });
      const detail = { field, with: { expert: expert.name } };
      if (!present.includes(one)) ctx.refuse('NOT_PRESENT', detail);
      const fault = vote === 'left' ? null : reviewerFault(expert, partners);
      if (fault) ctx.refuse(fault, detail);
    }
    const before = (await votesAt(ctx.sql, id)).filter(({ label_id }) => label_id === labelId);
    await writeVotes(ctx.sql, id, labelId, votes);
    ctx.record({
      object: { kind: 'project', id: label.project_id },
      ...(before.length > 0 && {
        before: { meeting: id, votes: Object.fromEntries(before.map((one) => [one.expert_id, one.vote])) },
      }),
      after: {
        meeting: id,
        label: labelId,
        votes: Object.fromEntries(votes.map(({ expert, vote }) => [expert, vote])),
      },
    });
    return { meeting: id, label: labelId, cluster: meeting.cluster_id };
  },
});
