import { locale } from '#kit/say.ts';
import type { Sheet } from '#kit/web/export.ts';
import { page, perform, type Route } from '#kit/web/route.ts';
import type { CommonIndicator } from './indicator.ts';
import { indicatorListPage } from './indicator-list.page.tsx';
import { listIndicators } from './indicator-list.query.ts';
import { t } from './indicators.sentences.ts';

export const indicatorsRoutes: readonly Route[] = [
  page({
    path: '/indicateurs',
    of: listIndicators,
    input: () => ({}),
    view: ({ data }) => indicatorListPage(data),
    sheet: async (visit) => indicatorSheet((await perform(listIndicators, {}, visit.call)).rows),
  }),
];

function indicatorSheet(rows: readonly CommonIndicator[]): Sheet {
  const words = t();
  const language = locale();
  const columns: readonly [string, (one: CommonIndicator) => string][] = [
    [words.code, (one) => one.code],
    [words.family, (one) => one.family],
    [words.labelFr, (one) => one.label.fr],
    [words.labelEn, (one) => one.label.en],
    [words.unit, (one) => one.unit[language]],
    [words.measure, (one) => words.measures[one.measure]],
    [words.numerator, (one) => one.numerator[language]],
    [words.denominator, (one) => one.denominator[language]],
    [words.direction, (one) => words.directions[one.direction]],
    [words.cumulation, (one) => words.cumulations[one.cumulation]],
    [words.aggregation, (one) => one.aggregation],
    [words.periodicity, (one) => one.periodicity],
    [words.evidence, (one) => words.evidences[one.evidence]],
    [words.source, (one) => one.source],
    [words.certainty, (one) => words.certainties[one.certainty]],
  ];
  return {
    name: words.file,
    columns: columns.map(([label]) => ({ label })),
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}
