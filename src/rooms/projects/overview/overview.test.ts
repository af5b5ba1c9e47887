import { beforeAll, describe, expect, it } from 'vitest';
import { STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, someone, updateProgramme } from '#rooms/registry';
import { abandonProject, advanceProject } from '../project/advance-project.action.ts';
import { type BuiltProject, projectBuilders } from '../projects.fixture.ts';
import { getFunnel } from './funnel.query.ts';
import { getPipeline } from './pipeline.query.ts';
import { listProjects } from './project-list.query.ts';

describe.each(eachStore)('Lists of projects on the $name store', ({ open }) => {
  let services: Services;
  let built: BuiltProject[];
  beforeAll(async () => {
    services = await partlyFurnished(open);
    const { a } = projectBuilders(services);
    built = [
      await a.project('minalogic').named('Énergie sobre').createdOn('2013-03-01').withConsortium().save(),
      await a.project('minalogic').named('Essaim').createdOn('2014-02-01').readBy('summary', 'public').save(),
      await a
        .project('qualitropic')
        .named('Canne 100 %')
        .createdOn('2014-03-01')
        .with('firm')
        .with('laboratory', { country: 'DE' })
        .save(),
    ];
    await perform(abandonProject, { project: built[2]!.project, reason: 'Essai', on: '2014-05-01' }, callBy(services));
  });
  const names = async (input: object, call = callBy(services)) =>
    (await perform(listProjects, input, call)).rows.map(({ acronym }) => acronym);

  it('find a project by its name without accents, by cluster, stage, year and country of a partner', async () => {
    expect(await names({ q: 'energie' })).toEqual(['Énergie sobre']);
    expect(await names({ q: '100 %' })).toEqual(['Canne 100 %']);
    expect(await names({ cluster: 'qualitropic' })).toEqual(['Canne 100 %']);
    expect(await names({ stage: 'consortium' })).toEqual(['Énergie sobre']);
    expect(await names({ year: 2014 })).toEqual(['Canne 100 %', 'Essaim']);
    expect(await names({ country: 'DE' })).toEqual(['Canne 100 %']);
    expect(await names({ region: '82', sort: 'created', order: 'desc' })).toEqual(['Essaim', 'Énergie sobre']);
  });

  it('are narrowed to a region, and split by region, in the list of regions of the day (R12)', async () => {
    const facets = async () =>
      (await perform(listProjects, {}, callBy(services))).facets.regions.map(({ value, count }) => [value, count]);
    expect(await facets()).toEqual([
      ['04', 1],
      ['82', 2],
    ]);
    await perform(updateProgramme, { referenceDay: '2016-01-01', reason: 'Essai' }, callBy(services));
    expect(await facets()).toEqual([
      ['84', 2],
      ['04', 1],
    ]);
    expect(await names({ region: '84' })).toEqual(['Énergie sobre', 'Essaim']);
    expect(await names({ region: '82' })).toEqual([]);
    const { total } = await perform(getFunnel, { region: '84' }, callBy(services));
    expect(total).toBe(2);
    await perform(updateProgramme, { referenceDay: null, reason: 'Essai' }, callBy(services));
  });

  it('hide from the public what its partners kept private, title included', async () => {
    const stranger = callBy(services, STRANGER);
    expect(await names({}, stranger)).toEqual(['Essaim']);
    const { rows } = await perform(listProjects, { q: 'Essaim' }, stranger);
    expect(rows[0]).toMatchObject({ title: 'Essaim, un projet de démonstration', lead: null });
    const officer = callBy(
      services,
      someone({ role: 'cluster-officer', scope: { kind: 'cluster', id: 'qualitropic' } }),
    );
    expect(await names({}, officer)).toEqual(['Canne 100 %', 'Essaim']);
  });

  it('give the same projects in columns as in the list', async () => {
    const { columns, total } = await perform(getPipeline, {}, callBy(services));
    expect(total).toBe(3);
    expect(columns.flatMap(({ stage, rows }) => rows.map(({ acronym }) => [stage, acronym]))).toEqual([
      ['idea', 'Essaim'],
      ['consortium', 'Énergie sobre'],
      ['abandoned', 'Canne 100 %'],
    ]);
  });

  it('count in the funnel each stage that was reached, and where projects stand', async () => {
    const { total, abandoned, steps } = await perform(getFunnel, {}, callBy(services));
    const step = (stage: string) => steps.find((one) => one.stage === stage)!;
    expect([total, abandoned]).toEqual([3, 1]);
    expect(step('idea')).toMatchObject({ reached: 3, standing: 1, days: null });
    expect(step('consortium')).toMatchObject({ reached: 1, standing: 1, ofPrevious: 1 / 3 });
    const { project } = await projectBuilders(services)
      .a.project('minalogic')
      .createdOn('2013-05-01')
      .with('firm')
      .with('firm')
      .save();
    await perform(advanceProject, { project, gate: 'formConsortium', on: '2013-06-30' }, callBy(services));
    const other = await projectBuilders(services)
      .a.project('minalogic')
      .createdOn('2013-05-01')
      .with('firm')
      .with('firm')
      .save();
    await perform(
      advanceProject,
      { project: other.project, gate: 'formConsortium', on: '2013-05-21' },
      callBy(services),
    );
    const after = (await perform(getFunnel, { cluster: 'minalogic' }, callBy(services))).steps.find(
      ({ stage }) => stage === 'consortium',
    )!;
    expect(after).toMatchObject({ reached: 3, days: { count: 3, median: 20 } });
  });
});
