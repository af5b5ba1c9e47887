import { notFound } from '#kit/action.ts';
import { act, form, page, perform, type Route, type Visit } from '#kit/web/route.ts';
import { inBoth } from '../roadmap/roadmap.sentences.ts';
import type { ClauseKind } from './clause.ts';
import { passageAddress } from './clause-address.ts';
import { clauseHistoryPage } from './clause-history.page.tsx';
import { getClauseHistory } from './clause-history.query.ts';
import { moveClause } from './move-clause.action.ts';
import { removeClause } from './remove-clause.action.ts';
import { removeClausePage } from './remove-clause.page.tsx';
import { restoreClause } from './restore-clause.action.ts';

const BASE = '/contrats/:contract/passages/:clause';
const keys = ({ params }: Visit) => ({ contract: params.contract!, clause: params.clause! });

const history = page({
  path: `${BASE}/historique`,
  of: getClauseHistory,
  input: keys,
  view: ({ data }) => clauseHistoryPage({ data }),
});

const removal = form({
  path: `${BASE}/retrait`,
  of: removeClause,
  async load(visit) {
    const found = await perform(getClauseHistory, keys(visit), visit.call);
    // Already gone, or in a text that is no longer written: there is nothing to remove.
    if (found.clause.revision === null || !found.open) throw notFound();
    return found;
  },
  view: removeClausePage,
  done: ({ contract, clause, kind }) => ({
    to: passageAddress(contract, kind as ClauseKind, clause),
    say: inBoth((words) => words.remove.done),
  }),
});

const move = act({
  path: `${BASE}/deplacement`,
  of: moveClause,
  done: ({ contract, clause, kind }) => ({
    to: passageAddress(contract, kind as ClauseKind, clause),
    say: inBoth((words) => words.objective.moved),
  }),
});

const restore = act({
  path: `${BASE}/retablissement`,
  of: restoreClause,
  done: ({ contract, clause, kind }) => ({
    to: passageAddress(contract, kind as ClauseKind, clause),
    say: inBoth((words) => words.history.restored),
  }),
});

/** What is the same for a passage of any kind: its history, its place, its removal and its return. */
export const clauseRoutes: readonly Route[] = [history, removal, move, restore];
