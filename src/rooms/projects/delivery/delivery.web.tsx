import { notFound } from '#kit/action.ts';
import { attachedIn } from '#kit/attached-file.ts';
import { openFile } from '#kit/files.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import { fileResponse } from '#kit/web/file-response.ts';
import { type Filled, form, page, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { askChange, decideChange, withdrawChange } from './change.actions.ts';
import { deliveryAddress, deliveryPage } from './delivery.page.tsx';
import { type DeliveryView, getDelivery, getEvidence } from './delivery.query.ts';
import { inBoth, t } from './delivery.sentences.ts';
import {
  askChangePage,
  completeMilestonePage,
  type DeliveryCase,
  decideChangePage,
  dropMilestonePage,
  planMilestonePage,
  withdrawChangePage,
} from './delivery-forms.page.tsx';
import { completeMilestone, dropMilestone, planMilestone } from './milestone.actions.ts';

const viewOf = (visit: Visit): Promise<DeliveryView> =>
  perform(getDelivery, { project: visit.params.project! }, visit.call);

/** The milestone or the change that the address names must be of this project. */
async function caseOf(visit: Visit): Promise<DeliveryCase> {
  const view = await viewOf(visit);
  const { milestone: milestoneId, change: changeId } = visit.params;
  const milestone = view.milestones?.find(({ id }) => id === milestoneId) ?? null;
  const change = view.changes.find(({ id }) => id === changeId) ?? null;
  if ((milestoneId && !milestone) || (changeId && !change)) throw notFound();
  return { view, milestone, change };
}

const back = (visit: Visit, part: string, said: Parameters<typeof inBoth>[0]) => ({
  to: deliveryAddress(visit.params.project!, part),
  say: inBoth(said),
});

const overview = page({
  path: '/projets/:project/suivi',
  of: getDelivery,
  input: ({ params }) => ({ project: params.project! }),
  view: ({ data }) => deliveryPage({ data }),
  sheet: async (visit) => milestoneSheet(await viewOf(visit)),
});

/** The lines as a table to leave with. */
function milestoneSheet({ project, milestones }: DeliveryView): TableSheet {
  const words = t().delivery;
  return tableSheet(words.sheet(project.id), milestones ?? [], [
    ['nature', words.kind, (one) => words.kinds[one.kind]],
    ['objet', words.what, (one) => one.title, 44],
    ['partenaire', t().partner, (one) => one.partner ?? t().allPartners, 34],
    ['echeance', words.due, (one) => one.dueOn],
    ['etat', words.state, (one) => words.states[one.state]],
    ['fait-le', words.states.done, (one) => one.doneOn],
    ['preuve', words.evidence, (one) => one.evidence ?? one.droppedReason, 44],
  ]);
}

const plan = form({
  path: '/projets/:project/suivi/nouveau',
  of: planMilestone,
  load: caseOf,
  values: () => ({ kind: 'deliverable' }),
  view: (filled: Filled<DeliveryCase>) => planMilestonePage(filled),
  done: (_, visit) => back(visit, '', (words) => words.forms.planned),
});

const complete = form({
  path: '/projets/:project/suivi/:milestone/constat',
  of: completeMilestone,
  load: caseOf,
  values: ({ view }) => ({ doneOn: view.on }),
  body: async (body, { params }) => ({ ...body, ...params, file: await attachedIn(body.file) }),
  view: (filled: Filled<DeliveryCase>) => completeMilestonePage(filled),
  done: (_, visit) => back(visit, '', (words) => words.forms.completed),
});

const drop = form({
  path: '/projets/:project/suivi/:milestone/abandon',
  of: dropMilestone,
  load: caseOf,
  view: (filled: Filled<DeliveryCase>) => dropMilestonePage(filled),
  done: (_, visit) => back(visit, '', (words) => words.forms.dropped),
});

const evidence = raw({
  path: '/projets/:project/suivi/:milestone/piece',
  of: getEvidence,
  method: 'GET',
  async handle({ params, call }) {
    const { file } = await perform(getEvidence, { project: params.project!, milestone: params.milestone! }, call);
    const opened = await openFile(call.services.store.sql, call.services.config.dataDir, file);
    if (!opened) throw notFound();
    return fileResponse(opened);
  },
});

const ask = form({
  path: '/projets/:project/suivi/changements/nouveau',
  of: askChange,
  load: caseOf,
  values: () => ({ kind: 'delay' }),
  view: (filled: Filled<DeliveryCase>) => askChangePage(filled),
  done: (_, visit) => back(visit, '#changements', (words) => words.forms.askedDone),
});

const decide = form({
  path: '/projets/:project/suivi/changements/:change/decision',
  of: decideChange,
  load: caseOf,
  view: (filled: Filled<DeliveryCase>) => decideChangePage(filled),
  done: ({ kind, accepted }, visit) =>
    back(visit, '#changements', (words) =>
      accepted && kind === 'delay' ? words.forms.decidedDelay : words.forms.decidedDone,
    ),
});

const withdraw = form({
  path: '/projets/:project/suivi/changements/:change/retrait',
  of: withdrawChange,
  load: caseOf,
  view: (filled: Filled<DeliveryCase>) => withdrawChangePage(filled),
  done: (_, visit) => back(visit, '#changements', (words) => words.forms.withdrawn),
});

export const followedRoutes: readonly Route[] = [overview, plan, complete, drop, evidence, ask, decide, withdraw];
