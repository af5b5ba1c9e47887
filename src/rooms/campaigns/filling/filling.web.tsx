import { enter, invalidInput } from '#kit/action.ts';
import { attachedIn } from '#kit/attached-file.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import { act, form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { refusedFields } from '#kit/web/server.ts';
import { figureAddress, getFigure } from '#rooms/indicators';
import { type Answer, NO_ANSWER } from '../return.ts';
import { cellAnchor, receiptAddress, returnAddress } from '../return-address.ts';
import { type CellGiven, cellPage } from './cell.page.tsx';
import { getReturnCell, type ReturnCell } from './cell.query.ts';
import { exportWorkbook } from './export-workbook.query.ts';
import { asDay, type Readable, readFigure } from './figure-text.rules.ts';
import { inBoth } from './filling.sentences.ts';
import { openReturn } from './open-return.action.ts';
import { figuresPreviewPage, pastePage, workbookPage } from './paste.page.tsx';
import { previewFigures, previewWorkbook } from './preview-figures.query.ts';
import { exportReceipt, getReceipt } from './receipt.query.ts';
import { recordEffort } from './record-effort.action.ts';
import { refreshReturn } from './refresh-return.action.ts';
import { returnPage } from './return.page.tsx';
import { getReturn } from './return.query.ts';
import type { GridCell, ReturnGrid } from './return-grid.ts';
import { MOST_SECONDS_AT_ONCE, saveCells } from './save-cells.action.ts';
import { saveNarrative } from './save-narrative.action.ts';
import { receiptPage, submitPage } from './submit.page.tsx';
import { submitReturn } from './submit-return.action.ts';
import { parseGridRead, typedCells } from './typed-cells.rules.ts';

const BASE = '/poles/:cluster/declarations/:year';

const keyOf = ({ params }: Visit) => ({ cluster: params.cluster!, year: Number(params.year) });
const gridOf = (visit: Visit): Promise<ReturnGrid> => perform(getReturn, keyOf(visit), visit.call);
const now = ({ call }: Visit): Date => call.services.clock.now();
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const toGrid = (of: { cluster: string; year: number }, words: Parameters<typeof inBoth>[0], anchor = '') => ({
  to: returnAddress(of, anchor),
  say: inBoth(words),
});

/** How a figure of the grid is read. */
const readable = ({ key, measure, levels, unit, money }: GridCell): Readable & { readonly key: string } => ({
  ...{ key, measure, levels, money },
  unit: { fr: unit, en: unit },
});

const whole = page({
  path: BASE,
  of: getReturn,
  input: keyOf,
  view: ({ data, visit }) => returnPage({ data, values: {}, errors: [], shownAt: now(visit) }),
});

const opening = act({
  path: `${BASE}/ouverture`,
  of: openReturn,
  body: (_, visit) => keyOf(visit),
  done: ({ opened, prefilled, asked, ...of }) =>
    toGrid(of, (words) => (opened ? words.opened(prefilled, asked) : words.openedAlready)),
});

const recounting = act({
  path: `${BASE}/recompte`,
  of: refreshReturn,
  body: (_, visit) => keyOf(visit),
  done: ({ moved, beside, ...of }) => toGrid(of, (words) => words.recounted(moved.length, beside.length)),
});

/** The cells that the person changed; those that cannot be read are said at once, to whoever may write. */
async function typedGrid(body: Values, visit: Visit) {
  await enter(saveCells, keyOf(visit), visit.call);
  const grid = await gridOf(visit);
  const figures = new Map(grid.cells.map((cell) => [cell.key, readable(cell)]));
  const { cells, faults } = typedCells(figures, parseGridRead(body.lu), (field) =>
    typeof body[field] === 'string' ? (body[field] as string) : undefined,
  );
  if (faults.length > 0) throw invalidInput(faults);
  return { ...keyOf(visit), cells, ...secondsSince(body.ouvert, now(visit)) };
}

/** The script empties the field: it measures better. */
function secondsSince(shown: unknown, until: Date): { seconds?: number } {
  const seconds = Math.round((until.getTime() - Date.parse(text(shown))) / 1000);
  return seconds > 0 ? { seconds: Math.min(seconds, MOST_SECONDS_AT_ONCE) } : {};
}

const filling = form({
  path: `${BASE}/saisie`,
  of: saveCells,
  load: gridOf,
  body: typedGrid,
  view: ({ data, values, errors, visit }) => returnPage({ data, values, errors, shownAt: now(visit) }),
  done: (of) => toGrid(of, (words) => words.grid.saved),
});

const narrative = form({
  path: `${BASE}/commentaire`,
  of: saveNarrative,
  load: gridOf,
  body: (body, visit) => ({ ...keyOf(visit), narrative: text(body.narrative), revision: Number(body.revision) }),
  view: ({ data, values, errors, visit }) => returnPage({ data, values, errors, shownAt: now(visit) }),
  done: (of) => toGrid(of, (words) => words.narrative.saved, '#commentaire'),
});

async function cellGiven(data: ReturnCell, visit: Visit): Promise<Pick<CellGiven, 'data' | 'figure' | 'factsHref'>> {
  const { code } = data.cell;
  if (code === null) return { data, figure: null, factsHref: null };
  const { cluster, year } = keyOf(visit);
  const figure = await perform(getFigure, { indicator: code, cluster, year, pageSize: FIRST_FACTS }, visit.call).catch(
    () => null,
  );
  return { data, figure, factsHref: figure && figureAddress({ cluster, indicator: code, year }) };
}

/** Facts beside the grid; all of them are one link away. */
const FIRST_FACTS = 10;

const cellOf = (visit: Visit) =>
  perform(getReturnCell, { ...keyOf(visit), key: visit.params.key! }, visit.call).then((data) =>
    cellGiven(data, visit),
  );

const cell = page({
  path: `${BASE}/cellules/:key`,
  of: getReturnCell,
  input: (visit) => ({ ...keyOf(visit), key: visit.params.key! }),
  also: async (visit, data) => cellGiven(data, visit),
  view: ({ extra }) => cellPage({ ...extra, values: {}, errors: [] }),
});

/** What the form of one figure says: a state in words, and numbers as they are typed; or an answer whole, to put back. */
async function typedCell(body: Values, visit: Visit) {
  await enter(saveCells, keyOf(visit), visit.call);
  const key = visit.params.key!;
  const { cells } = await gridOf(visit);
  const shown = cells.find((one) => one.key === key);
  const revision = Number(body.revision);
  const edit = { key, revision, answer: shown ? typedAnswer(body, shown) : undefined };
  const isForm = body.comment !== undefined;
  return {
    ...keyOf(visit),
    cells: [
      {
        ...edit,
        ...(isForm && { comment: text(body.comment) }),
        ...(isForm &&
          body.reasonCode !== undefined && {
            reason: { code: text(body.reasonCode) || null, text: text(body.reasonText) },
          }),
      },
    ],
  };
}

function typedAnswer(body: Values, shown: GridCell): Answer {
  const state = text(body.state);
  const notBefore = asDay(text(body.notBefore));
  if (state === 'not-known') return { ...NO_ANSWER, state, notBefore };
  if (state === 'not-applicable') return { ...NO_ANSWER, state };
  if (state === 'none') return NO_ANSWER;
  if (typeof body.exact === 'string' && shown.measure !== 'text') {
    const [value = null, numerator = null, denominator = null] = [parseJson(body.exact)].flat() as (number | null)[];
    return { ...NO_ANSWER, state: 'known', value, numerator, denominator };
  }
  const typed = { value: text(body.value), numerator: text(body.numerator), denominator: text(body.denominator) };
  const read = readFigure(typed, readable(shown));
  if (!read.ok) throw invalidInput([{ field: read.field, message: read.message }]);
  return read.answer;
}

const oneCell = form({
  path: `${BASE}/cellules/:key/modifier`,
  of: saveCells,
  load: cellOf,
  body: typedCell,
  view: ({ data, values, errors }) => cellPage({ ...data, values, errors }),
  done: (of, { params }) => toGrid(of, (words) => words.grid.saved, `#${cellAnchor(params.key!)}`),
});

const paste = form({
  path: `${BASE}/coller`,
  of: saveCells,
  load: gridOf,
  body: (body, visit) => ({ ...keyOf(visit), origin: 'pasted', cells: parseJson(body.cells) }),
  async view({ data: grid, values, errors, visit }) {
    if (errors.length === 0 || typeof values.block !== 'string') return pastePage({ grid, values, errors });
    const from = text(values.from);
    const asked = { ...keyOf(visit), block: values.block, ...(from && { from }) };
    const preview = await perform(previewFigures, asked, visit.call);
    return figuresPreviewPage({ grid, preview, values, errors, from: 'paste' });
  },
  done: (of) => toGrid(of, (words) => words.preview.applied),
});

const pastePreview = raw({
  path: `${BASE}/coller/apercu`,
  method: 'POST',
  of: previewFigures,
  async handle(visit, c) {
    await enter(previewFigures, keyOf(visit), visit.call);
    const values = (await c.req.parseBody()) as Values;
    const grid = await gridOf(visit);
    if (values.retour) return pastePage({ grid, values, errors: [] });
    const from = text(values.from);
    try {
      const preview = await perform(
        previewFigures,
        { ...keyOf(visit), block: text(values.block), ...(from && { from }) },
        visit.call,
      );
      return figuresPreviewPage({ grid, preview, values, errors: [], from: 'paste' });
    } catch (error) {
      const errors = refusedFields(error);
      if (!errors) throw error;
      c.status(422);
      return pastePage({ grid, values, errors });
    }
  },
});

const workbook = form({
  path: `${BASE}/tableur`,
  of: saveCells,
  load: gridOf,
  body: (body, visit) => ({ ...keyOf(visit), origin: 'file', cells: parseJson(body.cells) }),
  view: ({ data: grid, values, errors }) => workbookPage({ grid, values, errors }),
  done: (of) => toGrid(of, (words) => words.preview.applied),
});

const workbookFile = raw({
  path: `${BASE}/tableur.xlsx`,
  method: 'GET',
  of: exportWorkbook,
  handle: async (visit) => handedResponse(await perform(exportWorkbook, keyOf(visit), visit.call)),
});

const workbookPreview = raw({
  path: `${BASE}/tableur/apercu`,
  method: 'POST',
  of: previewWorkbook,
  async handle(visit, c) {
    await enter(previewWorkbook, keyOf(visit), visit.call);
    const values = (await c.req.parseBody()) as Values;
    const grid = await gridOf(visit);
    try {
      const file = await attachedIn(values.file);
      const preview = await perform(previewWorkbook, { ...keyOf(visit), file: file as never }, visit.call);
      return figuresPreviewPage({ grid, preview, values: {}, errors: [], from: 'workbook' });
    } catch (error) {
      const errors = refusedFields(error);
      if (!errors) throw error;
      c.status(422);
      return workbookPage({ grid, values: {}, errors });
    }
  },
});

/** What a page carries in a hidden field, such as the cells of a preview; the schema refuses what is not some. */
function parseJson(given: unknown): unknown {
  try {
    return JSON.parse(String(given));
  } catch {
    return [];
  }
}

const CONFIRM = 'confirm.';

const submitting = form({
  path: `${BASE}/depot`,
  of: submitReturn,
  load: gridOf,
  values: ({ lastApprover }): Values => ({ ...lastApprover }),
  body: (body, visit) => ({
    ...keyOf(visit),
    approver: text(body.approver),
    approverFunction: text(body.approverFunction),
    confirmed: Object.keys(body)
      .filter((name) => name.startsWith(CONFIRM))
      .map((name) => name.slice(CONFIRM.length)),
  }),
  view: ({ data: grid, values, errors }) => submitPage({ grid, values, errors, stateDays: grid.campaign.stateDays }),
  done: ({ receipt }) => ({ to: receiptAddress(receipt), say: inBoth((words) => words.submit.done(receipt)) }),
});

/** What the script measured, told when the page is left. */
const effort = raw({
  path: `${BASE}/temps`,
  method: 'POST',
  of: recordEffort,
  async handle(visit, c) {
    const { spent } = await c.req.parseBody();
    await perform(recordEffort, { ...keyOf(visit), spent: parseJson(spent) as never }, visit.call);
    return c.body(null, 204);
  },
});

const receipt = page({
  path: '/declarations/recus/:receipt',
  of: getReceipt,
  input: ({ params }) => ({ receipt: params.receipt! }),
  view: ({ data }) => receiptPage(data),
});

const receiptFile = raw({
  path: '/declarations/recus/:receipt/pdf',
  method: 'GET',
  of: exportReceipt,
  handle: async ({ params, call }) => handedResponse(await perform(exportReceipt, { receipt: params.receipt! }, call)),
});

export const fillingRoutes: readonly Route[] = [
  whole,
  opening,
  recounting,
  filling,
  narrative,
  pastePreview,
  paste,
  workbookFile,
  workbookPreview,
  workbook,
  submitting,
  effort,
  oneCell,
  cell,
  receipt,
  receiptFile,
];
