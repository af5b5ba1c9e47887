import { notFound } from '#kit/action.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import { type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { saveRegionalPriority, withdrawRegionalPriority } from './priority.actions.ts';
import {
  PRIORITIES,
  type PriorityCase,
  priorityListPage,
  priorityPage,
  priorityWithdrawalPage,
} from './priority.page.tsx';
import { listRegionalPriorities } from './priority.query.ts';
import { inBoth, t } from './strategy.sentences.ts';
import type { PriorityList } from './strategy.ts';

const asked = ({ search }: Visit) => ({
  region: search.get('region')?.trim() || undefined,
  withdrawn: search.get('retirees') === 'oui',
});

const list = page({
  path: PRIORITIES,
  of: listRegionalPriorities,
  input: asked,
  view: ({ data, visit }) => priorityListPage({ list: data, withdrawn: asked(visit).withdrawn }),
  sheet: async (visit) => prioritySheet(await perform(listRegionalPriorities, asked(visit), visit.call)),
});

function prioritySheet({ rows }: PriorityList): TableSheet {
  const words = t().priority;
  return tableSheet(words.sheet, rows, [
    ['region', words.region, (row) => row.region.name],
    ['priorite', words.name, (row) => row.title],
    ['document', words.document, (row) => row.document],
    ['source', words.form.source, (row) => row.source],
    ['valable-du', words.form.validFrom, (row) => row.validFrom],
    ['valable-au', words.form.validTo, (row) => row.validTo],
    ['certitude', words.certainty, (row) => words.certainties[row.certainty]],
    ['synthetique', words.synthetic, (row) => (row.synthetic ? words.synthetic : null)],
  ]);
}

async function caseOf(visit: Visit): Promise<PriorityCase> {
  const all = await perform(listRegionalPriorities, { withdrawn: true }, visit.call);
  const priority = all.rows.find(({ id }) => id === visit.params.priority) ?? null;
  return { list: all, priority, isNew: visit.params.priority === undefined };
}

/** A priority that is withdrawn, or another region's, has no form. */
const existing = (filled: Filled<PriorityCase>): Filled<PriorityCase> => {
  const { priority, isNew } = filled.data;
  if (!isNew && filled.errors.length === 0 && !priority?.open) throw notFound();
  return filled;
};

const back = (say: Parameters<typeof inBoth>[0]) => (output: { region: string }) => ({
  to: `${PRIORITIES}?region=${output.region}`,
  say: inBoth(say),
});

const added = form({
  path: `${PRIORITIES}/nouvelle`,
  of: saveRegionalPriority,
  load: caseOf,
  values: ({ list: all }, { search }): Values => {
    const open = all.regions.filter((region) => region.open);
    const region = open.find(({ code }) => code === search.get('region')) ?? (open.length === 1 ? open[0] : undefined);
    return { region: region?.code, validFrom: '2013-01-01' };
  },
  // Nobody but the demonstration invents: the form does not ask.
  body: ({ synthetic: _, ...body }) => body,
  view: (filled) => priorityPage(filled),
  done: back((words) => words.priority.form.done),
});

const amended = form({
  path: `${PRIORITIES}/:priority`,
  of: saveRegionalPriority,
  load: caseOf,
  values: ({ priority }): Values => ({ ...priority }),
  body: ({ synthetic: _, ...body }, { params }) => ({ ...body, ...params }),
  view: (filled) => priorityPage(existing(filled)),
  done: back((words) => words.priority.form.done),
});

const withdrawn = form({
  path: `${PRIORITIES}/:priority/retrait`,
  of: withdrawRegionalPriority,
  load: caseOf,
  view: (filled) => priorityWithdrawalPage(existing(filled)),
  done: back((words) => words.priority.withdrawal.done),
});

export const priorityRoutes: Route[] = [list, added, amended, withdrawn];
