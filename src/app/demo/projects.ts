import type { Call } from '#kit/context.ts';
import { type Sheet, toCsv } from '#kit/web/export.ts';
import { perform } from '#kit/web/route.ts';
import {
  addExpert,
  addPartner,
  answerFollowUp,
  assignReview,
  completeMilestone,
  disputeAttribution,
  getConsortium,
  importProjectTable,
  listFollowUps,
  listMeetings,
  listProjects,
  openSubmission,
  planMeeting,
  planMilestone,
  planProjectFollowUps,
  proposeAttribution,
  setAgenda,
  signConfidentiality,
  submitForLabel,
  withdrawPartner,
} from '#rooms/projects';
import { amendOrganisation, listMembers } from '#rooms/registry';
import { type Invention, REFERENCE_DAY } from './invented.ts';
import { type InventedProject, type InventedProjects, inventProjects } from './projects-invented.ts';

/** The cluster where the people of the demonstration work. */
const HOME = 'minalogic';

/**
 * Writes the projects of the demonstration: most through the imports that clusters use, a few through the acts of their people, so that every awkward
 * shape is there: a sharing in dispute, a selection that lapsed, a firm that closed, a partner replaced, projects of three clusters, requests that wait
 * for the committee. Gives how many there are; a store that has some already is left alone.
 */
export async function writeProjects(
  call: Call,
  invention: Invention,
  clusters: readonly string[],
  count: number,
): Promise<number> {
  // The meeting of the home committee is written last of all; imports that were applied already change nothing.
  const { rows: meetings } = await perform(listMeetings, { cluster: HOME }, call);
  if (meetings.length > 0) return (await perform(listProjects, { pageSize: 1 }, call)).total;
  const invented = inventProjects(invention, clusters, count, HOME);
  for (const sheet of sheets(invented))
    await importProjectTable(call, { kind: sheet.kind, name: `${sheet.name}.csv`, csv: toCsv(sheet), synthetic: true });
  await playAwkwardShapes(call, invented);
  return invented.projects.length;
}

type Column<Row> = readonly [label: string, cell: (row: Row) => string | number | null];

const sheet = <Kind extends 'projects' | 'partners' | 'aids' | 'results', Row>(
  kind: Kind,
  name: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): Sheet & { readonly kind: Kind } => ({
  kind,
  name,
  columns: columns.map(([label]) => ({ label })),
  rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
});

const yes = (answer: boolean): string => (answer ? 'oui' : 'non');

const sheets = ({ projects, partners, aids, results }: InventedProjects) => [
  sheet('projects', 'projets-inventes', projects, [
    ['Référence', (row) => row.reference],
    ['Acronyme', (row) => row.acronym],
    ['Titre', (row) => row.title],
    ['Pôle', (row) => row.cluster],
    ['Résumé', (row) => row.summary],
    ['Marché visé', (row) => row.targetMarket],
    ['Ouvert le', (row) => row.openedOn],
    ['TRL', (row) => row.trl],
    ['Début de la R&D', (row) => row.researchFrom],
    ['Fin de la R&D', (row) => row.researchTo],
    ['Lancement visé', (row) => row.launchOn],
    ['Appel', (row) => row.call],
    ['Pôles labellisateurs', (row) => (row.stages.labelled ? row.labels.join('|') : null)],
    ['Public', (row) => yes(row.open)],
    ['Consortium le', (row) => row.stages.consortium ?? null],
    ['Labellisé le', (row) => row.stages.labelled ?? null],
    ['Déposé le', (row) => row.stages.submitted ?? null],
    ['Retenu le', (row) => row.stages.selected ?? null],
    ['Convention le', (row) => row.stages.agreement ?? null],
    ['R&D démarrée le', (row) => row.stages.running ?? null],
    ['R&D achevée le', (row) => row.stages.completed ?? null],
    ['Industrialisation le', (row) => row.stages.industrialisation ?? null],
    ['Sur le marché le', (row) => row.stages.market ?? null],
    ['Diffusé le', (row) => row.stages.diffused ?? null],
    ['Abandonné le', (row) => row.stages.abandoned ?? null],
    ['Motif d’abandon', (row) => row.abandonReason],
  ]),
  sheet('partners', 'partenaires-inventes', partners, [
    ['Référence', (row) => row.reference],
    ['SIREN', (row) => row.siren],
    ['Chef de file', (row) => yes(row.lead)],
    ['Code commune', (row) => row.commune],
    ['Coûts de recherche industrielle', (row) => row.industrialEuros],
    ['Coûts de développement expérimental', (row) => row.experimentalEuros],
    ['Aide demandée', (row) => row.askedEuros],
    ['Entré le', (row) => row.joinedOn],
  ]),
  sheet('aids', 'aides-inventees', aids, [
    ['Référence', (row) => row.reference],
    ['Appel', (row) => row.call],
    ['Financeur', (row) => row.funder],
    ['SIREN', (row) => row.siren],
    ['Aide demandée', (row) => row.askedEuros],
    ['Aide accordée', (row) => row.grantedEuros],
    ['Déposé le', (row) => row.submittedOn],
    ['Retenu le', (row) => row.selectedOn],
    ['Convention le', (row) => row.agreementOn],
    ['Refusé le', (row) => row.refusedOn],
    ['Motif du refus', (row) => row.refusal],
    ['Caduc', (row) => yes(row.lapsed)],
    ['Versé', (row) => row.paidEuros],
    ['Versé le', (row) => row.paidOn],
  ]),
  sheet('results', 'resultats-inventes', results, [
    ['Référence', (row) => row.reference],
    ['SIREN', (row) => row.siren],
    ['Nature', (row) => row.kind],
    ['Jour ou année', (row) => row.on ?? row.year],
    ['Intitulé', (row) => row.title],
    ['Montant', (row) => row.euros],
    ['Pays', (row) => row.country],
    ['Part export', (row) => row.exportPercent],
    ['Emplois créés', (row) => row.jobsCreated],
    ['Emplois maintenus', (row) => row.jobsKept],
  ]),
];

/** Few projects, told act by act. */
async function playAwkwardShapes(call: Call, { projects }: InventedProjects): Promise<void> {
  const find = async (
    wanted: (project: InventedProject) => boolean,
  ): Promise<(InventedProject & { id: string }) | null> => {
    for (const project of projects.filter(wanted).slice(0, 8)) {
      const { rows } = await perform(listProjects, { q: project.acronym, pageSize: 1 }, call);
      if (rows[0]?.acronym === project.acronym) return { ...project, id: rows[0].id };
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
        { organisation: firm.organisation, ceasedOn: '2014-03-31', reason: 'Liquidation (démonstration)' },
        call,
      );
  }
  await planQuestions(call, projects);
  await fillCommittee(call, projects);
}

/** The questions on results of the home cluster’s projects; two were answered over the telephone. */
async function planQuestions(call: Call, projects: readonly InventedProject[]): Promise<void> {
  for (const { acronym } of projects.filter(
    ({ cluster, stages }) => cluster === HOME && stages.completed && !stages.abandoned,
  )) {
    const { rows } = await perform(listProjects, { q: acronym, pageSize: 1 }, call);
    if (rows[0]?.acronym === acronym) await perform(planProjectFollowUps, { project: rows[0].id }, call);
  }
  const { rows } = await perform(listFollowUps, { pageSize: 100 }, call);
  const due = rows.filter(({ answeredOn, dueOn }) => answeredOn === null && dueOn <= REFERENCE_DAY);
  for (const { project, id } of due.slice(0, 2))
    await perform(answerFollowUp, { project, followUp: id, answer: 'not-known' }, call);
}

/** A partner that left, another that came, and deliverables: one in time, one late, one to come. */
async function replacePartner(call: Call, project: string): Promise<void> {
  const { partners } = await perform(getConsortium, { project }, call);
  const leaving = partners.findLast(({ lead }) => !lead);
  if (leaving)
    await perform(
      withdrawPartner,
      { project, partner: leaving.id, leftOn: '2014-06-30', reason: 'Recentrage de ses activités' },
      call,
    );
  const newcomer = await anotherMember(
    call,
    partners.map(({ organisation }) => organisation),
  );
  if (newcomer)
    await perform(
      addPartner,
      { project, organisation: newcomer, joinedOn: '2014-07-15', reason: 'Reprend la part du partenaire parti' },
      call,
    );
  for (const [title, dueOn, doneOn] of [
    ['Spécifications du démonstrateur', '2014-03-31', '2014-04-04'],
    ['Banc d’essai instrumenté', '2014-08-31', null],
    ['Rapport d’essais chez l’utilisateur', '2015-03-31', null],
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
  for (const { acronym } of waiting.slice(0, 2)) {
    const { rows } = await perform(listProjects, { q: acronym, pageSize: 1 }, call);
    if (rows[0]?.acronym !== acronym) continue;
    const opened = await perform(
      openSubmission,
      { project: rows[0].id, call: 'fui-19', lead: HOME, presentation: 'Dossier complet, présentation orale prévue.' },
      call,
    );
    await perform(submitForLabel, { submission: opened.submission }, call);
    const [label] = opened.labels;
    labels.push(label!);
    for (const expert of experts.slice(0, 2)) await perform(assignReview, { label: label!, expert }, call);
  }
  const { meeting } = await perform(planMeeting, { cluster: HOME, heldOn: '2014-10-07', place: 'Grenoble' }, call);
  await perform(setAgenda, { meeting, heldOn: '2014-10-07', place: 'Grenoble', labels }, call);
}
