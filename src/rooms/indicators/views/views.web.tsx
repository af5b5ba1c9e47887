import { act, form, type Route } from '#kit/web/route.ts';
import { saveViewPage } from './save-view.page.tsx';
import { forgetView, saveView } from './saved-view.operations.ts';
import { inBoth } from './views.sentences.ts';

const save = form({
  path: '/vues/nouvelle',
  of: saveView,
  values: (_, { search }) => ({ address: search.get('adresse') ?? '/' }),
  view: ({ values, errors }) => {
    const given = String(values.address ?? '/');
    return saveViewPage({ address: given.startsWith('/') ? given : '/', values, errors });
  },
  done: ({ address }) => ({ to: address, say: inBoth((words) => words.saved) }),
});

const forget = act({
  path: '/vues/:view/oublier',
  of: forgetView,
  done: ({ address }) => ({ to: address, say: inBoth((words) => words.forgotten), kind: 'info' }),
});

export const viewsRoutes: readonly Route[] = [save, forget];
