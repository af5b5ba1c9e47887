import { say } from '#kit/say.ts';
import { form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { typedAmounts } from '#kit/web/typed-money.ts';
import { listInput, listingOf, may } from '#rooms/registry';
import { addCall } from './add-call.action.ts';
import { addCallPage } from './add-call.page.tsx';
import { callListPage } from './call-list.page.tsx';
import { listCalls } from './call-list.query.ts';
import { inBoth } from './calls.sentences.ts';

/** Names of all calls, by id, in the language of the visit. */
export async function callNames({ call }: Visit): Promise<Readonly<Record<string, string>>> {
  const { rows } = await perform(listCalls, {}, call);
  return Object.fromEntries(rows.map((one) => [one.id, say(one)]));
}

const list = page({
  path: '/projets/appels',
  of: listCalls,
  input: (visit) => listInput(listCalls, visit),
  view: ({ data, visit }) => callListPage({ list: data, listing: listingOf(visit), add: may(addCall, visit) }),
});

const add = form({
  path: '/projets/appels/ajouter',
  of: addCall,
  load: (visit) => perform(listCalls, {}, visit.call),
  body: ({ baseLeastCents, baseMostCents, projectAidMostCents, ...typed }: Values) => ({
    ...typed,
    ...typedAmounts({ baseLeastCents, baseMostCents, projectAidMostCents }),
  }),
  view: addCallPage,
  done: () => ({ to: '/projets/appels', say: inBoth((words) => words.form.done) }),
});

export const callRoutes: readonly Route[] = [list, add];
