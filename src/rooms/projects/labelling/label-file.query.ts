import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, clustersOn } from '#rooms/registry';
import { partnersOf } from '../project.store.ts';
import { betterClusters } from './better-cluster.rules.ts';
import { knownCalls } from './calls.ts';
import { proposedDecision } from './decision.rules.ts';
import { decisionFacts } from './decision-facts.ts';
import { expertsBefore, organisationNames, partnersEver } from './expert.store.ts';
import { criteriaOf, fileReviewOf, scoresOf } from './file-reviews.ts';
import { summary } from './grid.rules.ts';
import { reviewerFault } from './interest.rules.ts';
import { requestRows } from './label-request.store.ts';
import { COMMITTEE_READERS, labelPlace } from './labelling.place.ts';
import { labelKey } from './labelling.ts';
import { gridsOf, settingOf } from './labelling-rules.store.ts';
import { labelFile } from './labelling-views.ts';
import { findMeeting } from './meeting.store.ts';
import { betterNames, clusterNamed, conducts, decisionOf, requestOf } from './readings.ts';
import { reviewsOf } from './review.store.ts';
import { findLabel, findSubmission } from './submission.store.ts';

/** A file as the committee works on it: the project, the reviews side by side, the votes and where they lead. */
export const getLabelFile = defineQuery({
  name: 'projects.getLabelFile',
  title: { fr: 'Lire un dossier de labellisation', en: 'Read a labelling file' },
  path: '/project-labels/{label}',
  permission: { who: COMMITTEE_READERS, where: labelPlace },
  input: z.object({ label: labelKey }),
  output: labelFile,
  async run({ sql, actor, today }, { label: id }) {
    const on = await actingDay(sql, today);
    const label = (await findLabel(sql, id))!;
    const submission = (await findSubmission(sql, label.submission_id))!;
    const [row] = await requestRows(sql, { labels: [id] });
    // A draft has not reached the cluster.
    if (!row) throw notFound();
    const { rules } = await settingOf(sql, label.cluster_id);
    const grids = await gridsOf(sql, label.cluster_id);
    const current = Math.max(...grids.keys());
    const reviews = await reviewsOf(sql, id);
    const meeting = row.meeting ? ((await findMeeting(sql, row.meeting.id)) ?? null) : null;
    const facts = await decisionFacts(sql, { label, submission }, meeting, on);
    const partners = await partnersOf(sql, label.project_id);
    const ever = await partnersEver(sql, label.project_id);
    const names = await organisationNames(sql, ever);
    const clusters = (await clustersOn(sql, on)).filter((cluster) => cluster.label === 'labelled');
    const own = clusters.find((cluster) => cluster.id === label.cluster_id);
    const better = betterClusters(
      clusters.map((one) => ({ ...one, region: one.region?.code ?? null, labelled: true })),
      label.cluster_id,
      row.project.filiere,
      own?.region?.code ?? null,
    );
    return {
      on,
      cluster: await clusterNamed(sql, label.cluster_id),
      request: requestOf(row, await knownCalls(sql), rules),
      presentation: submission.presentation,
      incubationFrom: submission.incubation_from as Day,
      partners: partners.map(({ organisation_id, lead }) => ({
        organisation: { id: organisation_id, name: names.get(organisation_id)! },
        lead,
      })),
      criteria: [...criteriaOf(reviews, grids)],
      reviews: reviews.map((review) => fileReviewOf(review, grids, current)),
      scores: summary(scoresOf(reviews, grids)),
      reviewsNeeded: rules.reviewsNeeded,
      quorum: rules.quorum,
      experts: (await expertsBefore(sql, label.cluster_id, label.project_id)).map((expert) => ({
        id: expert.id,
        name: expert.name,
        fault: reviewerFault(expert, ever),
        assigned: reviews.some(({ expert_id }) => expert_id === expert.id),
      })),
      decided: decisionOf(label, await betterNames(sql, [label])),
      votes: meeting ? facts.votes : null,
      proposed: meeting ? proposedDecision(facts) : null,
      meetingHeld: meeting !== null && meeting.held_on <= on,
      better: better.map(({ id: cluster, name, sector }) => ({ id: cluster, name, sector })),
      clusters: clusters
        .filter((cluster) => cluster.id !== label.cluster_id)
        .map(({ id: cluster, name }) => ({ id: cluster, name })),
      conducts: await conducts(sql, actor, label.cluster_id),
      synthetic: row.synthetic,
    };
  },
});
