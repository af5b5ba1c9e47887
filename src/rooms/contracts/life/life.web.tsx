import { notFound, type Operation, refusalOf } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { readNumber } from '#kit/web/read-form.ts';
import {
  act,
  type Filled,
  form,
  type OutputOf,
  page,
  perform,
  type Route,
  raw,
  type Values,
  type Visit,
} from '#kit/web/route.ts';
import { decideTransition, type TransitionOf } from '#kit/workflow.ts';
import { everyRow, getCluster, listInput, listingOf, may } from '#rooms/registry';
import { type ContractStep, contractAddress } from '../contract-address.ts';
import { abandonAmendment } from './abandon-amendment.action.ts';
import { confirmDecision } from './confirm-decision.action.ts';
import { contractPage } from './contract.page.tsx';
import { getContract } from './contract.query.ts';
import { contractLifePage, type LifePage } from './contract-life.page.tsx';
import { getContractLife } from './contract-life.query.ts';
import type { ContractLifeView } from './contract-life.ts';
import { clusterContractsPage, contractListPage, contractSheet, contractsToOpenPage } from './contract-list.page.tsx';
import { listClusterContracts, listContracts } from './contract-list.query.ts';
import { listContractsToOpen } from './contract-opening.query.ts';
import { stateReason } from './contract-state.ts';
import { endContract } from './end-contract.action.ts';
import { inBoth, t } from './life.sentences.ts';
import {
  abandonAmendmentPage,
  amendedTermPage,
  axesPage,
  confirmPage,
  endPage,
  examinationPage,
  type LifeCase,
  notifyDecisionPage,
  openAmendmentPage,
  replyPage,
  withdrawPage,
} from './life-forms.page.tsx';
import { openAmendment } from './open-amendment.action.ts';
import { openContract } from './open-contract.action.ts';
import { openContracts } from './open-contracts.action.ts';
import { publicContractPage } from './public-contract.page.tsx';
import { getPublicContract } from './public-contract.query.ts';
import { publicContractSheet } from './public-contract.sheet.ts';
import { recordExamination, recordImprovementAxes } from './record-improvement.action.ts';
import { recordSupportDecision } from './record-support-decision.action.ts';
import { replyToDecision } from './reply-to-decision.action.ts';
import { setAmendedTerm } from './set-amended-term.action.ts';
import type { SupportDecision } from './support-decision.ts';
import { supportDecisionLife } from './support-decision.workflow.ts';
import { withdrawDecision } from './withdraw-decision.action.ts';

/** Works for clusters only: their team, not an authority. */
const isTeamOnly = ({ call: { actor } }: Visit): boolean =>
  actor.grants.length > 0 && actor.grants.every(({ scope }) => scope.kind === 'cluster');

const list = page({
  path: '/contrats',
  of: listContracts,
  input: (visit) => listInput(listContracts, visit, { pageSize: 100 }),
  view: ({ data, visit }) =>
    contractListPage({ list: data, listing: listingOf(visit), open: may(openContract, visit) }),
  // The team of one cluster is led to its only contract.
  instead: ({ data: { rows, total }, visit }) =>
    total === 1 && visit.search.size === 0 && isTeamOnly(visit) ? contractAddress(rows[0]!.id) : null,
  sheet: async (visit) => contractSheet(await everyRow(listContracts, listInput(listContracts, visit), visit)),
});

const toOpen = page({
  path: '/contrats/a-ouvrir',
  of: listContractsToOpen,
  input: () => ({}),
  view: ({ data }) => contractsToOpenPage(data),
});

const openAll = act({
  path: '/contrats/ouvrir',
  of: openContracts,
  body: () => ({}),
  done: ({ opened, withoutRegion }) => ({
    to: '/contrats',
    kind: opened.length > 0 ? 'success' : 'info',
    say: inBoth((words) =>
      [
        opened.length > 0 ? words.opening.allDone(opened.length) : words.opening.allNone,
        ...(withoutRegion.length > 0 ? [words.opening.without(withoutRegion.join(', '))] : []),
      ].join(' '),
    ),
  }),
});

const openOne = act({
  path: '/poles/:cluster/contrats',
  of: openContract,
  body: (_, visit) => ({ cluster: visit.params.cluster }),
  done: ({ contract }) => ({ to: contractAddress(contract), say: inBoth((words) => words.opening.done) }),
});

/** From the workspace of a cluster to its contract: whoever has one is led to it. */
const ofCluster = raw({
  path: '/poles/:cluster/espace/contrat',
  of: listClusterContracts,
  method: 'GET',
  async handle(visit, c) {
    const { rows } = await perform(listClusterContracts, { cluster: visit.params.cluster! }, visit.call);
    const [only, ...others] = rows;
    if (only && others.length === 0) return c.redirect(contractAddress(only.id), 303);
    const cluster = await perform(getCluster, { cluster: visit.params.cluster! }, visit.call);
    return clusterContractsPage({ cluster, rows, open: may(openContract, visit) });
  },
});

const overview = page({
  path: '/contrats/:contract',
  of: getContract,
  view: ({ data }) => contractPage(data),
});

/** Where each act of the page « Vie » is done. */
const LIFE_PATHS: readonly [Operation, string][] = [
  [openAmendment, '/avenant'],
  [setAmendedTerm, '/avenant/terme'],
  [abandonAmendment, '/avenant/abandonner'],
  [recordSupportDecision, '/decision'],
  [recordImprovementAxes, '/axes'],
  [recordExamination, '/axes/examen'],
  [endContract, '/terme'],
];

const actsOf = (view: ContractLifeView): LifePage['acts'] =>
  Object.fromEntries(
    LIFE_PATHS.filter(
      ([{ meta }]) => view.open.includes(meta.name) || view.closed.some((one) => one.act === meta.name),
    ).map(([{ meta }, path]) => [
      meta.name,
      { title: say(meta.title), href: contractAddress(view.contract.id, 'life', path) },
    ]),
  );

const beforeOf = (visit: Visit): number | null => {
  const asked = Number(visit.search.get('avant'));
  return Number.isSafeInteger(asked) && asked > 0 ? asked : null;
};

const life = page({
  path: '/contrats/:contract/vie',
  of: getContractLife,
  input: (visit) => ({ contract: visit.params.contract!, ...(beforeOf(visit) && { before: beforeOf(visit)! }) }),
  view: ({ data, visit }) => contractLifePage({ view: data, acts: actsOf(data), before: beforeOf(visit) }),
});

const CRITERIA_ROWS = 3;

async function caseOf(visit: Visit): Promise<LifeCase> {
  const view = await perform(getContractLife, { contract: visit.params.contract! }, visit.call);
  const id = visit.params.decision;
  const decision = id === undefined ? null : (view.decisions.find((one) => one.id === id) ?? null);
  if (id !== undefined && !decision) throw notFound();
  const asked = Number(visit.search.get('criteres') ?? CRITERIA_ROWS);
  return { view, decision, criteria: Math.min(12, Math.max(1, Number.isSafeInteger(asked) ? asked : CRITERIA_ROWS)) };
}

/** One form of the page « Vie »; closed for now, it says why and leads back. */
function lifeForm<A extends Operation>(
  path: string,
  operation: A,
  view: (filled: Filled<LifeCase>) => Page,
  done: Parameters<typeof inBoth>[0],
  more: {
    readonly to?: ContractStep;
    readonly values?: (data: LifeCase) => Values;
    readonly body?: (body: Values, visit: Visit) => unknown;
    /** What it does to the decision, when it is about one. */
    readonly transition?: TransitionOf<typeof supportDecisionLife>;
    /** The operation's refusal when the page « Vie » does not offer the act. */
    readonly closed?: (view: ContractLifeView) => { readonly code: string; readonly with?: Record<string, string> };
  } = {},
): Route {
  return form({
    path: `/contrats/:contract/vie${path}`,
    of: operation,
    load: async (visit) => {
      const data = await caseOf(visit);
      const { meta } = operation;
      const past = data.decision && more.transition ? decisionReason(data.decision, more.transition) : null;
      if (past) throw refusalOf(operation, 'DECISION_STATE', { with: { reason: past } });
      if (!data.view.open.includes(meta.name)) {
        if (more.closed) {
          const { code, ...detail } = more.closed(data.view);
          throw refusalOf(operation, code, detail);
        }
        throw notFound();
      }
      return data;
    },
    values: (data) => more.values?.(data) ?? {},
    ...(more.body && { body: more.body }),
    view,
    done: (_: OutputOf<A>, visit) => ({
      to: contractAddress(visit.params.contract!, more.to ?? 'life'),
      say: inBoth(done),
    }),
  });
}

/** Why the life of a decision no longer takes this; null while it does. */
function decisionReason(
  decision: SupportDecision,
  transition: TransitionOf<typeof supportDecisionLife>,
): string | null {
  // The delay to reply closes the act too, but its form says until when.
  const verdict = decideTransition(supportDecisionLife, decision.state, transition, { replyWasPossible: true });
  return verdict.ok ? null : verdict.reasons.map(say).join(' ');
}

const notToExamine = ({ improvement }: ContractLifeView) => {
  if (!improvement) return { code: 'NO_AXES' };
  const { examination } = improvement;
  return examination
    ? { code: 'ALREADY_EXAMINED', with: { day: formatDay(examination.on) } }
    : { code: 'EXAMINED_AHEAD' };
};

const always = (code: string) => () => ({ code });

/** The state of the contract closes the act: its life says why. */
const byState = (operation: Operation, transition: 'terminate' | 'end') => (view: ContractLifeView) => {
  const closed = view.closed.find((one) => one.act === operation.meta.name);
  return {
    code: 'CONTRACT_STATE',
    with: { reason: closed ? say(closed) : stateReason(view.contract.state, transition) },
  };
};

const CRITERION_FIELD = /^criteria\.(\d+)\.(\w+)$/;

/** The criteria of a form, in their order, without those left empty; their places are kept for the sentences beside the fields. */
function criteriaOf(typed: Values): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  for (const [name, value] of Object.entries(typed)) {
    const [, index, field] = CRITERION_FIELD.exec(name) ?? [];
    if (!field) continue;
    rows[Number(index)] ??= {};
    rows[Number(index)]![field] = readCriterionField(field, value);
  }
  const filled = rows.map((row) => row ?? {});
  const isEmpty = (row: Record<string, unknown>) =>
    Object.values(row).every((value) => value === '' || value === undefined);
  while (filled.length > 1 && isEmpty(filled.at(-1)!)) filled.pop();
  return filled.filter((row, index) => index === 0 || !isEmpty(row));
}

function readCriterionField(field: string, value: unknown): unknown {
  if (field === 'countsProjects' || field === 'coLabelled') return value === 'oui';
  if (field === 'windows') return [value].flat().filter((one) => one !== '');
  return value;
}

const lifeForms: Route[] = [
  lifeForm('/avenant', openAmendment, openAmendmentPage, (words) => words.life.amendment.openTitle, {
    closed: ({ contract: { underWay, inForce } }) =>
      inForce && underWay
        ? { code: 'AMENDMENT_UNDER_WAY', with: { text: t().life.states[underWay.state].toLowerCase() } }
        : { code: 'NOTHING_IN_FORCE' },
  }),
  lifeForm('/avenant/terme', setAmendedTerm, amendedTermPage, (words) => words.life.term.done, {
    closed: always('NOT_ABOUT_DATES'),
    values: ({ view }) => ({ endsOn: view.amendment?.endsOn ?? view.contract.endsOn }),
  }),
  lifeForm('/avenant/abandonner', abandonAmendment, abandonAmendmentPage, (words) => words.life.abandon.done, {
    closed: always('NO_AMENDMENT'),
  }),
  lifeForm('/decision', recordSupportDecision, notifyDecisionPage, (words) => words.life.notify.done, {
    closed: byState(recordSupportDecision, 'terminate'),
    body: (typed, visit) => ({
      contract: visit.params.contract,
      kind: typed.kind,
      effectiveOn: typed.effectiveOn,
      reasons: typed.reasons,
      cutPercent: typeof typed.cutPercent === 'string' ? readNumber(typed.cutPercent) || null : null,
      criteria: criteriaOf(typed),
    }),
  }),
  lifeForm('/decision/:decision/repondre', replyToDecision, replyPage, (words) => words.life.reply.done, {
    transition: 'reply',
  }),
  lifeForm('/decision/:decision/confirmer', confirmDecision, confirmPage, (words) => words.life.confirm.done, {
    transition: 'confirm',
  }),
  lifeForm('/decision/:decision/retirer', withdrawDecision, withdrawPage, (words) => words.life.withdraw.done, {
    transition: 'withdraw',
  }),
  lifeForm('/axes', recordImprovementAxes, axesPage, (words) => words.life.axes.recorded, {
    closed: notToExamine,
    values: ({ view }) => ({ axes: view.improvement?.axes, source: view.improvement?.source }),
  }),
  lifeForm('/axes/examen', recordExamination, examinationPage, (words) => words.life.axes.examineDone, {
    closed: notToExamine,
    values: ({ view }) => ({ examinedOn: view.on }),
  }),
  lifeForm('/terme', endContract, endPage, (words) => words.life.end.done, { closed: byState(endContract, 'end') }),
];

const shown = page({
  path: '/poles/:cluster/contrat',
  of: getPublicContract,
  view: ({ data, visit }) => publicContractPage(data, visit.here.split('?')[0]!),
  sheet: async (visit) =>
    publicContractSheet(await perform(getPublicContract, { cluster: visit.params.cluster! }, visit.call)),
});

export const lifeRoutes: readonly Route[] = [
  list,
  toOpen,
  openAll,
  openOne,
  ofCluster,
  overview,
  life,
  ...lifeForms,
  shown,
];
