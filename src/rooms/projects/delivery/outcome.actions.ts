import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { communeExists } from '../project/project-identity.store.ts';
import { lockProject } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { CENTS, countryCode, daySchema, longText, partnerKey, projectKey, shortText } from '../projects.schemas.ts';
import { moveAttribution } from './attribution.store.ts';
import { type RefusalCode, refusing } from './delivery.refusals.ts';
import { LINE_SUBJECTS, type LineSubject, RESULT_KINDS } from './delivery.ts';
import {
  countedLine,
  currentMarketYear,
  fundingFilesOf,
  insertFirstSale,
  insertIndustrialisation,
  insertMarketYear,
  insertResult,
  partnerNames,
  replaceMarketYear,
  withdrawLine,
} from './outcome.store.ts';
import { readReference } from './result-reference.rules.ts';

/** Source of what somebody wrote down on a form; follow-ups and imports have their own. */
export const DECLARED = 'declared';

export const lineKey = z.string().min(1).max(40);
const PERCENT = z.number().min(0).max(100);
const JOBS = z.number().min(0).max(1_000_000);

/** The line that this one corrects: it is withdrawn and stays readable, and what was agreed on its share follows. */
const replaces = lineKey.nullish();

type LineContext = ActionContext<'PARTNER_UNKNOWN' | 'DAY_TO_COME' | 'LINE_UNKNOWN'>;

/** Partners who left included: their results of then are theirs. */
async function knownPartner(ctx: LineContext, project: string, partner: string | null | undefined): Promise<void> {
  if (!partner) return;
  if (!(await partnerNames(ctx.sql, project)).some(({ id }) => id === partner))
    ctx.refuse('PARTNER_UNKNOWN', { field: 'partner' });
}

async function notToCome(ctx: LineContext, day: string, field: string): Promise<string> {
  const on = await actingDay(ctx.sql, ctx.today);
  if (day > on) ctx.refuse('DAY_TO_COME', { field });
  return on;
}

/** What the corrected line was; null when nothing is corrected. */
async function corrected(
  ctx: LineContext,
  project: string,
  line: { subject: LineSubject; replaces: string | null | undefined; by: string; on: string },
): Promise<object | null> {
  if (!line.replaces) return null;
  const present = await countedLine(ctx.sql, project, line.subject, line.replaces);
  if (!present) return ctx.refuse('LINE_UNKNOWN');
  await withdrawLine(ctx.sql, line.subject, line.replaces, line.on, `Corrigé par ${line.by}`);
  await moveAttribution(ctx.sql, line.subject, line.replaces, line.by);
  return present;
}

/** Records what the project brought about, with its reference when it bears one: patent number, DOI, SIREN of a start-up. */
export const recordResult = defineAction({
  name: 'projects.recordResult',
  title: { fr: 'Enregistrer un résultat', en: 'Record a result' },
  path: '/projects/{project}/results',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    kind: z.enum(RESULT_KINDS),
    title: shortText,
    obtainedOn: daySchema,
    partner: partnerKey.nullish(),
    reference: z.string().trim().max(300).nullish(),
    replaces,
  }),
  output: z.object({ project: z.string(), result: z.string() }),
  refusals: refusing('PARTNER_UNKNOWN', 'DAY_TO_COME', 'LINE_UNKNOWN', 'REFERENCE_UNREADABLE'),
  async run(ctx, { project, replaces: old, ...input }) {
    await lockProject(ctx.sql, project);
    await knownPartner(ctx, project, input.partner);
    const on = await notToCome(ctx, input.obtainedOn, 'obtainedOn');
    const read = readReference(input.kind, input.reference);
    if (!read.ok) return ctx.refuse('REFERENCE_UNREADABLE', { field: 'reference', with: { reason: say(read.reason) } });
    const result = ctx.newId('rst');
    await insertResult(ctx.sql, {
      id: result,
      project_id: project,
      partner_id: input.partner ?? null,
      kind: input.kind,
      title: input.title,
      obtained_on: input.obtainedOn,
      reference: read.reference,
      source: DECLARED,
      recorded_at: ctx.now,
    });
    const before = await corrected(ctx, project, { subject: 'result', replaces: old, by: result, on });
    ctx.record({ object: { kind: 'project', id: project }, before, after: { result, ...input } });
    return { project, result };
  },
});

/** Records the decision to produce: where, how much is invested, how many jobs, from when, with which loan. */
export const recordIndustrialisation = defineAction({
  name: 'projects.recordIndustrialisation',
  title: { fr: 'Enregistrer un investissement industriel', en: 'Record an industrial investment' },
  path: '/projects/{project}/industrialisations',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    partner: partnerKey,
    decidedOn: daySchema,
    /** Insee's code of the commune of the plant. */
    commune: z.string().trim().max(5).nullish(),
    investmentCents: CENTS.nullish(),
    jobs: z.int().min(0).max(1_000_000).nullish(),
    productionStartsOn: daySchema.nullish(),
    /** The selected file whose loan pays part of it (R79). */
    fundingApplication: lineKey.nullish(),
    replaces,
  }),
  output: z.object({ project: z.string(), industrialisation: z.string() }),
  refusals: refusing(
    'PARTNER_UNKNOWN',
    'DAY_TO_COME',
    'LINE_UNKNOWN',
    'COMMUNE_UNKNOWN',
    'PRODUCTION_BEFORE_DECISION',
    'FILE_NOT_GRANTED',
  ),
  async run(ctx, { project, replaces: old, ...input }) {
    await lockProject(ctx.sql, project);
    await knownPartner(ctx, project, input.partner);
    const on = await notToCome(ctx, input.decidedOn, 'decidedOn');
    if (input.commune && !(await communeExists(ctx.sql, input.commune)))
      ctx.refuse('COMMUNE_UNKNOWN', { field: 'commune' });
    if (input.productionStartsOn && input.productionStartsOn < input.decidedOn)
      ctx.refuse('PRODUCTION_BEFORE_DECISION', { field: 'productionStartsOn' });
    const files = await fundingFilesOf(ctx.sql, project);
    if (input.fundingApplication && !files.some(({ id }) => id === input.fundingApplication))
      ctx.refuse('FILE_NOT_GRANTED', { field: 'fundingApplication' });
    const industrialisation = ctx.newId('ind');
    await insertIndustrialisation(ctx.sql, {
      id: industrialisation,
      project_id: project,
      partner_id: input.partner,
      commune: input.commune || null,
      investment_cents: input.investmentCents ?? null,
      decided_on: input.decidedOn,
      production_starts_on: input.productionStartsOn ?? null,
      jobs: input.jobs ?? null,
      application_id: input.fundingApplication ?? null,
      source: DECLARED,
      recorded_at: ctx.now,
    });
    const line = { subject: 'industrialisation' as const, replaces: old, by: industrialisation, on };
    const before = await corrected(ctx, project, line);
    ctx.record({ object: { kind: 'project', id: project }, before, after: { industrialisation, ...input } });
    return { project, industrialisation };
  },
});

/** Logs the first sale of a product that came of the project: who sold, when, in which country. */
export const recordFirstSale = defineAction({
  name: 'projects.recordFirstSale',
  title: { fr: 'Enregistrer une première vente', en: 'Record a first sale' },
  path: '/projects/{project}/first-sales',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    partner: partnerKey,
    soldOn: daySchema,
    country: countryCode.default('FR'),
    amountCents: CENTS.nullish(),
    result: lineKey.nullish(),
    replaces,
  }),
  output: z.object({ project: z.string(), firstSale: z.string() }),
  refusals: refusing('PARTNER_UNKNOWN', 'DAY_TO_COME', 'LINE_UNKNOWN'),
  async run(ctx, { project, replaces: old, ...input }) {
    await lockProject(ctx.sql, project);
    await knownPartner(ctx, project, input.partner);
    const on = await notToCome(ctx, input.soldOn, 'soldOn');
    if (input.result && !(await countedLine(ctx.sql, project, 'result', input.result)))
      ctx.refuse('LINE_UNKNOWN', { field: 'result' });
    const firstSale = ctx.newId('sal');
    await insertFirstSale(ctx.sql, {
      id: firstSale,
      project_id: project,
      partner_id: input.partner,
      result_id: input.result ?? null,
      sold_on: input.soldOn,
      country: input.country,
      amount_cents: input.amountCents ?? null,
      source: DECLARED,
      recorded_at: ctx.now,
    });
    const before = await corrected(ctx, project, { subject: 'first-sale', replaces: old, by: firstSale, on });
    ctx.record({ object: { kind: 'project', id: project }, before, after: { firstSale, ...input } });
    return { project, firstSale };
  },
});

/** What a partner earned and employed in one year thanks to the project. Null is not known, zero is zero. */
export interface MarketFigures {
  readonly revenueCents: number | null;
  readonly exportPercent: number | null;
  readonly jobsCreated: number | null;
  readonly jobsKept: number | null;
}

/** Writes the figures of one partner for one year, in place of those that stood, which stay readable. Gives the id and what it replaced. */
export async function writeMarketYear<Code extends RefusalCode>(
  ctx: ActionContext<Code>,
  line: { project: string; partner: string; year: number; on: string; source: string; followUp: string | null },
  figures: MarketFigures,
): Promise<{ id: string; before: object | null }> {
  const present = await currentMarketYear(ctx.sql, line.project, line.partner, line.year);
  const id = ctx.newId('mky');
  if (present) await replaceMarketYear(ctx.sql, present.id, line.on, null);
  await insertMarketYear(ctx.sql, {
    id,
    project_id: line.project,
    partner_id: line.partner,
    year: line.year,
    revenue_cents: figures.revenueCents,
    export_percent: figures.exportPercent,
    jobs_created: figures.jobsCreated,
    jobs_kept: figures.jobsKept,
    source: line.source,
    follow_up_id: line.followUp,
    recorded_at: ctx.now,
  });
  if (present) await moveAttribution(ctx.sql, 'market-year', present.id, id);
  return { id, before: present ?? null };
}

/** Records one year of one partner on the market. A year already known is replaced, and what stood before stays readable. */
export const recordMarketYear = defineAction({
  name: 'projects.recordMarketYear',
  title: { fr: 'Enregistrer une année sur le marché', en: 'Record a year on the market' },
  method: 'PUT',
  path: '/projects/{project}/partners/{partner}/market-years/{year}',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    partner: partnerKey,
    year: z.int().min(2000).max(2100),
    revenueCents: CENTS.nullish(),
    exportPercent: PERCENT.nullish(),
    jobsCreated: JOBS.nullish(),
    jobsKept: JOBS.nullish(),
  }),
  output: z.object({ project: z.string(), marketYear: z.string() }),
  refusals: refusing(
    'PARTNER_UNKNOWN',
    'DAY_TO_COME',
    'LINE_UNKNOWN',
    'YEAR_TO_COME',
    'NOTHING_SAID',
    'EXPORT_WITHOUT_SALES',
  ),
  async run(ctx, { project, partner, year, ...typed }) {
    await lockProject(ctx.sql, project);
    await knownPartner(ctx, project, partner);
    const on = await actingDay(ctx.sql, ctx.today);
    if (year > Number(on.slice(0, 4))) ctx.refuse('YEAR_TO_COME', { field: 'year', with: { year: String(year) } });
    const figures: MarketFigures = {
      revenueCents: typed.revenueCents ?? null,
      exportPercent: typed.exportPercent ?? null,
      jobsCreated: typed.jobsCreated ?? null,
      jobsKept: typed.jobsKept ?? null,
    };
    if (Object.values(figures).every((one) => one === null)) ctx.refuse('NOTHING_SAID', { field: 'revenueCents' });
    if (figures.exportPercent && !figures.revenueCents) ctx.refuse('EXPORT_WITHOUT_SALES', { field: 'exportPercent' });
    const line = { project, partner, year, on, source: DECLARED, followUp: null };
    const { id, before } = await writeMarketYear(ctx, line, figures);
    ctx.record({
      object: { kind: 'project', id: project },
      before,
      after: { marketYear: id, partner, year, ...figures },
    });
    return { project, marketYear: id };
  },
});

/** Takes back a line written by mistake: it counts no more, and stays readable with the reason. */
export const withdrawOutcome = defineAction({
  name: 'projects.withdrawOutcome',
  title: { fr: 'Retirer une ligne saisie par erreur', en: 'Withdraw a line written by mistake' },
  path: '/projects/{project}/outcomes/{subject}/{line}/withdrawal',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, subject: z.enum(LINE_SUBJECTS), line: lineKey, reason: longText }),
  output: z.object({ project: z.string(), line: z.string() }),
  refusals: refusing('LINE_UNKNOWN'),
  async run(ctx, { project, subject, line, reason }) {
    await lockProject(ctx.sql, project);
    const present = await countedLine(ctx.sql, project, subject, line);
    if (!present) return ctx.refuse('LINE_UNKNOWN');
    await withdrawLine(ctx.sql, subject, line, await actingDay(ctx.sql, ctx.today), reason);
    ctx.record({
      object: { kind: 'project', id: project },
      reason,
      before: present,
      after: { subject, line, withdrawn: true },
    });
    return { project, line };
  },
});
