import { ORPCError } from '@orpc/server';
import type { Context as HonoContext } from 'hono';
import { mayEnter, type Operation } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { type Sheet, sendSheet } from '#kit/web/export.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { receiveBody, receiveForm } from '#kit/web/receive-form.ts';
import { act, form, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { abandonImport, applyImport } from './apply-import.action.ts';
import { importAddress, readRowListing } from './import.address.ts';
import { applyPage, previewPage, progressPage } from './import.page.tsx';
import {
  exportImportErrors,
  getImport,
  getImportProgress,
  importTemplate,
  listMembersImports,
  listNationalImports,
} from './import.query.ts';
import { inBoth, t } from './import.sentences.ts';
import type { ImportDetail } from './import.ts';
import type { TableKind } from './import-field.ts';
import { MAX_IMPORT_BYTES } from './import-file.ts';
import { membersImportPage, organisationsImportPage, sirenePage } from './import-list.page.tsx';
import { columnField, matchPage, matchValues } from './import-match.page.tsx';
import { templateCsv, templateXlsx } from './import-template.ts';
import { checkImport, matchImport } from './match-import.action.ts';
import { keepStock, keepTable, type Received } from './receive-upload.ts';
import { recordUpload } from './record-upload.action.ts';
import { startMembersImport, startOrganisationsImport, startSireneImport } from './start-import.action.ts';

const PAST_IMPORTS = 10;
const ROWS_PER_PAGE = 25;

const pageOf = (visit: Visit): number => {
  const page = Number(visit.search.get('page'));
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
};

/** A refusal to be shown beside the file; anything else goes on to the error page. */
function refused(error: unknown): FieldError[] {
  if (error instanceof ORPCError && [409, 413, 422].includes(error.status))
    return [{ field: 'file', message: error.message }];
  if (error instanceof ORPCError) throw error;
  // The sender went away, or the form is not one: told to whoever may still read it.
  return [{ field: 'file', message: t().errors.broken }];
}

/** Whoever may not perform the act learns it before anything is read. */
async function enter(operation: Operation, visit: Visit): Promise<void> {
  if (!mayEnter(operation.meta, visit.call)) await perform(operation, {}, visit.call);
}

interface GivingPlace {
  readonly path: string;
  readonly of: Operation;
  /** Loads the page, with what was wrong; its permission is that of the act. */
  show(visit: Visit, errors: readonly FieldError[]): Promise<Page>;
  take(visit: Visit, request: Request): Promise<Received | null>;
  start(visit: Visit, received: { id: string; name: string }): Promise<{ import: string }>;
}

/** An address where files are given: its page, and what the form sends. */
function givingRoutes(place: GivingPlace): Route[] {
  const receive = async (visit: Visit, c: HonoContext): Promise<Response | Page> => {
    await enter(place.of, visit);
    // Reading the list checks that this person may act here: nobody else's bytes are taken.
    await place.show(visit, []);
    let errors: FieldError[];
    try {
      const received = await place.take(visit, c.req.raw);
      if (received?.ok) return c.redirect(importAddress((await place.start(visit, received)).import), 303);
      errors = [{ field: 'file', message: received ? received.reason : t().errors.noFile }];
    } catch (error) {
      errors = refused(error);
    }
    c.status(422);
    return place.show(visit, errors);
  };
  return [
    raw({ path: place.path, of: place.of, method: 'GET', handle: (visit) => place.show(visit, []) }),
    raw({ path: place.path, of: place.of, method: 'POST', handle: receive }),
  ];
}

const maximum = (): string => t().megabytes(MAX_IMPORT_BYTES / 1024 / 1024);

const members = givingRoutes({
  path: '/poles/:cluster/import',
  of: startMembersImport,
  async show(visit, errors) {
    const asked = { cluster: visit.params.cluster!, page: pageOf(visit), pageSize: PAST_IMPORTS };
    const list = await perform(listMembersImports, asked, visit.call);
    return membersImportPage({ ...list, cluster: list.cluster!, errors, maximum: maximum() });
  },
  take: (visit, request) => receiveForm(request, keepTable(visit.call)),
  start: (visit, { id }) => perform(startMembersImport, { cluster: visit.params.cluster!, file: id }, visit.call),
});

const national = (visit: Visit, kind: 'organisations' | 'sirene') =>
  perform(listNationalImports, { kind, page: pageOf(visit), pageSize: PAST_IMPORTS }, visit.call);

const organisations = givingRoutes({
  path: '/organisations/import',
  of: startOrganisationsImport,
  show: async (visit, errors) =>
    organisationsImportPage({ ...(await national(visit, 'organisations')), errors, maximum: maximum() }),
  take: (visit, request) => receiveForm(request, keepTable(visit.call)),
  start: (visit, { id }) => perform(startOrganisationsImport, { file: id }, visit.call),
});

const sirene = givingRoutes({
  path: '/sirene',
  of: startSireneImport,
  show: async (visit, errors) => sirenePage({ ...(await national(visit, 'sirene')), errors, maximum: maximum() }),
  take: (visit, request) => receiveForm(request, keepStock(visit.call.services)),
  start: (visit, { id, name }) => perform(startSireneImport, { upload: id, name }, visit.call),
});

const load = (visit: Visit): Promise<ImportDetail> => {
  const { show, q, sort, order, page } = readRowListing(visit.search);
  return perform(
    getImport,
    { import: visit.params.import!, show, q: q || undefined, sort, order, page, pageSize: ROWS_PER_PAGE },
    visit.call,
  );
};

const needsMatching = ({ kind, state }: ImportDetail): boolean =>
  kind !== 'sirene' && (state === 'uploaded' || state === 'matched');

const detail = raw({
  path: '/imports/:import',
  of: getImport,
  method: 'GET',
  async handle(visit) {
    const data = await load(visit);
    if (data.state === 'checking' || data.state === 'applying') return progressPage(data);
    if (needsMatching(data)) return matchPage({ data, values: matchValues(data), errors: [] });
    return previewPage(data, readRowListing(visit.search));
  },
});

const COLUMN = new RegExp(`^${columnField('(\\d+)')}$`);

/** The choices of the form as columns; their year and unit are those that the headers tell. */
const readColumns = (body: Values): unknown[] =>
  Object.entries(body).flatMap(([name, field]) => {
    const column = COLUMN.exec(name)?.[1];
    return column !== undefined && typeof field === 'string' && field !== '' ? [{ column: Number(column), field }] : [];
  });

const match = form({
  path: '/imports/:import/colonnes',
  of: matchImport,
  load,
  values: (data) => matchValues(data),
  body: ({ figuresYear, absent, absentOn, absentReason, ...body }, visit) => ({
    import: visit.params.import,
    columns: readColumns(body),
    figuresYear,
    absent,
    absentOn,
    absentReason,
    check: 'oui',
  }),
  view: ({ data, values, errors }) => matchPage({ data, values, errors }),
  done: (_, visit) => ({ to: importAddress(visit.params.import!) }),
});

const apply = form({
  path: '/imports/:import/inscrire',
  of: applyImport,
  load,
  view: ({ data }) => applyPage(data),
  done: (_, visit) => ({
    to: importAddress(visit.params.import!),
    say: inBoth((words) => words.apply.done),
    kind: 'info',
  }),
});

const check = act({
  path: '/imports/:import/verifier',
  of: checkImport,
  done: (_, visit) => ({ to: importAddress(visit.params.import!) }),
});

const abandon = act({
  path: '/imports/:import/abandonner',
  of: abandonImport,
  done: (_, visit) => ({
    to: importAddress(visit.params.import!),
    say: inBoth((words) => words.abandon.done),
    kind: 'info',
  }),
});

/** What the script of the progress bar asks. */
const progress = raw({
  path: '/imports/:import/avancement',
  of: getImportProgress,
  method: 'GET',
  async handle(visit, c) {
    const told = await perform(getImportProgress, { import: visit.params.import! }, visit.call);
    const { phase, done, total } = told.progress ?? { phase: 'reading' as const, done: 0, total: 0 };
    const words = t().progress;
    c.header('Cache-Control', 'no-store');
    return c.json({
      done,
      total: total || 100,
      text: total === 0 ? words.phase[phase] : words.text(words.phase[phase], done, total),
      finished: told.finished,
    });
  },
});

const errors = raw({
  path: '/imports/:import/erreurs',
  of: exportImportErrors,
  method: 'GET',
  async handle(visit) {
    const wrong = await perform(exportImportErrors, { import: visit.params.import! }, visit.call);
    const words = t().errors;
    const sheet: Sheet = {
      name: words.fileName(wrong.fileName.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}-]+/gu, '-')),
      columns: [words.row, ...wrong.headers, words.problem].map((label) => ({ label })),
      rows: wrong.problems.map((problem, place) => [problem.row, ...(wrong.rows[place] ?? []), say(problem)]),
    };
    return sendSheet(sheet, visit.search.get('format') === 'xlsx' ? 'xlsx' : 'csv');
  },
});

const TEMPLATES: Readonly<Record<string, TableKind>> = { membres: 'members', organisations: 'organisations' };

const template = raw({
  path: '/imports/modeles/:file',
  of: importTemplate,
  method: 'GET',
  async handle(visit, c) {
    const [name = '', format] = visit.params.file!.split('.');
    const kind = TEMPLATES[name];
    if (!kind || (format !== 'csv' && format !== 'xlsx')) return c.notFound();
    await perform(importTemplate, { kind }, visit.call);
    const words = t().template;
    c.header('Content-Disposition', `attachment; filename="${words.fileName(kind)}.${format}"`);
    if (format === 'csv') return c.body(templateCsv(kind), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
    const bytes = await templateXlsx(kind, words, say);
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
  },
});

const nameGiven = (visit: Visit, c: HonoContext) => ({
  name: visit.search.get('name') ?? 'fichier',
  mediaType: c.req.header('content-type') ?? 'application/octet-stream',
});

/** For programs: the bytes of a file to import, `PUT /api/v1/files?name=liste.csv`. Answers `{ "file": … }`, which starting an import takes. */
const putFile = raw({
  path: '/api/v1/files',
  of: recordUpload,
  method: 'PUT',
  async handle(visit, c) {
    await enter(recordUpload, visit);
    const call = { ...visit.call, door: 'api' as const };
    const received = await receiveBody(c.req.raw, nameGiven(visit, c), keepTable(call));
    return received.ok
      ? c.json({ file: received.id }, 201)
      : c.json({ code: 'FILE_REFUSED', status: 422, message: received.reason }, 422);
  },
});

/** For programs: a stock file of Sirene, `PUT /api/v1/imports/sirene/stock?name=…`. Answers `{ "upload": … }`, which starting the import takes. */
const putStock = raw({
  path: '/api/v1/imports/sirene/stock',
  of: startSireneImport,
  method: 'PUT',
  async handle(visit, c) {
    await enter(startSireneImport, visit);
    await national(visit, 'sirene');
    const received = await receiveBody(c.req.raw, nameGiven(visit, c), keepStock(visit.call.services));
    return received.ok
      ? c.json({ upload: received.id }, 201)
      : c.json({ code: 'FILE_REFUSED', status: 422, message: received.reason }, 422);
  },
});

/** The addresses of imports. They stand before those of organisations, whose `/organisations/:organisation` would take `import` for one. */
export const importRoutes: Route[] = [
  ...members,
  ...organisations,
  ...sirene,
  template,
  detail,
  match,
  apply,
  check,
  abandon,
  progress,
  errors,
  putFile,
  putStock,
];
