import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import { actingDay, clusterPlace, reaches } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject } from '../project.store.ts';
import { TEAM, WRITERS } from '../projects.roles.ts';
import { daySchema, optionalText, projectKey } from '../projects.schemas.ts';
import { knownCalls } from './calls.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { callKey } from './labelling.ts';
import { askFault, callState } from './submission.rules.ts';
import { insertLabels, insertSubmission, knownClusters, labelsOfProject, submissionsOf } from './submission.store.ts';

const clusterKey = z.string().min(1).max(80);

/** Opens a submission to one call: which cluster leads, which co-label (R61, R62). The incubation starts that day, unless the cluster's team says earlier (R64). */
export const openSubmission = defineAction({
  name: 'projects.openSubmission',
  title: { fr: 'Ouvrir une demande de label', en: 'Open a request for a label' },
  path: '/projects/{project}/submissions',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    call: callKey,
    /** The lead cluster, listed first. */
    lead: clusterKey,
    coLabels: z.array(clusterKey).max(20).default([]),
    /** First day of the work with the cluster, when it started before the request. */
    incubationFrom: daySchema.nullish(),
    presentation: optionalText,
  }),
  output: z.object({ submission: z.string(), project: z.string(), labels: z.array(z.string()) }),
  refusals: labellingRefusing(
    'UNKNOWN_CALL',
    'CALL_CLOSED',
    'UNKNOWN_CLUSTER',
    'LEAD_TWICE',
    'CLUSTER_TWICE',
    'SUBMISSION_ALIVE',
    'ALREADY_LABELLED',
    'PROJECT_OVER',
    'INCUBATION_AHEAD',
    'INCUBATION_BY_TEAM',
  ),
  async run(ctx, { project: id, call: callId, lead, coLabels, incubationFrom, presentation }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (project.stage === 'abandoned') ctx.refuse('PROJECT_OVER');
    const on = await actingDay(ctx.sql, ctx.today);
    const call = (await knownCalls(ctx.sql)).calls.find((one) => one.id === callId);
    if (!call) return ctx.refuse('UNKNOWN_CALL', { field: 'call', with: { call: callId } });
    if (callState(call.closes, on) === 'closed')
      ctx.refuse('CALL_CLOSED', { field: 'call', with: { call: say(call.name), day: formatDay(call.closes!) } });
    const asked = [lead, ...coLabels];
    const known = await knownClusters(ctx.sql, asked);
    const unknown = asked.find((one) => !known.has(one));
    if (unknown !== undefined)
      ctx.refuse('UNKNOWN_CLUSTER', { field: unknown === lead ? 'lead' : 'coLabels', with: { cluster: unknown } });
    const [submissions, labels] = [await submissionsOf(ctx.sql, id), await labelsOfProject(ctx.sql, id)];
    const stateOf = new Map(submissions.map((one) => [one.id, one.state]));
    const fault = askFault({ lead, coLabels }, callId, [
      ...labels.map((label) => ({
        call: label.call_id,
        cluster: label.cluster_id,
        decision: label.decision,
        submission: stateOf.get(label.submission_id)!,
      })),
    ]);
    if (fault)
      ctx.refuse(fault.code, {
        field: fault.code === 'SUBMISSION_ALIVE' ? 'call' : 'coLabels',
        with: { cluster: 'cluster' in fault ? known.get(fault.cluster)! : '' },
      });
    const from = incubationFrom ?? on;
    if (from > on) ctx.refuse('INCUBATION_AHEAD', { field: 'incubationFrom', with: { day: formatDay(on) } });
    if (from < on && !reaches(ctx.actor, TEAM, (await clusterPlace(ctx.sql, lead))!))
      ctx.refuse('INCUBATION_BY_TEAM', { field: 'incubationFrom' });
    const submission = ctx.newId('sub');
    await insertSubmission(ctx.sql, {
      id: submission,
      project_id: id,
      window_id: call.window.id,
      call_id: callId,
      state: 'draft',
      incubation_from: from,
      submitted_on: null,
      presentation: presentation ?? '',
      closed_on: null,
      closing_reason: null,
      recorded_at: ctx.now,
    });
    const rows = asked.map((cluster, index) => ({
      id: ctx.newId('lab'),
      submission_id: submission,
      project_id: id,
      call_id: callId,
      cluster_id: cluster,
      lead: index === 0,
      off_strategy: false,
    }));
    await insertLabels(ctx.sql, rows);
    ctx.record({
      object: { kind: 'project', id },
      after: { submission, call: callId, lead, coLabels, incubationFrom: from },
    });
    return { submission, project: id, labels: rows.map((row) => row.id) };
  },
});
