import { describe, expect, it } from 'vitest';
import { type ClusterBrief, invent, REFERENCE_DAY } from './invented.ts';
import { INVENTED_STAGES, stageOf } from './projects-course.ts';
import { inventProjects } from './projects-invented.ts';

const HOME = 'pole-3';
const clusters: ClusterBrief[] = Array.from({ length: 12 }, (_, place) => ({
  id: `pole-${place}`,
  sector: 'Énergie',
  departements: ['38'],
  world: place % 4 === 0,
}));
const invention = invent(clusters, new Map([['38', ['38185']]]));
const ids = clusters.map(({ id }) => id);
const light = inventProjects(invention, ids, 120, HOME);
const all = inventProjects(invention, ids, 1_500, HOME);
const YEARS = [2013, 2014, 2015, 2016, 2017];

describe('the invented projects', () => {
  it('stand at every stage in the cluster at home, and one of them is CARBOPACK, completed', () => {
    const home = light.projects.filter(({ cluster }) => cluster === HOME);
    const stages = new Set(home.map(stageOf));
    for (const stage of ['idea', ...INVENTED_STAGES] as const) expect(stages).toContain(stage);
    expect(stageOf(home.find(({ acronym }) => acronym === 'CARBOPACK (fictif)')!)).toBe('completed');
  });

  it('are labelled and completed in the cluster at home in each closed year of the phase, and sell in each of them', () => {
    const home = light.projects.filter(({ cluster }) => cluster === HOME);
    const references = new Set(home.map(({ reference }) => reference));
    const sold = light.results.filter(({ kind, reference }) => kind === 'market-year' && references.has(reference));
    for (const year of YEARS) {
      expect(home.map(({ stages }) => yearOf(stages.labelled))).toContain(year);
      expect(home.map(({ stages }) => yearOf(stages.completed))).toContain(year);
      expect(sold.map((one) => one.year)).toContain(year);
    }
  });

  it.each([
    ['light', light],
    ['whole', all],
  ])(
    'of the %s demonstration are labelled, funded, bring results and sell in each closed year of the phase',
    (_, told) => {
      const years: Record<string, (number | null)[]> = {
        labels: told.projects.map(({ stages }) => yearOf(stages.labelled)),
        submissions: told.projects.map(({ stages }) => yearOf(stages.submitted)),
        grants: told.aids
          .filter(({ grantedEuros, lapsed }) => grantedEuros && !lapsed)
          .map((one) => yearOf(one.selectedOn)),
        payments: told.aids.map(({ paidOn }) => yearOf(paidOn)),
        results: told.results
          .filter(({ kind }) => kind === 'patent' || kind === 'product')
          .map((one) => yearOf(one.on)),
        firstSales: told.results.filter(({ kind }) => kind === 'first-sale').map((one) => yearOf(one.on)),
        market: told.results.filter(({ kind }) => kind === 'market-year').map(({ year }) => year),
      };
      for (const [kind, found] of Object.entries(years))
        for (const year of YEARS) expect(found, `${kind} ${year}`).toContain(year);
    },
  );

  it('are labelled four times out of five and funded half of the time, and nothing has come after the day shown', () => {
    const submitted = all.projects.filter(({ stages }) => stages.submitted);
    const labelled = all.projects.filter(({ stages }) => stages.labelled).length / all.projects.length;
    expect(labelled).toBeGreaterThan(0.72);
    expect(labelled).toBeLessThan(0.82);
    expect(submitted.filter(({ stages }) => stages.selected).length / submitted.length).toBeCloseTo(0.48, 1);
    const days = [
      ...all.projects.flatMap(({ stages, openedOn }) => [openedOn, ...Object.values(stages)]),
      ...all.aids.flatMap(({ submittedOn, selectedOn, refusedOn, paidOn }) => [
        submittedOn,
        selectedOn,
        refusedOn,
        paidOn,
      ]),
      ...all.results.map(({ on }) => on),
    ];
    expect(days.filter((on) => on !== null && on > REFERENCE_DAY)).toEqual([]);
  });
});

const yearOf = (on: string | null | undefined): number | null => (on ? Number(on.slice(0, 4)) : null);
