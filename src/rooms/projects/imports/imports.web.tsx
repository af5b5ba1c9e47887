import { attachedIn } from '#kit/attached-file.ts';
import { act, form, page, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { abandonProjectImport, applyProjectImport } from './apply-project-import.action.ts';
import { projectImportPage } from './import.page.tsx';
import { IMPORTS_ADDRESS, importAddress, importListPage } from './import-list.page.tsx';
import { columnGuide, projectTemplateCsv, projectTemplateXlsx } from './import-template.ts';
import { inBoth, t } from './imports.sentences.ts';
import { IMPORT_KINDS, type ImportKind } from './imports.ts';
import { getProjectImport, listProjectImports } from './project-import.query.ts';
import { recordProjectFile } from './record-project-file.action.ts';

const PAST_IMPORTS = 10;

const pageOf = (visit: Visit): number => {
  const asked = Number(visit.search.get('page'));
  return Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1;
};

const guides = () =>
  Object.fromEntries(IMPORT_KINDS.map((kind) => [kind, columnGuide(kind)])) as Record<
    ImportKind,
    ReturnType<typeof columnGuide>
  >;

const give = form({
  path: IMPORTS_ADDRESS,
  of: recordProjectFile,
  load: (visit) => perform(listProjectImports, { page: pageOf(visit), pageSize: PAST_IMPORTS }, visit.call),
  body: async (body) => ({ ...body, file: await attachedIn(body.file) }),
  view: ({ data, values, errors }) => importListPage({ list: data, guides: guides(), values, errors }),
  done: ({ projectImport }) => ({ to: importAddress(projectImport) }),
});

const detail = page({
  path: `${IMPORTS_ADDRESS}/:projectImport`,
  of: getProjectImport,
  input: ({ params, search }) => ({ projectImport: params.projectImport!, leaveOut: search.get('sans') === 'oui' }),
  view: ({ data }) => projectImportPage(data),
});

const apply = act({
  path: `${IMPORTS_ADDRESS}/:projectImport/appliquer`,
  of: applyProjectImport,
  done: (_, { params }) => ({
    to: importAddress(params.projectImport!),
    say: inBoth((words) => words.detail.applied),
  }),
});

const abandon = act({
  path: `${IMPORTS_ADDRESS}/:projectImport/abandonner`,
  of: abandonProjectImport,
  done: (_, { params }) => ({
    to: importAddress(params.projectImport!),
    say: inBoth((words) => words.detail.abandoned),
    kind: 'info',
  }),
});

/** The files to fill in, one address for each kind and format. */
const templates: Route[] = IMPORT_KINDS.flatMap((kind) =>
  (['csv', 'xlsx'] as const).map((format) =>
    raw({
      path: `${IMPORTS_ADDRESS}/modeles/${kind}.${format}`,
      of: listProjectImports,
      method: 'GET',
      async handle(visit, c) {
        await perform(listProjectImports, { pageSize: 1 }, visit.call);
        c.header('Content-Disposition', `attachment; filename="${t().templates.fileName(kind)}.${format}"`);
        if (format === 'csv')
          return c.body(projectTemplateCsv(kind), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
        return c.body((await projectTemplateXlsx(kind)) as Uint8Array<ArrayBuffer>, 200, {
          'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        });
      },
    }),
  ),
);

export const importRoutes: readonly Route[] = [give, ...templates, detail, apply, abandon];
