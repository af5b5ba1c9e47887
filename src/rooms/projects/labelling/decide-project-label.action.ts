import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { type Day, yearOf } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { lockProject } from '../project.store.ts';
import { TEAM } from '../projects.roles.ts';
import { longText, optionalText } from '../projects.schemas.ts';
import { type DecisionFacts, type DecisionFault, decisionFault } from './decision.rules.ts';
import { decisionFacts } from './decision-facts.ts';
import { labelPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { t } from './labelling.sentences.ts';
import { DECISIONS, labelKey, meetingKey } from './labelling.ts';
import { lockLabelling } from './labelling-rules.store.ts';
import { lockMeeting } from './meeting.store.ts';
import {
  findLabel,
  findSubmission,
  knownClusters,
  labelsOfProject,
  lettersOf,
  updateLabel,
  updateSubmission,
} from './submission.store.ts';

/** The field that a fault is about; the others concern the whole form. */
const FIELDS: Partial<Record<DecisionFault, string>> = {
  RESERVATIONS_MISSING: 'reservations',
  OFF_STRATEGY_REFUSES: 'offStrategy',
  BETTER_CLUSTER_MISSING: 'betterCluster',
  BETTER_CLUSTER_ITSELF: 'betterCluster',
  TOO_EARLY: 'earlyReason',
  REVIEWS_MISSING: 'decision',
  VOTE_AGAINST: 'decision',
  VOTE_FOR: 'decision',
};

const detailOf = (fault: DecisionFault, facts: DecisionFacts) => ({
  ...(FIELDS[fault] && { field: FIELDS[fault] }),
  with: {
    day: formatDay(fault === 'TOO_EARLY' ? facts.earliest : facts.on),
    done: facts.reviewsDone,
    needed: facts.reviewsNeeded,
    cast: facts.votes.cast,
    quorum: facts.quorum,
    votes: t().meeting.tally(facts.votes.for, facts.votes.against),
    experts: facts.interestedVoters.join(', '),
  },
});

/** The decision of one cluster on a project (R60, R63, R109): in a meeting by its votes, or, for a co-label, in writing after the lead cluster. */
export const decideProjectLabel = defineAction({
  name: 'projects.decideProjectLabel',
  title: { fr: 'Décider de la labellisation d’un projet', en: 'Decide on the label of a project' },
  path: '/project-labels/{label}/decision',
  permission: { who: TEAM, where: labelPlace },
  input: z.object({
    label: labelKey,
    decision: z.enum(DECISIONS),
    /** The meeting that decided; left out, the decision is taken in writing. */
    meeting: meetingKey.nullish(),
    reasons: longText,
    reservations: optionalText,
    offStrategy: z.boolean().default(false),
    betterCluster: z.string().max(80).nullish(),
    /** Why the cluster decides before the end of the incubation. */
    earlyReason: optionalText,
  }),
  output: z.object({
    label: z.string(),
    project: z.string(),
    cluster: z.string(),
    decidedOn: z.string(),
    reference: z.string(),
    meeting: z.string().nullable(),
    /** Every cluster asked has decided. */
    complete: z.boolean(),
  }),
  refusals: labellingRefusing(
    'ALREADY_DECIDED',
    'NOT_IN_REVIEW',
    'CLUSTER_NOT_LABELLED',
    'LEAD_NEEDS_MEETING',
    'LEAD_FIRST',
    'NOT_ON_AGENDA',
    'MEETING_CLOSED',
    'MEETING_AHEAD',
    'RECEIVED_AFTER',
    'RESERVATIONS_MISSING',
    'OFF_STRATEGY_REFUSES',
    'BETTER_CLUSTER_MISSING',
    'BETTER_CLUSTER_ITSELF',
    'UNKNOWN_CLUSTER',
    'TOO_EARLY',
    'REVIEWS_MISSING',
    'NO_QUORUM',
    'VOTE_AGAINST',
    'VOTE_FOR',
    'VOTES_INTERESTED',
  ),
  async run(ctx, { label: id, decision, meeting: meetingId = null, reasons, offStrategy, ...asked }) {
    const { project_id: project } = (await findLabel(ctx.sql, id))!;
    await lockProject(ctx.sql, project);
    const label = (await findLabel(ctx.sql, id))!;
    const submission = (await findSubmission(ctx.sql, label.submission_id))!;
    const meeting = meetingId === null ? null : ((await lockMeeting(ctx.sql, meetingId)) ?? null);
    if (meetingId !== null && !meeting) ctx.refuse('NOT_ON_AGENDA');
    const today = await actingDay(ctx.sql, ctx.today);
    const facts = await decisionFacts(ctx.sql, { label, submission }, meeting, today);
    const reservations = asked.reservations ?? null;
    const earlyReason = asked.earlyReason ?? null;
    const betterCluster = offStrategy ? (asked.betterCluster ?? null) : null;
    const procedure = meeting ? 'meeting' : 'written';
    const fault = decisionFault(facts, { decision, procedure, reservations, offStrategy, betterCluster, earlyReason });
    if (fault) ctx.refuse(fault, detailOf(fault, facts));
    if (betterCluster !== null && !(await knownClusters(ctx.sql, [betterCluster])).has(betterCluster))
      ctx.refuse('UNKNOWN_CLUSTER', { field: 'betterCluster', with: { cluster: betterCluster } });
    await lockLabelling(ctx.sql, label.cluster_id);
    const year = yearOf(facts.on);
    const reference = `${label.cluster_id}-${year}-${(await lettersOf(ctx.sql, label.cluster_id, year)) + 1}`;
    const written = {
      decision,
      decided_on: facts.on as Day,
      procedure,
      reasons,
      reservations: decision === 'reservations' ? reservations : null,
      early_reason: facts.on < facts.earliest ? earlyReason : null,
      off_strategy: offStrategy,
      better_cluster_id: betterCluster,
      meeting_id: meeting?.id ?? null,
      votes_for: meeting ? facts.votes.for : null,
      votes_against: meeting ? facts.votes.against : null,
      letter_reference: reference,
      decided_by: ctx.actor.name,
    } as const;
    await updateLabel(ctx.sql, id, written);
    const complete = (await labelsOfProject(ctx.sql, project))
      .filter((one) => one.submission_id === submission.id)
      .every((one) => one.decision !== null);
    if (complete) await updateSubmission(ctx.sql, submission.id, { state: 'decided', closed_on: today });
    ctx.record({ object: { kind: 'project', id: project }, reason: reasons, after: { label: id, ...written } });
    return {
      label: id,
      project,
      cluster: label.cluster_id,
      decidedOn: facts.on,
      reference,
      meeting: meeting?.id ?? null,
      complete,
    };
  },
});
