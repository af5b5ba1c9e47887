import { locale } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import { form, page, perform, type Route, type Visit } from '#kit/web/route.ts';
import { listingOf } from '#rooms/registry';
import { indicatorListPage } from '../indicator-list.page.tsx';
import { type ListedIndicator, listIndicators } from '../indicator-list.query.ts';
import { t } from '../indicators.sentences.ts';
import { t as catalogue, inBoth } from './catalogue.sentences.ts';
import { indicatorPage, revisePage, versionFields } from './indicator.page.tsx';
import { getIndicator } from './indicator.query.ts';
import { reviseIndicator } from './revise-indicator.action.ts';

/** The criteria of the list that its operation knows. */
function criteriaOf(visit: Visit) {
  const { q, family, obtained, sort, order } = listingOf(visit).criteria;
  const known = { q, family, obtained, sort, order } as Record<string, string | undefined>;
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

const list = page({
  path: '/indicateurs',
  of: listIndicators,
  input: criteriaOf,
  view: ({ data, visit }) => indicatorListPage({ ...data, listing: listingOf(visit) }),
  sheet: async (visit) => indicatorSheet((await perform(listIndicators, criteriaOf(visit), visit.call)).rows),
});

const sheet = page({
  path: '/indicateurs/:code',
  of: getIndicator,
  view: ({ data }) => indicatorPage(data),
});

const revise = form({
  path: '/indicateurs/:code/reviser',
  of: reviseIndicator,
  load: ({ params, call }) => perform(getIndicator, { code: params.code! }, call),
  values: versionFields,
  view: revisePage,
  done: ({ code }) => ({ to: `/indicateurs/${code}`, say: inBoth((words) => words.form.done) }),
});

export const catalogueRoutes: readonly Route[] = [list, sheet, revise];

function indicatorSheet(rows: readonly ListedIndicator[]): TableSheet {
  const words = t();
  const language = locale();
  return tableSheet(words.file, rows, [
    ['code', words.code, (one) => one.code],
    ['famille', words.family, (one) => one.family],
    ['libelle-fr', words.labelFr, (one) => one.label.fr],
    ['libelle-en', words.labelEn, (one) => one.label.en],
    ['definition', catalogue().definition, (one) => one.definition],
    ['obtention', catalogue().obtained, (one) => (one.obtained ? catalogue().obtainedNames[one.obtained] : '')],
    ['unite', words.unit, (one) => one.unit[language]],
    ['mesure', words.measure, (one) => words.measures[one.measure]],
    ['numerateur', words.numerator, (one) => one.numerator[language]],
    ['denominateur', words.denominator, (one) => one.denominator[language]],
    ['sens', words.direction, (one) => words.directions[one.direction]],
    ['cumul', words.cumulation, (one) => words.cumulations[one.cumulation]],
    ['agregation', words.aggregation, (one) => one.aggregation],
    ['periodicite', words.periodicity, (one) => one.periodicity],
    ['preuve', words.evidence, (one) => words.evidences[one.evidence]],
    ['source', words.source, (one) => one.source],
    ['certitude', words.certainty, (one) => words.certainties[one.certainty]],
  ]);
}
