import { sendSheet } from '#kit/web/export.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import { type InputOf, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { listInput } from '#rooms/registry';
import { exportClusterNote, exportPortfolioNote, tabulateClusterNote, tabulatePortfolioNote } from './note.query.ts';

const selection = (visit: Visit): InputOf<typeof tabulatePortfolioNote> => {
  const { pageSize: _, ...asked } = listInput(tabulatePortfolioNote, visit) as Record<string, unknown>;
  return asked as InputOf<typeof tabulatePortfolioNote>;
};

const documents = (['pdf', 'docx'] as const).flatMap((format): Route[] => [
  raw({
    path: `/suivi/note.${format}`,
    of: exportPortfolioNote,
    method: 'GET',
    handle: async (visit) =>
      handedResponse(await perform(exportPortfolioNote, { ...selection(visit), format }, visit.call)),
  }),
  raw({
    path: `/poles/:cluster/note.${format}`,
    of: exportClusterNote,
    method: 'GET',
    handle: async (visit) =>
      handedResponse(await perform(exportClusterNote, { cluster: visit.params.cluster!, format }, visit.call)),
  }),
]);

export const noteRoutes: readonly Route[] = [
  ...documents,
  raw({
    path: '/suivi/note.xlsx',
    of: tabulatePortfolioNote,
    method: 'GET',
    handle: async (visit) => sendSheet(await perform(tabulatePortfolioNote, selection(visit), visit.call), 'xlsx'),
  }),
  raw({
    path: '/poles/:cluster/note.xlsx',
    of: tabulateClusterNote,
    method: 'GET',
    handle: async (visit) =>
      sendSheet(await perform(tabulateClusterNote, { cluster: visit.params.cluster! }, visit.call), 'xlsx'),
  }),
];
