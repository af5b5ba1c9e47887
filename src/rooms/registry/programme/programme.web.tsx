import { notFound } from '#kit/action.ts';
import { addDays, dayInParis } from '#kit/period.ts';
import { form, page, perform, type Route, type Visit } from '#kit/web/route.ts';
import { listClusters } from '../cluster/cluster-list.query.ts';
import { communeListPage } from '../commune-list.page.tsx';
import { listCommunes } from '../commune-list.query.ts';
import { readsJournal } from '../journal.address.ts';
import { nomenclatureListPage } from '../nomenclature-list.page.tsx';
import { readNomenclatures } from '../nomenclature-list.query.ts';
import { listOrganisations } from '../organisation/organisation-list.query.ts';
import { inBoth, t } from '../registry.sentences.ts';
import { clusterSheet, nomenclatureSheet, organisationSheet, regionSheet } from '../registry.sheets.ts';
import { everyRow, listingOf, ROWS_PER_PAGE } from '../registry.visit.ts';
import { searchRegistry } from '../search/search.query.ts';
import { clustersByRegion } from './cluster-region.rules.ts';
import { type Facts, type Figure, figurePage } from './figure.page.tsx';
import { homePage } from './home.page.tsx';
import { getKeyFigures } from './key-figures.query.ts';
import { programmePage } from './programme.page.tsx';
import { getProgramme } from './programme.query.ts';
import type { KeyFigures } from './programme.ts';
import { searchPage } from './search.page.tsx';
import { updateProgramme } from './update-programme.action.ts';
import { weekPage } from './week.page.tsx';
import { getWeek } from './week.query.ts';

/** Every cluster there is, on one page: 71 of them. */
const ALL_CLUSTERS = 500;

const home = page({
  path: '/',
  of: getKeyFigures,
  input: () => ({}),
  also: async (visit, figures) =>
    (await perform(listClusters, { on: figures.on, pageSize: ALL_CLUSTERS }, visit.call)).rows,
  view: ({ data, extra, visit }) => homePage({ figures: data, clusters: extra, demo: visit.call.services.config.demo }),
});

function figureOf(figures: KeyFigures, visit: Visit): Figure {
  const figure = figures.figures.find((one) => one.key === visit.params.figure);
  if (!figure) throw notFound();
  return figure;
}

/** The very list that counted the figure: all of it for a file, one page of it for the screen. */
async function factsOf(figure: Figure, visit: Visit): Promise<Facts> {
  const page = Math.max(1, Math.trunc(Number(listingOf(visit).criteria.page)) || 1);
  const { list, filter } = figure.facts;
  if (list === 'registry.listOrganisations') {
    const found = await perform(listOrganisations, { ...filter, page, pageSize: ROWS_PER_PAGE }, visit.call);
    return { of: 'organisations', rows: found.rows, total: found.total, memberships: found.memberships, page };
  }
  if (figure.key === 'regions') {
    const found = await perform(listClusters, { ...filter, pageSize: ALL_CLUSTERS }, visit.call);
    const rows = clustersByRegion(found.rows);
    return { of: 'regions', rows, total: rows.length, page: 1 };
  }
  const found = await perform(listClusters, { ...filter, page, pageSize: ROWS_PER_PAGE }, visit.call);
  return { of: 'clusters', rows: found.rows, total: found.total, page };
}

const figure = page({
  path: '/chiffres/:figure',
  of: getKeyFigures,
  input: () => ({}),
  also: (visit, figures) => factsOf(figureOf(figures, visit), visit),
  view: ({ data, extra, visit }) =>
    figurePage({
      figures: data,
      figure: figureOf(data, visit),
      facts: extra,
      listing: listingOf(visit),
      pageSize: ROWS_PER_PAGE,
    }),
  async sheet(visit) {
    const shown = figureOf(await perform(getKeyFigures, {}, visit.call), visit);
    const name = t().home.figure.file(shown.key);
    const { list, filter } = shown.facts;
    if (list === 'registry.listOrganisations') {
      return organisationSheet(await everyRow(listOrganisations, filter, visit), name);
    }
    const clusters = await everyRow(listClusters, filter, visit);
    return shown.key === 'regions' ? regionSheet(clustersByRegion(clusters), name) : clusterSheet(clusters);
  },
});

const LOOK_BACK = { week: 7, month: 30, quarter: 91 } as const;

const week = page({
  path: '/ma-semaine',
  of: getWeek,
  input: ({ search }) => ({ since: search.get('depuis') || undefined }),
  view: ({ data, visit }) => {
    const today = dayInParis(visit.call.services.clock.now());
    const periods = Object.entries(LOOK_BACK) as ['week' | 'month' | 'quarter', number][];
    return weekPage({
      week: data,
      periods: periods.map(([name, days]) => ({ name, since: addDays(today, -days) })),
      journal: readsJournal(visit.call.actor),
    });
  },
});

/** Fewer letters than this match almost everything. */
const LEAST_LETTERS = 2;

const search = page({
  path: '/recherche',
  of: searchRegistry,
  input: ({ search: asked }) => ({ q: (asked.get('q') ?? '').trim().slice(0, 200) }),
  view: ({ data, visit }) =>
    searchPage({
      q: data.q,
      results: data.q.length < LEAST_LETTERS ? null : data,
      directory: visit.call.actor.kind !== 'stranger',
    }),
});

const settings = form({
  path: '/programme',
  of: updateProgramme,
  load: async (visit) => ({
    programme: await perform(getProgramme, {}, visit.call),
    demo: visit.call.services.config.demo,
    store: visit.call.services.store.kind,
  }),
  values: ({ programme }) => ({
    referenceDay: programme.chosenReferenceDay,
    strategicCeiling: programme.strategicCeiling,
  }),
  view: programmePage,
  done: () => ({ to: '/programme', say: inBoth((words) => words.programme.form.done) }),
});

const data = page({
  path: '/donnees',
  of: readNomenclatures,
  input: () => ({}),
  view: ({ data: list, visit }) => nomenclatureListPage({ list, demo: visit.call.services.config.demo }),
  sheet: async (visit) => nomenclatureSheet(await perform(readNomenclatures, {}, visit.call)),
});

const communes = page({
  path: '/communes',
  of: listCommunes,
  input: ({ search: asked }) => ({ q: (asked.get('q') ?? '').trim().slice(0, 100) }),
  view: ({ data: list }) => communeListPage({ list }),
});

export const programmeRoutes: Route[] = [home, figure, week, search, settings, data, communes];
