import { invalidInput, notFound, refusalOf } from '#kit/action.ts';
import { dayInParis } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { inCents } from '#kit/web/typed-money.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay, filieres, getCluster, organisationChoice } from '#rooms/registry';
import { callNames } from '../funding/calls/calls.web.tsx';
import { projectLife } from '../project.workflow.ts';
import { projectAddress } from '../project-address.ts';
import { addPartner } from './add-partner.action.ts';
import { abandonProject, advanceProject, asksEvidence, GATES } from './advance-project.action.ts';
import { amendPartner } from './amend-partner.action.ts';
import { amendProject } from './amend-project.action.ts';
import { changeLead, withdrawPartner } from './change-consortium.actions.ts';
import { consortiumPage } from './consortium.page.tsx';
import { getConsortium } from './consortium.query.ts';
import { costValues, readCosts } from './cost-grid.ts';
import { createProject } from './create-project.action.ts';
import { recordKnowHow } from './know-how.actions.ts';
import { findPartnerPage } from './partner-finder.page.tsx';
import { getProject } from './project.query.ts';
import { inBoth } from './project.sentences.ts';
import {
  abandonPage,
  addPartnerPage,
  advancePage,
  amendPartnerPage,
  amendProjectPage,
  changeLeadPage,
  createProjectPage,
  type GateCase,
  knowHowPage,
  type PartCase,
  type ProjectCase,
  withdrawPartnerPage,
} from './project-forms.page.tsx';
import { readersPage } from './readers.page.tsx';
import { getReaders } from './readers.query.ts';
import { setReaders } from './set-readers.action.ts';
import { threadPage } from './thread.page.tsx';

const named = (visit: Visit) => ({ project: visit.params.project! });

const thread = page({
  path: '/projets/:project',
  of: getProject,
  also: async (visit, { files }) => (files?.length ? callNames(visit) : {}),
  view: ({ data, extra }) => threadPage(data, extra),
});

const today = (visit: Visit) => actingDay(visit.call.services.store.sql, dayInParis(visit.call.services.clock.now()));

const create = form({
  path: '/poles/:cluster/espace/projets/nouveau',
  of: createProject,
  load: async (visit) => {
    const cluster = await perform(getCluster, { cluster: visit.params.cluster! }, visit.call);
    return { cluster, filieres: await filieres(visit.call.services.store.sql) };
  },
  view: createProjectPage,
  done: ({ project }) => ({ to: projectAddress(project, 'consortium'), say: inBoth((words) => words.create.done) }),
});

/** The project, when this act on it is open to the reader. */
async function caseOf(visit: Visit, act: string): Promise<ProjectCase> {
  const view = await perform(getProject, named(visit), visit.call);
  if (!view.open.includes(act)) throw notFound();
  return { view, filieres: await filieres(visit.call.services.store.sql) };
}

const amend = form({
  path: '/projets/:project/modifier',
  of: amendProject,
  load: (visit) => caseOf(visit, amendProject.meta.name),
  values: ({ view }): Values => ({
    revision: view.revision,
    acronym: view.acronym,
    ...view.summary,
    filiere: view.filiere?.slug,
    researchStartsOn: view.researchStartsOn,
    researchEndsOn: view.researchEndsOn,
    launchPlannedOn: view.launchPlannedOn,
    wideDissemination: yesOrNo(view.wideDissemination),
    laboratoryShareJustified: yesOrNo(view.laboratoryShareJustified),
  }),
  view: amendProjectPage,
  done: ({ project }) => ({ to: projectAddress(project), say: inBoth((words) => words.amend.done) }),
});

const yesOrNo = (answer: boolean | null): string | null => (answer === null ? null : answer ? 'yes' : 'no');

async function gateOf(visit: Visit): Promise<GateCase> {
  const { view } = await caseOf(visit, advanceProject.meta.name);
  const gate = GATES.find((one) => one === visit.params.gate);
  if (!gate) throw notFound();
  const { title } = projectLife.transitions[gate];
  const next = view.next?.find((one) => one.gate === gate);
  const decision = decideTransition(projectLife, view.stage, gate, {});
  // A gate further on says from where it opens, the next one what it lacks.
  const reason = next
    ? next.missing.map(({ what }) => say(what)).join(' ')
    : decision.ok || gate === 'resubmit'
      ? ''
      : decision.reasons.map(say).join(' ');
  if (reason) throw refusalOf(advanceProject, 'GATE_CLOSED', { with: { reason } });
  return { view, gate, title: say(title), asksEvidence: asksEvidence(gate) };
}

const advance = form({
  path: '/projets/:project/etape/:gate',
  of: advanceProject,
  load: gateOf,
  values: ({ view }): Values => ({ on: view.on, trl: view.trl }),
  view: advancePage,
  done: ({ project, stage }) => ({
    to: projectAddress(project),
    say: {
      fr: inBoth((words) => words.advance.done(projectLife.states[stage].fr)).fr,
      en: inBoth((words) => words.advance.done(projectLife.states[stage].en)).en,
    },
  }),
});

const abandon = form({
  path: '/projets/:project/abandon',
  of: abandonProject,
  load: (visit) => caseOf(visit, abandonProject.meta.name),
  values: ({ view }): Values => ({ on: view.on }),
  view: abandonPage,
  done: ({ project }) => ({ to: projectAddress(project), kind: 'info', say: inBoth((words) => words.abandon.done) }),
});

const consortium = page({
  path: '/projets/:project/consortium',
  of: getConsortium,
  view: ({ data }) => consortiumPage(data),
});

/** The consortium, when this act on it is open to the reader. */
async function consortiumOf(visit: Visit, act: string) {
  const view = await perform(getConsortium, named(visit), visit.call);
  if (!view.open.includes(act)) throw notFound();
  return view;
}

async function partOf(visit: Visit, act: string): Promise<PartCase> {
  const view = await consortiumOf(visit, act);
  const part = view.partners.find(({ id }) => id === visit.params.partner);
  if (!part) throw notFound();
  return { view, part };
}

// Two steps at one address: without an organisation chosen, the page that finds it.
const newcomer = form({
  path: '/projets/:project/consortium/ajouter',
  of: addPartner,
  load: async (visit) => {
    const view = await consortiumOf(visit, addPartner.meta.name);
    return { view, ...(await organisationChoice(visit)), day: await today(visit) };
  },
  values: ({ day }): Values => ({ joinedOn: day, country: 'FR', special: 'none' }),
  view: (filled) => {
    const { view, q, results, chosen } = filled.data;
    return chosen
      ? addPartnerPage({ ...filled, data: { view, chosen } })
      : findPartnerPage({ project: view.project, q, results });
  },
  done: ({ project }) => ({
    to: projectAddress(project, 'consortium'),
    say: inBoth((words) => words.addPartner.done),
  }),
});

const part = form({
  path: '/projets/:project/consortium/:partner',
  of: amendPartner,
  load: (visit) => partOf(visit, amendPartner.meta.name),
  values: ({ part: { money, ...one } }): Values => ({
    revision: one.revision,
    role: one.role,
    special: one.special,
    country: one.country,
    commune: one.commune,
    startsOn: money?.startsOn,
    costBasis: money?.costBasis,
    askedCents: inEuros(money?.askedCents),
    otherPublicCents: inEuros(money?.otherPublicCents),
    piaOnProject: yesOrNo(money?.piaOnProject ?? null),
    freeToPublish: yesOrNo(money?.freeToPublish ?? null),
    economicActivity: yesOrNo(money?.economicActivity ?? null),
    ...costValues(money?.costs ?? []),
  }),
  body: (typed, visit) => {
    const { costs, errors } = readCosts(typed);
    if (errors.length > 0) throw invalidInput(errors);
    return {
      ...typed,
      ...visit.params,
      costs,
      askedCents: inCents(typed.askedCents),
      otherPublicCents: inCents(typed.otherPublicCents),
    };
  },
  view: amendPartnerPage,
  done: ({ project }) => ({
    to: projectAddress(project, 'consortium'),
    say: inBoth((words) => words.amendPartner.done),
  }),
});

const inEuros = (cents: number | null | undefined): string | null =>
  cents == null ? null : (cents / 100).toFixed(2).replace('.', ',');

const leave = form({
  path: '/projets/:project/consortium/:partner/depart',
  of: withdrawPartner,
  load: (visit) => partOf(visit, withdrawPartner.meta.name),
  values: ({ view }): Values => ({ leftOn: view.on }),
  view: withdrawPartnerPage,
  done: ({ project }) => ({
    to: projectAddress(project, 'consortium'),
    say: inBoth((words) => words.leave.done),
  }),
});

const lead = form({
  path: '/projets/:project/consortium/:partner/chef-de-file',
  of: changeLead,
  load: (visit) => partOf(visit, changeLead.meta.name),
  view: changeLeadPage,
  done: ({ project }) => ({
    to: projectAddress(project, 'consortium'),
    say: inBoth((words) => words.newLead.done),
  }),
});

const knowHow = form({
  path: '/projets/:project/savoir-faire',
  of: recordKnowHow,
  load: async (visit) => {
    await caseOf(visit, recordKnowHow.meta.name);
    return { view: await perform(getConsortium, named(visit), visit.call) };
  },
  view: knowHowPage,
  done: ({ project }) => ({
    to: `${projectAddress(project)}#savoir-faire`,
    say: inBoth((words) => words.knowHow.done),
  }),
});

const readers = form({
  path: '/projets/:project/lecteurs',
  of: setReaders,
  load: (visit) => perform(getReaders, named(visit), visit.call),
  values: ({ blocks }): Values => Object.fromEntries(blocks.map(({ block, audiences }) => [block, audiences])),
  view: readersPage,
  done: ({ project }) => ({ to: projectAddress(project, 'readers'), say: inBoth((words) => words.readers.done) }),
});

export const projectRoutes: readonly Route[] = [
  create,
  amend,
  advance,
  abandon,
  consortium,
  newcomer,
  part,
  leave,
  lead,
  knowHow,
  readers,
  thread,
];
