import { enter, invalidInput, notFound } from '#kit/action.ts';
import { readForm } from '#kit/web/read-form.ts';
import { form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { refusedFields } from '#kit/web/server.ts';
import { listIndicators } from '#rooms/indicators';
import { clauseRoutes } from '../clause/clause.web.tsx';
import { contractAddress } from '../contract-address.ts';
import { completenessPage } from './completeness.page.tsx';
import { getCompleteness } from './completeness.query.ts';
import { coveragePage } from './coverage.page.tsx';
import { getCoverage } from './coverage.query.ts';
import { type IndicatorCase, indicatorFields, indicatorPage } from './indicator-form.page.tsx';
import { type ObjectiveCase, objectiveFields, objectivePage } from './objective-form.page.tsx';
import { indicatorsOf, objectivesPage } from './objectives.page.tsx';
import { getObjectives } from './objectives.query.ts';
import type { ObjectiveTree } from './objectives.ts';
import { pastePage, previewPage } from './paste.page.tsx';
import { previewTargets } from './preview-targets.query.ts';
import { faultFields } from './roadmap.refusals.ts';
import { inBoth } from './roadmap.sentences.ts';
import { completenessSheet, coverageSheet, objectiveSheet } from './roadmap.sheets.ts';
import { typedIndicator, typedObjective } from './roadmap-form.ts';
import { saveIndicator } from './save-indicator.action.ts';
import { saveObjective } from './save-objective.action.ts';
import { setTargets } from './set-targets.action.ts';
import { parseGridRead, typedCells } from './target-grid.rules.ts';
import { getTieChoices } from './tie-choices.query.ts';

const BASE = '/contrats/:contract/objectifs';

const treeOf = ({ params, call }: Visit): Promise<ObjectiveTree> =>
  perform(getObjectives, { contract: params.contract! }, call);

const toGrid =
  (anchor: (output: { clause: string }) => string, words: Parameters<typeof inBoth>[0]) =>
  (output: { contract: string; clause: string }) => ({
    to: contractAddress(output.contract, 'objectives', anchor(output)),
    say: inBoth(words),
  });

const grid = page({
  path: BASE,
  of: getObjectives,
  input: ({ params }) => ({ contract: params.contract! }),
  view: ({ data }) => objectivesPage({ data, values: {}, errors: [] }),
  sheet: async (visit) => objectiveSheet(await treeOf(visit)),
});

/** The cells of the grid that the person changed; those that cannot be read are said at once, before anything is asked of the text. */
async function typedTargets(body: Values, visit: Visit) {
  await enter(setTargets, visit.params, visit.call);
  const tree = await treeOf(visit);
  const field = (name: string) => {
    const typed = body[name];
    return typeof typed === 'string' ? typed : undefined;
  };
  const { cells, faults } = typedCells(indicatorsOf(tree), tree.years, parseGridRead(body.lu), field);
  if (faults.length > 0) throw invalidInput(faultFields(faults));
  return { contract: visit.params.contract, reason: body.reason ?? '', cells };
}

const targets = form({
  path: `${BASE}/cibles`,
  of: setTargets,
  load: treeOf,
  body: typedTargets,
  view: ({ data, values, errors }) => objectivesPage({ data, values, errors }),
  done: ({ contract }) => ({
    to: contractAddress(contract, 'objectives'),
    say: inBoth((words) => words.tree.saved),
  }),
});

async function objectiveCase(visit: Visit): Promise<ObjectiveCase> {
  const tree = await treeOf(visit);
  const { priorities, filieres, areas } = await perform(
    getTieChoices,
    { contract: visit.params.contract! },
    visit.call,
  );
  const objective = tree.objectives.find(({ id }) => id === visit.params.objective) ?? null;
  return { tree, objective, isNew: visit.params.objective === undefined, priorities, filieres, areas };
}

const newObjective = form({
  path: `${BASE}/nouveau`,
  of: saveObjective,
  load: objectiveCase,
  values: (_, { search }): Values => ({ 'content.scope': 'collective', parent: search.get('sous') ?? '' }),
  body: (body, { params }) => ({
    ...typedObjective(body),
    contract: params.contract,
    clause: undefined,
    revision: undefined,
  }),
  view: objectivePage,
  done: toGrid(
    ({ clause }) => `/${clause}/indicateurs/nouveau`,
    (words) => words.objective.saved,
  ),
});

const oneObjective = form({
  path: `${BASE}/:objective`,
  of: saveObjective,
  async load(visit) {
    const found = await objectiveCase(visit);
    if (!found.objective) refuseUnknown(found.tree, visit.params.objective);
    return found;
  },
  values: ({ objective }): Values => (objective ? objectiveFields(objective) : {}),
  body: (body, { params }) => ({ ...typedObjective(body), contract: params.contract, clause: params.objective }),
  view: objectivePage,
  done: toGrid(
    ({ clause }) => `#objectif-${clause}`,
    (words) => words.objective.saved,
  ),
});

/** A passage that was in the text and is no longer keeps its form, with what was typed; one that never was is not found. */
function refuseUnknown(tree: ObjectiveTree, clause: string | undefined): void {
  if (!tree.removed.some(({ id }) => id === clause)) throw notFound();
}

async function indicatorCase(visit: Visit, isNew: boolean): Promise<IndicatorCase> {
  const tree = await treeOf(visit);
  const { rows: catalogue } = await perform(listIndicators, {}, visit.call);
  const indicator = isNew ? null : (indicatorsOf(tree).find(({ id }) => id === visit.params.indicator) ?? null);
  if (!isNew && !indicator) refuseUnknown(tree, visit.params.indicator);
  const above = isNew ? visit.params.objective : indicator?.objective;
  const objective = tree.objectives.find(({ id }) => id === above) ?? null;
  if (isNew && !objective) throw notFound();
  const common = indicator ? indicator.content.code !== null : visit.search.get('sorte') !== 'propre';
  return { tree, objective, indicator, isNew, common, catalogue };
}

/** Whoever may not write is told so by the act itself, before anything is read for it. */
const typedIndicatorOf = async (body: Values, visit: Visit) => {
  await enter(saveIndicator, visit.params, visit.call);
  const { rows: catalogue } = await perform(listIndicators, {}, visit.call);
  const { years } = await treeOf(visit);
  return typedIndicator(body, years, catalogue);
};

const newIndicator = form({
  path: `${BASE}/:objective/indicateurs/nouveau`,
  of: saveIndicator,
  load: (visit) => indicatorCase(visit, true),
  body: async (body, visit) => ({
    ...(await typedIndicatorOf(body, visit)),
    contract: visit.params.contract,
    parent: visit.params.objective,
    clause: undefined,
    revision: undefined,
  }),
  view: indicatorPage,
  done: toGrid(
    ({ clause }) => `#indicateur-${clause}`,
    (words) => words.indicator.saved,
  ),
});

const oneIndicator = form({
  path: `${BASE}/indicateurs/:indicator`,
  of: saveIndicator,
  load: (visit) => indicatorCase(visit, false),
  values: ({ indicator, tree }): Values => (indicator ? indicatorFields(indicator.content, tree.years) : {}),
  body: async (body, visit) => ({
    ...(await typedIndicatorOf(body, visit)),
    contract: visit.params.contract,
    clause: visit.params.indicator,
  }),
  view: indicatorPage,
  done: toGrid(
    ({ clause }) => `#indicateur-${clause}`,
    (words) => words.indicator.saved,
  ),
});

const preview = raw({
  path: `${BASE}/coller/apercu`,
  method: 'POST',
  of: previewTargets,
  async handle(visit, c) {
    const values = (await c.req.parseBody()) as Values;
    const { block, indicator, year } = values;
    const asked = readForm(previewTargets.schema, { block: String(block ?? ''), indicator, year });
    const input = { ...asked, block: String(block ?? ''), contract: visit.params.contract! };
    try {
      const found = await perform(previewTargets, input, visit.call);
      const tree = await treeOf(visit);
      if (values.retour) return pastePage({ tree, values, errors: [] });
      return previewPage({ tree, preview: found, values, errors: [] });
    } catch (error) {
      const errors = refusedFields(error);
      if (!errors) throw error;
      c.status(422);
      return pastePage({ tree: await treeOf(visit), values, errors });
    }
  },
});

const paste = form({
  path: `${BASE}/coller`,
  of: setTargets,
  load: treeOf,
  body: (body, { params }) => ({
    contract: params.contract,
    reason: body.reason ?? '',
    cells: parseCells(body.cells),
  }),
  async view({ data: tree, values, errors, visit }) {
    if (errors.length === 0 || values.block === undefined) return pastePage({ tree, values, errors });
    const { block, indicator, year } = values;
    const asked = { contract: visit.params.contract!, block: String(block) };
    const from = { ...(indicator ? { indicator: String(indicator) } : {}), ...(year ? { year: Number(year) } : {}) };
    return previewPage({
      tree,
      preview: await perform(previewTargets, { ...asked, ...from }, visit.call),
      values,
      errors,
    });
  },
  done: ({ contract }) => ({
    to: contractAddress(contract, 'objectives'),
    say: inBoth((words) => words.tree.saved),
  }),
});

/** The cells that the preview carries; the schema refuses what is not some. */
function parseCells(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return [];
  }
}

const coverage = page({
  path: `${BASE}/couverture`,
  of: getCoverage,
  input: ({ params }) => ({ contract: params.contract! }),
  also: treeOf,
  view: ({ data, extra }) => coveragePage({ data, open: extra.open }),
  sheet: async ({ params, call }) => coverageSheet(await perform(getCoverage, { contract: params.contract! }, call)),
});

const completeness = page({
  path: '/contrats/:contract/completude',
  of: getCompleteness,
  input: ({ params }) => ({ contract: params.contract! }),
  view: ({ data }) => completenessPage({ data }),
  sheet: async ({ params, call }) =>
    completenessSheet(await perform(getCompleteness, { contract: params.contract! }, call), call.services.config.url),
});

/** Addresses without a name to fill come before those that have one at the same place. */
export const roadmapRoutes: readonly Route[] = [
  grid,
  targets,
  newObjective,
  preview,
  paste,
  coverage,
  oneIndicator,
  newIndicator,
  oneObjective,
  completeness,
  ...clauseRoutes,
];
