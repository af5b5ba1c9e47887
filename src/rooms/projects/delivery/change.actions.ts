import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { lockProject, updateProject } from '../project.store.ts';
import type { Project } from '../project.ts';
import { DECIDERS, WRITERS } from '../projects.roles.ts';
import { daySchema, longText, optionalText, projectKey } from '../projects.schemas.ts';
import { refusing } from './delivery.refusals.ts';
import type { ChangeRequestTable, ChangeSide } from './delivery.tables.ts';
import { CHANGE_KINDS } from './delivery.ts';
import { findChange, insertChange, updateChange } from './milestone.store.ts';

const changeKey = z.string().min(1).max(40);

/**
 * Asks the funders for a change to what was agreed: the last day of research, the budget, a partner, the object. What is and what would be stand side
 * by side.
 */
export const askChange = defineAction({
  name: 'projects.askChange',
  title: { fr: 'Demander un changement', en: 'Ask for a change' },
  path: '/projects/{project}/changes',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    kind: z.enum(CHANGE_KINDS),
    what: longText,
    reason: longText,
    /** Of a delay: the new last day of research. */
    endsOn: daySchema.nullish(),
    /** Of the others: how it is today, and how it would be. */
    before: optionalText,
    after: optionalText,
  }),
  output: z.object({ project: z.string(), change: z.string() }),
  refusals: refusing('NO_END_TO_MOVE', 'NO_LONGER_DELAY', 'CHANGE_EMPTY'),
  async run(ctx, { project: id, kind, what, reason, endsOn, before, after }) {
    const project = (await lockProject(ctx.sql, id))!;
    const sides =
      kind === 'delay'
        ? delaySides(ctx, project, endsOn)
        : { before: { text: before ?? '' }, after: { text: after ?? '' } };
    if (kind !== 'delay' && !after) ctx.refuse('CHANGE_EMPTY', { field: 'after' });
    const change = ctx.newId('chg');
    const asked = {
      kind,
      what,
      reason,
      ...sides,
      asked_on: await actingDay(ctx.sql, ctx.today),
      asked_by: ctx.actor.name,
      state: 'asked' as const,
    };
    await insertChange(ctx.sql, { id: change, project_id: id, ...asked });
    ctx.record({
      object: { kind: 'project', id },
      reason,
      before: sides.before,
      after: { change, kind, what, ...sides.after },
    });
    return { project: id, change };
  },
});

function delaySides(
  ctx: ActionContext<'NO_END_TO_MOVE' | 'NO_LONGER_DELAY' | 'CHANGE_EMPTY'>,
  project: Project,
  endsOn: string | null | undefined,
): { before: ChangeSide; after: ChangeSide } {
  if (!project.research_ends_on) ctx.refuse('NO_END_TO_MOVE');
  if (!endsOn) ctx.refuse('CHANGE_EMPTY', { field: 'endsOn' });
  if (endsOn! <= project.research_ends_on!)
    ctx.refuse('NO_LONGER_DELAY', { field: 'endsOn', with: { day: formatDay(project.research_ends_on!) } });
  return { before: { endsOn: project.research_ends_on }, after: { endsOn: endsOn! } };
}

async function openChange(
  ctx: ActionContext<'CHANGE_UNKNOWN' | 'CHANGE_DECIDED'>,
  project: string,
  id: string,
): Promise<ChangeRequestTable> {
  await lockProject(ctx.sql, project);
  const present = await findChange(ctx.sql, project, id);
  if (!present) return ctx.refuse('CHANGE_UNKNOWN');
  if (present.decided_on) ctx.refuse('CHANGE_DECIDED', { with: { day: formatDay(present.decided_on) } });
  return present;
}

/**
 * The funders’ decision on a request. An accepted delay moves the last day of research; what a partner or a budget becomes is then written in the
 * consortium, which the request leads to.
 */
export const decideChange = defineAction({
  name: 'projects.decideChange',
  title: { fr: 'Décider d’un changement', en: 'Decide on a change' },
  path: '/projects/{project}/changes/{change}/decision',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({ project: projectKey, change: changeKey, accepts: z.boolean(), reason: optionalText }),
  output: z.object({ project: z.string(), change: z.string(), kind: z.enum(CHANGE_KINDS), accepted: z.boolean() }),
  refusals: refusing('CHANGE_UNKNOWN', 'CHANGE_DECIDED', 'REASON_WANTED'),
  async run(ctx, { project, change, accepts, reason }) {
    const present = await openChange(ctx, project, change);
    if (!accepts && !reason) ctx.refuse('REASON_WANTED', { field: 'reason' });
    const on = await actingDay(ctx.sql, ctx.today);
    const decision = {
      state: accepts ? ('accepted' as const) : ('refused' as const),
      decided_on: on,
      decided_by: ctx.actor.name,
      decision_reason: reason || null,
    };
    await updateChange(ctx.sql, change, decision);
    const moves = accepts && present.kind === 'delay' ? (present.after?.endsOn ?? null) : null;
    if (moves) await updateProject(ctx.sql, project, { research_ends_on: moves });
    ctx.record({
      object: { kind: 'project', id: project },
      reason,
      before: { change, state: present.state, ...(moves && { researchEndsOn: present.before?.endsOn }) },
      after: { change, ...decision, ...(moves && { researchEndsOn: moves }) },
    });
    return { project, change, kind: present.kind, accepted: accepts };
  },
});

/** Takes back a request before it is decided. */
export const withdrawChange = defineAction({
  name: 'projects.withdrawChange',
  title: { fr: 'Retirer une demande de changement', en: 'Withdraw a request for a change' },
  path: '/projects/{project}/changes/{change}/withdrawal',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, change: changeKey, reason: longText }),
  output: z.object({ project: z.string(), change: z.string() }),
  refusals: refusing('CHANGE_UNKNOWN', 'CHANGE_DECIDED'),
  async run(ctx, { project, change, reason }) {
    const present = await openChange(ctx, project, change);
    const decided_on = await actingDay(ctx.sql, ctx.today);
    await updateChange(ctx.sql, change, {
      state: 'withdrawn',
      decided_on,
      decided_by: ctx.actor.name,
      decision_reason: reason,
    });
    ctx.record({
      object: { kind: 'project', id: project },
      reason,
      before: { change, state: present.state },
      after: { change, state: 'withdrawn' },
    });
    return { project, change };
  },
});
