import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { addMonths, type Day } from '#kit/period.ts';
import { actingDay, paged, paging, reachOf } from '#rooms/registry';
import { findProject } from '../project.store.ts';
import { CONCERNED, FUNDERS } from '../projects.roles.ts';
import { daySchema, projectKey } from '../projects.schemas.ts';
import { FOLLOW_UP_MONTHS } from './delivery.ts';
import { followUpPlace } from './follow-up.place.ts';
import { responseRate, STANDINGS, type Standing, standingOn, yearAsked } from './follow-up.rules.ts';
import { campaignRows, findFollowUp } from './follow-up.store.ts';
import { CAMPAIGNERS } from './follow-up-answer.action.ts';
import { lineKey } from './outcome.actions.ts';

/** Follow-ups to come are shown this many months ahead. */
const MONTHS_AHEAD = 6;
const READERS = [...new Set([...CAMPAIGNERS, ...FUNDERS, 'evaluator', 'auditor'] as const)];

const row = z.object({
  id: z.string(),
  project: z.string(),
  acronym: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  partner: z.string(),
  months: z.literal(FOLLOW_UP_MONTHS),
  dueOn: daySchema,
  year: z.int(),
  standing: z.enum(STANDINGS),
  sentTo: z.string().nullable(),
  sentOn: daySchema.nullable(),
  remindedOn: daySchema.nullable(),
  reminders: z.int(),
  answeredOn: daySchema.nullable(),
  reason: z.string().nullable(),
});

export const campaignView = z.object({
  on: daySchema,
  ...paged,
  rows: z.array(row),
  counts: z.array(z.object({ standing: z.enum(STANDINGS), count: z.int() })),
  /** Refusals and “not known” are answers; null while nothing is due. */
  rate: z.object({ answers: z.int(), due: z.int() }).nullable(),
  clusters: z.array(z.object({ id: z.string(), name: z.string() })),
  synthetic: z.boolean(),
});
export type CampaignView = z.infer<typeof campaignView>;

/** Who was asked, who answered, who was not even started: those that wait for us come first (principle 7). */
export const listFollowUps = defineQuery({
  name: 'projects.listFollowUps',
  title: { fr: 'Lister les suivis de résultats', en: 'List the follow-ups of results' },
  path: '/follow-ups',
  permission: { who: READERS },
  input: z.object({
    cluster: z.string().max(80).optional(),
    months: z.literal(FOLLOW_UP_MONTHS).optional(),
    state: z.enum(STANDINGS).optional(),
    ...paging,
    pageSize: paging.pageSize.default(50),
  }),
  output: campaignView,
  async run({ sql, actor, today }, { cluster, months, state, page, pageSize }) {
    const on = await actingDay(sql, today);
    const reach = reachOf(actor, READERS);
    const found = await campaignRows(sql, reach, { cluster, months, until: addMonths(on, MONTHS_AHEAD) });
    const all = found.map((one) => ({ ...one, standing: standingOn(one, on) }));
    const counts = Object.fromEntries(
      STANDINGS.map((standing) => [standing, all.filter((one) => one.standing === standing).length]),
    ) as Record<Standing, number>;
    const rows = all
      .filter((one) => state === undefined || one.standing === state)
      .toSorted((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
    const clusters = new Map(all.map((one) => [one.cluster, { id: one.cluster, name: one.clusterName }]));
    return {
      on,
      total: rows.length,
      page,
      pageSize,
      rows: rows.slice((page - 1) * pageSize, page * pageSize).map((one) => ({
        ...one,
        cluster: { id: one.cluster, name: one.clusterName },
        year: yearAsked(one.dueOn as Day),
      })),
      counts: STANDINGS.map((standing) => ({ standing, count: counts[standing] })),
      rate: responseRate(counts),
      clusters: [...clusters.values()],
      synthetic: all.some((one) => one.synthetic),
    };
  },
});

export const followUpView = z.object({
  id: z.string(),
  project: z.object({ id: z.string(), acronym: z.string(), synthetic: z.boolean() }),
  partner: z.string(),
  months: z.literal(FOLLOW_UP_MONTHS),
  year: z.int(),
  state: z.string(),
});
export type FollowUpView = z.infer<typeof followUpView>;

/** One follow-up, for the forms that send it, answer it or give it up. */
export const getFollowUp = defineQuery({
  name: 'projects.getFollowUp',
  title: { fr: 'Lire un suivi', en: 'Read a follow-up' },
  path: '/projects/{project}/follow-ups/{followUp}',
  permission: { who: CONCERNED, where: followUpPlace },
  input: z.object({ project: projectKey, followUp: lineKey }),
  output: followUpView,
  async run({ sql }, { project: id, followUp }) {
    const [project, found] = [await findProject(sql, id), await findFollowUp(sql, id, followUp)];
    if (!project || !found) throw notFound();
    return {
      id: found.id,
      project: { id, acronym: project.acronym, synthetic: project.synthetic },
      partner: found.partnerName,
      months: found.months,
      year: yearAsked(found.due_on as Day),
      state: found.state,
    };
  },
});
