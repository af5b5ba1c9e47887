import { notFound } from '#kit/action.ts';
import type { TableSheet } from '#kit/web/export.ts';
import { act, type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { typedAmounts, typedEuros } from '#kit/web/typed-money.ts';
import { inBoth, t } from './delivery.sentences.ts';
import { planProjectFollowUps } from './follow-up.actions.ts';
import {
  recordFirstSale,
  recordIndustrialisation,
  recordMarketYear,
  recordResult,
  withdrawOutcome,
} from './outcome.actions.ts';
import { resultsAddress, resultsPage, sourceWords } from './results.page.tsx';
import { getResults, type ResultsView } from './results.query.ts';
import {
  type OutcomeCase,
  plantFormPage,
  resultFormPage,
  saleFormPage,
  withdrawOutcomePage,
  yearFormPage,
} from './results-forms.page.tsx';

const viewOf = (visit: Visit): Promise<ResultsView> =>
  perform(getResults, { project: visit.params.project! }, visit.call);

/** `?corrige=` names the line that the form corrects. */
const caseOf = async (visit: Visit): Promise<OutcomeCase> => ({
  view: await viewOf(visit),
  replaces: visit.search.get('corrige'),
});

const done =
  (part: string, say = inBoth((words) => words.results.forms.done)) =>
  (_: unknown, { params }: Visit) => ({
    to: resultsAddress(params.project!, part),
    say,
  });

const overview = page({
  path: '/projets/:project/resultats',
  of: getResults,
  input: ({ params }) => ({ project: params.project! }),
  view: ({ data }) => resultsPage({ data }),
  sheet: async (visit) => resultsSheet(await viewOf(visit)),
});

/** Every line of the page, those withdrawn or replaced included and told as such. */
function resultsSheet({ project, results, market }: ResultsView): TableSheet {
  const words = t().results;
  const euros = (cents: number | null) => (cents === null ? null : cents / 100);
  const state = (gone: string | null) => (gone ? words.notCounted : words.counted);
  return {
    name: words.sheet(project.id),
    columns: [
      { key: 'ligne', label: words.sheetLine, width: 24 },
      { key: 'objet', label: words.what, width: 44 },
      { key: 'partenaire', label: t().partner, width: 34 },
      { key: 'date', label: words.sheetDay },
      { key: 'montant', label: words.amount },
      { key: 'export', label: words.exportPercent },
      { key: 'emplois', label: words.jobs },
      { key: 'source', label: t().source, width: 24 },
      { key: 'compte', label: words.sheetState },
    ],
    rows: [
      ...(results ?? []).map((one) => [
        words.kinds[one.kind],
        [one.title, one.reference].filter(Boolean).join(' '),
        one.partner,
        one.obtainedOn,
        null,
        null,
        null,
        sourceWords(one.source),
        state(one.withdrawnOn),
      ]),
      ...(market?.industrialisations ?? []).map((one) => [
        words.plants,
        one.commune?.name ?? null,
        one.partner,
        one.decidedOn,
        euros(one.investmentCents),
        null,
        one.jobs,
        sourceWords(one.source),
        state(one.withdrawnOn),
      ]),
      ...(market?.firstSales ?? []).map((one) => [
        words.sales,
        one.country,
        one.partner,
        one.soldOn,
        euros(one.amountCents),
        null,
        null,
        sourceWords(one.source),
        state(one.withdrawnOn),
      ]),
      ...(market?.years ?? []).map((one) => [
        words.years,
        null,
        one.partner,
        one.year,
        euros(one.revenueCents),
        one.exportPercent,
        one.jobsCreated === null && one.jobsKept === null ? null : (one.jobsCreated ?? 0) + (one.jobsKept ?? 0),
        sourceWords(one.source),
        state(one.replacedOn),
      ]),
    ],
  };
}

const result = form({
  path: '/projets/:project/resultats/resultats/nouveau',
  of: recordResult,
  load: caseOf,
  values: ({ view, replaces }): Values => {
    const line = view.results?.find(({ id }) => id === replaces);
    return line
      ? {
          kind: line.kind,
          title: line.title,
          obtainedOn: line.obtainedOn,
          reference: line.reference,
          partner: line.partnerId,
        }
      : { kind: 'product', obtainedOn: view.on };
  },
  view: (filled: Filled<OutcomeCase>) => resultFormPage(filled),
  done: done('#resultats'),
});

const plant = form({
  path: '/projets/:project/resultats/investissements/nouveau',
  of: recordIndustrialisation,
  load: caseOf,
  values: ({ view, replaces }): Values => {
    const line = view.market?.industrialisations.find(({ id }) => id === replaces);
    return line
      ? {
          partner: line.partnerId,
          decidedOn: line.decidedOn,
          commune: line.commune?.code,
          investmentCents: typedEuros(line.investmentCents),
          jobs: line.jobs,
          productionStartsOn: line.productionStartsOn,
          fundingApplication: line.fundingApplication,
        }
      : { partner: view.partners[0]?.id };
  },
  body: (body, { params }) => ({ ...body, ...params, ...typedAmounts({ investmentCents: body.investmentCents }) }),
  view: (filled: Filled<OutcomeCase>) => plantFormPage(filled),
  done: done('#investissements'),
});

const sale = form({
  path: '/projets/:project/resultats/ventes/nouveau',
  of: recordFirstSale,
  load: caseOf,
  values: ({ view, replaces }): Values => {
    const line = view.market?.firstSales.find(({ id }) => id === replaces);
    return line
      ? {
          partner: line.partnerId,
          soldOn: line.soldOn,
          country: line.country,
          amountCents: typedEuros(line.amountCents),
          result: line.resultId,
        }
      : { partner: view.partners[0]?.id, country: 'FR', soldOn: view.on };
  },
  body: (body, { params }) => ({ ...body, ...params, ...typedAmounts({ amountCents: body.amountCents }) }),
  view: (filled: Filled<OutcomeCase>) => saleFormPage(filled),
  done: done('#ventes'),
});

const year = form({
  path: '/projets/:project/resultats/annees/nouveau',
  of: recordMarketYear,
  load: caseOf,
  values: ({ view }): Values => ({ partner: view.partners[0]?.id, year: Number(view.on.slice(0, 4)) - 1 }),
  body: (body, { params }) => ({ ...body, ...params, ...typedAmounts({ revenueCents: body.revenueCents }) }),
  view: (filled: Filled<OutcomeCase>) => yearFormPage(filled),
  done: done('#annees'),
});

const withdrawal = form({
  path: '/projets/:project/resultats/lignes/:subject/:line/retrait',
  of: withdrawOutcome,
  load: async (visit) => {
    const view = await viewOf(visit);
    const { market, results } = view;
    const lines = [
      ...(results ?? []),
      ...(market ? [...market.industrialisations, ...market.firstSales, ...market.years] : []),
    ];
    if (!lines.some(({ id }) => id === visit.params.line)) throw notFound();
    return { view, replaces: null };
  },
  view: (filled: Filled<OutcomeCase>) => withdrawOutcomePage(filled),
  done: done(
    '',
    inBoth((words) => words.results.forms.withdrawnDone),
  ),
});

const followUps = act({
  path: '/projets/:project/resultats/suivis',
  of: planProjectFollowUps,
  done: done(
    '#suivis',
    inBoth((words) => words.results.planned),
  ),
});

export const resultsRoutes: readonly Route[] = [overview, result, plant, sale, year, withdrawal, followUps];
