import { attachedIn } from '#kit/attached-file.ts';
import { act, form, page, perform, type Route, raw } from '#kit/web/route.ts';
import { IMPORTS_ADDRESS, importAddress, importPage, importsPage } from './imports.page.tsx';
import { inBoth, t } from './imports.sentences.ts';
import {
  abandonSeriesImport,
  applySeriesImport,
  getSeriesImport,
  listSeriesImports,
  recordSeriesFile,
  withdrawSeriesImport,
} from './series.operations.ts';
import { seriesTemplateCsv, seriesTemplateXlsx } from './series-file.ts';

const give = form({
  path: IMPORTS_ADDRESS,
  of: recordSeriesFile,
  load: (visit) => perform(listSeriesImports, {}, visit.call),
  body: async (body) => ({ file: await attachedIn(body.file) }),
  view: ({ data, values, errors }) => importsPage({ rows: data.rows, values, errors }),
  done: ({ seriesImport }) => ({ to: importAddress(seriesImport) }),
});

const templates: Route[] = (['csv', 'xlsx'] as const).map((format) =>
  raw({
    path: `${IMPORTS_ADDRESS}/modele.${format}`,
    of: listSeriesImports,
    method: 'GET',
    async handle(visit, c) {
      await perform(listSeriesImports, { limit: 1 }, visit.call);
      const words = t();
      c.header('Content-Disposition', `attachment; filename="${words.templateFile}.${format}"`);
      if (format === 'csv') return c.body(seriesTemplateCsv(), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
      return c.body((await seriesTemplateXlsx(words)) as Uint8Array<ArrayBuffer>, 200, {
        'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      });
    },
  }),
);

const detail = page({
  path: `${IMPORTS_ADDRESS}/:seriesImport`,
  of: getSeriesImport,
  view: ({ data }) => importPage({ detail: data }),
});

const apply = act({
  path: `${IMPORTS_ADDRESS}/:seriesImport/appliquer`,
  of: applySeriesImport,
  done: ({ seriesImport }) => ({ to: importAddress(seriesImport), say: inBoth((words) => words.applied) }),
});

const withdraw = form({
  path: `${IMPORTS_ADDRESS}/:seriesImport/retirer`,
  of: withdrawSeriesImport,
  load: ({ params, call }) => perform(getSeriesImport, { seriesImport: params.seriesImport! }, call),
  view: ({ data, values, errors }) => importPage({ detail: data, values, errors }),
  done: ({ seriesImport }) => ({
    to: importAddress(seriesImport),
    say: inBoth((words) => words.withdrawn),
    kind: 'info',
  }),
});

const abandon = act({
  path: `${IMPORTS_ADDRESS}/:seriesImport/abandonner`,
  of: abandonSeriesImport,
  done: () => ({ to: IMPORTS_ADDRESS, say: inBoth((words) => words.abandoned), kind: 'info' }),
});

export const importsRoutes: readonly Route[] = [give, ...templates, detail, apply, withdraw, abandon];
