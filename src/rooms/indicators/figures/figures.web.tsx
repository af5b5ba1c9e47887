import { enter } from '#kit/action.ts';
import { act, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { askedColumns } from '#kit/web/table-address.ts';
import { typedAmounts } from '#kit/web/typed-money.ts';
import { clusterPlace, type Listing, listingOf, openHere, reaches } from '#rooms/registry';
import { recountIndicators } from '../counting/recount.action.ts';
import { FIGURE_READERS } from '../indicators.roles.ts';
import { getPublishedFigure } from '../publication/published-figure.query.ts';
import { declareValue } from './declare-value.action.ts';
import { figurePage } from './figure.page.tsx';
import { getFigure } from './figure.query.ts';
import type { Figure, FigureTable } from './figure.ts';
import { figureAddress, figuresAddress } from './figure-address.ts';
import { declarePage, retainPage } from './figure-forms.page.tsx';
import { chosenColumns, figuresPage, figuresSheet } from './figures.page.tsx';
import { getFigures, getPublishedFigures } from './figures.query.ts';
import { inBoth } from './figures.sentences.ts';
import { PublishedPlaces, publishedFigurePage, publishedFigureSheet } from './published-figure.page.tsx';
import { retainSource } from './retain-source.action.ts';

/** Does the reader see the figures of this place with the facts behind them? Otherwise, as they are published. */
async function readsAll({ params, call }: Visit): Promise<boolean> {
  const { cluster } = params;
  const place = cluster === undefined ? {} : await clusterPlace(call.services.store.sql, cluster);
  return place !== null && reaches(call.actor, FIGURE_READERS, place);
}

const criteriaOf = ({ criteria }: Listing, { params }: Visit) => ({ cluster: params.cluster, family: criteria.family });

async function tableOf(visit: Visit): Promise<FigureTable> {
  const listing = listingOf(visit);
  const asked = criteriaOf(listing, visit);
  if (!(await readsAll(visit))) return perform(getPublishedFigures, asked, visit.call);
  return perform(getFigures, { ...asked, knownOn: listing.criteria.knownOn }, visit.call);
}

/** The table with what stands around it. Whoever reads all of it does not wait for what is published. */
async function loadTable(visit: Visit) {
  const { actor, services } = visit.call;
  const data = await tableOf(visit);
  const place = visit.params.cluster ? await clusterPlace(services.store.sql, visit.params.cluster) : {};
  return { data, extra: { mayRecount: place !== null && openHere(actor, [recountIndicators], place).length > 0 } };
}

const tablePage = (path: string): Route => ({
  ...page({
    path,
    of: getPublishedFigures,
    also: async (visit: Visit) => (await loadTable(visit)).extra,
    view: ({ data, extra, visit }) =>
      figuresPage({
        ...extra,
        table: data,
        listing: listingOf(visit),
        chosen: chosenColumns(data, askedColumns(visit.search)),
      }),
    sheet: async (visit) => figuresSheet(await tableOf(visit)),
  }),
  load: loadTable,
});

const recountAct = (path: string): Route =>
  act({
    path,
    of: recountIndicators,
    body: (_, { params }) => ({ cluster: params.cluster }),
    done: (_, { params }) => ({
      to: figuresAddress(params.cluster ?? null),
      say: inBoth((words) => words.recounted),
    }),
  });

const inputOf = ({ params, search }: Visit) => ({
  indicator: params.indicator!,
  cluster: params.cluster,
  year: Number(params.year),
  knownOn: search.get('connu-le') || undefined,
  page: Number(search.get('page') ?? 1) || 1,
});

const publishedInput = ({ params }: Visit) => ({ indicator: params.indicator!, year: Number(params.year) });

const clusterFigure = page({
  path: '/poles/:cluster/chiffres/:indicator/:year',
  of: getFigure,
  input: inputOf,
  view: ({ data }) => figurePage({ data, places: null }),
});

const programmeFigure = page({
  path: '/chiffres/:indicator/:year',
  of: getPublishedFigure,
  input: publishedInput,
  also: async (visit) => ((await readsAll(visit)) ? perform(getFigure, inputOf(visit), visit.call) : null),
  view: ({ data, extra }) =>
    extra ? figurePage({ data: extra, places: <PublishedPlaces data={data} /> }) : publishedFigurePage(data),
  sheet: async (visit) => publishedFigureSheet(await perform(getPublishedFigure, publishedInput(visit), visit.call)),
});

const opened = (visit: Visit): Promise<Figure> => perform(getFigure, inputOf(visit), visit.call);

const back = ({ params }: Visit) =>
  figureAddress({ cluster: params.cluster ?? null, indicator: params.indicator!, year: Number(params.year) });

/** An amount is typed in euros; everything else as it is. Whoever may not declare is told so before anything is read. */
async function typedValue(body: Values, visit: Visit) {
  await enter(declareValue, inputOf(visit), visit.call);
  const { indicator } = await opened(visit);
  const money = indicator.measure === 'amount' ? typedAmounts({ value: body.value }) : {};
  return { ...body, ...money, ...visit.params, year: Number(visit.params.year) };
}

const declareForm = (path: string): Route =>
  form({
    path,
    of: declareValue,
    load: opened,
    values: () => ({ state: 'known' }),
    body: typedValue,
    view: declarePage,
    done: (_, visit) => ({ to: back(visit), say: inBoth((words) => words.declare.done) }),
  });

const retainForm = (path: string): Route =>
  form({
    path,
    of: retainSource,
    load: opened,
    body: (body, { params }) => ({ ...body, ...params, year: Number(params.year) }),
    view: retainPage,
    done: (_, visit) => ({ to: back(visit), say: inBoth((words) => words.retain.done) }),
  });

const OF_PROGRAMME = '/chiffres';
const OF_CLUSTER = '/poles/:cluster/chiffres';
const ONE = '/:indicator/:year';

export const figuresRoutes: readonly Route[] = [
  ...[OF_PROGRAMME, OF_CLUSTER].flatMap((base) => [
    tablePage(base),
    recountAct(`${base}/recompter`),
    declareForm(`${base}${ONE}/declarer`),
    retainForm(`${base}${ONE}/retenir`),
  ]),
  clusterFigure,
  programmeFigure,
];
