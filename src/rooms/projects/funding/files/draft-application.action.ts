import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { formatCents } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../../place.ts';
import { lockProject } from '../../project.store.ts';
import { WRITERS } from '../../projects.roles.ts';
import { CENTS, partnerKey, projectKey } from '../../projects.schemas.ts';
import { type FundingCase, fundingCase } from '../funding-case.ts';
import type { LoanFacts } from '../funding-facts.ts';
import type { FundingCall } from '../funding-window.ts';
import { baseOf } from '../partner.rules.ts';
import {
  insertApplication,
  livingApplication,
  regionExists,
  replaceParts,
  updateApplication,
} from './application.store.ts';
import { applicationKey, FUNDERS, regionCode } from './application.ts';
import { refusing } from './files.refusals.ts';
import { t } from './files.sentences.ts';
import { fundersOf } from './funder.rules.ts';
import { enterState, holdFile, stateAfter } from './move-file.ts';

const amounts = z.array(z.object({ partner: partnerKey, askedCents: CENTS })).max(60);

/** A loan for industrialisation (R79), as far as it is known. */
const loanInput = z.object({
  borrower: partnerKey,
  amountCents: CENTS.min(1),
  privateCofundingCents: CENTS.nullish(),
  /** Window that funded the project whose results are industrialised. */
  origin: z.string().max(40).nullish(),
  originFundedByState: z.boolean().nullish(),
  workDone: z.boolean().nullish(),
  years: z.number().min(0).max(50).nullish(),
  deferredYears: z.number().min(0).max(50).nullish(),
});
type LoanInput = z.output<typeof loanInput>;

const loanFacts = (given: LoanInput): LoanFacts =>
  ({
    borrower: given.borrower,
    amountCents: given.amountCents,
    privateCofundingCents: given.privateCofundingCents ?? null,
    origin: given.origin ?? null,
    originFundedByState: given.originFundedByState ?? null,
    workDone: given.workDone ?? null,
    years: given.years ?? null,
    deferredYears: given.deferredYears ?? null,
  }) as LoanFacts;

type AmountCodes = 'PARTNER_UNKNOWN' | 'PARTNER_TWICE' | 'ASKED_ABOVE_COSTS' | 'LOAN_MISSING' | 'LOAN_NOT_HERE';
const AMOUNT_CODES = [
  'PARTNER_UNKNOWN',
  'PARTNER_TWICE',
  'ASKED_ABOVE_COSTS',
  'LOAN_MISSING',
  'LOAN_NOT_HERE',
] as const;

/** What each partner asks, checked against the consortium and its costs; a loan is asked by its borrower alone. */
function partsAsked(
  ctx: ActionContext<AmountCodes>,
  { facts, call }: Pick<FundingCase, 'facts' | 'call'>,
  asked: readonly { readonly partner: string; readonly askedCents: number }[],
  loan: LoanInput | null,
): { partner_id: string; asked_cents: number }[] {
  if (call.rules.loan && !loan) ctx.refuse('LOAN_MISSING', { field: 'loan.amountCents' });
  if (!call.rules.loan && loan) ctx.refuse('LOAN_NOT_HERE', { field: 'loan.amountCents' });
  const all = loan ? [{ partner: loan.borrower, askedCents: loan.amountCents }] : asked;
  const seen = new Set<string>();
  for (const { partner: id, askedCents } of all) {
    const field = loan ? 'loan.borrower' : `amounts.${id}`;
    const partner = facts.partners.find((one) => one.id === id);
    if (!partner) return ctx.refuse('PARTNER_UNKNOWN', { field });
    if (seen.has(id)) ctx.refuse('PARTNER_TWICE', { field, with: { name: partner.name } });
    seen.add(id);
    const base = baseOf(partner.costs);
    if (!loan && base !== null && askedCents > base)
      ctx.refuse('ASKED_ABOVE_COSTS', {
        field,
        with: { name: partner.name, asked: formatCents(askedCents), base: formatCents(base) },
      });
  }
  return all.map(({ partner, askedCents }) => ({ partner_id: partner, asked_cents: askedCents }));
}

/** Without amounts, each partner asks what the consortium says that it asks. */
const consortiumAsks = ({ facts }: FundingCase) =>
  facts.partners.flatMap(({ id, askedCents }) => (askedCents === null ? [] : [{ partner: id, askedCents }]));

const mayComeHere = (call: FundingCall): string =>
  fundersOf(call.window.id)
    .map((funder) => t().funders[funder])
    .join(', ');

/** Starts a file of a project before one funder of one call. One at a time: another follows when it ended without money. */
export const draftApplication = defineAction({
  name: 'projects.draftApplication',
  title: { fr: 'Préparer un dossier de financement', en: 'Prepare a funding file' },
  path: '/projects/{project}/applications',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    call: z.string().min(1).max(80),
    funder: z.enum(FUNDERS),
    region: regionCode.nullish(),
    /** What the consortium asks when left out. */
    amounts: amounts.optional(),
    loan: loanInput.nullish(),
  }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing(
    'PROJECT_ABANDONED',
    'CALL_UNKNOWN',
    'FUNDER_NOT_HERE',
    'REGION_MISSING',
    'REGION_NOT_ASKED',
    'REGION_UNKNOWN',
    'FILE_ALIVE',
    ...AMOUNT_CODES,
  ),
  async run(ctx, { project: id, call: callId, funder, region = null, amounts: asked, loan = null }) {
    const project = (await lockProject(ctx.sql, id))!;
    if (project.stage === 'abandoned') ctx.refuse('PROJECT_ABANDONED');
    const on = await actingDay(ctx.sql, ctx.today);
    const found = await fundingCase(ctx.sql, { project: id, call: callId, on });
    if (!found) return ctx.refuse('CALL_UNKNOWN', { field: 'call', with: { call: callId } });
    const { call } = found;
    if (!fundersOf(call.window.id).includes(funder))
      ctx.refuse('FUNDER_NOT_HERE', { field: 'funder', with: { funders: mayComeHere(call) } });
    if (funder === 'region' && region === null) ctx.refuse('REGION_MISSING', { field: 'region' });
    if (funder !== 'region' && region !== null) ctx.refuse('REGION_NOT_ASKED', { field: 'region' });
    if (region !== null && !(await regionExists(ctx.sql, region)))
      ctx.refuse('REGION_UNKNOWN', { field: 'region', with: { region } });
    if (await livingApplication(ctx.sql, { project: id, call: callId, funder, region })) ctx.refuse('FILE_ALIVE');
    const parts = partsAsked(ctx, found, asked ?? (loan ? [] : consortiumAsks(found)), loan);
    const application = {
      id: ctx.newId('app'),
      project_id: id,
      submission_id: null,
      window_id: call.window.id,
      call_id: callId,
      funder,
      region,
      state: 'draft' as const,
      submitted_on: null,
      eligible_on: null,
      selected_on: null,
      lapses_after: null,
      derogation_reason: null,
      derogation_by: null,
      agreement_on: null,
      agreement_reference: null,
      closed_on: null,
      decision_reason: null,
      rules_applied: null,
      loan: loan && loanFacts(loan),
      recorded_at: ctx.now,
    };
    await insertApplication(ctx.sql, application);
    await replaceParts(ctx.sql, application.id, parts);
    await enterState(ctx, application, 'draft', { on });
    ctx.record({
      object: { kind: 'project', id },
      after: { fundingApplication: application.id, call: callId, funder, region, asked: parts },
    });
    return { project: id, fundingApplication: application.id };
  },
});

/** Changes what each partner asks in a file in preparation; what is not named asks for nothing. */
export const setAskedAid = defineAction({
  name: 'projects.setAskedAid',
  title: { fr: 'Modifier l’aide demandée', en: 'Change the aid asked for' },
  method: 'PUT',
  path: '/projects/{project}/applications/{fundingApplication}/amounts',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    fundingApplication: applicationKey,
    amounts: amounts.default([]),
    loan: loanInput.nullish(),
  }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing('FILE_STATE', 'CALL_UNKNOWN', ...AMOUNT_CODES),
  async run(ctx, { project: id, fundingApplication, amounts: asked, loan = null }) {
    const { application, on } = await holdFile(ctx, { project: id, fundingApplication });
    // Only what can still be submitted can still be changed.
    if (application.state !== 'draft') stateAfter(ctx, application, 'submit');
    const found = await fundingCase(ctx.sql, { project: id, application: fundingApplication, on });
    if (!found) return ctx.refuse('CALL_UNKNOWN', { with: { call: application.call_id } });
    const before = found.application!.parts;
    const parts = partsAsked(ctx, found, asked, loan);
    await replaceParts(ctx.sql, application.id, parts);
    if (loan) await updateApplication(ctx.sql, application.id, { loan: loanFacts(loan) });
    ctx.record({
      object: { kind: 'project', id },
      before: { fundingApplication, asked: before },
      after: { fundingApplication, asked: parts },
    });
    return { project: id, fundingApplication };
  },
});
