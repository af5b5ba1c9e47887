import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, openHere } from '#rooms/registry';
import { concernedPlace } from '../place.ts';
import { STAGES } from '../project.ts';
import { CONCERNED } from '../projects.roles.ts';
import { daySchema, projectKey } from '../projects.schemas.ts';
import { proposeAttribution } from './attribution.actions.ts';
import { attributionOf, attributionsAbout, projectShares } from './attribution.store.ts';
import { namedProject, partnerChoice } from './delivery.query.ts';
import { ATTRIBUTION_STATES, FOLLOW_UP_MONTHS, RESULT_KINDS, SUBJECTS } from './delivery.ts';
import { readProject } from './delivery-reader.ts';
import { factTotal } from './fact.store.ts';
import { planProjectFollowUps } from './follow-up.actions.ts';
import { STANDINGS, standingOn } from './follow-up.rules.ts';
import { followUpsOf } from './follow-up.store.ts';
import {
  recordFirstSale,
  recordIndustrialisation,
  recordMarketYear,
  recordResult,
  withdrawOutcome,
} from './outcome.actions.ts';
import {
  firstSalesOf,
  fundingFilesOf,
  industrialisationsOf,
  marketYearsOf,
  partnerNames,
  resultsOf,
} from './outcome.store.ts';

const line = { id: z.string(), partner: z.string().nullable(), partnerId: z.string().nullable(), source: z.string() };
const withdrawn = { withdrawnOn: daySchema.nullable(), withdrawnReason: z.string().nullable() };
const amount = z.int().nullable();

export const resultsView = z.object({
  project: namedProject,
  on: daySchema,
  stage: z.enum(STAGES),
  /** Null when this block is not opened to the reader. */
  results: z
    .array(
      z.object({
        ...line,
        ...withdrawn,
        kind: z.enum(RESULT_KINDS),
        title: z.string(),
        obtainedOn: daySchema,
        reference: z.string().nullable(),
      }),
    )
    .nullable(),
  market: z
    .object({
      industrialisations: z.array(
        z.object({
          ...line,
          ...withdrawn,
          decidedOn: daySchema,
          commune: z.object({ code: z.string(), name: z.string() }).nullable(),
          investmentCents: amount,
          jobs: z.int().nullable(),
          productionStartsOn: daySchema.nullable(),
          fundingApplication: z.string().nullable(),
          window: z.string().nullable(),
        }),
      ),
      firstSales: z.array(
        z.object({
          ...line,
          ...withdrawn,
          soldOn: daySchema,
          country: z.string(),
          amountCents: amount,
          result: z.string().nullable(),
          resultId: z.string().nullable(),
        }),
      ),
      years: z.array(
        z.object({
          ...line,
          year: z.int(),
          revenueCents: amount,
          exportPercent: z.number().nullable(),
          jobsCreated: z.number().nullable(),
          jobsKept: z.number().nullable(),
          replacedOn: daySchema.nullable(),
          replacedReason: z.string().nullable(),
        }),
      ),
      /** By year, of all partners; null when nobody knows. */
      byYear: z.array(
        z.object({ year: z.int(), revenueCents: amount, exportCents: amount, jobs: z.number().nullable() }),
      ),
      /** Counted from the facts that the room publishes, each once. */
      totals: z.object({
        investments: z.int(),
        investmentCents: amount,
        firstSales: z.int(),
        revenueCents: amount,
      }),
      followUps: z.array(
        z.object({
          id: z.string(),
          partner: z.string(),
          months: z.literal(FOLLOW_UP_MONTHS),
          dueOn: daySchema,
          standing: z.enum(STANDINGS),
          answeredOn: daySchema.nullable(),
        }),
      ),
    })
    .nullable(),
  shares: z.array(z.object({ cluster: z.string(), name: z.string(), share: z.int() })),
  /** Agreed for the whole project; otherwise the shares are those by default. */
  sharesAgreed: z.boolean(),
  attributions: z.array(
    z.object({
      id: z.string(),
      project: z.string(),
      subject: z.enum(SUBJECTS),
      subjectId: z.string(),
      state: z.enum(ATTRIBUTION_STATES),
      openedOn: daySchema,
    }),
  ),
  partners: z.array(partnerChoice),
  files: z.array(z.object({ id: z.string(), window: z.string(), funder: z.string() })),
  open: z.array(z.string()),
});
export type ResultsView = z.infer<typeof resultsView>;

const ACTS = [
  recordResult,
  recordIndustrialisation,
  recordFirstSale,
  recordMarketYear,
  withdrawOutcome,
  proposeAttribution,
  planProjectFollowUps,
];

const number = (value: string | number | null): number | null => (value === null ? null : Number(value));

/** What came of a project: results, plants, first sales, years on the market, answers of its partners, and whose it is. */
export const getResults = defineQuery({
  name: 'projects.getResults',
  title: { fr: 'Lire les résultats et le marché d’un projet', en: 'Read the results and market of a project' },
  path: '/projects/{project}/outcomes',
  permission: { who: CONCERNED, where: concernedPlace },
  input: z.object({ project: projectKey }),
  output: resultsView,
  async run(ctx, { project: id }) {
    const { sql, actor } = ctx;
    const { project, row, place, sees } = await readProject(ctx, id, ['results', 'market']);
    if (!sees('results') && !sees('market')) throw notFound();
    const on = await actingDay(sql, ctx.today);
    return {
      project,
      on,
      stage: row.stage,
      results: sees('results') ? (await resultsOf(sql, id)).map(resultRow) : null,
      market: sees('market') ? await marketOf(ctx, id, on) : null,
      shares: await projectShares(sql, id),
      sharesAgreed: ['agreed', 'settled'].includes((await attributionOf(sql, 'project', id))?.state ?? ''),
      attributions: (await attributionsAbout(sql, id)).map((one) => ({
        id: one.id,
        project: one.project_id,
        subject: one.subject,
        subjectId: one.subject_id,
        state: one.state,
        openedOn: one.opened_on,
      })),
      partners: (await partnerNames(sql, id)).map(({ id, name }) => ({ id, name })),
      files: (await fundingFilesOf(sql, id)).map((one) => ({ id: one.id, window: one.windowId, funder: one.funder })),
      open: openHere(actor, ACTS, place),
    };
  },
});

type Found<F extends (...given: never[]) => Promise<unknown[]>> = Awaited<ReturnType<F>>[number];

const resultRow = (one: Found<typeof resultsOf>) => ({
  id: one.id,
  partner: one.partnerName,
  partnerId: one.partner_id,
  source: one.source,
  withdrawnOn: one.withdrawn_on,
  withdrawnReason: one.withdrawn_reason,
  kind: one.kind,
  title: one.title,
  obtainedOn: one.obtained_on,
  reference: one.reference,
});

async function marketOf({ sql }: Parameters<typeof readProject>[0], id: string, on: Day) {
  const years = await marketYearsOf(sql, id);
  const investment = await factTotal(sql, 'investment', id);
  return {
    industrialisations: (await industrialisationsOf(sql, id)).map((one) => ({
      id: one.id,
      partner: one.partnerName,
      partnerId: one.partner_id,
      source: one.source,
      withdrawnOn: one.withdrawn_on,
      withdrawnReason: one.withdrawn_reason,
      decidedOn: one.decided_on,
      commune: one.commune ? { code: one.commune, name: one.communeName ?? one.commune } : null,
      investmentCents: one.investment_cents,
      jobs: one.jobs,
      productionStartsOn: one.production_starts_on,
      fundingApplication: one.application_id,
      window: one.windowId,
    })),
    firstSales: (await firstSalesOf(sql, id)).map((one) => ({
      id: one.id,
      partner: one.partnerName,
      partnerId: one.partner_id,
      source: one.source,
      withdrawnOn: one.withdrawn_on,
      withdrawnReason: one.withdrawn_reason,
      soldOn: one.sold_on,
      country: one.country,
      amountCents: one.amount_cents,
      result: one.resultTitle,
      resultId: one.result_id,
    })),
    years: years.map((one) => ({
      id: one.id,
      partner: one.partnerName,
      partnerId: one.partner_id,
      source: one.source,
      year: one.year,
      revenueCents: one.revenue_cents,
      exportPercent: number(one.export_percent),
      jobsCreated: number(one.jobs_created),
      jobsKept: number(one.jobs_kept),
      replacedOn: one.replaced_on,
      replacedReason: one.replaced_reason,
    })),
    byYear: [
      ...Map.groupBy(
        years.filter(({ replaced_on }) => !replaced_on),
        ({ year }) => year,
      ),
    ].map(([year, rows]) => ({
      year,
      revenueCents: sumOf(rows.map((one) => one.revenue_cents)),
      exportCents: sumOf(
        rows.map((one) =>
          one.revenue_cents === null || one.export_percent === null
            ? null
            : Math.round((one.revenue_cents * Number(one.export_percent)) / 100),
        ),
      ),
      jobs: sumOf(rows.flatMap((one) => [number(one.jobs_created), number(one.jobs_kept)])),
    })),
    totals: {
      investments: investment.facts,
      investmentCents: investment.amountCents,
      firstSales: (await factTotal(sql, 'first_sale', id)).facts,
      revenueCents: (await factTotal(sql, 'revenue', id)).amountCents,
    },
    followUps: (await followUpsOf(sql, id)).map((one) => ({
      id: one.id,
      partner: one.partnerName,
      months: one.months,
      dueOn: one.due_on,
      standing: standingOn({ state: one.state, dueOn: one.due_on, sentOn: one.sent_on }, on),
      answeredOn: one.answered_on,
    })),
  };
}

/** Null when none is known: unknown is not zero. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}
