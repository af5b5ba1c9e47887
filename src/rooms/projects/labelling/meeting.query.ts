import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { QueryContext } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { knownCalls } from './calls.ts';
import { proposedDecision, quorumReached } from './decision.rules.ts';
import { decisionFacts } from './decision-facts.ts';
import { expertsBefore, expertsOf, partnersEver } from './expert.store.ts';
import { criteriaOf, scoreOf, scoresOf } from './file-reviews.ts';
import { summary } from './grid.rules.ts';
import { interestOf } from './interest.rules.ts';
import { requestRows } from './label-request.store.ts';
import { COMMITTEE_READERS, meetingPlace } from './labelling.place.ts';
import type { MeetingTable } from './labelling.tables.ts';
import { meetingKey } from './labelling.ts';
import { gridsOf, settingOf } from './labelling-rules.store.ts';
import { type AgendaItem, type MeetingView, meetingView, type RequestView } from './labelling-views.ts';
import { agendaOf, findMeeting, presentAt, votesAt } from './meeting.store.ts';
import { betterNames, clusterNamed, conducts, decisionOf, isWaiting, requestOf } from './readings.ts';
import { reviewsOf } from './review.store.ts';
import { findLabel, findSubmission } from './submission.store.ts';

/** One meeting: agenda, reviews, who was there, votes, decisions. The minutes are made of it. */
export async function readMeeting({ sql, actor, today }: QueryContext, id: string): Promise<MeetingView> {
  const on = await actingDay(sql, today);
  const meeting = (await findMeeting(sql, id))!;
  const { rules } = await settingOf(sql, meeting.cluster_id);
  const windows = await knownCalls(sql);
  const agenda = await agendaOf(sql, id);
  const all = await requestRows(sql, { cluster: meeting.cluster_id });
  const requests = new Map(all.map((row) => [row.label, requestOf(row, windows, rules)]));
  const items: AgendaItem[] = [];
  for (const label of agenda) items.push(await itemOf(sql, meeting, requests.get(label)!, on));
  const present = await presentAt(sql, id);
  return {
    on,
    id,
    cluster: await clusterNamed(sql, meeting.cluster_id),
    heldOn: meeting.held_on as Day,
    place: meeting.place,
    state: meeting.state,
    minutes: meeting.minutes,
    closedOn: meeting.closed_on as Day | null,
    quorum: rules.quorum,
    experts: (await expertsOf(sql, meeting.cluster_id)).map((expert) => ({
      id: expert.id,
      name: expert.name,
      present: present.includes(expert.id),
      mayCome: expert.active && expert.confidentialitySignedOn !== null,
      signed: expert.confidentialitySignedOn !== null,
    })),
    items,
    waiting: all
      .filter((row) => isWaiting(row) && (row.meeting === null || row.meeting.id === id) && !agenda.includes(row.label))
      .map((row) => requests.get(row.label)!),
    conducts: await conducts(sql, actor, meeting.cluster_id),
    synthetic: all.some((row) => agenda.includes(row.label) && row.synthetic),
  };
}

async function itemOf(sql: Sql, meeting: MeetingTable, request: RequestView, on: Day): Promise<AgendaItem> {
  const label = (await findLabel(sql, request.label))!;
  const submission = (await findSubmission(sql, label.submission_id))!;
  const facts = await decisionFacts(sql, { label, submission }, meeting, on);
  const grids = await gridsOf(sql, label.cluster_id);
  const reviews = await reviewsOf(sql, label.id);
  const done = reviews.filter(({ state }) => state === 'done');
  const experts = await expertsBefore(sql, label.cluster_id, label.project_id);
  const partners = await partnersEver(sql, label.project_id);
  const named = (expert: string) => ({ id: expert, name: experts.find(({ id }) => id === expert)!.name });
  const votes = (await votesAt(sql, meeting.id)).filter(({ label_id }) => label_id === label.id);
  return {
    request,
    scores: summary(scoresOf(reviews, grids)),
    reviews: done.map((review) => ({ expert: review.expert_name, score: scoreOf(review, grids)! })),
    marks: criteriaOf(reviews, grids).flatMap(({ id, fr, en, most }) => {
      const given = done.flatMap(({ marks }) => marks![id] ?? []);
      const mean = given.reduce((sum, mark) => sum + mark, 0) / given.length;
      return given.length === 0 ? [] : [{ criterion: id, fr, en, most, mean }];
    }),
    votes: votes.map(({ expert_id, vote }) => ({ expert: named(expert_id), vote })),
    tally: facts.votes,
    quorum: quorumReached(facts.votes, facts.quorum),
    proposed: proposedDecision(facts),
    decided: decisionOf(label, await betterNames(sql, [label])),
    interests: experts.flatMap((expert) => {
      const why = interestOf(expert, partners);
      return why === null ? [] : [{ expert: { id: expert.id, name: expert.name }, why }];
    }),
  };
}

export const getMeeting = defineQuery({
  name: 'projects.getMeeting',
  title: { fr: 'Lire une séance de labellisation', en: 'Read a labelling meeting' },
  path: '/labelling-meetings/{meeting}',
  permission: { who: COMMITTEE_READERS, where: meetingPlace },
  input: z.object({ meeting: meetingKey }),
  output: meetingView,
  run: (ctx, { meeting }) => readMeeting(ctx, meeting),
});
