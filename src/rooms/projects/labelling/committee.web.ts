import { notFound } from '#kit/action.ts';
import { readNumber } from '#kit/web/read-form.ts';
import { form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { assignReview } from './assign-review.action.ts';
import { getLabellingRules, listExperts } from './committee.queries.ts';
import { decideProjectLabel } from './decide-project-label.action.ts';
import { recordInterest } from './declare-interest.action.ts';
import {
  addExpertPage,
  type ExpertCase,
  expertListPage,
  saveExpertPage,
  signConfidentialityPage,
} from './expert.page.tsx';
import { assignReviewPage, decidePage, recordInterestPage } from './file-forms.page.tsx';
import { labelFilePage } from './label-file.page.tsx';
import { getLabelFile } from './label-file.query.ts';
import { listLabelRequests } from './label-request-list.query.ts';
import { inBoth } from './labelling.sentences.ts';
import { DECISIONS } from './labelling.ts';
import { fileAddress, meetingAddress, requestsAddress, rulesAddress } from './labelling-address.ts';
import { getLabellingOdds } from './labelling-odds.query.ts';
import { REQUEST_STATES } from './labelling-views.ts';
import { requestListPage } from './request-list.page.tsx';
import { type GridCase, rulesPage, saveGridPage, setRulesPage } from './rules.page.tsx';
import { addExpert, saveExpert } from './save-expert.action.ts';
import { saveGrid } from './save-grid.action.ts';
import { setLabellingRules } from './set-labelling-rules.action.ts';
import { signConfidentiality } from './sign-confidentiality.action.ts';

/** The cluster's side: files, experts, rules and grid. Its meetings stand in meeting.web.ts. */

const ROOT = '/poles/:cluster/espace/labellisation';
const cluster = (visit: Visit) => ({ cluster: visit.params.cluster! });

const FATES = ['funded', 'not-funded', 'waiting'] as const;

/** A criterion of the address, when it is one of these; nothing otherwise. */
const oneOf = <T extends string>({ search }: Visit, name: string, all: readonly T[]): T | undefined =>
  all.find((one) => one === search.get(name));

const asked = (visit: Visit) => ({
  ...cluster(visit),
  state: oneOf(visit, 'etat', REQUEST_STATES) ?? 'waiting',
  window: visit.search.get('guichet') || undefined,
  decision: oneOf(visit, 'decision', [...DECISIONS, 'granted']),
  fate: oneOf(visit, 'suite', FATES),
});

const files = page({
  path: ROOT,
  of: listLabelRequests,
  input: asked,
  also: (visit) => perform(getLabellingOdds, cluster(visit), visit.call),
  view: ({ data, extra, visit }) => {
    const { state, window = '', decision = '', fate = '' } = asked(visit);
    return requestListPage({ list: data, odds: extra, criteria: { state, window, decision, fate } });
  },
});

const file = page({
  path: `${ROOT}/dossiers/:label`,
  of: getLabelFile,
  input: ({ params }) => ({ label: params.label! }),
  view: ({ data }) => labelFilePage(data),
});

const fileOf = (visit: Visit) => perform(getLabelFile, { label: visit.params.label! }, visit.call);

const assign = form({
  path: `${ROOT}/dossiers/:label/relecteurs`,
  of: assignReview,
  load: fileOf,
  view: assignReviewPage,
  done: ({ cluster: of, label }) => ({
    to: `${fileAddress(of, label)}#relectures`,
    say: inBoth((words) => words.assign.done),
  }),
});

const interest = form({
  path: `${ROOT}/dossiers/:label/interets`,
  of: recordInterest,
  load: fileOf,
  view: recordInterestPage,
  done: ({ cluster: of, label }) => ({
    to: `${fileAddress(of, label)}#interets`,
    say: inBoth((words) => words.interest.done),
  }),
});

const decide = form({
  path: `${ROOT}/dossiers/:label/decision`,
  of: decideProjectLabel,
  load: fileOf,
  values: ({ proposed }): Values => ({ decision: proposed ?? undefined }),
  view: decidePage,
  done: ({ cluster: of, label, meeting }) => ({
    to: meeting ? `${meetingAddress(of, meeting)}#${label}` : `${fileAddress(of, label)}#decision`,
    say: inBoth((words) => words.decide.done),
  }),
});

const experts = page({
  path: `${ROOT}/experts`,
  of: listExperts,
  view: ({ data }) => expertListPage(data),
});

const toExperts =
  (done: Parameters<typeof inBoth>[0]) =>
  ({ cluster: of }: { cluster: string }) => ({ to: requestsAddress(of, '/experts'), say: inBoth(done) });

const newExpert = form({
  path: `${ROOT}/experts/nouveau`,
  of: addExpert,
  load: async (visit) => (await perform(listExperts, cluster(visit), visit.call)).cluster,
  view: addExpertPage,
  done: toExperts((words) => words.experts.saved),
});

async function expertOf(visit: Visit): Promise<ExpertCase> {
  const list = await perform(listExperts, cluster(visit), visit.call);
  const expert = list.rows.find(({ id }) => id === visit.params.expert);
  if (!expert) throw notFound();
  return { cluster: list.cluster, expert };
}

const amendExpert = form({
  path: `${ROOT}/experts/:expert`,
  of: saveExpert,
  load: expertOf,
  values: ({ expert }): Values => ({
    name: expert.name,
    email: expert.email ?? '',
    organisation: expert.organisation?.id ?? '',
    active: expert.active,
  }),
  view: saveExpertPage,
  done: toExperts((words) => words.experts.saved),
});

const sign = form({
  path: `${ROOT}/experts/:expert/confidentialite`,
  of: signConfidentiality,
  load: expertOf,
  view: signConfidentialityPage,
  done: toExperts((words) => words.experts.signDone),
});

const rulesOf = (visit: Visit) => perform(getLabellingRules, cluster(visit), visit.call);

const rules = page({
  path: '/poles/:cluster/labellisation',
  of: getLabellingRules,
  also: (visit) => perform(getLabellingOdds, cluster(visit), visit.call),
  view: ({ data, extra }) => rulesPage({ view: data, odds: extra }),
});

const setRules = form({
  path: `${ROOT}/regles`,
  of: setLabellingRules,
  load: rulesOf,
  values: ({ rules: present }): Values => ({ ...present }),
  view: setRulesPage,
  done: ({ cluster: of }) => ({ to: rulesAddress(of), say: inBoth((words) => words.rules.rulesDone) }),
});

const MOST_LINES = 30;

async function gridOf(visit: Visit): Promise<GridCase> {
  const view = await rulesOf(visit);
  const wanted = Number(visit.search.get('lignes'));
  const lines = Math.max(view.criteria.length + 1, Number.isSafeInteger(wanted) ? wanted : 0);
  return { view, lines: Math.min(MOST_LINES, lines) };
}

const criterionField = (index: number, name: string): string => `criteria.${index}.${name}`;

/** The lines that were filled, in their order: an emptied line removes its criterion. */
function criteriaIn(typed: Values): object[] {
  return Array.from({ length: MOST_LINES }, (_, index) => {
    const of = (name: string) => String(typed[criterionField(index, name)] ?? '').trim();
    return {
      id: of('id') || null,
      fr: of('fr'),
      en: of('en'),
      weight: readNumber(of('weight')),
      most: readNumber(of('most')),
    };
  }).filter(({ fr, en }) => fr !== '' || en !== '');
}

const grid = form({
  path: `${ROOT}/grille`,
  of: saveGrid,
  load: gridOf,
  values: ({ view }): Values =>
    Object.fromEntries(
      view.criteria.flatMap(({ fr, en, weight, most }, index) =>
        Object.entries({ fr, en, weight, most }).map(([name, value]) => [criterionField(index, name), value]),
      ),
    ),
  body: (typed, { params }) => ({ cluster: params.cluster, revision: typed.revision, criteria: criteriaIn(typed) }),
  view: saveGridPage,
  done: ({ cluster: of }) => ({ to: `${rulesAddress(of)}#grille`, say: inBoth((words) => words.rules.gridDone) }),
});

export const committeeRoutes: readonly Route[] = [
  files,
  file,
  assign,
  interest,
  decide,
  experts,
  newExpert,
  amendExpert,
  sign,
  rules,
  setRules,
  grid,
];
