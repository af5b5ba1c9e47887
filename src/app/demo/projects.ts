import type { Call } from '#kit/context.ts';
import { type Sheet, toCsv } from '#kit/web/export.ts';
import { perform } from '#kit/web/route.ts';
import { importProjectTable, listMeetings, listProjects } from '#rooms/projects';
import { inOneTransaction } from './contracts-play.ts';
import { HOME } from './contracts-story.ts';
import type { Invention } from './invented.ts';
import { MEETING_DAY, playAwkwardShapes } from './projects-acts.ts';
import { answerQuestions, passMilestones } from './projects-delivery.ts';
import { type InventedProjects, inventProjects } from './projects-invented.ts';

/** The clusters whose directors have an account in the demonstration: their partners are asked what became of their projects. */
const QUESTIONED = [HOME, 'cap-digital'];

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
  // The next meeting of the home committee comes with the acts, all or nothing; imports that were applied already change nothing.
  const { rows: meetings } = await perform(listMeetings, { cluster: HOME }, call);
  if (meetings.some(({ heldOn }) => heldOn === MEETING_DAY))
    return (await perform(listProjects, { pageSize: 1 }, call)).total;
  const invented = inventProjects(invention, clusters, count, HOME);
  for (const sheet of sheets(invented))
    await importProjectTable(call, { kind: sheet.kind, name: `${sheet.name}.csv`, csv: toCsv(sheet), synthetic: true });
  await inOneTransaction(call, async (inside) => {
    await passMilestones(inside, invented);
    await answerQuestions(inside, invented, QUESTIONED);
    await playAwkwardShapes(inside, invented);
  });
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
