import { page, perform, type Route } from '#kit/web/route.ts';
import { calendarPage, calendarSheet, clusterReturnsPage } from './calendar.page.tsx';
import { listClusterReturns, listDueReturns } from './due-return-list.query.ts';

const calendar = page({
  path: '/campagnes/:year/calendrier',
  of: listDueReturns,
  input: ({ params }) => ({ year: Number(params.year) }),
  view: ({ data }) => calendarPage(data),
  sheet: async ({ params, call }) => calendarSheet(await perform(listDueReturns, { year: Number(params.year) }, call)),
});

const ofCluster = page({
  path: '/poles/:cluster/declarations',
  of: listClusterReturns,
  view: ({ data }) => clusterReturnsPage(data),
});

export const calendarRoutes: readonly Route[] = [calendar, ofCluster];
