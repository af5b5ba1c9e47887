import * as z from 'zod';
import { defineQuery, notFound, type Operation } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { decideTransition, type TransitionOf } from '#kit/workflow.ts';
import { actingDay, reaches } from '#rooms/registry';
import { concernedPlace } from '../../place.ts';
import { CONCERNED, FUNDERS as FUNDING_OFFICERS, WRITERS } from '../../projects.roles.ts';
import { projectKey } from '../../projects.schemas.ts';
import { spoken } from '../calculator/funding-answer.ts';
import { costWarnings } from '../cost-plausibility.rules.ts';
import { fundingCase } from '../funding-case.ts';
import type { PartnerFacts } from '../funding-facts.ts';
import { type FundingReader, fundingReader } from '../funding-reader.ts';
import { type FundingCall, isOpenOn } from '../funding-window.ts';
import { baseOf } from '../partner.rules.ts';
import type { LabelRow } from '../project-facts.store.ts';
import { GRANTED, isAlive } from './application.ts';
import { applicationLife } from './application.workflow.ts';
import { decidesTwice, declareEligible, refuseApplication } from './decide-application.actions.ts';
import { draftApplication, setAskedAid } from './draft-application.action.ts';
import { type FileReading, filesOfProject } from './file-reading.store.ts';
import { inBoth } from './files.sentences.ts';
import { type FileView, fundingView, type Sums } from './funding-view.ts';
import { derogateLapse } from './lapse.actions.ts';
import { closeApplication, recordAgreement } from './record-agreement.action.ts';
import { recordDeMinimisAid } from './record-de-minimis.action.ts';
import { requestPayment, settlePayment } from './request-payment.action.ts';
import { selectApplication } from './select-application.action.ts';
import { submitApplication, withdrawApplication } from './submit-application.action.ts';
import { hasLapsed, timed, waitingOf } from './waiting.rules.ts';

/** Acts on a file by what its life calls them; the first list is the applicants', the second the funder's. */
export const APPLICANT_ACTS: readonly (readonly [Operation, TransitionOf<typeof applicationLife>])[] = [
  [submitApplication, 'submit'],
  [withdrawApplication, 'withdraw'],
];
export const FUNDER_ACTS: readonly (readonly [Operation, TransitionOf<typeof applicationLife>])[] = [
  [declareEligible, 'declareEligible'],
  [selectApplication, 'select'],
  [refuseApplication, 'refuse'],
  [recordAgreement, 'sign'],
  [derogateLapse, 'derogate'],
  [closeApplication, 'close'],
];

/** Zero when nobody asks for anything, null as soon as one amount is not known. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.includes(null) ? null : amounts.reduce((sum: number, one) => sum + one!, 0);
}

const isSigned = ({ state }: FileReading): boolean => state === 'agreement' || state === 'closed';

const paidIn = (payments: FileReading['payments']): number =>
  payments.reduce((sum, one) => (one.state === 'paid' ? sum + one.amountCents : sum), 0);

function sumsOf(file: FileReading): Sums {
  const { state, parts, payments } = file;
  const granted = GRANTED.includes(state) ? sumOf(parts.map(({ grantedCents }) => grantedCents ?? 0)) : null;
  const signed = isSigned(file);
  return {
    askedCents: parts.length === 0 ? null : sumOf(parts.map(({ askedCents }) => askedCents)),
    grantedCents: granted,
    signedCents: signed ? granted : null,
    paidCents: signed ? paidIn(payments) : null,
  };
}

/** Day since which a label that the window requires is asked of a cluster and undecided, while none is granted. */
function labelAwaited(call: FundingCall, labels: readonly LabelRow[], asked: Day | null): Day | null {
  const own = labels.filter((label) => label.call === call.id);
  if (call.window.label !== 'required' || own.some(({ granted }) => granted)) return null;
  return own.some(({ decidedOn }) => decidedOn === null) ? asked : null;
}

const latest = (days: readonly (Day | null)[]): Day | null =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null;

interface Setting {
  readonly on: Day;
  readonly calls: ReadonlyMap<string, FundingCall>;
  readonly labels: readonly LabelRow[];
  readonly writes: boolean;
  readonly decides: (file: FileReading) => boolean;
}

function actsOn(file: FileReading, { on, calls, writes, decides }: Setting): Pick<FileView, 'open' | 'closed'> {
  const call = calls.get(file.call);
  const answers = {
    callIsOpen: call !== undefined && isOpenOn(call, on) !== false,
    aidIsAsked: file.parts.some(({ askedCents }) => (askedCents ?? 0) > 0),
    callDecidesTwice: call !== undefined && decidesTwice(call),
    firstDecisionIsTaken: call !== undefined && (!decidesTwice(call) || file.state === 'eligible'),
    selectionHasATerm: file.lapsesAfter !== null,
    termHasNotPassed: !hasLapsed(file.lapsesAfter, on),
    paymentsAreSettled: file.payments.every(({ state }) => state !== 'requested'),
  };
  const open: string[] = [];
  const closed: (Say & { act: string })[] = [];
  for (const [{ meta }, transition] of [...(writes ? APPLICANT_ACTS : []), ...(decides(file) ? FUNDER_ACTS : [])]) {
    if (!applicationLife.transitions[transition].from.includes(file.state)) continue;
    const decision = decideTransition(applicationLife, file.state, transition, answers);
    // A call that decides at once has no first decision to offer.
    if (!decision.ok && transition === 'declareEligible') continue;
    if (decision.ok) open.push(meta.name);
    else
      closed.push({
        act: meta.name,
        fr: decision.reasons.map(({ fr }) => fr).join(' '),
        en: decision.reasons.map(({ en }) => en).join(' '),
      });
  }
  if (writes && file.state === 'draft') open.push(setAskedAid.meta.name);
  if (writes && file.state === 'agreement') open.push(requestPayment.meta.name);
  if (decides(file) && !answers.paymentsAreSettled) open.push(settlePayment.meta.name);
  return { open, closed };
}

function fileViewOf(file: FileReading, setting: Setting): FileView {
  const { on, calls, labels } = setting;
  const call = calls.get(file.call);
  const requested = file.payments.filter(({ state }) => state === 'requested').map(({ requestedOn }) => requestedOn);
  const situation = {
    state: file.state,
    steps: file.steps,
    paymentSince: requested.toSorted()[0] ?? null,
    lastSettled: latest(file.payments.map(({ settledOn }) => settledOn)),
    labelSince: call ? labelAwaited(call, labels, file.submittedOn) : null,
  };
  const { regionName, region, call: callId, window: windowId, loan, rulesApplied, ...own } = file;
  return {
    ...own,
    call: { id: callId, ...(call ? spoken(call.name) : { fr: callId, en: callId }) },
    window: call ? spoken(call.window.name) : { fr: windowId, en: windowId },
    region: region === null ? null : { code: region, name: regionName ?? region },
    loan: loan && { borrower: loan.borrower, amountCents: loan.amountCents },
    rulesApplied: rulesApplied && { on: rulesApplied.on, verdict: rulesApplied.verdict, text: rulesApplied.text },
    steps: timed(file.steps),
    parts: file.parts.map((part) => ({
      ...part,
      paidCents: isSigned(file) ? paidIn(file.payments.filter(({ partner }) => partner === part.partner)) : null,
    })),
    payments: [...file.payments],
    sums: sumsOf(file),
    waiting: waitingOf(situation, on),
    ...actsOn(file, setting),
  };
}

/** What is known of each column adds up; a column of which nothing is known stays unknown. */
function totalsOf(files: readonly FileView[]): Sums {
  const living = files.filter(({ state }) => isAlive(state));
  const total = (of: keyof Sums) => {
    const known = living.map(({ sums }) => sums[of]).filter((one) => one !== null);
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
  };
  return {
    askedCents: total('askedCents'),
    grantedCents: total('grantedCents'),
    signedCents: total('signedCents'),
    paidCents: total('paidCents'),
  };
}

/** Several files together may not ask more than what is spent: the same costs would be paid twice. */
const askedTwice = (files: readonly FileView[], partners: readonly PartnerFacts[]): Say[] =>
  partners.flatMap(({ id, name, costs }) => {
    const base = baseOf(costs);
    const asked = files
      .filter(({ state, loan }) => isAlive(state) && loan === null)
      .flatMap(({ parts }) => parts)
      .reduce((sum, part) => (part.partner === id ? sum + (part.askedCents ?? 0) : sum), 0);
    return base !== null && asked > base ? [inBoth((words) => words.plan.askedTwice(name, asked, base))] : [];
  });

const openFor = (reader: FundingReader, writes: boolean, officer: boolean): string[] => [
  ...(writes && reader.all ? [draftApplication.meta.name] : []),
  ...(writes || officer ? [recordDeMinimisAid.meta.name] : []),
];

/** The financing of a project: each file with its steps, its amounts and who is waited for; what is not known says so. */
export const getFunding = defineQuery({
  name: 'projects.getFunding',
  title: { fr: 'Lire le financement d’un projet', en: 'Read the financing of a project' },
  path: '/projects/{project}/funding',
  permission: { who: CONCERNED, where: concernedPlace },
  input: z.object({ project: projectKey }),
  output: fundingView,
  async run(ctx, { project: id }) {
    const on = await actingDay(ctx.sql, ctx.today);
    const found = await fundingCase(ctx.sql, { project: id, on });
    if (!found) throw notFound();
    const { project, reference, facts } = found;
    const readings = await filesOfProject(ctx.sql, id);
    const reader = await fundingReader(ctx, id, readings);
    const writes = reaches(ctx.actor, WRITERS, reader.place);
    const setting: Setting = {
      on,
      calls: new Map(reference.calls.map((call) => [call.id, call])),
      labels: project.labels,
      writes,
      decides: (file) => reader.decided.has(file.id),
    };
    const files = readings.filter((file) => reader.readable.has(file.id)).map((file) => fileViewOf(file, setting));
    return {
      project: { id, acronym: project.acronym, synthetic: project.synthetic },
      on,
      partners: project.partners.map(({ id: partner, name, kind, askedCents }) => {
        const costs = facts.partners.find((one) => one.id === partner)!.costs;
        return { id: partner, name, kind, askedCents, baseCents: baseOf(costs) };
      }),
      files,
      totals: totalsOf(files),
      warnings: reader.all ? [...costWarnings(facts.partners).map(spoken), ...askedTwice(files, facts.partners)] : [],
      open: openFor(reader, writes, reaches(ctx.actor, FUNDING_OFFICERS, reader.place)),
    };
  },
});
