import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { actingDay, clustersOn, reaches } from '#rooms/registry';
import { concernedPlace, projectPlace } from '../place.ts';
import { findProject } from '../project.store.ts';
import { CONCERNED, WRITERS } from '../projects.roles.ts';
import { projectKey } from '../projects.schemas.ts';
import { daysOfCall, knownCalls } from './calls.ts';
import { earliestDecision } from './incubation.rules.ts';
import { settingsOf } from './labelling-rules.store.ts';
import { type CallView, labellingView } from './labelling-views.ts';
import { betterNames, clusterNamed, conducts, decisionOf, windowNamed } from './readings.ts';
import { callState } from './submission.rules.ts';
import { labelsOfProject, submissionsOf } from './submission.store.ts';

/** The requests for a label of one project, what each cluster decided and from which day the others may. */
export const getLabelling = defineQuery({
  name: 'projects.getLabelling',
  title: { fr: 'Lire la labellisation d’un projet', en: 'Read the labelling of a project' },
  path: '/projects/{project}/labelling',
  permission: { who: CONCERNED, where: concernedPlace },
  input: z.object({ project: projectKey }),
  output: labellingView,
  async run({ sql, actor, today }, { project: id }) {
    const on = await actingDay(sql, today);
    const project = (await findProject(sql, id))!;
    const windows = await knownCalls(sql);
    const clusters = (await clustersOn(sql, on)).filter(({ label }) => label === 'labelled');
    const labels = await labelsOfProject(sql, id);
    const rules = await settingsOf(
      sql,
      labels.map(({ cluster_id }) => cluster_id),
    );
    const better = await betterNames(sql, labels);
    const writes = reaches(actor, WRITERS, (await projectPlace(sql, { project: id }))!);
    const conducted = new Map<string, boolean>();
    for (const { cluster_id } of labels)
      if (!conducted.has(cluster_id)) conducted.set(cluster_id, await conducts(sql, actor, cluster_id));
    const callOf = (call: string, window: string): CallView => {
      const found = windows.calls.find((one) => one.id === call);
      return {
        id: call,
        name: found ? say(found.name) : call,
        window: windowNamed(windows, window),
        closes: found?.closes ?? null,
        state: callState(found?.closes ?? null, on),
      };
    };
    return {
      on,
      project: {
        id,
        acronym: project.acronym,
        title: project.title,
        cluster: await clusterNamed(sql, project.cluster_id),
        stage: project.stage,
        synthetic: project.synthetic,
      },
      submissions: (await submissionsOf(sql, id)).map((submission) => ({
        id: submission.id,
        state: submission.state,
        call: callOf(submission.call_id, submission.window_id),
        incubationFrom: submission.incubation_from as Day,
        submittedOn: submission.submitted_on as Day | null,
        presentation: submission.presentation,
        closedOn: submission.closed_on as Day | null,
        closingReason: submission.closing_reason,
        labels: labels
          .filter(({ submission_id }) => submission_id === submission.id)
          .map((label) => ({
            id: label.id,
            cluster: { id: label.cluster_id, name: label.cluster_name },
            lead: label.lead,
            clusterLabelled: clusters.some((cluster) => cluster.id === label.cluster_id),
            askedOn: label.asked_on as Day | null,
            earliest: earliestDecision(
              rules.get(label.cluster_id)!,
              daysOfCall(windows, submission.call_id, submission.window_id),
              submission.incubation_from as Day,
            ),
            decided: decisionOf(label, better),
            conducts: conducted.get(label.cluster_id)!,
          })),
      })),
      writes,
      calls: writes
        ? windows.calls.map((call) => callOf(call.id, call.window.id)).filter(({ state }) => state !== 'closed')
        : [],
      clusters: writes ? clusters.map(({ id: cluster, name }) => ({ id: cluster, name })) : [],
    };
  },
});
