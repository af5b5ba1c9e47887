import type { Room } from '#kit/room.ts';
import { perform } from '#kit/web/route.ts';
import { amendView, forgetView, getView, listViews, saveView } from './saved-view.operations.ts';

/** Keeps the tables of every room as people like to look at them or to leave with them. It knows none of those rooms: an address is enough. */
export const views: Room = {
  name: 'views',
  title: { fr: 'Vues enregistrées', en: 'Saved views' },
  enters: [],
  operations: [listViews, getView, saveView, amendView, forgetView],
  web: () => import('./views.web.tsx'),
  tableViews: { of: listViews, viewsOf: async (path, call) => (await perform(listViews, { path }, call)).rows },
  migrations: { room: 'views', dir: new URL('./migrations/', import.meta.url) },
};
