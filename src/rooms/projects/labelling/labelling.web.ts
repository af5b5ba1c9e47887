import { notFound } from '#kit/action.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import { form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { exportLabelLetter } from './export-papers.query.ts';
import { labellingPage } from './labelling.page.tsx';
import { getLabelling } from './labelling.query.ts';
import { inBoth } from './labelling.sentences.ts';
import { labellingAddress } from './labelling-address.ts';
import { getLabellingOdds } from './labelling-odds.query.ts';
import type { LabellingView } from './labelling-views.ts';
import { openSubmission } from './open-submission.action.ts';
import {
  CO_LABELS,
  openSubmissionPage,
  type SubmissionCase,
  submitForLabelPage,
  withdrawSubmissionPage,
} from './submission-forms.page.tsx';
import { submitForLabel } from './submit-for-label.action.ts';
import { withdrawSubmission } from './withdraw-submission.action.ts';

/** The project's side of labelling. */

/** The chances with each cluster that is asked on a live request, or with the one that follows the project. */
function askedClusters({ submissions, project }: LabellingView): string[] {
  const alive = submissions.filter(({ state }) => state === 'draft' || state === 'in-review');
  const asked = alive.flatMap(({ labels }) => labels.map(({ cluster }) => cluster.id));
  return asked.length > 0 ? [...new Set(asked)] : [project.cluster.id];
}

const labelling = page({
  path: '/projets/:project/labellisation',
  of: getLabelling,
  also: (visit, view) =>
    Promise.all(askedClusters(view).map((cluster) => perform(getLabellingOdds, { cluster }, visit.call))),
  view: ({ data, extra }) => labellingPage({ view: data, odds: extra }),
});

const viewOf = (visit: Visit): Promise<LabellingView> =>
  perform(getLabelling, { project: visit.params.project! }, visit.call);

async function caseOf(visit: Visit): Promise<SubmissionCase> {
  const view = await viewOf(visit);
  const submission = view.submissions.find(({ id }) => id === visit.params.submission);
  if (!submission) throw notFound();
  return { view, submission };
}

const toLabelling =
  (done: Parameters<typeof inBoth>[0]) =>
  ({ project }: { project: string }) => ({ to: labellingAddress(project), say: inBoth(done) });

const open = form({
  path: '/projets/:project/labellisation/demande',
  of: openSubmission,
  load: viewOf,
  values: ({ project }): Values => ({ lead: project.cluster.id }),
  body: (typed, { params }) => ({
    project: params.project,
    call: typed.call,
    lead: typed.lead,
    incubationFrom: typed.incubationFrom,
    presentation: typed.presentation,
    coLabels: Array.from({ length: CO_LABELS }, (_, index) => typed[`coLabels.${index}`]).filter(Boolean),
  }),
  view: openSubmissionPage,
  done: toLabelling((words) => words.request.done),
});

const submit = form({
  path: '/projets/:project/labellisation/:submission/depot',
  of: submitForLabel,
  load: caseOf,
  values: ({ submission }): Values => ({ presentation: submission.presentation }),
  view: submitForLabelPage,
  done: toLabelling((words) => words.submit.done),
});

const withdraw = form({
  path: '/projets/:project/labellisation/:submission/retrait',
  of: withdrawSubmission,
  load: caseOf,
  view: withdrawSubmissionPage,
  done: toLabelling((words) => words.withdraw.done),
});

const letter = (format: 'pdf' | 'docx') =>
  raw({
    path: `/projets/:project/labellisation/lettres/:label/lettre.${format}`,
    of: exportLabelLetter,
    method: 'GET',
    handle: async (visit) =>
      handedResponse(await perform(exportLabelLetter, { label: visit.params.label!, format }, visit.call)),
  });

export const projectLabellingRoutes: readonly Route[] = [
  labelling,
  open,
  submit,
  withdraw,
  letter('pdf'),
  letter('docx'),
];
