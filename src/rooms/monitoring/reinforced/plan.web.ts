import { type Operation, refusalOf } from '#kit/action.ts';
import { addMonths, type Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { readNumber } from '#kit/web/read-form.ts';
import { form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { t } from '../monitoring.sentences.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { changeStep, exitPlan, proposePlan, replyToPlan, reviewPlan, startPlan, withdrawPlan } from './plan.actions.ts';
import { ACTS, type PlanAct, planListPage, planPage } from './plan.page.tsx';
import { type ClusterPlans, getPlans, listPlans } from './plan.query.ts';
import { planFormPage } from './plan-forms.page.tsx';

const numberIn = (value: unknown): number | null =>
  (typeof value === 'string' ? readNumber(value) : null) as number | null;

/** The criteria that a proposal's fields make. */
function criteriaOf(typed: Values): unknown[] {
  const campaigns = numberIn(typed.campaigns) ?? 1;
  const [returns, percent, bound] = [numberIn(typed.returns), numberIn(typed.percent), numberIn(typed.bound)];
  return [
    ...(returns === null ? [] : [{ kind: 'returns-on-time', campaigns: returns }]),
    ...(percent === null ? [] : [{ kind: 'on-track-share', percent, campaigns }]),
    ...(typed.indicator && bound !== null
      ? [{ kind: 'indicator', indicator: typed.indicator, direction: 'at-least', bound, campaigns }]
      : []),
  ];
}

/** One form of a plan: open while the server says so, otherwise its page says why not. */
function planForm(
  act: PlanAct,
  of: Operation,
  more: { values?: (view: ClusterPlans) => Values; body?: (typed: Values, visit: Visit) => unknown } = {},
): Route {
  const path = ACTS.find(([, name]) => name === act)![2];
  return form({
    path: `/poles/:cluster/suivi/${path}`,
    of,
    async load(visit) {
      const view = await perform(getPlans, { cluster: visit.params.cluster! }, visit.call);
      if (!view.open.includes(of.meta.name)) throw closedBecause(of, view);
      return view;
    },
    values: (view: ClusterPlans) => more.values?.(view) ?? {},
    body: more.body ?? ((typed, visit) => ({ ...typed, ...visit.params })),
    view: planFormPage(act),
    done: (_, visit) => ({
      to: `/poles/${visit.params.cluster}/suivi`,
      say: { fr: speaking('fr', () => t().plan.done[act]), en: speaking('en', () => t().plan.done[act]) },
    }),
  });
}

function closedBecause(of: Operation, view: ClusterPlans): Error {
  const closed = view.closed.find(({ act }) => act === of.meta.name);
  if (closed) return refusalOf(of, 'PLAN_STATE', { with: { reason: closed.fr } });
  if (of === proposePlan) return refusalOf(of, 'PLAN_ALIVE');
  if (!view.alive) return refusalOf(of, 'NO_PLAN');
  return of === replyToPlan ? refusalOf(of, 'ALREADY_REPLIED') : refusalOf(of, 'NO_PLAN');
}

export const planRoutes: readonly Route[] = [
  page({ path: '/suivi/renforce', of: listPlans, input: () => ({}), view: ({ data }) => planListPage(data) }),
  page({ path: '/poles/:cluster/suivi', of: getPlans, view: ({ data }) => planPage(data) }),
  planForm('propose', proposePlan, {
    values: (view) => ({
      step: String(view.suggestedStep),
      returns: String(THRESHOLDS.exitReturnsOnTime),
      percent: String(100 * THRESHOLDS.exitOnTrackShare),
      campaigns: '1',
    }),
    body: (typed, visit) => ({
      cluster: visit.params.cluster,
      step: Number(typed.step),
      reasons: typed.reasons,
      measures: typed.measures ?? '',
      criteria: criteriaOf(typed),
    }),
  }),
  planForm('reply', replyToPlan),
  planForm('start', startPlan),
  planForm('review', reviewPlan, {
    values: (view) => ({ reviewOn: addMonths(view.on as Day, THRESHOLDS.reviewMonths) }),
  }),
  planForm('step', changeStep, {
    values: (view) => ({ step: String(view.alive?.step ?? 1) }),
    body: (typed, visit) => ({ cluster: visit.params.cluster, step: Number(typed.step), reason: typed.reason }),
  }),
  planForm('exit', exitPlan),
  planForm('withdraw', withdrawPlan),
];
