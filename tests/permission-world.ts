import { actorOf, createPerson } from '#rooms/access';
import {
  addComment,
  contractBuilders,
  getNegotiation,
  PHASE_3_RULES,
  proposeChange,
  recordOpinion,
  recordPayment,
  recordSupportDecision,
  saveRegionalPriority,
} from '#rooms/contracts';
import {
  applyForMembership,
  createOrganisation,
  designateStrategic,
  joinCluster,
  linkGroup,
  loadRegistry,
  recordUpload,
  scopeDirectory,
  startMembersImport,
  syntheticSiren,
  updateProgramme,
} from '#rooms/registry';
import { rooms } from '../src/app/rooms.ts';
import { type Actor, ROLES, type Role, type Scope, systemActor } from '../src/kit/actor.ts';
import { systemClock } from '../src/kit/clock.ts';
import { parseConfig } from '../src/kit/config.ts';
import type { Call, Services } from '../src/kit/context.ts';
import type { Store } from '../src/kit/db/database.ts';
import { receiveFile } from '../src/kit/files.ts';
import { loadJournalKey } from '../src/kit/journal.digest.ts';
import { silentLog } from '../src/kit/log.ts';
import type { Caller } from '../src/kit/permission-table.ts';
import { perform } from '../src/kit/web/route.ts';
import { buildCampaignWorld, type CampaignWorld, campaignInputs, campaignParams } from './permission-campaigns.ts';
import {
  buildEvaluationWorld,
  type EvaluationWorld,
  evaluationInputs,
  isOfAnotherAuthor,
} from './permission-evaluation.ts';
import { buildIndicatorWorld, indicatorInputs, indicatorParams, SERIES_IMPORTS } from './permission-indicators.ts';
import { monitoringInputs, monitoringParams } from './permission-monitoring.ts';
import {
  buildProjectWorld,
  OF_AN_EXPERT,
  type ProjectWorld,
  projectInputs,
  projectParams,
} from './permission-projects.ts';
import { OF_ITS_OWNER, viewInputs, viewParams } from './permission-views.ts';

/** A small programme in which every object stands at Minalogic, in Grenoble, and people of every function stand there or elsewhere. */
export interface World {
  readonly services: Services;
  /** By `function/near` and `function/far`. */
  readonly actors: ReadonlyMap<string, Actor>;
  /** Functions that can be held elsewhere than on the object. */
  readonly far: ReadonlySet<Caller>;
  /** Ids of the objects. */
  readonly ids: Readonly<Record<Thing, string>>;
  /** A campaign that collects, with a return of the home cluster; only where the world was asked for projects. */
  readonly campaigns: CampaignWorld | null;
  /** Ids of a project and of all that it has; only where the world was asked for it. */
  readonly projects: ProjectWorld | null;
  /** An evaluation and its run; with the projects. */
  readonly evaluation: EvaluationWorld | null;
  /** An import of official series on trial. */
  readonly seriesImport: string;
  /** The function may act, but not on these objects, even from where it stands: “not found”. */
  outOfReach(operation: string, caller: Caller, door: 'api' | 'web', path?: string): boolean;
}

type Thing =
  | 'organisation'
  | 'parent'
  | 'stranger'
  | 'membership'
  | 'application'
  | 'link'
  | 'designation'
  | 'person'
  | 'function'
  | 'import'
  | 'file'
  // A signed contract of Minalogic with an amendment of every subject being written, and passages of it.
  | 'contract'
  | 'area'
  | 'goal'
  | 'market'
  | 'diagnosis'
  | 'objective'
  | 'indicator'
  | 'budget'
  | 'commitment'
  | 'article'
  | 'comment'
  | 'condition'
  | 'proposal'
  | 'decision'
  | 'payment'
  | 'priority';

const CLUSTER = 'minalogic';
const GRENOBLE = '38185';

const NEAR: Partial<Record<Role, Scope>> = {
  'state-officer': { kind: 'region', id: '82@2013' },
  'region-officer': { kind: 'region', id: '82@2013' },
  'metropole-officer': { kind: 'metropole', id: '200040715' },
  'cluster-director': { kind: 'cluster', id: CLUSTER },
  'cluster-officer': { kind: 'cluster', id: CLUSTER },
};
const FAR: Partial<Record<Role, Scope>> = {
  'state-officer': { kind: 'region', id: '94@2013' },
  'region-officer': { kind: 'region', id: '94@2013' },
  'metropole-officer': { kind: 'metropole', id: '200030195' },
  'cluster-director': { kind: 'cluster', id: 'qualitropic' },
  'cluster-officer': { kind: 'cluster', id: 'qualitropic' },
};
const OF_ORGANISATIONS: readonly Role[] = ['organisation-member', 'support-provider', 'training-actor'];

const PROGRAMME: Scope = { kind: 'programme' };
const inOrganisations = (...ids: string[]): Scope[] => ids.map((id) => ({ kind: 'organisation', id }));

export async function buildWorld(store: Store, dataDir: string, { withProjects = false } = {}): Promise<World> {
  const services: Services = {
    config: parseConfig({ NODE_ENV: 'test', GRAPPE_DATA: dataDir, GRAPPE_DEMO: 'on' }),
    store,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
    scopes: scopeDirectory,
    roomTitles: rooms.map(({ name, title }) => ({ name, title })),
    clusterLinks: rooms.flatMap((room) => room.clusterLinks ?? []),
    taskKinds: rooms.flatMap((room) => room.taskKinds ?? []),
  };
  const builder: Call = { services, actor: systemActor('Essai'), door: 'job', requestId: 'essai' };
  loadJournalKey(dataDir);
  await loadRegistry(builder);
  await perform(updateProgramme, { referenceDay: '2014-09-15', reason: 'Essai' }, builder);
  const seriesImport = await buildIndicatorWorld(builder);

  const firm = async (n: number, commune: string) =>
    (
      await perform(
        createOrganisation,
        { siren: syntheticSiren(n), name: `Essai ${n} (fictif)`, kind: 'firm', commune, synthetic: true },
        builder,
      )
    ).organisation;
  const [organisation, parent, applicant, stranger] = [
    await firm(1, GRENOBLE),
    await firm(2, GRENOBLE),
    await firm(3, GRENOBLE),
    await firm(4, '2A004'),
  ];
  const joined = await perform(
    joinCluster,
    { cluster: CLUSTER, organisation, college: 'sme', from: '2013-01-01' },
    builder,
  );
  const applied = await perform(
    applyForMembership,
    { cluster: CLUSTER, organisation: applicant, college: 'sme', appliedOn: '2014-09-01' },
    builder,
  );
  const linked = await perform(linkGroup, { organisation, parent, from: '2012-01-01' }, builder);
  const designated = await perform(
    designateStrategic,
    { cluster: CLUSTER, from: '2013-02-01', decision: 'Essai' },
    builder,
  );

  const list = new TextEncoder().encode(`SIREN;Collège;Date d’adhésion\r\n${syntheticSiren(2)};PME;2014-01-01\r\n`);
  const reception = await receiveFile(dataDir, [list]);
  if (!reception.ok) throw new Error(reception.reason.en);
  const { file } = await perform(
    recordUpload,
    { ...reception.file, name: 'membres.csv', mediaType: 'text/csv' },
    builder,
  );
  const started = await perform(startMembersImport, { cluster: CLUSTER, file }, builder);

  const { contract, clauses } = await contractBuilders(services, builder)
    .a.contract(CLUSTER)
    .amending('correction', 'dates', 'targets', 'parties', 'money')
    .save();
  const commented = await perform(addComment, { contract, visibility: 'all', body: 'Essai' }, builder);
  await perform(
    recordOpinion,
    {
      contract,
      opinion: 'favourable',
      conditions: [{ text: 'Essai', dueOn: '2014-12-01', responsible: 'Essai' }],
    },
    builder,
  );
  const { conditions } = await perform(getNegotiation, { contract }, builder);
  const proposed = await perform(
    proposeChange,
    {
      contract,
      act: 'add',
      kind: 'area',
      content: { title: 'Essai', technology: 'Essai', market: 'Essai', summary: '' },
      reason: 'Essai',
    },
    builder,
  );
  const decided = await perform(
    recordSupportDecision,
    {
      contract,
      kind: 'cut',
      effectiveOn: '2015-01-01',
      cutPercent: 10,
      reasons: 'Essai',
      criteria: [{ name: 'Part des PME', value: '41 %' }],
    },
    builder,
  );

  const paid = await perform(
    recordPayment,
    { contract, party: 'region-82', year: 2013, nature: 'actions', amountCents: 100, paidOn: '2013-12-02' },
    builder,
  );
  const prior = await perform(
    saveRegionalPriority,
    {
      region: '82',
      title: 'Essai (fictif)',
      document: 'Essai',
      validFrom: '2013-01-01',
      certainty: 'background',
      synthetic: true,
    },
    builder,
  );

  const projects = withProjects ? await buildProjectWorld(builder, CLUSTER, organisation) : null;
  const campaigns = withProjects ? await buildCampaignWorld(builder, CLUSTER) : null;
  const evaluation = withProjects ? await buildEvaluationWorld(builder) : null;

  const person = await createPerson(services, {
    email: 'victime@demo.grappe.example',
    password: 'un mot de passe long',
    grants: [{ role: 'cluster-officer', scope: { kind: 'cluster', id: CLUSTER } }],
  });
  const actors = new Map<string, Actor>();
  for (const role of ROLES) {
    const held = OF_ORGANISATIONS.includes(role)
      ? { near: inOrganisations(organisation, applicant), far: inOrganisations(stranger) }
      : { near: [NEAR[role] ?? PROGRAMME], far: [FAR[role] ?? PROGRAMME] };
    for (const stand of ['near', 'far'] as const) {
      const email = `${role}.${stand}@demo.grappe.example`;
      const grants = held[stand].map((scope) => ({ role, scope, ...(role === 'evaluator' && { to: '2099-12-31' }) }));
      await createPerson(services, { email, password: 'un mot de passe long', grants });
      actors.set(`${role}/${stand}`, await actorOf(services, email));
    }
  }
  const victim = await actorOf(services, 'victime@demo.grappe.example');
  const { getAccount } = await import('../src/rooms/access/accounts/account.query.ts');
  const account = await perform(getAccount, { person }, builder);
  return {
    services,
    actors,
    far: new Set<Caller>([...(Object.keys(FAR) as Role[]), ...OF_ORGANISATIONS]),
    ids: {
      organisation,
      parent,
      stranger,
      membership: joined.membership,
      application: applied.application,
      link: linked.link,
      designation: designated.designation,
      person: victim.id,
      function: account.functions[0]!.id,
      import: started.import,
      file,
      contract,
      area: clauses.area[0]!,
      goal: clauses.goal[0]!,
      market: clauses.market[0]!,
      diagnosis: clauses.diagnosis[0]!,
      objective: clauses.objective[0]!,
      indicator: clauses.indicator[0]!,
      budget: clauses.budget[0]!,
      commitment: clauses.commitment[0]!,
      article: clauses.article[0]!,
      comment: commented.comment,
      condition: conditions[0]!.id,
      proposal: proposed.proposal,
      decision: decided.decision,
      payment: paid.payment,
      priority: prior.priority,
    },
    projects,
    evaluation,
    campaigns,
    seriesImport,
    outOfReach: isOutOfReach,
  };
}

/** Acts on one's own things: the ids tried are somebody else's. The administrator may, on the victim's function only. */
const OWN = ['access.delegateFunction', 'access.endDelegation', 'access.endSession', 'access.revokeApiKey'];

/** Decisions of the State on the whole programme, which a State officer of one region does not take. */
const NATIONAL = [
  'registry.decideLabel',
  'registry.setRegions',
  'registry.setCategory',
  'registry.recordRating',
  'registry.designateStrategic',
  'registry.endDesignation',
  'registry.recordSuccession',
  'registry.startOrganisationsImport',
  'registry.startSireneImport',
  ...SERIES_IMPORTS,
  'registry.listNationalImports',
  'contracts.openContracts',
];

/** A list of members is its cluster's affair; a State officer imports organisations. */
const OF_A_LIST_OF_MEMBERS = [
  'matchImport',
  'checkImport',
  'applyImport',
  'abandonImport',
  'getImport',
  'getImportProgress',
  'exportImportErrors',
].map((verb) => `registry.${verb}`);

/** The team of the cluster whose committee it is. */
const TEAM: readonly Caller[] = ['administrator', 'cluster-director', 'cluster-officer'];

function isOutOfReach(operation: string, caller: Caller, door: 'api' | 'web', path = ''): boolean {
  // The administrator delegates for somebody else through the API; the form on « Mon compte » is for one's own.
  if (OWN.includes(operation))
    return !(caller === 'administrator' && operation === 'access.delegateFunction' && door === 'api');
  // In the cluster's workspace the team records the application that it received; the applicant has a form of its own.
  if (operation === 'registry.applyForMembership' && path.includes('/espace/') && caller === 'organisation-member')
    return true;
  if (OF_AN_EXPERT.includes(operation)) return !TEAM.includes(caller);
  // The figures of the whole programme are the administrator's to declare and to choose.
  if (path.startsWith('/chiffres/') && /declarer|retenir/.test(path)) return caller !== 'administrator';
  if (isOfAnotherAuthor(operation, caller) || OF_ITS_OWNER.includes(operation)) return true;
  return caller === 'state-officer' && (NATIONAL.includes(operation) || OF_A_LIST_OF_MEMBERS.includes(operation));
}

/** A valid input for every operation of the API, on the objects of the world. */
export function inputs({
  ids,
  projects,
  evaluation,
  campaigns,
  seriesImport,
}: World): Record<string, Record<string, unknown>> {
  const cluster = { cluster: CLUSTER };
  const contract = { contract: ids.contract };
  return {
    'access.listAccounts': {},
    'access.getAccount': { person: ids.person },
    'access.createAccount': {
      email: 'nouveau@demo.grappe.example',
      name: 'Nouveau Venu',
      role: 'cluster-officer',
      scope: `cluster:${CLUSTER}`,
    },
    'access.grantFunction': {
      person: ids.person,
      role: 'cluster-officer',
      scope: `cluster:${CLUSTER}`,
      from: '2030-01-01',
    },
    'access.endGrant': { function: ids.function, reason: 'Essai de fin' },
    'access.deactivateAccount': { person: ids.person, reason: 'Essai de fermeture' },
    'access.reactivateAccount': { person: ids.person },
    'access.resetPasswordByAdministrator': { person: ids.person },
    'access.createAdministrator': { email: 'autre.administrateur@demo.grappe.example', name: 'Autre Administrateur' },
    'access.listGrantableFunctions': {},
    'access.delegateFunction': {
      function: ids.function,
      deputy: 'auditor.near@demo.grappe.example',
      from: '2030-01-01',
      to: '2030-02-01',
      reason: 'Essai de délégation',
    },
    'access.endDelegation': { delegation: 'del-000000000000' },
    'access.listMyGrants': {},
    'access.getMyAccount': {},
    'access.changeMyName': { name: 'Essai Renommé' },
    'access.resetSecondFactor': { person: ids.person, reason: 'Essai de réinitialisation' },
    'access.askEmailConfirmation': {},
    'access.endSession': { session: 'ses-000000000000' },
    'access.signOutElsewhere': {},
    'access.listApiKeys': {},
    'access.createApiKey': { name: 'Essai', scopes: ['registry:read'], until: '2030-01-01' },
    'access.revokeApiKey': { key: 'key-000000000000' },
    'access.createLink': {
      action: 'registry.joinCluster',
      input: {},
      label: 'Essai',
      purposeFr: 'Essai de lien',
      purposeEn: 'Trying a link',
    },
    'registry.listClusters': {},
    'registry.getCluster': cluster,
    'registry.listMembers': cluster,
    'registry.getMembersOverTime': cluster,
    'registry.getMembership': { membership: ids.membership },
    'registry.listApplications': cluster,
    'registry.listMyApplications': {},
    'registry.getApplication': { application: ids.application },
    'registry.listOrganisations': {},
    'registry.getOrganisation': { organisation: ids.organisation },
    'registry.getOrganisationIdentity': { organisation: ids.organisation },
    'registry.search': { q: 'essai' },
    'registry.getKeyFigures': {},
    'registry.getProgramme': {},
    'registry.getWeek': {},
    'registry.searchCommunes': { q: 'Grenoble' },
    'registry.listNomenclatures': {},
    'registry.listRegions': { vintage: '2013' },
    'registry.createCluster': { cluster: 'essai', name: 'Pôle d’essai', sector: 'Essais' },
    'registry.amendCluster': { ...cluster, city: 'Grenoble' },
    'registry.setGovernanceBody': { ...cluster, organisation: ids.parent },
    'registry.appointRepresentative': { ...cluster, name: 'Essai', title: 'Présidence', from: '2014-01-01' },
    'registry.joinCluster': { ...cluster, organisation: ids.parent, college: 'sme', from: '2014-01-01' },
    'registry.applyForMembership': {
      ...cluster,
      organisation: ids.organisation,
      college: 'sme',
      appliedOn: '2014-09-10',
    },
    'registry.decideLabel': { ...cluster, decision: 'renewed', decidedOn: '2014-09-10', authority: 'Essai' },
    'registry.setRegions': { ...cluster, vintage: '2013', regions: ['82'], coordinating: '82' },
    'registry.setCategory': { ...cluster, category: 'mondial', from: '2014-09-10' },
    'registry.recordRating': { ...cluster, year: 2014, rating: 'performant' },
    'registry.designateStrategic': { ...cluster, from: '2014-09-10', decision: 'Essai' },
    'registry.endDesignation': { ...cluster, designation: ids.designation, to: '2014-09-10', reason: 'Essai' },
    'registry.recordSuccession': { ...cluster, successor: 'axelera', nature: 'merger' },
    'registry.amendMembership': { membership: ids.membership, college: 'large' },
    'registry.endMembership': { membership: ids.membership, to: '2014-09-10', reason: 'Essai de fin' },
    'registry.recordFee': { membership: ids.membership, year: 2014, amountCents: 10_000 },
    'registry.decideApplication': {
      application: ids.application,
      decision: 'refuse',
      ground: 'other',
      reason: 'Essai de refus',
    },
    'registry.withdrawApplication': { application: ids.application },
    'registry.createOrganisation': { name: 'Essai créé (fictif)', kind: 'other' },
    'registry.amendOrganisation': { organisation: ids.organisation, acronym: 'ESS' },
    'registry.recordAccounts': { organisation: ids.organisation, year: 2013, headcount: 12 },
    'registry.linkGroup': { organisation: ids.organisation, parent: ids.parent, from: '2014-01-01' },
    'registry.endGroupLink': {
      organisation: ids.organisation,
      link: ids.link,
      to: '2014-09-10',
      reason: 'Essai de fin',
    },
    'registry.updateProgramme': { reason: 'Essai', strategicCeiling: 20 },
    'registry.startMembersImport': { ...cluster, file: ids.file },
    'registry.startOrganisationsImport': { file: ids.file },
    'registry.startSireneImport': { upload: '00000000-0000-4000-8000-000000000000', name: 'stock.csv' },
    'registry.matchImport': { import: ids.import, columns: [] },
    'registry.checkImport': { import: ids.import },
    'registry.applyImport': { import: ids.import },
    'registry.getImport': { import: ids.import },
    'registry.getImportProgress': { import: ids.import },
    'registry.listMembersImports': cluster,
    'registry.listNationalImports': { kind: 'organisations' },
    'registry.exportImportErrors': { import: ids.import },
    'registry.importTemplate': { kind: 'members' },
    'registry.abandonImport': { import: ids.import },
    'contracts.listContracts': {},
    'contracts.listContractsToOpen': {},
    'contracts.listClusterContracts': cluster,
    'contracts.getContract': contract,
    'contracts.getContractLife': contract,
    'contracts.getPublicContract': cluster,
    'contracts.openContract': cluster,
    'contracts.openContracts': {},
    'contracts.openAmendment': { ...contract, subjects: ['correction'], reason: 'Essai d’avenant' },
    'contracts.setAmendedTerm': { ...contract, endsOn: '2019-12-31' },
    'contracts.abandonAmendment': { ...contract, reason: 'Essai d’abandon' },
    'contracts.recordImprovementAxes': { ...contract, axes: 'Essai', source: 'Essai' },
    'contracts.recordExamination': {
      ...contract,
      examinedOn: '2014-09-15',
      satisfactory: true,
      finding: 'Essai d’examen',
    },
    'contracts.recordSupportDecision': {
      ...contract,
      kind: 'cut',
      effectiveOn: '2015-01-01',
      cutPercent: 10,
      reasons: 'Essai de décision',
      criteria: [{ name: 'Part des PME', value: '41 %' }],
    },
    'contracts.replyToDecision': { ...contract, decision: ids.decision, reply: 'Essai de réponse' },
    'contracts.confirmDecision': { ...contract, decision: ids.decision },
    'contracts.withdrawDecision': { ...contract, decision: ids.decision, reason: 'Essai de retrait' },
    'contracts.endContract': contract,
    'contracts.getStrategy': contract,
    'contracts.saveArea': { ...contract, content: { title: 'Essai', technology: 'Essai', market: 'Essai' } },
    'contracts.saveGoal': { ...contract, content: { title: 'Essai', nature: 'technology' } },
    'contracts.saveMarket': { ...contract, content: { title: 'Essai', worldRegion: 'europe' } },
    'contracts.saveDiagnosis': { ...contract, content: { section: 'ambition', text: 'Essai' } },
    'contracts.listCodes': { q: 'logiciel' },
    'contracts.getFinancing': contract,
    'contracts.saveBudget': { ...contract, content: { year: 2014, runningCostsCents: 1 } },
    'contracts.saveCommitment': {
      ...contract,
      content: { party: 'region-82', year: 2018, nature: 'actions', amountCents: 1 },
    },
    'contracts.setCommitments': { ...contract, budgets: [{ year: 2014, amountCents: 1 }] },
    'contracts.recordPayment': {
      ...contract,
      party: 'region-82',
      year: 2013,
      nature: 'actions',
      amountCents: 200,
      paidOn: '2013-12-02',
    },
    'contracts.withdrawPayment': { ...contract, payment: ids.payment, reason: 'Essai de retrait' },
    'contracts.listRegionalPriorities': {},
    'contracts.saveRegionalPriority': {
      region: '82',
      title: 'Essai',
      document: 'Essai',
      validFrom: '2013-01-01',
      certainty: 'background',
    },
    'contracts.withdrawRegionalPriority': { priority: ids.priority, reason: 'Essai de retrait' },
    'contracts.getRules': {},
    'contracts.updateRules': { rules: PHASE_3_RULES, revision: 0, reason: 'Essai' },
    'contracts.getNegotiation': contract,
    'contracts.openDiscussion': contract,
    'contracts.resendDraft': contract,
    'contracts.recordAnswer': { ...contract, party: 'region-82', answer: 'agrees' },
    'contracts.applySilence': contract,
    'contracts.planPresentation': { ...contract, plannedOn: '2014-10-01' },
    'contracts.presentProject': { ...contract, sessionOn: '2014-09-01', reference: 'Essai' },
    'contracts.waivePresentation': { ...contract, reason: 'Essai de dispense' },
    'contracts.recordOpinion': { ...contract, opinion: 'favourable' },
    'contracts.addCondition': { ...contract, text: 'Essai', dueOn: '2014-12-01', responsible: 'Essai' },
    'contracts.completeCondition': { ...contract, condition: ids.condition, word: 'Essai' },
    'contracts.reopenCondition': { ...contract, condition: ids.condition, reason: 'Essai' },
    'contracts.resumeDiscussion': { ...contract, reason: 'Essai de reprise' },
    'contracts.listPassages': contract,
    'contracts.listComments': contract,
    'contracts.addComment': { ...contract, body: 'Essai' },
    'contracts.resolveComment': { ...contract, comment: ids.comment, resolved: true },
    'contracts.withdrawComment': { ...contract, comment: ids.comment },
    'contracts.listProposals': contract,
    'contracts.getProposal': { ...contract, proposal: ids.proposal },
    'contracts.proposeChange': {
      ...contract,
      act: 'add',
      kind: 'area',
      content: { title: 'Essai', technology: 'Essai', market: 'Essai' },
      reason: 'Essai',
    },
    'contracts.acceptProposal': { ...contract, proposal: ids.proposal },
    'contracts.refuseProposal': { ...contract, proposal: ids.proposal, word: 'Essai' },
    'contracts.withdrawProposal': { ...contract, proposal: ids.proposal },
    'contracts.getSignatureBoard': contract,
    'contracts.listSignatureBoards': {},
    'contracts.listPartyPlaces': {},
    'contracts.saveParty': { ...contract, name: 'Collectivité d’essai' },
    'contracts.removeParty': { ...contract, party: 'region-82' },
    'contracts.saveSignatory': { ...contract, party: 'region-82', name: 'Essai', title: 'Essai' },
    'contracts.recordAssembly': { ...contract, party: 'region-82', assemblyOn: '2014-10-01' },
    'contracts.recordDeliberation': {
      ...contract,
      party: 'region-82',
      number: 'Essai',
      heldOn: '2014-09-01',
      approves: true,
    },
    'contracts.sendForSignature': contract,
    'contracts.withdrawFromSignature': { ...contract, reason: 'Essai' },
    'contracts.sendSignatureLink': { ...contract, party: 'region-82' },
    'contracts.signContract': { ...contract, party: 'region-82', digest: '0'.repeat(64), read: true },
    'contracts.recordPaperSignature': {
      ...contract,
      party: 'region-82',
      name: 'Essai',
      title: 'Essai',
      signedOn: '2014-09-01',
      file: { name: 'scan.pdf', base64: 'RXNzYWk=' },
    },
    'contracts.refuseToSign': { ...contract, party: 'region-82', reason: 'Essai' },
    'contracts.remindParty': { ...contract, party: 'region-82' },
    'contracts.previewTextChange': { ...contract, clause: ids.area, content: {} },
    'contracts.amendText': { ...contract, clause: ids.area, revision: 1, content: {}, reason: 'Essai' },
    'contracts.sealText': { ...contract, number: 0 },
    'contracts.setProvisionalStart': { ...contract, from: '2014-01-01', reason: 'Essai' },
    'contracts.verifyText': { sha256: '0'.repeat(64) },
    ...indicatorInputs(CLUSTER, seriesImport),
    'contracts.getObjectives': contract,
    'contracts.getCompleteness': contract,
    'contracts.getCoverage': contract,
    'contracts.getTieChoices': contract,
    'contracts.saveObjective': {
      ...contract,
      content: { title: 'Essai', dimension: 'market', scope: 'collective' },
    },
    'contracts.saveIndicator': {
      ...contract,
      parent: ids.objective,
      content: { title: 'Essai', unit: 'essais', direction: 'up', measure: 'count', cumulation: 'latest' },
    },
    'contracts.setTargets': {
      ...contract,
      reason: 'Essai',
      cells: [{ indicator: ids.indicator, revision: 1, year: 2018, value: 99 }],
    },
    'contracts.previewTargets': { ...contract, block: '1' },
    'contracts.getClauseHistory': { ...contract, clause: ids.objective },
    'contracts.removeClause': { ...contract, clause: ids.goal, revision: 1 },
    'contracts.moveClause': { ...contract, clause: ids.area, revision: 1, to: 'down' },
    'contracts.restoreClause': { ...contract, clause: ids.goal, change: 'change-000000000000' },
    'contracts.getText': contract,
    'contracts.exportText': { ...contract, format: 'pdf' },
    'contracts.compareVersions': contract,
    'contracts.getArticle': { ...contract, article: 'article-fin' },
    'contracts.saveArticle': { ...contract, title: 'Essai', body: 'Essai' },
    'contracts.resetArticle': { ...contract, article: 'article-fin', revision: 1 },
    'contracts.joinAnnex': { ...contract, kind: 'statutes', file: { name: 'statuts.pdf', base64: 'JVBERi0xLjQ=' } },
    'contracts.withdrawAnnex': { ...contract, kind: 'label-letter' },
    'contracts.getAnnex': { ...contract, kind: 'statutes' },
    'contracts.listArticleTemplates': {},
    'contracts.getArticleTemplate': { template: 'suivi-2013-01-01' },
    'contracts.saveArticleTemplate': {
      key: 'essai',
      title: 'Essai',
      body: 'Essai',
      validFrom: '2015-01-01',
      source: 'Essai',
      reason: 'Essai',
    },
    'contracts.endArticleTemplate': {
      template: 'fin-2013-01-01',
      revision: 1,
      lastDay: '2015-12-31',
      reason: 'Essai',
    },
    ...(projects && projectInputs(projects, CLUSTER)),
    ...(evaluation && evaluationInputs(evaluation)),
    ...(campaigns && campaignInputs(campaigns, CLUSTER)),
    ...monitoringInputs(CLUSTER),
    ...viewInputs,
    'journal.search': {},
    'journal.export': { limit: 5 },
    'journal.verify': {},
    'outbox.list': {},
    'house.describe': {},
  };
}

/** What stands for `:name` in an address of the web. */
export function params(
  { ids, projects, evaluation, campaigns, seriesImport }: World,
  path: string,
): Record<string, string> {
  return {
    cluster: CLUSTER,
    person: ids.person,
    function: ids.function,
    delegation: 'del-000000000000',
    session: 'ses-000000000000',
    key: 'key-000000000000',
    token: 'aucun-lien-de-ce-nom',
    figure: 'clusters',
    vintage: '2013',
    designation: ids.designation,
    membership: ids.membership,
    application: ids.application,
    organisation: ids.organisation,
    link: ids.link,
    import: ids.import,
    file: 'membres.csv',
    contract: ids.contract,
    decision: ids.decision,
    area: ids.area,
    goal: ids.goal,
    market: ids.market,
    objective: ids.objective,
    indicator: ids.indicator,
    section: 'ambition',
    payment: ids.payment,
    comment: ids.comment,
    condition: ids.condition,
    proposal: ids.proposal,
    clause: ids.area,
    piece: 'file-000000000000',
    number: '0',
    party: 'region-82',
    priority: ids.priority,
    article: 'article-fin',
    kind: 'statutes',
    template: 'suivi-2013-01-01',
    ...(projects && /^\/(projets|poles|versements|evaluations)\b/.test(path) && projectParams(projects)),
    ...(/\/(chiffres|indicateurs)\b/.test(path) && !path.startsWith('/contrats') && indicatorParams(seriesImport)),
    ...(/^\/vues\b/.test(path) && viewParams),
    ...(/\/(suivi|tableau-de-bord)\b/.test(path) && monitoringParams),
    ...(/^\/evaluation\b/.test(path) && evaluation),
    ...(campaigns && /\/(campagnes|declarations)\b/.test(path) && campaignParams(campaigns)),
  };
}
