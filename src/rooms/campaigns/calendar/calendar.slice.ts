import type { Operation } from '#kit/action.ts';
import type { SideEntry } from '#kit/room.ts';
import { page, perform, type Route } from '#kit/web/route.ts';
import { returnsAddress } from '../return-address.ts';
import { calendarPage, calendarSheet, clusterReturnsPage } from './calendar.page.tsx';
import { listClusterReturns, listDueReturns } from './due-return-list.query.ts';

/** What this slice adds to the room. */
export const calendarOperations: readonly Operation[] = [listDueReturns, listClusterReturns];

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

export const calendarSideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Déclarations', en: 'Returns' },
    href: returnsAddress,
    of: listClusterReturns,
  },
];

export { returnTaskKinds } from './return.tasks.ts';
