import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { clustersOn } from '#rooms/registry';
import { daysOfCall, knownCalls } from './calls.ts';
import { type DecisionFacts, tally } from './decision.rules.ts';
import { expertsBefore, partnersEver } from './expert.store.ts';
import { earliestDecision } from './incubation.rules.ts';
import { interestOf } from './interest.rules.ts';
import type { LabelTable, MeetingTable, SubmissionTable } from './labelling.tables.ts';
import { settingOf } from './labelling-rules.store.ts';
import { agendaOf, votesAt } from './meeting.store.ts';
import { reviewsOf } from './review.store.ts';
import { labelsOfProject } from './submission.store.ts';

/** What a decision on a file is judged on: in a meeting, on its day and by its votes; without one, today by written procedure. */
export async function decisionFacts(
  sql: Sql,
  file: { readonly label: LabelTable; readonly submission: SubmissionTable },
  meeting: MeetingTable | null,
  today: Day,
): Promise<DecisionFacts> {
  const { label, submission } = file;
  const on = (meeting?.held_on ?? today) as Day;
  const { rules } = await settingOf(sql, label.cluster_id);
  const call = daysOfCall(await knownCalls(sql), submission.call_id, submission.window_id);
  const votes = meeting ? (await votesAt(sql, meeting.id)).filter(({ label_id }) => label_id === label.id) : [];
  const voters = new Set(votes.filter(({ vote }) => vote !== 'left').map(({ expert_id }) => expert_id));
  const partners = await partnersEver(sql, label.project_id);
  const experts = await expertsBefore(sql, label.cluster_id, label.project_id);
  const asked = await labelsOfProject(sql, label.project_id);
  return {
    lead: label.lead,
    cluster: label.cluster_id,
    decided: label.decision !== null,
    submission: submission.state,
    on,
    today,
    clusterLabelled: (await clustersOn(sql, on)).some(
      (cluster) => cluster.id === label.cluster_id && cluster.label === 'labelled',
    ),
    askedOn: label.asked_on as Day,
    earliest: earliestDecision(rules, call, submission.incubation_from as Day).day,
    reviewsDone: (await reviewsOf(sql, label.id)).filter(({ state }) => state === 'done').length,
    reviewsNeeded: rules.reviewsNeeded,
    meeting: meeting && {
      closed: meeting.state === 'closed',
      onAgenda: (await agendaOf(sql, meeting.id)).includes(label.id),
    },
    votes: tally(votes.map(({ vote }) => vote)),
    quorum: rules.quorum,
    interestedVoters: experts
      .filter((expert) => voters.has(expert.id) && interestOf(expert, partners) !== null)
      .map(({ name }) => name),
    leadDecision: asked.find((one) => one.submission_id === submission.id && one.lead)?.decision ?? null,
  };
}
