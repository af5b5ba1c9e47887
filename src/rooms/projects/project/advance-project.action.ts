import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { asksLabel } from '../funding/label-rule.ts';
import { projectPlace } from '../place.ts';
import { insertStageEntry, lockProject, updateProject } from '../project.store.ts';
import { STAGES } from '../project.ts';
import { projectLife } from '../project.workflow.ts';
import { WRITERS } from '../projects.roles.ts';
import { daySchema, longText, projectKey, trlSchema } from '../projects.schemas.ts';
import { gateAnswers } from './gate.rules.ts';
import { gateFacts } from './gate-facts.store.ts';
import { refusing } from './project.refusals.ts';

/** Gates that a person passes; leaving for good is an act of its own. */
export const GATES = [
  'formConsortium',
  'label',
  'submit',
  'select',
  'resubmit',
  'signAgreement',
  'start',
  'complete',
  'industrialise',
  'launch',
  'diffuse',
] as const;

/** Stages from which a gate says what proves it: those after the R&D, where no other act left a trace of its own. */
export const asksEvidence = (gate: (typeof GATES)[number]): boolean => gate === 'start' || gate === 'complete';

/** Passes the next gate of a project, once the facts it rests on are recorded (R81). */
export const advanceProject = defineAction({
  name: 'projects.advanceProject',
  title: { fr: 'Passer une étape', en: 'Pass a gate' },
  path: '/projects/{project}/stages',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    gate: z.enum(GATES),
    on: daySchema.nullish(),
    trl: trlSchema.nullish(),
    evidence: z.string().trim().max(2_000).nullish(),
    reason: z.string().trim().max(2_000).nullish(),
  }),
  output: z.object({ project: z.string(), stage: z.enum(STAGES), since: daySchema }),
  refusals: refusing('GATE_CLOSED', 'STAGE_BEFORE', 'DAY_TO_COME', 'EVIDENCE_WANTED'),
  async run(ctx, { project: id, gate, ...input }) {
    const project = (await lockProject(ctx.sql, id))!;
    const today = await actingDay(ctx.sql, ctx.today);
    const on = input.on ?? today;
    if (on > today) ctx.refuse('DAY_TO_COME', { field: 'on' });
    if (on < project.stage_since)
      ctx.refuse('STAGE_BEFORE', { field: 'on', with: { day: formatDay(project.stage_since) } });
    const facts = (await gateFacts(ctx.sql, id))!;
    const decision = decideTransition(
      projectLife,
      project.stage,
      gate,
      gateAnswers(facts, on as Day, await asksLabel()),
    );
    if (!decision.ok) return ctx.refuse('GATE_CLOSED', { with: { reason: decision.reasons.map(say).join(' ') } });
    if (asksEvidence(gate) && !input.evidence) ctx.refuse('EVIDENCE_WANTED', { field: 'evidence' });
    const trl = input.trl ?? project.trl;
    await updateProject(ctx.sql, id, { stage: decision.to, stage_since: on, trl });
    await insertStageEntry(ctx.sql, {
      id: ctx.newId('stg'),
      project_id: id,
      stage: decision.to,
      entered_on: on,
      trl,
      evidence: input.evidence ?? null,
      evidence_file_id: null,
      reason: input.reason ?? null,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
    });
    ctx.record({
      object: { kind: 'project', id },
      reason: input.reason ?? null,
      before: { stage: project.stage, trl: project.trl },
      after: { stage: decision.to, since: on, trl, ...(input.evidence && { evidence: input.evidence }) },
    });
    return { project: id, stage: decision.to, since: on };
  },
});

/** Gives a project up, from wherever it stands, with the reason that will be counted later. */
export const abandonProject = defineAction({
  name: 'projects.abandonProject',
  title: { fr: 'Abandonner un projet', en: 'Abandon a project' },
  path: '/projects/{project}/abandonment',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, on: daySchema.nullish(), reason: longText }),
  output: z.object({ project: z.string(), stage: z.enum(STAGES), since: daySchema }),
  refusals: refusing('GATE_CLOSED', 'STAGE_BEFORE', 'DAY_TO_COME'),
  async run(ctx, { project: id, reason, ...input }) {
    const project = (await lockProject(ctx.sql, id))!;
    const today = await actingDay(ctx.sql, ctx.today);
    const on = input.on ?? today;
    if (on > today) ctx.refuse('DAY_TO_COME', { field: 'on' });
    if (on < project.stage_since)
      ctx.refuse('STAGE_BEFORE', { field: 'on', with: { day: formatDay(project.stage_since) } });
    const decision = decideTransition(projectLife, project.stage, 'abandon', {});
    if (!decision.ok) return ctx.refuse('GATE_CLOSED', { with: { reason: decision.reasons.map(say).join(' ') } });
    await updateProject(ctx.sql, id, { stage: 'abandoned', stage_since: on });
    await insertStageEntry(ctx.sql, {
      id: ctx.newId('stg'),
      project_id: id,
      stage: 'abandoned',
      entered_on: on,
      trl: project.trl,
      evidence: null,
      evidence_file_id: null,
      reason,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
    });
    ctx.record({
      object: { kind: 'project', id },
      reason,
      before: { stage: project.stage },
      after: { stage: 'abandoned', since: on },
    });
    return { project: id, stage: 'abandoned' as const, since: on };
  },
});
