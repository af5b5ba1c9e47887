import type { Context as HonoContext } from 'hono';
import { mayEnter } from '#kit/action.ts';
import type { MenuEntry } from '#kit/room.ts';
import { formatNumber, locale } from '#kit/say.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import type { FieldError } from '#kit/web/page.ts';
import { receiveBody, receiveForm } from '#kit/web/receive-form.ts';
import { act, form, page, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { everyRow, listInput, listingOf, may } from '#rooms/registry';
import { closeEvaluation, giveUpRevision, removeEvaluation, reviseEvaluation } from './change-evaluation.actions.ts';
import { columnsPage, columnsTyped, columnValues, derivedTyped } from './columns.page.tsx';
import { designPage } from './design.page.tsx';
import { closePage, deletePage } from './ending.page.tsx';
import { progressWords } from './evaluation.marks.tsx';
import { evaluationPage } from './evaluation.page.tsx';
import { getEvaluation } from './evaluation.query.ts';
import { inBoth, t } from './evaluation.sentences.ts';
import { EVALUATIONS_ADDRESS, evaluationAddress, runAddress } from './evaluation-address.ts';
import { evaluationListPage, evaluationSheet, givePanelPage } from './evaluation-list.page.tsx';
import { listEvaluations } from './evaluation-list.query.ts';
import { mapColumns } from './map-columns.action.ts';
import { openEvaluation } from './open-evaluation.action.ts';
import { questionPage, questionValues } from './question.page.tsx';
import { PANEL_FORMATS, PANEL_LIMIT, type ReceivedPanel, receivePanel } from './receive-panel.ts';
import { registerQuestion } from './register-question.action.ts';
import type { EstimateFile } from './run/impact-task.ts';
import { cancelRun, repeatRun, requestRun } from './run.actions.ts';
import { runPage } from './run.page.tsx';
import { exportRun, getRun, getRunProgress } from './run.queries.ts';

const ONE = `${EVALUATIONS_ADDRESS}/:evaluation`;
const RUN = `${ONE}/calculs/:run`;

const load = (visit: Visit) => perform(getEvaluation, { evaluation: visit.params.evaluation! }, visit.call);

const list = page({
  path: EVALUATIONS_ADDRESS,
  of: listEvaluations,
  input: (visit) => listInput(listEvaluations, visit),
  view: ({ data, visit }) =>
    evaluationListPage({ list: data, listing: listingOf(visit), canOpen: may(openEvaluation, visit) }),
  async sheet(visit) {
    return evaluationSheet(await everyRow(listEvaluations, listInput(listEvaluations, visit), visit));
  },
});

const giving = (errors: readonly FieldError[]) =>
  givePanelPage({
    errors,
    formats: PANEL_FORMATS,
    maximum: t().file.megabytes(formatNumber(PANEL_LIMIT / 1024 / 1024)),
  });

/** Whoever may not open an evaluation learns it before a byte is read. */
async function enter(visit: Visit): Promise<void> {
  if (!mayEnter(openEvaluation.meta, visit.call)) await perform(openEvaluation, {} as never, visit.call);
}

const give: Route[] = [
  raw({
    path: `${EVALUATIONS_ADDRESS}/nouvelle`,
    of: openEvaluation,
    method: 'GET',
    async handle(visit) {
      await enter(visit);
      return giving([]);
    },
  }),
  raw({
    path: `${EVALUATIONS_ADDRESS}/nouvelle`,
    of: openEvaluation,
    method: 'POST',
    async handle(visit, c) {
      await enter(visit);
      const received = await receiveForm(c.req.raw, receivePanel(visit.call)).catch(brokenOff(visit));
      if (received?.ok) return c.redirect(evaluationAddress(received.evaluation, 'colonnes'), 303);
      c.status(422);
      return giving([{ field: 'file', message: received ? received.reason : t().give.noFile }]);
    },
  }),
];

/** The sender went away, or the form is not one: told to whoever may still read it. */
const brokenOff =
  ({ call }: Visit) =>
  (error: unknown): ReceivedPanel => {
    call.services.log.warn({ err: error }, 'A panel was not received');
    return { ok: false, reason: t().give.broken };
  };

/** For programs: the bytes of a panel, `PUT /api/v1/evaluation-files?name=panel.parquet`. Answers `{ "evaluation": … }`. */
const putPanel = raw({
  path: '/api/v1/evaluation-files',
  of: openEvaluation,
  method: 'PUT',
  async handle(visit, c) {
    await enter(visit);
    const named = {
      name: visit.search.get('name') ?? 'panel.csv',
      mediaType: c.req.header('content-type') ?? 'application/octet-stream',
    };
    const received = await receiveBody(c.req.raw, named, receivePanel({ ...visit.call, door: 'api' }));
    return received.ok
      ? c.json({ evaluation: received.evaluation }, 201)
      : c.json({ code: 'FILE_REFUSED', status: 422, message: received.reason }, 422);
  },
});

const overview = page({ path: ONE, of: getEvaluation, view: ({ data }) => evaluationPage(data) });
const design = page({ path: `${ONE}/plan`, of: getEvaluation, view: ({ data }) => designPage(data) });

const columns = form({
  path: `${ONE}/colonnes`,
  of: mapColumns,
  load,
  values: columnValues,
  // The columns stand in the form as lists side by side; what is matched on goes by its name.
  body: (typed, visit) => {
    const { column, role, matchOf, match, derivedKind, derivedOf, derivedBy, derivedMatchOf, derivedMatch, ...rest } =
      typed;
    return {
      ...rest,
      columns: columnsTyped({ column, role, matchOf, match }),
      derived: derivedTyped({ derivedKind, derivedOf, derivedBy, derivedMatchOf, derivedMatch }),
      ...visit.params,
    };
  },
  view: ({ data, values, errors }) => columnsPage({ view: data, values, errors }),
  done: ({ evaluation }) => ({ to: evaluationAddress(evaluation, 'plan') }),
});

const ask = form({
  path: `${ONE}/question`,
  of: registerQuestion,
  load,
  values: questionValues,
  view: ({ data, values, errors }) => questionPage({ view: data, values, errors }),
  done: ({ evaluation }) => ({
    to: evaluationAddress(evaluation),
    say: inBoth((words) => words.question.done),
  }),
});

const acts: Route[] = [
  act({
    path: `${ONE}/nouvelle-version`,
    of: reviseEvaluation,
    done: ({ evaluation }) => ({ to: evaluationAddress(evaluation) }),
  }),
  act({
    path: `${ONE}/nouvelle-version/abandon`,
    of: giveUpRevision,
    done: ({ evaluation }) => ({
      to: evaluationAddress(evaluation),
      say: inBoth((words) => words.overview.gaveUp),
      kind: 'info',
    }),
  }),
  act({
    path: `${ONE}/calculs`,
    of: requestRun,
    done: ({ evaluation, run }) => ({ to: runAddress(evaluation, run) }),
  }),
  act({
    path: `${RUN}/refaire`,
    of: repeatRun,
    done: ({ evaluation, run }) => ({ to: runAddress(evaluation, run) }),
  }),
  act({
    path: `${RUN}/arret`,
    of: cancelRun,
    done: ({ evaluation }) => ({
      to: evaluationAddress(evaluation),
      say: inBoth((words) => words.run.cancelled),
      kind: 'info',
    }),
  }),
];

const endings: Route[] = [
  form({
    path: `${ONE}/cloture`,
    of: closeEvaluation,
    load,
    view: ({ data, values, errors }) => closePage({ view: data, values, errors }),
    done: ({ evaluation }) => ({ to: evaluationAddress(evaluation), say: inBoth((words) => words.close.done) }),
  }),
  form({
    path: `${ONE}/effacement`,
    of: removeEvaluation,
    load,
    view: ({ data, values, errors }) => deletePage({ view: data, values, errors }),
    done: () => ({ to: EVALUATIONS_ADDRESS, say: inBoth((words) => words.delete.done) }),
  }),
];

const run = page({
  path: RUN,
  of: getRun,
  input: ({ params }) => ({ run: params.run! }),
  view: ({ data }) => runPage(data),
});

/** What the script of the progress bar asks. */
const progress = raw({
  path: `${RUN}/avancement`,
  of: getRunProgress,
  method: 'GET',
  async handle(visit, c) {
    const told = await perform(getRunProgress, { run: visit.params.run! }, visit.call);
    c.header('Cache-Control', 'no-store');
    return c.json({
      done: Math.round(100 * told.run.share),
      total: 100,
      text: progressWords(told.run, told.before),
      finished: told.finished,
    });
  },
});

const fileOf = (kind: () => EstimateFile) => async (visit: Visit, _: HonoContext) =>
  handedResponse(await perform(exportRun, { run: visit.params.run!, kind: kind() }, visit.call));

const files: Route[] = [
  raw({ path: `${RUN}/resultat.json`, of: exportRun, method: 'GET', handle: fileOf(() => 'json') }),
  raw({
    path: `${RUN}/rapport`,
    of: exportRun,
    method: 'GET',
    handle: fileOf(() => `report-${locale()}`),
  }),
  raw({ path: `${RUN}/rapport.pdf`, of: exportRun, method: 'GET', handle: fileOf(() => `pdf-${locale()}`) }),
];

export const routes: readonly Route[] = [
  list,
  ...give,
  putPanel,
  overview,
  columns,
  design,
  ask,
  ...acts,
  ...endings,
  run,
  progress,
  ...files,
];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Évaluation', en: 'Evaluation' }, href: EVALUATIONS_ADDRESS, of: listEvaluations, rank: 55 },
];
