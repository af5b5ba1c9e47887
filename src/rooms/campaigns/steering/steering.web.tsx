import { invalidInput, refusalOf } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay, type Say, speaking } from '#kit/say.ts';
import { act, type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { usualSettings } from '../campaign.ts';
import { readFigure } from '../filling/figure-text.rules.ts';
import { burdenPage, burdenSheet } from './burden.page.tsx';
import { getBurden } from './burden.query.ts';
import { campaignPage, campaignSheet } from './campaign.page.tsx';
import { getCampaign, listCampaigns, STANDINGS } from './campaign.query.ts';
import { CAMPAIGNS, campaignAddress } from './campaign-frame.ts';
import { campaignListPage } from './campaign-list.page.tsx';
import { closeWithoutReturn } from './close-without-return.action.ts';
import { getFrozenFigures } from './exception.query.ts';
import { grantDelay } from './grant-delay.action.ts';
import { amendCampaign, prepareCampaign } from './prepare-campaign.action.ts';
import { addQuestion, withdrawQuestion } from './question.actions.ts';
import { addQuestionPage, questionsAddress, questionsPage, withdrawQuestionPage } from './questions.page.tsx';
import { listQuestions } from './questions.query.ts';
import { recordException } from './record-exception.action.ts';
import { resultsPage, resultsSheet } from './results.page.tsx';
import { getResults } from './results.query.ts';
import { closeCampaign, openCampaign, publishCampaign } from './run-campaign.actions.ts';
import { inBoth, t } from './steering.sentences.ts';
import {
  closeWithoutPage,
  delayPage,
  exceptionPage,
  preparePage,
  publishPage,
  settingsPage,
} from './steering-forms.page.tsx';
import { validateCampaign } from './validate-campaign.action.ts';

const yearOf = ({ params }: Visit) => ({ year: Number(params.year) });
const ofCluster = (visit: Visit) => ({ ...yearOf(visit), cluster: visit.params.cluster! });
const said = (make: () => string): Say => ({ fr: speaking('fr', make), en: speaking('en', make) });
const withYear = (body: Values, visit: Visit) => ({ ...body, ...visit.params, ...yearOf(visit) });

const list = page({
  path: CAMPAIGNS,
  of: listCampaigns,
  input: () => ({}),
  view: ({ data }) => campaignListPage({ data }),
});

const chosenStanding = ({ search }: Visit) =>
  ([...STANDINGS, 'late'] as const).find((standing) => standing === search.get('standing'));

const one = page({
  path: `${CAMPAIGNS}/:year`,
  of: getCampaign,
  input: (visit) => ({ ...yearOf(visit), standing: chosenStanding(visit) }),
  view: ({ data, visit }) => campaignPage({ data, standing: chosenStanding(visit) ?? null }),
  sheet: async (visit) =>
    campaignSheet(await perform(getCampaign, { ...yearOf(visit), standing: chosenStanding(visit) }, visit.call)),
});

const prepare = form({
  path: `${CAMPAIGNS}/nouvelle`,
  of: prepareCampaign,
  load: (visit) => perform(listCampaigns, {}, visit.call),
  values: ({ nextYear }): Values => ({ year: nextYear, ...usualSettings(nextYear) }),
  view: (filled) => preparePage(filled),
  done: ({ year }) => ({ to: campaignAddress(year), say: inBoth((words) => words.forms.prepared) }),
});

const campaignOf = (visit: Visit) => perform(getCampaign, yearOf(visit), visit.call);

const settings = form({
  path: `${CAMPAIGNS}/:year/reglages`,
  of: amendCampaign,
  load: campaignOf,
  values: (campaign): Values => ({ ...campaign, reason: '' }),
  body: (
    { opensOn, dueOn, stateDays, regionDays, silence, reasonThreshold, minutesPerQuarter, reason, revision },
    visit,
  ) => ({
    ...{ opensOn, dueOn, stateDays, regionDays, silence, reasonThreshold, minutesPerQuarter, reason, revision },
    ...yearOf(visit),
  }),
  view: (filled) => settingsPage(filled),
  done: ({ year }) => ({ to: campaignAddress(year), say: inBoth((words) => words.forms.saved) }),
});

const open = act({
  path: `${CAMPAIGNS}/:year/ouverture`,
  of: openCampaign,
  body: withYear,
  done: ({ year, clusters, people }) => ({
    to: campaignAddress(year),
    say: said(() => t().acts.opened(clusters, people)),
  }),
});

const close = act({
  path: `${CAMPAIGNS}/:year/cloture`,
  of: closeCampaign,
  body: withYear,
  done: ({ year, missing }) => ({ to: campaignAddress(year), say: said(() => t().acts.closed(missing)) }),
});

const validate = act({
  path: `${CAMPAIGNS}/:year/validation`,
  of: validateCampaign,
  body: withYear,
  done: ({ year, returns, values }) => ({
    to: campaignAddress(year),
    say: said(() => t().acts.validated(returns, values)),
  }),
});

const publish = form({
  path: `${CAMPAIGNS}/:year/publication`,
  of: publishCampaign,
  load: campaignOf,
  body: withYear,
  view: (filled) => publishPage(filled),
  done: ({ year }) => ({ to: campaignAddress(year, '/resultats'), say: inBoth((words) => words.acts.published) }),
});

const frozenOf = (visit: Visit) => perform(getFrozenFigures, ofCluster(visit), visit.call);

const closeWithout = form({
  path: `${CAMPAIGNS}/:year/poles/:cluster/cloture`,
  of: closeWithoutReturn,
  load: frozenOf,
  body: withYear,
  view: (filled) => closeWithoutPage(filled),
  done: (_, visit) => ({ to: campaignAddress(yearOf(visit).year), say: inBoth((words) => words.forms.closed) }),
});

const delay = form({
  path: `${CAMPAIGNS}/:year/poles/:cluster/delai`,
  of: grantDelay,
  load: frozenOf,
  body: withYear,
  view: (filled) => delayPage(filled),
  done: ({ untilOn, told }, visit) => ({
    to: campaignAddress(yearOf(visit).year, '#poles'),
    say: said(() => t().forms.delayed(formatDay(untilOn as Day), told)),
  }),
});

/** What was typed for the figure chosen, as its measure reads it. */
async function typedException(body: Values, visit: Visit) {
  const { figures } = await frozenOf(visit);
  const figure = figures.find(({ key }) => key === body.key);
  if (!figure) return withYear(body, visit);
  const text = (name: string) => String(body[name] ?? '');
  const read = readFigure(
    { value: text('value'), numerator: text('numerator'), denominator: text('denominator') },
    figure,
  );
  if (!read.ok) throw invalidInput([{ field: read.field, message: read.message }]);
  const { state, value, numerator, denominator, notBefore } = read.answer;
  return { ...withYear(body, visit), state: state ?? undefined, value, numerator, denominator, notBefore };
}

const exception = form({
  path: `${CAMPAIGNS}/:year/poles/:cluster/exception`,
  of: recordException,
  load: async (visit) => {
    const view = await frozenOf(visit);
    if (!view.frozen) throw refusalOf(recordException, 'NOT_FROZEN');
    return view;
  },
  body: typedException,
  view: (filled) => exceptionPage(filled),
  done: (_, visit) => ({
    to: campaignAddress(yearOf(visit).year, '#exceptions'),
    say: inBoth((words) => words.forms.exceptionDone),
  }),
});

const questionsOf = (visit: Visit) => perform(listQuestions, yearOf(visit), visit.call);

const questions = page({
  path: `${CAMPAIGNS}/:year/questions`,
  of: listQuestions,
  input: yearOf,
  view: ({ data }) => questionsPage({ data }),
});

const add = form({
  path: `${CAMPAIGNS}/:year/questions/ajout`,
  of: addQuestion,
  load: questionsOf,
  values: ({ year }): Values => ({ kind: 'text', lastYear: year }),
  body: withYear,
  view: (filled) => addQuestionPage(filled),
  done: (_, visit) => ({
    to: questionsAddress(yearOf(visit).year),
    say: inBoth((words) => words.questions.added),
  }),
});

const withdraw = form({
  path: `${CAMPAIGNS}/:year/questions/:question/retrait`,
  of: withdrawQuestion,
  load: async (visit) => {
    const view = await questionsOf(visit);
    const row = view.rows.find(({ id }) => id === visit.params.question);
    if (!row) throw refusalOf(withdrawQuestion, 'QUESTION_UNKNOWN');
    return { view, row };
  },
  body: withYear,
  view: (filled) => withdrawQuestionPage(filled as Filled<Parameters<typeof withdrawQuestionPage>[0]['data']>),
  done: (_, visit) => ({
    to: questionsAddress(yearOf(visit).year),
    say: inBoth((words) => words.questions.withdrawn),
  }),
});

const burden = page({
  path: `${CAMPAIGNS}/:year/charge`,
  of: getBurden,
  input: yearOf,
  view: ({ data }) => burdenPage({ data }),
  sheet: async (visit) => burdenSheet(await perform(getBurden, yearOf(visit), visit.call)),
});

const results = page({
  path: `${CAMPAIGNS}/:year/resultats`,
  of: getResults,
  input: yearOf,
  view: ({ data }) => resultsPage({ data }),
  sheet: async (visit) => resultsSheet(await perform(getResults, yearOf(visit), visit.call)),
});

export const steeringRoutes: readonly Route[] = [
  list,
  prepare,
  one,
  settings,
  open,
  close,
  validate,
  publish,
  closeWithout,
  delay,
  exception,
  questions,
  add,
  withdraw,
  burden,
  results,
];
