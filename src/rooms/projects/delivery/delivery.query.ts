import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { actingDay, openHere, reaches } from '#rooms/registry';
import { concernedPlace } from '../place.ts';
import { partnersOf } from '../project.store.ts';
import { STAGES } from '../project.ts';
import { CONCERNED, DECIDERS } from '../projects.roles.ts';
import { daySchema, projectKey } from '../projects.schemas.ts';
import { askChange, decideChange, withdrawChange } from './change.actions.ts';
import { CHANGE_KINDS, CHANGE_STATES, MILESTONE_KINDS } from './delivery.ts';
import { readProject } from './delivery-reader.ts';
import { completeMilestone, dropMilestone, planMilestone } from './milestone.actions.ts';
import { changesOf, milestonesOf } from './milestone.store.ts';
import { partnerNames } from './outcome.store.ts';

/** How a planned line stands on a day. */
export const MILESTONE_STATES = ['late', 'due', 'done', 'dropped'] as const;
export type MilestoneState = (typeof MILESTONE_STATES)[number];

const stateOn = (
  one: { done_on: string | null; dropped_on: string | null; due_on: string },
  on: string,
): MilestoneState => (one.done_on ? 'done' : one.dropped_on ? 'dropped' : one.due_on < on ? 'late' : 'due');

const side = z.object({ endsOn: z.string().nullish(), text: z.string().optional() }).nullable();
export const namedProject = z.object({ id: z.string(), acronym: z.string(), synthetic: z.boolean() });
export const partnerChoice = z.object({ id: z.string(), name: z.string() });

export const deliveryView = z.object({
  project: namedProject,
  on: daySchema,
  stage: z.enum(STAGES),
  researchEndsOn: daySchema.nullable(),
  /** Null when the reader may not see what was promised: funders then read only the changes that they decide. */
  milestones: z
    .array(
      z.object({
        id: z.string(),
        kind: z.enum(MILESTONE_KINDS),
        title: z.string(),
        partner: z.string().nullable(),
        dueOn: daySchema,
        state: z.enum(MILESTONE_STATES),
        doneOn: daySchema.nullable(),
        evidence: z.string().nullable(),
        file: z.string().nullable(),
        droppedOn: daySchema.nullable(),
        droppedReason: z.string().nullable(),
      }),
    )
    .nullable(),
  changes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(CHANGE_KINDS),
      what: z.string(),
      reason: z.string(),
      before: side,
      after: side,
      askedOn: daySchema,
      askedBy: z.string(),
      state: z.enum(CHANGE_STATES),
      decidedOn: daySchema.nullable(),
      decidedBy: z.string().nullable(),
      decisionReason: z.string().nullable(),
    }),
  ),
  partners: z.array(partnerChoice),
  open: z.array(z.string()),
});
export type DeliveryView = z.infer<typeof deliveryView>;

const ACTS = [planMilestone, completeMilestone, dropMilestone, askChange, decideChange, withdrawChange];

/** What was promised and delivered, what is late, and the changes asked for. */
export const getDelivery = defineQuery({
  name: 'projects.getDelivery',
  title: { fr: 'Lire les livrables et changements d’un projet', en: 'Read the deliverables and changes of a project' },
  path: '/projects/{project}/delivery',
  permission: { who: CONCERNED, where: concernedPlace },
  input: z.object({ project: projectKey }),
  output: deliveryView,
  async run(ctx, { project: id }) {
    const { sql, actor } = ctx;
    const { project, row, place, sees } = await readProject(ctx, id, ['delivery']);
    const decides = reaches(actor, DECIDERS, place);
    if (!sees('delivery') && !decides) throw notFound();
    const on = await actingDay(sql, ctx.today);
    const milestones = sees('delivery') ? await milestonesOf(sql, id) : null;
    const active = new Set((await partnersOf(sql, id)).map((partner) => partner.id));
    return {
      project,
      on,
      stage: row.stage,
      researchEndsOn: row.research_ends_on,
      milestones:
        milestones?.map((one) => ({
          id: one.id,
          kind: one.kind,
          title: one.title,
          partner: one.partnerName,
          dueOn: one.due_on,
          state: stateOn(one, on),
          doneOn: one.done_on,
          evidence: one.evidence,
          file: one.fileName,
          droppedOn: one.dropped_on,
          droppedReason: one.dropped_reason,
        })) ?? null,
      changes: (await changesOf(sql, id)).map((one) => ({
        id: one.id,
        kind: one.kind,
        what: one.what,
        reason: one.reason,
        before: one.before,
        after: one.after,
        askedOn: one.asked_on,
        askedBy: one.asked_by,
        state: one.state,
        decidedOn: one.decided_on,
        decidedBy: one.decided_by,
        decisionReason: one.decision_reason,
      })),
      partners: (await partnerNames(sql, id)).filter((one) => active.has(one.id)).map(({ id, name }) => ({ id, name })),
      open: openHere(actor, ACTS, place),
    };
  },
});

/** May this person have the file that proves a milestone of a project? */
export const getEvidence = defineQuery({
  name: 'projects.getEvidence',
  title: { fr: 'Ouvrir une pièce d’un jalon ou d’un livrable', en: 'Open the evidence of a milestone or deliverable' },
  path: '/projects/{project}/milestones/{milestone}/evidence',
  permission: { who: CONCERNED, where: concernedPlace },
  webOnly: true,
  input: z.object({ project: projectKey, milestone: z.string().max(40) }),
  output: z.object({ file: z.string() }),
  async run(ctx, { project, milestone }) {
    const { sees } = await readProject(ctx, project, ['delivery']);
    const found = sees('delivery') && (await milestonesOf(ctx.sql, project)).find(({ id }) => id === milestone);
    if (!found || found.evidence_file_id === null) throw notFound();
    return { file: found.evidence_file_id };
  },
});
