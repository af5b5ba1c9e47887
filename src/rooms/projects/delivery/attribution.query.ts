import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Sql } from '#kit/db/database.ts';
import { decideTransition, type TransitionOf } from '#kit/workflow.ts';
import { reaches } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { findProject } from '../project.store.ts';
import { CONCERNED, WRITERS } from '../projects.roles.ts';
import { daySchema, projectKey } from '../projects.schemas.ts';
import { defaultShares, type HeldShare, type Share } from './attribution.rules.ts';
import { t } from './attribution.sentences.ts';
import {
  acronymsOf,
  attributionOf,
  clustersOfProjects,
  findAttribution,
  fundersOf,
  idsUnknown,
  partyNames,
  sharesOf,
} from './attribution.store.ts';
import { attributionLife } from './attribution.workflow.ts';
import { attributionPlace, regionOf, speaksFor } from './attribution-party.ts';
import { namedProject } from './delivery.query.ts';
import { refusing } from './delivery.refusals.ts';
import { ATTRIBUTION_STATES, PARTY_KINDS, SUBJECTS, type Subject } from './delivery.ts';
import { lineKey } from './outcome.actions.ts';
import { countedLine } from './outcome.store.ts';

const shareRow = z.object({
  kind: z.enum(PARTY_KINDS),
  party: z.string(),
  name: z.string(),
  share: z.int(),
  acceptedOn: daySchema.nullable(),
  acceptedBy: z.string().nullable(),
  /** The reader may accept, dispute or renounce for this party. */
  own: z.boolean(),
});
export type ShareRow = z.infer<typeof shareRow>;

export const attributionView = z.object({
  id: z.string(),
  project: namedProject,
  subject: z.enum(SUBJECTS),
  subjectId: z.string(),
  /** What is shared, in words. */
  what: z.string(),
  state: z.enum(ATTRIBUTION_STATES),
  openedOn: daySchema,
  closedOn: daySchema.nullable(),
  dispute: z.string().nullable(),
  disputedBy: z.string().nullable(),
  settlement: z.string().nullable(),
  settledBy: z.string().nullable(),
  shares: z.array(shareRow),
  mayPropose: z.boolean(),
  maySettle: z.boolean(),
});
export type AttributionView = z.infer<typeof attributionView>;

/** A line in words: the title of a result, or what it is and its day. */
async function wordsOf(sql: Sql, project: string, acronym: string, subject: Subject, id: string): Promise<string> {
  if (subject === 'project') return acronym;
  const line = (await countedLine(sql, project, subject, id)) as
    | { title?: string; sold_on?: string; decided_on?: string; year?: number }
    | undefined;
  const detail = line?.title ?? line?.sold_on ?? line?.decided_on ?? line?.year;
  return detail === undefined ? t().subjects[subject] : `${t().subjects[subject]} (${detail})`;
}

/** Shares with the names of their parties. */
async function named(sql: Sql, shares: readonly Share[]): Promise<(Share & { name: string })[]> {
  const nameOf = await partyNames(sql);
  const acronyms = await acronymsOf(
    sql,
    shares.flatMap(({ kind, party }) => (kind === 'project' ? [party] : [])),
  );
  return shares.map((one) => {
    const region = one.kind === 'funder' ? regionOf(one.party) : null;
    const name =
      one.kind === 'cluster'
        ? nameOf('cluster', one.party)
        : one.kind === 'project'
          ? (acronyms.get(one.party) ?? one.party)
          : region
            ? t().region(nameOf('region', region))
            : (t().funders[one.party] ?? one.party);
    return { ...one, name };
  });
}

/** One sharing: the part of each party, who has accepted, and where the agreement stands. */
export const getAttribution = defineQuery({
  name: 'projects.getAttribution',
  title: { fr: 'Lire un partage', en: 'Read a sharing' },
  path: '/projects/{project}/attributions/{attribution}',
  permission: { who: CONCERNED, where: attributionPlace },
  input: z.object({ project: projectKey, attribution: lineKey }),
  output: attributionView,
  async run({ sql, actor }, { project: id, attribution }) {
    const project = await findProject(sql, id);
    const found = await findAttribution(sql, id, attribution);
    if (!project || !found) throw notFound();
    const place = (await projectPlace(sql, { project: id }))!;
    const held = await sharesOf(sql, attribution);
    const isOpen = (transition: TransitionOf<typeof attributionLife>) =>
      decideTransition(attributionLife, found.state, transition, {}).ok;
    const rows: z.input<typeof shareRow>[] = [];
    for (const one of (await named(sql, held)) as (HeldShare & { name: string })[])
      rows.push({ ...one, own: await speaksFor(sql, actor, id, one) });
    return {
      id: found.id,
      project: { id, acronym: project.acronym, synthetic: project.synthetic },
      subject: found.subject,
      subjectId: found.subject_id,
      what: await wordsOf(sql, id, project.acronym, found.subject, found.subject_id),
      state: found.state,
      openedOn: found.opened_on,
      closedOn: found.closed_on,
      dispute: found.dispute,
      disputedBy: found.disputed_by,
      settlement: found.settlement,
      settledBy: found.settled_by,
      shares: rows,
      mayPropose: isOpen('propose') && reaches(actor, WRITERS, place),
      maySettle: isOpen('settle') && reaches(actor, ['administrator', 'state-officer'], place),
    };
  },
});

export const attributionDraft = z.object({
  project: namedProject,
  subject: z.enum(SUBJECTS),
  subjectId: z.string(),
  what: z.string(),
  /** Already proposed for this subject. */
  attribution: z.string().nullable(),
  shares: z.array(shareRow.omit({ acceptedOn: true, acceptedBy: true, own: true })),
});
export type AttributionDraft = z.infer<typeof attributionDraft>;

/** The shares to begin a proposal with: those that stand, or those by default with the other projects that claim the result. */
export const draftAttribution = defineQuery({
  name: 'projects.draftAttribution',
  title: { fr: 'Préparer un partage', en: 'Prepare a sharing' },
  path: '/projects/{project}/attribution-draft',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    subject: z.enum(SUBJECTS),
    subjectId: z.string().min(1).max(80),
    /** Other projects that claim it, by short name. */
    projects: z.array(projectKey).max(10).default([]),
  }),
  output: attributionDraft,
  refusals: refusing('LINE_UNKNOWN', 'PARTY_UNKNOWN'),
  async run({ sql, refuse }, { project: id, subject, subjectId, projects }) {
    const project = (await findProject(sql, id))!;
    const known =
      subject === 'project' ? subjectId === id : (await countedLine(sql, id, subject, subjectId)) !== undefined;
    if (!known) refuse('LINE_UNKNOWN');
    const unknown = await idsUnknown(sql, 'project', projects);
    if (unknown.length > 0) refuse('PARTY_UNKNOWN', { field: 'projets', with: { party: unknown.join(', ') } });
    const present = await attributionOf(sql, subject, subjectId);
    const all = [...new Set([id, ...projects])];
    const clusters = await clustersOfProjects(sql, all);
    const shares =
      present && projects.length === 0
        ? await sharesOf(sql, present.id)
        : defaultShares({
            projects: all.map((one) => ({ id: one, clusters: clusters.get(one) ?? [] })),
            funders: await fundersOf(sql, all),
          });
    return {
      project: { id, acronym: project.acronym, synthetic: project.synthetic },
      subject,
      subjectId,
      what: await wordsOf(sql, id, project.acronym, subject, subjectId),
      attribution: present?.id ?? null,
      shares: await named(sql, shares),
    };
  },
});
