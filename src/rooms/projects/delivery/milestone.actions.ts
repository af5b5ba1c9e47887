import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import type { ActionContext } from '#kit/context.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject, partnersOf } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { daySchema, longText, partnerKey, projectKey, shortText } from '../projects.schemas.ts';
import { refusing } from './delivery.refusals.ts';
import type { MilestoneTable } from './delivery.tables.ts';
import { MILESTONE_KINDS } from './delivery.ts';
import { findMilestone, insertMilestone, updateMilestone } from './milestone.store.ts';

const lineKey = z.string().min(1).max(40);
const output = z.object({ project: z.string(), milestone: z.string() });

/** Plans a milestone or a deliverable, of one partner or of all. */
export const planMilestone = defineAction({
  name: 'projects.planMilestone',
  title: { fr: 'Prévoir un jalon ou un livrable', en: 'Plan a milestone or a deliverable' },
  path: '/projects/{project}/milestones',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    kind: z.enum(MILESTONE_KINDS),
    title: shortText,
    dueOn: daySchema,
    partner: partnerKey.nullish(),
  }),
  output,
  refusals: refusing('PARTNER_UNKNOWN'),
  async run(ctx, { project, kind, title, dueOn, partner }) {
    await lockProject(ctx.sql, project);
    if (partner && !(await partnersOf(ctx.sql, project)).some(({ id }) => id === partner))
      ctx.refuse('PARTNER_UNKNOWN', { field: 'partner' });
    const milestone = ctx.newId('mls');
    const row = { id: milestone, project_id: project, partner_id: partner ?? null, kind, title, due_on: dueOn };
    await insertMilestone(ctx.sql, row);
    ctx.record({ object: { kind: 'project', id: project }, after: row });
    return { project, milestone };
  },
});

/** A line neither handed in nor dropped. */
async function openMilestone(
  ctx: ActionContext<'MILESTONE_UNKNOWN' | 'MILESTONE_SETTLED'>,
  project: string,
  id: string,
): Promise<MilestoneTable> {
  await lockProject(ctx.sql, project);
  const present = await findMilestone(ctx.sql, project, id);
  if (!present) return ctx.refuse('MILESTONE_UNKNOWN');
  if (present.done_on || present.dropped_on) ctx.refuse('MILESTONE_SETTLED');
  return present;
}

/** Hands in a deliverable or records a milestone as passed, with what proves it: words, and a file when there is one. */
export const completeMilestone = defineAction({
  name: 'projects.completeMilestone',
  title: { fr: 'Constater un jalon ou remettre un livrable', en: 'Record a milestone or hand in a deliverable' },
  path: '/projects/{project}/milestones/{milestone}/completion',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    milestone: lineKey,
    doneOn: daySchema,
    evidence: longText,
    file: attachedFile.nullish(),
  }),
  output,
  refusals: { ...refusing('MILESTONE_UNKNOWN', 'MILESTONE_SETTLED', 'DAY_TO_COME'), ...ATTACHED_REFUSALS },
  async run(ctx, { project, milestone, doneOn, evidence, file }) {
    const present = await openMilestone(ctx, project, milestone);
    if (doneOn > (await actingDay(ctx.sql, ctx.today))) ctx.refuse('DAY_TO_COME', { field: 'doneOn' });
    const kept = file ? await keepAttached(ctx, file) : null;
    await updateMilestone(ctx.sql, milestone, { done_on: doneOn, evidence, evidence_file_id: kept?.id ?? null });
    ctx.record({
      object: { kind: 'project', id: project },
      before: { milestone, title: present.title, dueOn: present.due_on },
      after: { milestone, doneOn, evidence, file: kept?.sha256 ?? null },
    });
    return { project, milestone };
  },
});

/** Gives up a milestone or a deliverable, with a reason: it no longer holds back the end of the research. */
export const dropMilestone = defineAction({
  name: 'projects.dropMilestone',
  title: { fr: 'Abandonner un jalon ou un livrable', en: 'Drop a milestone or a deliverable' },
  path: '/projects/{project}/milestones/{milestone}/dropping',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, milestone: lineKey, reason: longText }),
  output,
  refusals: refusing('MILESTONE_UNKNOWN', 'MILESTONE_SETTLED'),
  async run(ctx, { project, milestone, reason }) {
    const present = await openMilestone(ctx, project, milestone);
    const on = await actingDay(ctx.sql, ctx.today);
    await updateMilestone(ctx.sql, milestone, { dropped_on: on, dropped_reason: reason });
    ctx.record({
      object: { kind: 'project', id: project },
      reason,
      before: { milestone, title: present.title, dueOn: present.due_on },
      after: { milestone, droppedOn: on },
    });
    return { project, milestone };
  },
});
