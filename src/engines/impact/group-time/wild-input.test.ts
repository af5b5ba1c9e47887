import { describe, expect, it } from 'vitest';
import { firstTreatedFrom } from '../first-treated.ts';
import { type LongPanel, numeric } from '../panel.ts';
import { ImpactError } from '../sentence.ts';
import { estimateGroupTime } from './estimate.ts';
import type { GroupTimeOptions } from './options.ts';
import { drawPanel, selectRows } from './panels.fixture.ts';

const panel = drawPanel({ units: 120, cohorts: [0, 0, 3, 4], seed: 20, clusters: 40 });
const options: GroupTimeOptions = { outcomes: ['y'], covariates: ['x1'] };
const units = panel.unit as Float64Array;
const rows = [...panel.period.keys()];
const changed = (values: Float64Array, row: number, value: number) =>
  values.map((old, at) => (at === row ? value : old));

/** One refusal: its code, and what the sentence must show. */
const REFUSALS: readonly [string, LongPanel, Partial<GroupTimeOptions>, string, RegExp][] = [
  ['a firm and year read twice', selectRows(panel, [...rows, 7, 9]), {}, 'duplicate-unit-period', /2 rows.*601, 602/],
  [
    'a first treated year that changes',
    { ...panel, firstTreated: changed(panel.firstTreated, 1, 9) },
    {},
    'cohort-varies',
    /1 unit .*1000/,
  ],
  [
    'a cluster that changes',
    { ...panel, cluster: changed(panel.cluster as Float64Array, 6, 99) },
    {},
    'cluster-varies',
    /1 unit .*1001/,
  ],
  [
    'a negative cohort',
    { ...panel, firstTreated: panel.firstTreated.map((g) => (g === 3 ? -3 : g)) },
    {},
    'cohort-negative',
    /-3/,
  ],
  [
    'a fractional cohort',
    { ...panel, firstTreated: panel.firstTreated.map((g) => (g === 3 ? 3.5 : g)) },
    {},
    'cohort-fractional',
    /3\.5/,
  ],
  ['a row without year', { ...panel, period: changed(panel.period, 4, Number.NaN) }, {}, 'period-missing', /row 5/],
  ['a row without firm', { ...panel, unit: changed(units, 4, Number.NaN) }, {}, 'unit-missing', /row 5/],
  ['negative weights', { ...panel, weights: changed(panel.weights!, 2, -1) }, {}, 'weights-negative', /row 3/],
  ['weights that are all zero', { ...panel, weights: panel.weights!.map(() => 0) }, {}, 'weights-zero', /zero/],
  [
    'nobody treated',
    { ...panel, firstTreated: panel.firstTreated.map(() => Number.POSITIVE_INFINITY) },
    {},
    'no-treated',
    /1–5/,
  ],
  [
    'everybody treated at once',
    { ...panel, firstTreated: panel.firstTreated.map(() => 2) },
    {},
    'no-controls',
    /control/,
  ],
  [
    'everybody treated from the start',
    { ...panel, firstTreated: panel.firstTreated.map((g) => (g > 0 ? 1 : 0)) },
    {},
    'no-treated',
    /already/,
  ],
  [
    'one year only',
    selectRows(
      panel,
      rows.filter((row) => panel.period[row] === 2),
    ),
    {},
    'one-period',
    /two/,
  ],
  [
    'a firm never observed in full',
    selectRows(
      panel,
      rows.filter((row) => (units[row]! + panel.period[row]!) % 5 !== 0),
    ),
    {},
    'nothing-balanced',
    /unbalanced/,
  ],
  [
    'too few never treated',
    selectRows(
      panel,
      rows.filter((row) => panel.firstTreated[row]! > 0 || units[row]! < 1006),
    ),
    { controls: 'never' },
    'never-too-small',
    /not yet/,
  ],
  ['an outcome that is not there', panel, { outcomes: ['rd'] }, 'unknown-outcome', /rd.*y/],
  ['a covariate that is not there', panel, { covariates: ['taille'] }, 'unknown-covariate', /taille.*x1/],
  ['an anticipation that is no duration', panel, { anticipation: -1 }, 'anticipation', /-1/],
];

describe('data that allow no estimate', () => {
  for (const [what, wild, more, code, sentence] of REFUSALS) {
    it(`are refused in one sentence that shows where: ${what}`, async () => {
      const refusal = await estimateGroupTime(wild, { ...options, ...more }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal).toBeInstanceOf(ImpactError);
      const { code: got, sentence: said } = refusal as ImpactError;
      expect(got).toBe(code);
      expect(said.en).toMatch(sentence);
      expect(said.fr.length).toBeGreaterThan(20);
    });
  }

  it('are refused when a treatment stops: effects need a first treatment that lasts', () => {
    const treated = panel.period.map((t, row) =>
      panel.firstTreated[row]! > 0 && t >= panel.firstTreated[row]! && t < 5 ? 1 : 0,
    );
    expect(() => firstTreatedFrom(panel.unit, panel.period, treated)).toThrow(/stops after it started/);
    const lasting = panel.period.map((t, row) =>
      panel.firstTreated[row]! > 0 && t >= panel.firstTreated[row]! ? 1 : 0,
    );
    expect(firstTreatedFrom(panel.unit, panel.period, lasting)).toEqual(panel.firstTreated);
  });
});

describe('data that allow less than was asked', () => {
  const warned = async (wild: LongPanel, more: Partial<GroupTimeOptions> = {}) => {
    const result = await estimateGroupTime(wild, { ...options, ...more });
    const { cells } = result.outcomes[0]!;
    for (const { att, se, reason } of cells) {
      expect(Number.isNaN(att)).toBe(false);
      expect(Number.isNaN(se)).toBe(false);
      if (att === null || se === null) expect(reason).toBeDefined();
    }
    return { result, cells, codes: result.warnings.map(({ code }) => code) };
  };

  it('missing and infinite values leave, counted, with the firms that they make incomplete', async () => {
    const y = changed(changed(panel.outcomes.y!, 3, Number.NaN), 17, Number.POSITIVE_INFINITY);
    const { result, codes } = await warned({ ...panel, outcomes: { y } });
    expect(result.sample.map(({ step, dropped, kept }) => [step, dropped, kept])).toEqual([
      ['incomplete', 2, 598],
      ['already-treated', 0, 120],
      ['unbalanced', 2, 118],
    ]);
    expect(codes).toEqual(expect.arrayContaining(['incomplete', 'unbalanced']));
  });

  it('rows without cluster leave, as rows without outcome do', async () => {
    const cluster = changed(panel.cluster as Float64Array, 12, Number.NaN);
    const { result } = await warned({ ...panel, cluster });
    expect(result.units).toBe(119);
    const names = Array.from(cluster, (name) => (Number.isNaN(name) ? '' : `zone ${name}`));
    expect((await warned({ ...panel, cluster: names })).result.units).toBe(119);
  });

  it('a cohort of one firm has an effect, and a word on its error', async () => {
    const treatedOnce = units[panel.firstTreated.indexOf(4)];
    const one = selectRows(
      panel,
      rows.filter((row) => panel.firstTreated[row] !== 4 || units[row] === treatedOnce),
    );
    const { codes, cells } = await warned(one, { covariates: [] });
    expect(codes).toContain('small-cohorts');
    expect(cells.filter(({ g }) => g === 4).every(({ att }) => att !== null)).toBe(true);
  });

  it('a covariate that separates treated from controls leaves cells empty, with the reason', async () => {
    const x = panel.firstTreated.map((g, row) => (g === 3 ? 1 : 0) + (units[row]! % 7) * 0.01);
    const { codes, cells } = await warned({ ...panel, covariates: { x1: numeric(x) } });
    expect(cells.filter(({ g, reason }) => g === 3 && reason !== 'reference').every(({ att }) => att === null)).toBe(
      true,
    );
    expect(codes.some((code) => code === 'cells-overlap' || code === 'cells-separation')).toBe(true);
  });

  it.each(['dr', 'reg', 'ipw'] as const)(
    'a cohort, or controls, without weight are said to have none, whatever the path (%s)',
    async (method) => {
      const weighing = (g: number): LongPanel => ({
        ...panel,
        weights: panel.firstTreated.map((own, row) => (own === g ? 0 : 1 + (units[row]! % 3))),
      });
      for (const path of [{ covariates: [] }, { covariates: ['x1'] }, { panel: 'unbalanced' as const }]) {
        const cohort = await warned(weighing(3), { ...path, method, controls: 'never' });
        expect(cohort.codes).toContain('cells-no-weight');
        for (const { g, att, reason } of cohort.cells) {
          if (reason === 'reference') continue;
          expect([att === null, reason]).toEqual(g === 3 ? [true, 'no-weight'] : [false, undefined]);
        }
        const controls = await warned(weighing(0), { ...path, method, controls: 'never' });
        expect(new Set(controls.cells.map(({ reason }) => reason))).toEqual(new Set(['no-weight', 'reference']));
      }
    },
  );

  it('a covariate that others already explain is set aside by name, and changes nothing', async () => {
    const x1 = (panel.covariates!.x1 as { values: Float64Array }).values;
    const twice = {
      ...panel,
      covariates: { x1: numeric(x1), x2: numeric(x1.map((value) => 3 - 2 * value)), one: numeric(x1.map(() => 4)) },
    };
    const { result, codes } = await warned(twice, { covariates: ['x1', 'x2', 'one'] });
    expect(codes).toContain('collinear-covariates');
    expect(result.warnings.find(({ code }) => code === 'collinear-covariates')!.en).toMatch(/x2, one/);
    expect(result.outcomes[0]!.cells).toEqual((await estimateGroupTime(panel, options)).outcomes[0]!.cells);
  });

  it('gaps in an unbalanced panel leave firms in for the years they have', async () => {
    const gaps = selectRows(
      panel,
      rows.filter((row) => row % 11 !== 0),
    );
    const { result } = await warned(gaps, { panel: 'unbalanced' });
    expect(result.units).toBe(120);
    expect(result.options.panel).toBe('unbalanced');
    expect((await estimateGroupTime(panel, { ...options, panel: 'unbalanced' })).options.panel).toBe('balanced');
  });

  it('an outcome that never varies has effects of zero and no error, said so', async () => {
    const { codes, cells } = await warned({ ...panel, outcomes: { y: panel.outcomes.y!.map(() => 5) } });
    expect(cells.every(({ att, se }) => Math.abs(att!) < 1e-12 && se === null)).toBe(true);
    expect(codes).toContain('cells-no-variance');
  });
});
