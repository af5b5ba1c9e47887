import { notFound, type Operation, refusalOf } from '#kit/action.ts';
import { attachedIn } from '#kit/attached-file.ts';
import { openFile } from '#kit/files.ts';
import { say } from '#kit/say.ts';
import { fileResponse } from '#kit/web/file-response.ts';
import type { Page } from '#kit/web/page.ts';
import { type Filled, form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { typedAmounts, typedEuros } from '#kit/web/typed-money.ts';
import { decideTransition } from '#kit/workflow.ts';
import { everyRow, listInput, listingOf, regionNames } from '#rooms/registry';
import { projectAddress } from '../../project-address.ts';
import { computeProjectAid } from '../calculator/project-aid.query.ts';
import { listCalls } from '../calls/call-list.query.ts';
import { callNames } from '../calls/calls.web.tsx';
import { applicationLife } from './application.workflow.ts';
import { deMinimisPage, recordDeMinimisPage } from './de-minimis.page.tsx';
import { getDeMinimis } from './de-minimis.query.ts';
import { declareEligible, refuseApplication } from './decide-application.actions.ts';
import { draftApplication, setAskedAid } from './draft-application.action.ts';
import { draftPage } from './draft-form.page.tsx';
import {
  agreementPage,
  askedAidPage,
  closePage,
  derogatePage,
  eligiblePage,
  type FileCase,
  paymentPage,
  refusePage,
  selectPage,
  settlePage,
  submitPage,
  withdrawPage,
} from './file-forms.page.tsx';
import { fileListPage, fileSheet } from './file-list.page.tsx';
import { listFundingFiles } from './file-list.query.ts';
import { inBoth, t } from './files.sentences.ts';
import { fundingPage } from './funding.page.tsx';
import { APPLICANT_ACTS, FUNDER_ACTS, getFunding } from './funding.query.ts';
import { ACT_PATHS } from './funding-address.ts';
import { derogateLapse } from './lapse.actions.ts';
import { getPaymentEvidence } from './payment-evidence.query.ts';
import { closeApplication, recordAgreement } from './record-agreement.action.ts';
import { recordDeMinimisAid } from './record-de-minimis.action.ts';
import { requestPayment, settlePayment } from './request-payment.action.ts';
import { selectApplication } from './select-application.action.ts';
import { submitApplication, withdrawApplication } from './submit-application.action.ts';

const list = page({
  path: '/projets/dossiers',
  of: listFundingFiles,
  input: (visit) => listInput(listFundingFiles, visit),
  also: callNames,
  view: ({ data, extra, visit }) => fileListPage({ list: data, listing: listingOf(visit), calls: extra }),
  sheet: async (visit) => fileSheet(await everyRow(listFundingFiles, listInput(listFundingFiles, visit), visit)),
});

const overview = page({
  path: '/projets/:project/financement',
  of: getFunding,
  view: ({ data }) => fundingPage({ view: data }),
});

const toFunding = (visit: Visit): string => projectAddress(visit.params.project!, 'funding');

/** Amounts typed for each partner, under `amounts.<partner>`; empty ones are left out. */
function typedParts(typed: Values, prefix: string): { readonly partner: string; readonly cents: number }[] {
  const own = Object.entries(typed).filter(([name]) => name.startsWith(prefix));
  return Object.entries(typedAmounts(Object.fromEntries(own))).flatMap(([name, cents]) =>
    cents === null ? [] : [{ partner: name.slice(prefix.length), cents }],
  );
}

const askedIn = (typed: Values) =>
  typedParts(typed, 'amounts.').map(({ partner, cents }) => ({ partner, askedCents: cents }));

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const numberIn = (value: unknown): number | null => (text(value) === '' ? null : Number(text(value).replace(',', '.')));

/** The loan that a form describes; null when nobody borrows. */
function loanIn(typed: Values) {
  if (text(typed['loan.borrower']) === '') return null;
  const amounts = typedAmounts({
    'loan.amountCents': typed['loan.amountCents'],
    'loan.privateCofundingCents': typed['loan.privateCofundingCents'],
  });
  return {
    borrower: text(typed['loan.borrower']),
    amountCents: amounts['loan.amountCents'],
    privateCofundingCents: amounts['loan.privateCofundingCents'],
    origin: text(typed['loan.origin']) || null,
    originFundedByState: text(typed['loan.originFundedByState']) !== '',
    workDone: text(typed['loan.workDone']) !== '',
    years: numberIn(typed['loan.years']),
    deferredYears: numberIn(typed['loan.deferredYears']),
  };
}

const draft = form({
  path: '/projets/:project/financement/dossiers/nouveau',
  of: draftApplication,
  load: async (visit) => ({
    view: await perform(getFunding, { project: visit.params.project! }, visit.call),
    calls: await perform(listCalls, {}, visit.call),
    regions: await regionNames('2013', visit),
  }),
  values: ({ view }, visit) => ({
    call: visit.search.get('appel') ?? '',
    ...Object.fromEntries(view.partners.map(({ id, askedCents }) => [`amounts.${id}`, typedEuros(askedCents)])),
  }),
  body: (typed, visit) => ({
    project: visit.params.project,
    call: typed.call,
    funder: typed.funder,
    region: typed.region,
    amounts: askedIn(typed),
    loan: loanIn(typed),
  }),
  view: draftPage,
  done: (_, visit) => ({ to: toFunding(visit), say: inBoth((words) => words.forms.draft.done) }),
});

async function caseOf(visit: Visit): Promise<FileCase> {
  const { project, fundingApplication, payment: paymentId } = visit.params;
  const view = await perform(getFunding, { project: project! }, visit.call);
  const file = view.files.find(({ id }) => id === fundingApplication);
  const payment = file?.payments.find(({ id }) => id === paymentId) ?? null;
  if (!file || (paymentId && !payment)) throw notFound();
  const selects = file.open.includes(selectApplication.meta.name);
  const aid = selects
    ? await perform(computeProjectAid, { project: project!, fundingApplication: file.id }, visit.call)
    : null;
  const ceilings = new Map(aid?.ceilings.map(({ partner, cents }) => [partner, cents]));
  return { view, file, answer: aid?.before ?? null, ceilings, payment };
}

const isFunderAct = (name: string): boolean => FUNDER_ACTS.some(([{ meta }]) => meta.name === name);

/** Why an act on this file is closed to the reader: what it lacks, its state, or the funder that it is addressed to. */
function closedBecause(operation: Operation, file: FileCase['file']): Error | null {
  const { name, refusals } = operation.meta;
  const state = (reason: string) => refusalOf(operation, 'FILE_STATE', { with: { reason } });
  const lacks = file.closed.find(({ act }) => act === name);
  if (lacks) return state(say(lacks));
  const transition =
    name === setAskedAid.meta.name
      ? 'submit'
      : [...APPLICANT_ACTS, ...FUNDER_ACTS].find(([{ meta }]) => meta.name === name)?.[1];
  const decides = [...file.open, ...file.closed.map(({ act }) => act)].some(isFunderAct);
  const decision = transition && decideTransition(applicationLife, file.state, transition, {});
  const leaves = transition && applicationLife.transitions[transition].from.includes(file.state);
  if (decision && !decision.ok && (decides || !leaves)) return state(decision.reasons.map(say).join(' '));
  return 'NOT_YOUR_FILE' in refusals
    ? refusalOf(operation, 'NOT_YOUR_FILE', { with: { funder: t().funders[file.funder] } })
    : null;
}

/** One act on a file; closed for now, it says why and leads back. */
function fileForm<A extends Operation>(
  operation: A,
  view: (filled: Filled<FileCase>) => Page,
  done: Parameters<typeof inBoth>[0],
  more: {
    readonly path?: string;
    readonly values?: (data: FileCase) => Values;
    readonly body?: (typed: Values, visit: Visit) => unknown;
  } = {},
): Route {
  const { name } = operation.meta;
  return form({
    path: `/projets/:project/financement/dossiers/:fundingApplication${more.path ?? ACT_PATHS[name]!}`,
    of: operation,
    load: async (visit) => {
      const data = await caseOf(visit);
      if (data.file.open.includes(name)) return data;
      throw closedBecause(operation, data.file) ?? notFound();
    },
    values: (data) => more.values?.(data) ?? {},
    ...(more.body && { body: more.body }),
    view,
    done: (_, visit) => ({ to: toFunding(visit), say: inBoth(done) }),
  });
}

const fileForms: readonly Route[] = [
  fileForm(setAskedAid, askedAidPage, (words) => words.forms.amounts.done, {
    values: ({ file }) =>
      Object.fromEntries(file.parts.map((part) => [`amounts.${part.partner}`, typedEuros(part.askedCents)])),
    body: (typed, visit) => ({ ...visit.params, amounts: askedIn(typed) }),
  }),
  fileForm(submitApplication, submitPage, (words) => words.forms.submit.done),
  fileForm(withdrawApplication, withdrawPage, (words) => words.forms.withdraw.done),
  fileForm(declareEligible, eligiblePage, (words) => words.forms.declareEligible.done),
  fileForm(selectApplication, selectPage, (words) => words.forms.select.done, {
    values: ({ view, file, ceilings }) => ({
      announcedOn: view.on,
      // What is asked, as far as it may be granted.
      ...Object.fromEntries(
        file.parts.map(({ partner, askedCents }) => {
          const most = ceilings.get(partner) ?? null;
          const proposed = askedCents === null || most === null ? askedCents : Math.min(askedCents, most);
          return [`grants.${partner}`, typedEuros(proposed)];
        }),
      ),
    }),
    body: (typed, visit) => ({
      ...visit.params,
      announcedOn: typed.announcedOn,
      reason: typed.reason,
      grants: typedParts(typed, 'grants.').map(({ partner, cents }) => ({ partner, grantedCents: cents })),
    }),
  }),
  fileForm(refuseApplication, refusePage, (words) => words.forms.refuse.done),
  fileForm(derogateLapse, derogatePage, (words) => words.forms.derogate.done),
  fileForm(recordAgreement, agreementPage, (words) => words.forms.agreement.done, {
    values: ({ view }) => ({ signedOn: view.on }),
  }),
  fileForm(closeApplication, closePage, (words) => words.forms.close.done),
  fileForm(requestPayment, paymentPage, (words) => words.forms.payment.done, {
    body: async (typed, visit) => ({
      ...visit.params,
      partner: typed.partner,
      kind: typed.kind,
      evidence: typed.evidence,
      ...typedAmounts({ amountCents: typed.amountCents }),
      file: await attachedIn(typed.file),
    }),
  }),
  fileForm(settlePayment, settlePage, (words) => words.forms.settle.done, {
    path: '/versements/:payment/repondre',
  }),
];

const evidence = raw({
  path: '/projets/:project/financement/dossiers/:fundingApplication/versements/:payment/preuve',
  of: getPaymentEvidence,
  method: 'GET',
  async handle({ params, call }) {
    const { project, fundingApplication, payment } = params;
    const named = { project: project!, fundingApplication: fundingApplication!, payment: payment! };
    const { file } = await perform(getPaymentEvidence, named, call);
    const opened = await openFile(call.services.store.sql, call.services.config.dataDir, file);
    if (!opened) throw notFound();
    return fileResponse(opened);
  },
});

const deMinimis = page({
  path: '/projets/:project/financement/de-minimis',
  of: getDeMinimis,
  view: ({ data }) => deMinimisPage({ view: data }),
});

const deMinimisAid = form({
  path: '/projets/:project/financement/de-minimis/:partner',
  of: recordDeMinimisAid,
  load: (visit) =>
    perform(getDeMinimis, { project: visit.params.project!, partner: visit.params.partner! }, visit.call),
  body: (typed, visit) => ({ ...typed, ...visit.params, ...typedAmounts({ amountCents: typed.amountCents }) }),
  view: recordDeMinimisPage,
  done: (_, visit) => ({
    to: projectAddress(visit.params.project!, 'funding', '/de-minimis'),
    say: inBoth((words) => words.forms.deMinimis.done),
  }),
});

export const fileRoutes: readonly Route[] = [list, overview, draft, ...fileForms, evidence, deMinimis, deMinimisAid];
