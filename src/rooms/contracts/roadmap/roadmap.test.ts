import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { loadIndicators } from '#rooms/indicators';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { getClauseHistory } from '../clause/clause-history.query.ts';
import { moveClause } from '../clause/move-clause.action.ts';
import { removeClause } from '../clause/remove-clause.action.ts';
import { restoreClause } from '../clause/restore-clause.action.ts';
import { contractBuilders } from '../contracts.fixture.ts';
import { completenessOf } from './completeness.store.ts';
import { getCoverage } from './coverage.query.ts';
import { getObjectives } from './objectives.query.ts';
import { previewTargets } from './preview-targets.query.ts';
import { saveIndicator } from './save-indicator.action.ts';
import { saveObjective } from './save-objective.action.ts';
import { setTargets } from './set-targets.action.ts';

const CLUSTERS = ['minalogic', 'axelera', 'lyonbiopole', 'imaginove', 'techtera', 'plastipolis', 'tenerrdis'];

describe.each(eachStore)('The roadmap of a contract, on the $name store', ({ open }) => {
  let services: Services;
  let contract: string;
  let clusters: string[];
  const call = () => callBy(services);
  const director = () => callBy(services, someone({ role: 'cluster-director', scope: { kind: 'programme' } }));

  beforeAll(async () => {
    services = await partlyFurnished(open);
    await services.store.sql.transaction().execute(loadIndicators);
    clusters = [...CLUSTERS];
  });

  beforeEach(async () => {
    const { a } = contractBuilders(services);
    const cluster = clusters.shift();
    if (!cluster) throw new Error('Name more clusters: each test writes a contract of its own');
    ({ contract } = await a.contract(cluster).save());
  });

  const objective = async (title = 'Accompagner les PME', parent?: string) =>
    (
      await perform(
        saveObjective,
        { contract, parent: parent ?? null, content: { title, dimension: 'market', scope: 'collective' } },
        call(),
      )
    ).clause;
  const indicator = async (parent: string, content: Record<string, unknown> = {}) =>
    perform(
      saveIndicator,
      {
        contract,
        parent,
        content: {
          title: 'Mises sur le marché',
          unit: 'produits',
          direction: 'up',
          measure: 'count',
          cumulation: 'per-year',
          ...content,
        },
      },
      call(),
    );
  const tree = () => perform(getObjectives, { contract }, call());

  it('Objectives nest on four levels, never under themselves, and keep their order', async () => {
    const one = await objective('Un');
    const second = await objective('Un un', one);
    const third = await objective('Un un un', second);
    const fourth = await objective('Un un un un', third);
    const tooDeep = {
      contract,
      parent: fourth,
      content: { title: 'Trop', dimension: 'market', scope: 'collective' },
    } as const;
    expect((await refusalOf(perform(saveObjective, tooDeep, call()))).code).toBe('TREE_TOO_DEEP');
    const circle = { contract, clause: one, revision: 1, to: 'under', target: third } as const;
    expect((await refusalOf(perform(moveClause, circle, call()))).code).toBe('PARENT_IN_CIRCLE');

    const last = await objective('Deux');
    await perform(moveClause, { contract, clause: last, revision: 1, to: 'up' }, call());
    const shown = (await tree()).objectives.map(({ number, content }) => `${number} ${content.title}`);
    expect(shown).toEqual(['1 Deux', '2 Un', '2.1 Un un', '2.1.1 Un un un', '2.1.1.1 Un un un un']);
    expect((await refusalOf(perform(moveClause, { contract, clause: last, revision: 1, to: 'up' }, call()))).code).toBe(
      'ALREADY_THERE',
    );
    expect((await refusalOf(perform(removeClause, { contract, clause: one, revision: 1 }, call()))).code).toBe(
      'CLAUSE_HAS_CHILDREN',
    );
  });

  it('An individual objective names who bears it (R25)', async () => {
    const alone = {
      contract,
      content: { title: 'Lever des fonds', dimension: 'finance', scope: 'individual' },
    } as const;
    expect(await refusalOf(perform(saveObjective, alone, call()))).toMatchObject({
      code: 'BEARER_REQUIRED',
      field: 'content.bearers',
    });
  });

  it('A common indicator takes its unit, direction and measure from the catalogue (R26)', async () => {
    const under = await objective();
    const { clause } = await perform(
      saveIndicator,
      { contract, parent: under, content: { code: 'GOU-01', unit: 'projets', direction: 'up', measure: 'count' } },
      call(),
    );
    const row = (await tree()).objectives[0]!.indicators.find(({ id }) => id === clause)!;
    expect(row.content).toMatchObject({
      title: 'Taux de financement public de l’animation',
      unit: '%',
      direction: 'down',
      measure: 'ratio',
      denominator: 'Budget d’animation',
    });
    expect((await refusalOf(indicator(under, { code: 'XXX-99' }))).code).toBe('UNKNOWN_INDICATOR');
  });

  it('A baseline comes before the first target and not after the start of the contract (R25)', async () => {
    const under = await objective();
    const from = (year: number) => ({ value: 10, year, source: 'Bilan' });
    expect((await refusalOf(indicator(under, { baseline: from(2013), targets: { 2013: 12 } }))).code).toBe(
      'BASELINE_AFTER_TARGET',
    );
    expect((await refusalOf(indicator(under, { baseline: from(2014), targets: { 2015: 12 } }))).code).toBe(
      'BASELINE_AFTER_START',
    );
    expect((await refusalOf(indicator(under, { targets: { 2019: 12 } }))).code).toBe('YEAR_OUTSIDE_PHASE');
    await indicator(under, { baseline: from(2012), targets: { 2013: 12 } });
    await indicator(under, { baseline: from(2013), targets: { 2014: 12 } });
  });

  it('Targets are set all at once or not at all, and a change of one asks a reason', async () => {
    const under = await objective();
    const one = await indicator(under, { targets: { 2013: 5 } });
    const two = await indicator(under, {
      title: 'Part à l’export',
      unit: '%',
      measure: 'ratio',
      numerator: 'a',
      denominator: 'b',
    });
    const cell = (from: { clause: string; revision: number }, year: number, value: number | null) => ({
      indicator: from.clause,
      revision: from.revision,
      year,
      value,
    });
    const wrong = { contract, cells: [cell(one, 2014, 6), cell(one, 2015, 6.5), cell(two, 2019, 40)] };
    const refused = await perform(setTargets, wrong, call()).catch((error) => error);
    expect(refused.code).toBe('TARGETS_REFUSED');
    expect(refused.data.fields.map(({ field }: { field: string }) => field)).toEqual([
      `targets.${one.clause}.2015`,
      `targets.${two.clause}.2019`,
    ]);
    expect((await tree()).objectives[0]!.indicators[0]!.content.targets).toEqual({ 2013: 5 });

    const change = { contract, cells: [cell(one, 2013, 7), cell(two, 2018, 42.5)] };
    expect(await refusalOf(perform(setTargets, change, call()))).toMatchObject({
      code: 'REASON_REQUIRED',
      field: 'reason',
      message: expect.stringContaining('Mises sur le marché 2013'),
    });
    expect(await perform(setTargets, { ...change, reason: 'Marché plus porteur' }, call())).toMatchObject({
      changed: 2,
    });
    const [first] = (await tree()).objectives[0]!.indicators;
    expect(first!.cells[0]).toMatchObject({ value: 7, reason: 'Marché plus porteur' });
    expect((await refusalOf(perform(setTargets, { ...change, reason: 'Encore' }, call()))).code).toBe(
      'TARGETS_REFUSED',
    );
  });

  it('What was removed or changed comes back from the history, which keeps every line', async () => {
    const under = await objective();
    const { clause, revision } = await indicator(under, { targets: { 2013: 5 } });
    await perform(removeClause, { contract, clause, revision, reason: 'Doublon' }, call());
    expect((await tree()).removed).toMatchObject([{ id: clause, kind: 'indicator', title: 'Mises sur le marché' }]);
    const removal = (await perform(getClauseHistory, { contract, clause }, call())).changes[0]!;
    expect(removal).toMatchObject({ what: 'removed', reason: 'Doublon', differs: true });
    const back = await perform(restoreClause, { contract, clause, change: removal.id }, call());
    expect(back.revision).toBe(3);
    expect((await tree()).objectives[0]!.indicators.map(({ id }) => id)).toEqual([clause]);
    const history = await perform(getClauseHistory, { contract, clause }, director());
    expect(history.changes.map(({ what }) => what)).toEqual(['added', 'removed', 'added']);
    expect(history.open).toBe(true);
  });

  it('A block copied from a spreadsheet is shown cell by cell before anything is written', async () => {
    const under = await objective();
    const one = await indicator(under, { targets: { 2013: 5, 2014: 6 } });
    const block = 'Indicateur\t2013\t2014\t2019\nMises sur le marché\t1 234\t-\t9\nAutre chose\t1\t2\t3\n';
    const preview = await perform(previewTargets, { contract, block }, call());
    expect(preview.cells.map(({ year, before, after }) => [year, before, after])).toEqual([
      [2013, 5, 1234],
      [2014, 6, null],
    ]);
    expect(preview).toMatchObject({ outside: 1, unknown: ['Autre chose'] });
    expect((await tree()).objectives[0]!.indicators[0]!.revision).toBe(one.revision);
    expect((await perform(getCoverage, { contract }, call())).untied).toEqual([under]);
  });
});

describe.each(eachStore)('What a whole contract lacks, on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await partlyFurnished(open);
    await services.store.sql.transaction().execute(loadIndicators);
  });

  it('A complete project lacks nothing, and an empty one says everything with the address of the field (R25)', async () => {
    const { a } = contractBuilders(services);
    const whole = await a.contract('minalogic').complete().save();
    const completeness = await completenessOf(services.store.sql, whole.edition);
    expect(completeness.gaps.filter(({ severity }) => severity === 'missing')).toEqual([]);
    expect(completeness.complete).toBe(true);
    expect(completeness.gaps.map(({ code }) => code)).toContain('common-indicators-missing');
    const empty = await a.contract('axelera').save();
    const lacks = await completenessOf(services.store.sql, empty.edition);
    expect(lacks.complete).toBe(false);
    expect(lacks.gaps.filter(({ severity }) => severity === 'missing').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-objective', 'no-market', 'no-area', 'year-without-budget']),
    );
  });
});
