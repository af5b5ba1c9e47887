import {
  AUDIENCES,
  addPartner,
  askChange,
  BLOCKS,
  changeLead,
  completeMilestone,
  draftApplication,
  getConsortium,
  getLabelFile,
  labellingBuilders,
  listFollowUps,
  planMilestone,
  planProjectFollowUps,
  proposeAttribution,
  recordAgreement,
  recordProjectFile,
  recordResult,
  requestPayment,
  selectApplication,
  setReaders,
  submitApplication,
} from '#rooms/projects';
import type { Call } from '../src/kit/context.ts';
import { perform } from '../src/kit/web/route.ts';

/** A project of the home cluster in the middle of its life, with one object of every kind that a project has. */
export interface ProjectWorld {
  readonly project: string;
  /** A partner that does not lead. */
  readonly partner: string;
  readonly submission: string;
  readonly label: string;
  readonly expert: string;
  readonly review: string;
  readonly meeting: string;
  readonly fundingApplication: string;
  readonly payment: string;
  readonly milestone: string;
  readonly change: string;
  readonly result: string;
  readonly attribution: string;
  readonly followUp: string;
  readonly projectImport: string;
}

/** A piece joined to an act. */
const PIECE = { name: 'essai.pdf', base64: 'JVBERi0xLjQ=' };

/** A table of projects with one line. */
const TABLE = {
  name: 'essai.csv',
  mediaType: 'text/csv',
  base64: Buffer.from('Référence;Acronyme;Titre;Ouvert le\nW1;MONDE;Monde;01/02/2013\n').toString('base64'),
};

/** Led by `lead`, opened to every reader, so that only functions and territories decide who may. */
export async function buildProjectWorld(builder: Call, cluster: string, lead: string): Promise<ProjectWorld> {
  const labelling = labellingBuilders(builder.services);
  const committee = await labelling.committee(cluster);
  const file = await labelling.file(committee, { submittedOn: '2014-01-10', reviews: 1 });
  const { meeting } = await labelling.voted(committee, file, '2014-04-02');
  const { project } = file;
  const joined = await perform(addPartner, { project, organisation: lead }, builder);
  await perform(changeLead, { project, partner: joined.partner, reason: 'Essai' }, builder);
  await perform(
    setReaders,
    { project, ...Object.fromEntries(BLOCKS.map((block) => [block, [...AUDIENCES]])) },
    builder,
  );
  const { partners } = await perform(getConsortium, { project }, builder);
  const partner = partners.find((one) => !one.lead)!.id;
  const { fundingApplication } = await perform(
    draftApplication,
    { project, call: 'fui-18', funder: 'state', amounts: [{ partner, askedCents: 100_000 }] },
    builder,
  );
  const named = { project, fundingApplication };
  await perform(submitApplication, named, builder);
  await perform(
    selectApplication,
    { ...named, grants: [{ partner, grantedCents: 100_000 }], reason: 'Essai' },
    builder,
  );
  await perform(recordAgreement, { ...named, reference: 'Essai' }, builder);
  const { payment } = await perform(
    requestPayment,
    { ...named, partner, kind: 'advance', amountCents: 1_000, file: PIECE },
    builder,
  );
  const { milestone } = await perform(
    planMilestone,
    { project, kind: 'deliverable', title: 'Essai', dueOn: '2014-12-01' },
    builder,
  );
  await perform(
    completeMilestone,
    { project, milestone, doneOn: '2014-09-01', evidence: 'Essai', file: PIECE },
    builder,
  );
  const { change } = await perform(
    askChange,
    { project, kind: 'object', what: 'Essai', reason: 'Essai', before: 'Un', after: 'Deux' },
    builder,
  );
  const { result } = await perform(
    recordResult,
    { project, kind: 'product', title: 'Essai', obtainedOn: '2014-09-01', partner },
    builder,
  );
  const { attribution } = await perform(
    proposeAttribution,
    { project, subject: 'result', subjectId: result, shares: [{ kind: 'cluster', party: cluster, share: 10_000 }] },
    builder,
  );
  // Follow-ups belong to projects whose R&D is over: this one is put there, whatever its files say.
  await builder.services.store.query(
    `update projects.project set stage = 'completed', stage_since = '2013-07-01', research_ends_on = '2013-06-30' where id = $1`,
    [project],
  );
  await perform(planProjectFollowUps, { project }, builder);
  const { projectImport } = await perform(recordProjectFile, { cluster, file: TABLE }, builder);
  const { rows } = await perform(listFollowUps, {}, builder);
  return {
    project,
    partner,
    submission: file.submission,
    label: file.label,
    expert: committee.experts[0]!,
    review: (await perform(getLabelFile, { label: file.label }, builder)).reviews[0]!.id,
    meeting,
    fundingApplication,
    payment,
    milestone,
    change,
    result,
    attribution,
    projectImport,
    followUp: rows.find((row) => row.project === project)!.id,
  };
}

/** A valid input for every operation of the room, on the objects of its world. */
export function projectInputs(ids: ProjectWorld, clusterId: string): Record<string, Record<string, unknown>> {
  const project = { project: ids.project };
  const part = { ...project, partner: ids.partner };
  const cluster = { cluster: clusterId };
  const label = { label: ids.label };
  const meeting = { meeting: ids.meeting };
  const file = { ...project, fundingApplication: ids.fundingApplication };
  const milestone = { ...project, milestone: ids.milestone };
  const change = { ...project, change: ids.change };
  const attribution = { ...project, attribution: ids.attribution };
  const party = { kind: 'cluster', party: clusterId };
  const followUp = { ...project, followUp: ids.followUp };
  const line = { ...project, subject: 'result', subjectId: ids.result };
  const shares = [{ ...party, share: 10_000 }];
  return {
    'projects.createProject': { ...cluster, acronym: 'ESSAI', title: 'Essai' },
    'projects.amendProject': { ...project, revision: 1, acronym: 'ESSAI 2', title: 'Essai' },
    'projects.addPartner': { ...project, organisation: 'org-000000000000' },
    'projects.amendPartner': { ...part, revision: 1 },
    'projects.withdrawPartner': { ...part, reason: 'Essai de départ' },
    'projects.changeLead': part,
    'projects.setReaders': {
      ...project,
      ...Object.fromEntries(BLOCKS.map((block) => [block, [...AUDIENCES]])),
    },
    'projects.recordKnowHow': { ...part, kind: 'background', title: 'Essai', protection: 'secret' },
    'projects.advanceProject': { ...project, gate: 'launch' },
    'projects.abandonProject': { ...project, on: '2001-01-01', reason: 'Essai d’abandon' },
    'projects.getProject': project,
    'projects.getConsortium': project,
    'projects.getReaders': project,
    'projects.listProjects': {},
    'projects.getPipeline': {},
    'projects.getFunnel': {},
    'projects.recordProjectFile': { ...cluster, file: TABLE },
    'projects.applyProjectImport': { projectImport: ids.projectImport },
    'projects.abandonProjectImport': { projectImport: ids.projectImport },
    'projects.getProjectImport': { projectImport: ids.projectImport },
    'projects.listProjectImports': {},
    'projects.getLabelling': project,
    'projects.openSubmission': { ...project, call: 'pspc', lead: clusterId },
    'projects.submitForLabel': { submission: ids.submission, presentation: 'Essai' },
    'projects.withdrawSubmission': { submission: ids.submission, reason: 'Essai' },
    'projects.listLabelRequests': cluster,
    'projects.getLabelFile': label,
    'projects.getLabellingOdds': cluster,
    'projects.getLabellingRules': cluster,
    'projects.setLabellingRules': { ...cluster, revision: 0, incubationMonths: 2, reviewsNeeded: 2, quorum: 3 },
    'projects.saveGrid': { ...cluster, revision: 0, criteria: [{ fr: 'Essai', en: 'Trial', weight: 1, most: 5 }] },
    'projects.listExperts': cluster,
    'projects.addExpert': { ...cluster, name: 'Essai' },
    'projects.saveExpert': { expert: ids.expert, revision: 1, name: 'Essai' },
    'projects.signConfidentiality': { expert: ids.expert },
    'projects.assignReview': { ...label, expert: ids.expert },
    'projects.recordInterest': { ...label, expert: ids.expert, note: 'Essai' },
    'projects.declareInterest': { review: ids.review, interest: 'none' },
    'projects.getReview': { review: ids.review },
    'projects.listMyReviews': {},
    'projects.recordReview': { review: ids.review, grid: 0, marks: { strategie: 3 }, comment: 'Essai' },
    'projects.listMeetings': cluster,
    'projects.planMeeting': { ...cluster, heldOn: '2014-10-01' },
    'projects.getMeeting': meeting,
    'projects.setAgenda': { ...meeting, heldOn: '2014-04-02', labels: [ids.label] },
    'projects.recordAttendance': meeting,
    'projects.recordVotes': { ...meeting, ...label, votes: [] },
    'projects.decideProjectLabel': { ...label, ...meeting, decision: 'support-letter', reasons: 'Essai' },
    'projects.closeMeeting': meeting,
    'projects.exportLabelLetter': label,
    'projects.exportMinutes': meeting,
    'projects.listCalls': {},
    'projects.addCall': {
      call: 'essai-1',
      window: 'fui',
      nameFr: 'Essai',
      nameEn: 'Trial',
      source: 'Essai',
      certainty: 'background',
    },
    'projects.computeFreeAid': { call: 'fui-21', partners: [{ name: 'Essai', costs: { industrial: 1 } }] },
    'projects.computeProjectAid': project,
    'projects.getFunding': project,
    'projects.getDeMinimis': project,
    'projects.listFundingFiles': {},
    'projects.draftApplication': { ...project, call: 'fui-19', funder: 'state' },
    'projects.setAskedAid': file,
    'projects.submitApplication': file,
    'projects.withdrawApplication': { ...file, reason: 'Essai de retrait' },
    'projects.declareEligible': file,
    'projects.selectApplication': { ...file, grants: [] },
    'projects.refuseApplication': { ...file, reason: 'Essai de refus' },
    'projects.derogateLapse': { ...file, until: '2015-06-01', reason: 'Essai' },
    'projects.lapseApplication': file,
    'projects.recordAgreement': { ...file, reference: 'Essai' },
    'projects.closeApplication': file,
    'projects.requestPayment': { ...file, partner: ids.partner, kind: 'advance', amountCents: 100 },
    'projects.settlePayment': { ...file, payment: ids.payment, answer: 'paid' },
    'projects.recordDeMinimisAid': { ...part, amountCents: 100, grantedOn: '2014-01-01', grantor: 'Essai' },
    'projects.getDelivery': project,
    'projects.planMilestone': { ...project, kind: 'deliverable', title: 'Essai', dueOn: '2015-01-01' },
    'projects.completeMilestone': { ...milestone, doneOn: '2014-09-01', evidence: 'Essai' },
    'projects.dropMilestone': { ...milestone, reason: 'Essai' },
    'projects.askChange': { ...project, kind: 'object', what: 'Essai', reason: 'Essai', after: 'Essai' },
    'projects.decideChange': { ...change, accepts: true },
    'projects.withdrawChange': { ...change, reason: 'Essai' },
    'projects.getResults': project,
    'projects.recordResult': { ...project, kind: 'product', title: 'Essai', obtainedOn: '2014-09-01' },
    'projects.recordIndustrialisation': { ...part, decidedOn: '2014-09-01' },
    'projects.recordFirstSale': { ...part, soldOn: '2014-09-01' },
    'projects.recordMarketYear': { ...part, year: 2013, revenueCents: 100 },
    'projects.withdrawOutcome': { ...project, subject: 'result', line: 'res-000000000000', reason: 'Essai' },
    'projects.draftAttribution': line,
    'projects.proposeAttribution': { ...line, shares },
    'projects.getAttribution': attribution,
    'projects.acceptShare': { ...attribution, ...party, share: 10_000 },
    'projects.disputeAttribution': { ...attribution, ...party, reason: 'Essai' },
    'projects.withdrawDispute': { ...attribution, ...party, reason: 'Essai' },
    'projects.renounceShare': { ...attribution, ...party, reason: 'Essai' },
    'projects.settleAttribution': { ...attribution, shares, reason: 'Essai' },
    'projects.listFollowUps': {},
    'projects.getFollowUp': followUp,
    'projects.planFollowUps': project,
    'projects.sendFollowUp': followUp,
    'projects.sendDueFollowUps': {},
    'projects.remindFollowUp': followUp,
    'projects.cancelFollowUp': { ...followUp, reason: 'Essai' },
    'projects.answerFollowUp': { ...followUp, answer: 'not-known' },
  };
}

/** What stands for `:name` in the addresses of projects, which share some names with other rooms. */
export const projectParams = (ids: ProjectWorld): Record<string, string> => ({
  ...ids,
  gate: 'industrialise',
  subject: 'result',
  line: ids.result,
});

/** A review is its expert’s: nobody else’s, whatever the function. The cluster’s team may record that an expert signed. */
export const OF_AN_EXPERT = ['declareInterest', 'getReview', 'recordReview', 'signConfidentiality'].map(
  (verb) => `projects.${verb}`,
);
