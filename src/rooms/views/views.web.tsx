import { ownPath } from '#kit/web/own-path.ts';
import { act, form, page, perform, type Route } from '#kit/web/route.ts';
import { fileIn, tableAddress } from '#kit/web/table-address.ts';
import { amendView, forgetView, getView, listViews, saveView } from './saved-view.operations.ts';
import { amendViewPage, saveViewPage } from './view-forms.page.tsx';
import { viewsPage } from './views.page.tsx';
import { inBoth } from './views.sentences.ts';

/** The table of an address; of a file, the page where its columns are chosen, so that nothing is downloaded unasked. */
const tableOf = (address: string): string => {
  const file = fileIn(address);
  return file ? `${tableAddress(address, 'colonnes')}&fichier=${file}` : address;
};

const mine = page({
  path: '/vues',
  of: listViews,
  input: () => ({}),
  view: ({ data }) => viewsPage(data),
});

const save = form({
  path: '/vues/nouvelle',
  of: saveView,
  values: (_, { search }) => ({ address: search.get('adresse'), tableTitle: search.get('tableau') }),
  view: ({ values, errors }) => {
    const address = ownPath(values.address);
    const table = typeof values.tableTitle === 'string' ? values.tableTitle.slice(0, 200) : '';
    return saveViewPage({ address, table, file: fileIn(address), back: tableOf(address), values, errors });
  },
  done: ({ address }) => ({ to: tableOf(address), say: inBoth((words) => words.saved) }),
});

const amend = form({
  path: '/vues/:view/modifier',
  of: amendView,
  load: ({ params, call }) => perform(getView, { view: params.view! }, call),
  values: ({ name, shared }) => ({ name, shared: shared ? 'oui' : '' }),
  view: ({ data, values, errors }) => amendViewPage({ view: data, values, errors }),
  done: () => ({ to: '/vues', say: inBoth((words) => words.amended) }),
});

const forget = act({
  path: '/vues/:view/oublier',
  of: forgetView,
  done: ({ address }, { search }) => ({
    to: ownPath(search.get('retour'), address),
    say: inBoth((words) => words.forgotten),
    kind: 'info',
  }),
});

export const routes: readonly Route[] = [mine, save, amend, forget];
