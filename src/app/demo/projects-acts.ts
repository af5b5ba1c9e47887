import type { Call } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import {
  addExpert,
  addPartner,
  assignReview,
  completeMilestone,
  disputeAttribution,
  getConsortium,
  listProjects,
  openSubmission,
  planMeeting,
  planMilestone,
  proposeAttribution,
  setAgenda,
  signConfidentiality,
  submitForLabel,
  withdrawPartner,
} from '#rooms/projects';
import { amendOrganisation, listMembers } from '#rooms/registry';
import { HOME } from './contracts-story.ts';
import type { InventedProject, InventedProjects } from './projects-invented.ts';

/** The next meeting of its committee. */
export const MEETING_DAY = '2018-05-04';

/** An invented project, with the id under which it was filed. */
export type Found = InventedProject & { readonly id: string };

/** Where an invented project was filed; null when its line was not. */
export async function findProject(call: Call, project: InventedProject): Promise<Found | null> {
  const { rows } = await perform(listProjects, { q: project.acronym, pageSize: 1 }, call);
  return rows[0]?.acronym === project.acronym ? { ...project, id: rows[0].id } : null;
}

/** Few projects, told act by act. */
export async function playAwkwardShapes(call: Call, { projects }: InventedProjects): Promise<void> {
  const find = async (wanted: (project: InventedProject) => boolean): Promise<Found | null> => {
    for (const project of projects.filter(wanted).slice(0, 8)) {
      const found = await findProject(call, project);
      if (found) return found;
    }
    return null;
  };
  const shared = await find(({ stages, labels }) => stages.completed !== undefined && labels.length > 1);
  if (shared) {
    const [first, second] = shared.labels as [string, string];
    const shares = [
      { kind: 'cluster' as const, party: first, share: 7_000 },
      { kind: 'cluster' as const, party: second, share: 3_000 },
      ...shared.labels.slice(2).map((party) => ({ kind: 'cluster' as const, party, share: 0 })),
    ];
    const { attribution } = await perform(
      proposeAttribution,
      { project: shared.id, subject: 'project', subjectId: shared.id, shares },
      call,
    );
    await perform(
      disputeAttribution,
      {
        project: shared.id,
        attribution,
        kind: 'cluster',
        party: second,
        reason: 'Le démonstrateur a été éprouvé sur notre territoire : une moitié nous revient.',
      },
      call,
    );
  }
  const running = await find(
    ({ stages, cluster }) => cluster === HOME && stages.running !== undefined && !stages.completed && !stages.abandoned,
  );
  if (running) await replacePartner(call, running.id);
  const closing = await find(({ stages }) => stages.market !== undefined);
  if (closing) {
    const { partners } = await perform(getConsortium, { project: closing.id }, call);
    const firm = partners.findLast(({ kind, lead }) => kind === 'firm' && !lead);
    if (firm)
      await perform(
        amendOrganisation,
        { organisation: firm.organisation, ceasedOn: '2018-01-31', reason: 'Liquidation (démonstration)' },
        call,
      );
  }
  await fillCommittee(call, projects);
}

/** A partner that left, another that came, and deliverables: one in time, one late, one to come. */
async function replacePartner(call: Call, project: string): Promise<void> {
  const { partners } = await perform(getConsortium, { project }, call);
  const leaving = partners.findLast(({ lead }) => !lead);
  if (leaving)
    await perform(
      withdrawPartner,
      { project, partner: leaving.id, leftOn: '2018-01-31', reason: 'Recentrage de ses activités' },
      call,
    );
  const newcomer = await anotherMember(
    call,
    partners.map(({ organisation }) => organisation),
  );
  if (newcomer)
    await perform(
      addPartner,
      { project, organisation: newcomer, joinedOn: '2018-02-15', reason: 'Reprend la part du partenaire parti' },
      call,
    );
  for (const [title, dueOn, doneOn] of [
    ['Spécifications du démonstrateur', '2017-10-31', '2017-11-06'],
    ['Banc d’essai instrumenté', '2018-03-30', null],
    ['Rapport d’essais chez l’utilisateur', '2018-12-14', null],
  ] as const) {
    const { milestone } = await perform(planMilestone, { project, kind: 'deliverable', title, dueOn }, call);
    if (doneOn)
      await perform(
        completeMilestone,
        { project, milestone, doneOn, evidence: 'Rapport remis au comité de pilotage' },
        call,
      );
  }
}

/** A member of the home cluster that is not in the consortium yet. */
async function anotherMember(call: Call, partners: readonly string[]): Promise<string | null> {
  const { rows } = await perform(listMembers, { cluster: HOME, status: 'active', pageSize: 20 }, call);
  return rows.find(({ organisation }) => !partners.includes(organisation.id))?.organisation.id ?? null;
}

/** Two requests that wait for the committee of the home cluster, its experts, and the day it meets. */
async function fillCommittee(call: Call, projects: readonly InventedProject[]): Promise<void> {
  const experts: string[] = [];
  for (const name of ['Camille Aubert (fictif)', 'Dominique Lenoir (fictif)', 'Claude Perrin (fictif)']) {
    const { expert } = await perform(addExpert, { cluster: HOME, name }, call);
    await perform(signConfidentiality, { expert }, call);
    experts.push(expert);
  }
  const waiting = projects.filter(
    ({ cluster, stages }) => cluster === HOME && stages.consortium && !stages.labelled && !stages.abandoned,
  );
  const labels: string[] = [];
  for (const project of waiting.slice(0, 2)) {
    const found = await findProject(call, project);
    if (!found) continue;
    const opened = await perform(
      openSubmission,
      { project: found.id, call: 'regions', lead: HOME, presentation: 'Dossier complet, présentation orale prévue.' },
      call,
    );
    await perform(submitForLabel, { submission: opened.submission }, call);
    const [label] = opened.labels;
    labels.push(label!);
    for (const expert of experts.slice(0, 2)) await perform(assignReview, { label: label!, expert }, call);
  }
  const { meeting } = await perform(planMeeting, { cluster: HOME, heldOn: MEETING_DAY, place: 'Grenoble' }, call);
  await perform(setAgenda, { meeting, heldOn: MEETING_DAY, place: 'Grenoble', labels }, call);
}
