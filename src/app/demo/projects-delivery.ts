import type { Call } from '#kit/context.ts';
import { addDays, type Day, day, daysBetween, yearOf } from '#kit/period.ts';
import { type InputOf, perform } from '#kit/web/route.ts';
import {
  answerFollowUp,
  completeMilestone,
  getConsortium,
  listFollowUps,
  planMilestone,
  planProjectFollowUps,
} from '#rooms/projects';
import { type Chance, chance } from './chance.ts';
import { playOn } from './contracts-play.ts';
import { type Found, findProject } from './projects-acts.ts';
import { TODAY } from './projects-course.ts';
import type { InventedProject, InventedProjects, InventedResult } from './projects-invented.ts';

/** Of the projects in the order of the file, those whose work is told milestone by milestone. */
const WITH_MILESTONES = 60;

/** A review half way, and a report at the end: passed a few days late, still to come, or never reached by a project that was given up. */
export async function passMilestones(call: Call, { projects }: InventedProjects): Promise<void> {
  const draw = chance(20_130_630);
  for (const project of projects.slice(0, WITH_MILESTONES)) {
    const { running, completed, abandoned } = project.stages;
    const found = running ? await findProject(call, project) : null;
    if (!running || !found) continue;
    const half = addDays(running, Math.round(daysBetween(running, project.researchTo) / 2));
    const last = completed ?? abandoned ?? TODAY;
    for (const [kind, title, dueOn] of [
      ['milestone', 'Revue à mi-parcours', half],
      ['deliverable', 'Rapport final', project.researchTo],
    ] as const) {
      const { milestone } = await perform(planMilestone, { project: found.id, kind, title, dueOn }, call);
      const late = addDays(dueOn, draw.whole(0, 20));
      const doneOn = late <= last ? late : completed && dueOn <= last ? last : null;
      const evidence = 'Compte rendu remis au comité de pilotage';
      if (doneOn) await perform(completeMilestone, { project: found.id, milestone, doneOn, evidence }, call);
    }
  }
}

/** Questions fallen due less than this many days ago still wait for somebody to send them. */
const STILL_TO_SEND_DAYS = 45;

type Due = Awaited<ReturnType<typeof dueIn>>[number];

/**
 * What partners were asked after the end of the research of these clusters’ projects, and answered in the weeks that followed (R82): those that sell tell
 * their final figures, the others what they know, a few refuse. The latest wait.
 */
export async function answerQuestions(
  call: Call,
  { projects, partners, results }: InventedProjects,
  clusters: readonly string[],
): Promise<void> {
  const found = new Map<string, Found>();
  for (const project of projects.filter((one) => clusters.includes(one.cluster) && isFollowed(one))) {
    const filed = await findProject(call, project);
    if (!filed) continue;
    await perform(planProjectFollowUps, { project: filed.id }, call);
    found.set(filed.id, filed);
  }
  const due: Due[] = [];
  for (const cluster of clusters) due.push(...(await dueIn(call, cluster)));
  const leads = new Set(partners.filter(({ lead }) => lead).map(({ reference, siren }) => `${reference} ${siren}`));
  const sold = (project: Found, year: number): InventedResult | null =>
    results.find(
      (one) =>
        one.kind === 'market-year' &&
        one.reference === project.reference &&
        one.year === year &&
        leads.has(`${one.reference} ${one.siren}`),
    ) ?? null;

  const draw = chance(20_140_916);
  const asked = due
    .filter(({ project, dueOn }) => found.has(project) && dueOn <= addDays(TODAY, -STILL_TO_SEND_DAYS))
    .map((one) => ({ ...one, answeredOn: addDays(one.dueOn, draw.whole(8, STILL_TO_SEND_DAYS)) }))
    .toSorted((one, other) => (one.answeredOn < other.answeredOn ? -1 : 1));
  const roles = await rolesOf(call, [...found.keys()]);
  const play = playOn(call, day('2009-01-05'));
  for (const { id, project, partner, dueOn, answeredOn } of asked) {
    play.on(answeredOn);
    const role = roles.get(`${project} ${partner}`) ?? 'other';
    const figures = role === 'lead' ? sold(found.get(project)!, yearAsked(dueOn)) : null;
    const answer = figures ? finalFigures(figures) : whatIsKnown(draw, role, found.get(project)!);
    await play.act(answerFollowUp, { project, followUp: id, ...answer });
  }
}

const isFollowed = ({ stages }: InventedProject): boolean =>
  stages.completed !== undefined && stages.abandoned === undefined;

/** The last year that is over the day after a question falls due. */
const yearAsked = (dueOn: Day): number => yearOf(addDays(dueOn, 1)) - 1;

/** Questions of a cluster that have fallen due and that nobody has sent. */
async function dueIn(call: Call, cluster: string) {
  const all: { id: string; project: string; partner: string; dueOn: Day }[] = [];
  for (let page = 1; ; page++) {
    const { rows } = await perform(listFollowUps, { cluster, state: 'not-started', page, pageSize: PAGE_SIZE }, call);
    all.push(...rows.map(({ id, project, partner, dueOn }) => ({ id, project, partner, dueOn: day(dueOn) })));
    if (rows.length < PAGE_SIZE) return all;
  }
}

const PAGE_SIZE = 100;

type PartnerRole = 'lead' | 'firm' | 'other';

/** What each partner is in its project, by project and name. */
async function rolesOf(call: Call, projects: readonly string[]): Promise<ReadonlyMap<string, PartnerRole>> {
  const roles = new Map<string, PartnerRole>();
  for (const project of projects)
    for (const { name, kind, lead } of (await perform(getConsortium, { project }, call)).partners)
      roles.set(`${project} ${name}`, lead ? 'lead' : kind === 'firm' ? 'firm' : 'other');
  return roles;
}

type Answer = Omit<InputOf<typeof answerFollowUp>, 'project' | 'followUp'>;

/** The figures of the year once the accounts are closed: a little above what was first told. */
const finalFigures = ({ euros, exportPercent, jobsCreated, jobsKept }: InventedResult): Answer => ({
  answer: 'known',
  revenueEuros: Math.round((euros ?? 0) * 1.02),
  exportPercent,
  jobsCreated,
  jobsKept,
  standing: (exportPercent ?? 0) > 0 ? 'sold-abroad' : 'sold-in-france',
});

function whatIsKnown(draw: Chance, role: PartnerRole, { stages }: Found): Answer {
  if (draw.hit(role === 'other' ? 0.5 : 0.25)) return { answer: 'not-known' };
  if (draw.hit(0.08)) return { answer: 'refused', reason: 'Ces chiffres ne sont pas communiqués.' };
  return {
    answer: 'known',
    jobsCreated: role === 'other' ? 0 : draw.whole(0, 4),
    jobsKept: draw.whole(0, 5),
    standing: stages.market ? 'sold-in-france' : stages.industrialisation ? 'industrialising' : 'none-yet',
  };
}
