import { describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import type { WidePanel } from '../panel.ts';
import { readExpected } from '../reference-data.fixture.ts';
import type { GroupTimeResult } from '../result.ts';
import { estimateGroupTime } from './estimate.ts';
import {
  COLUMNS,
  grappeSyn1,
  optionsOf,
  type ReferenceAggregate,
  type ReferenceFile,
  type ReferenceRun,
  referencePanel,
  tables,
} from './reference-runs.fixture.ts';

/** Regressions and plain means agree to nine digits; R's logit stops at about eight digits of its deviance. */
const toleranceOf = (run: ReferenceRun) => (run.xformla === '~1' || run.est_method === 'reg' ? 1e-9 : 1e-6);

function expectClose(got: number | null, wanted: number | null, relative: number, what: string) {
  if (wanted === null) expect(got, what).toBeNull();
  else
    expect(
      got !== null && Math.abs(got - wanted) <= relative * Math.max(Math.abs(wanted), 1e-3),
      `${what}: ${got} ≠ ${wanted}`,
    ).toBe(true);
}

function expectSameResult(result: GroupTimeResult, run: ReferenceRun) {
  const tolerance = toleranceOf(run);
  const [effects] = result.outcomes;
  expect(result.units).toBe(run.n_units);
  expect(effects!.cells.map(({ g, t }) => [g, t])).toEqual(run.att_gt.map(({ g, t }) => [g, t]));
  for (const [k, wanted] of run.att_gt.entries()) {
    const got = effects!.cells[k]!;
    expectClose(got.att, wanted.att, tolerance, `att(${wanted.g}, ${wanted.t})`);
    expectClose(got.se, wanted.se, tolerance, `se(${wanted.g}, ${wanted.t})`);
  }
  const simple = aggregate(result, { kind: 'simple' }).overall;
  expectClose(simple.att, run.aggte.simple.att, tolerance, 'simple');
  expectClose(simple.se, run.aggte.simple.se, tolerance, 'simple se');
  for (const kind of ['dynamic', 'group', 'calendar'] as const) {
    const got = aggregate(result, { kind });
    const wanted = run.aggte[kind];
    expectClose(got.overall.att, wanted.overall.att, tolerance, `${kind} overall`);
    expectClose(got.overall.se, wanted.overall.se, tolerance, `${kind} overall se`);
    expect(got.rows.map(({ at }) => at)).toEqual(wanted.by.map(({ e }) => e));
    for (const [k, row] of wanted.by.entries()) {
      expectClose(got.rows[k]!.att, row.att, tolerance, `${kind} ${row.e}`);
      expectClose(got.rows[k]!.se, row.se, tolerance, `${kind} ${row.e} se`);
    }
  }
  if (run.wald) {
    expectClose(effects!.wald!.stat, run.wald.stat, Math.max(tolerance * 10, 1e-8), 'wald');
    expectClose(Math.round(effects!.wald!.p * 1e5) / 1e5, run.wald.p, 1e-9, 'wald p');
  } else expect(effects!.wald).toBeNull();
}

for (const name of Object.keys(tables) as (keyof typeof tables)[]) {
  describe(`group-time effects agree with did 2.5.1 on ${name}`, () => {
    const table = tables[name]();
    for (const run of readExpected<ReferenceFile>(`${name}.att_gt.json`).runs) {
      it(run.id, async () => {
        expectSameResult(await estimateGroupTime(referencePanel(table, COLUMNS[name], run), optionsOf(run)), run);
      });
    }
  });
}

describe('windows of the event study agree with did 2.5.1', () => {
  interface Windows {
    readonly cases: readonly ({
      readonly args: { balance_e?: number; min_e?: number; max_e?: number };
    } & ReferenceAggregate)[];
  }
  const { runs, dynamic_windows: windows } = readExpected<ReferenceFile & { dynamic_windows: Windows }>(
    'mpdta.att_gt.json',
  );
  const run = runs[0]!;
  for (const { args, overall, by } of windows.cases) {
    it(JSON.stringify(args), async () => {
      const result = await estimateGroupTime(referencePanel(tables.mpdta(), COLUMNS.mpdta, run), optionsOf(run));
      const got = aggregate(result, {
        kind: 'dynamic',
        ...(args.balance_e === undefined ? {} : { balanceE: args.balance_e }),
        ...(args.min_e === undefined ? {} : { minE: args.min_e }),
        ...(args.max_e === undefined ? {} : { maxE: args.max_e }),
      });
      expect(got.rows.map(({ at }) => at)).toEqual(by.map(({ e }) => e));
      for (const [k, wanted] of [...by, { ...overall, e: Number.NaN }].entries()) {
        const { att, se } = got.rows[k] ?? got.overall;
        expectClose(att, wanted.att, 1e-9, `${k}`);
        expectClose(se, wanted.se, 1e-9, `${k} se`);
      }
    });
  }
});

describe('group-time effects agree with did 2.5.1 on GRAPPE-SYN-1', () => {
  interface SyntheticRun {
    readonly xformla: string;
    readonly control_group: string;
    readonly cluster: string | null;
    readonly wald: { readonly stat: number };
    readonly aggte: Record<
      'simple' | 'dynamic' | 'group' | 'calendar',
      { overall: number; se: number; att: number[] | null; se_e: number[] | null }
    >;
    /** The file keeps the cells of the smaller panel only. */
    readonly att_gt?: readonly { g: number; t: number; att: number; se: number }[];
  }
  const { sizes } = readExpected<{ sizes: Record<`n${number}`, SyntheticRun[]> }>('grappe_syn1.att_gt.json');
  const panels = new Map<number, WidePanel>();
  const cases = Object.entries(sizes).flatMap(([size, runs]) =>
    runs.map((run) => ({ units: Number(size.slice(1)), run })),
  );
  for (const { units, run } of cases) {
    it(`${units} firms, ${run.xformla} ${run.control_group} ${run.cluster ?? 'by firm'}`, async () => {
      const tolerance = run.xformla === '~1' ? 1e-9 : 1e-6;
      const panel = panels.get(units) ?? grappeSyn1(units);
      panels.set(units, panel);
      const result = await estimateGroupTime(panel, {
        outcomes: ['y'],
        covariates: run.xformla === '~1' ? [] : ['x1', 'x2'],
        controls: run.control_group === 'nevertreated' ? 'never' : 'not-yet',
        base: 'varying',
        clustered: run.cluster !== null,
      });
      for (const [k, { att, se }] of (run.att_gt ?? []).entries()) {
        expectClose(result.outcomes[0]!.cells[k]!.att, att, tolerance, `cell ${k}`);
        expectClose(result.outcomes[0]!.cells[k]!.se, se, tolerance, `cell ${k} se`);
      }
      for (const kind of ['simple', 'dynamic', 'group', 'calendar'] as const) {
        const got = aggregate(result, { kind });
        const wanted = run.aggte[kind];
        expectClose(got.overall.att, wanted.overall, tolerance, kind);
        expectClose(got.overall.se, wanted.se, tolerance, `${kind} se`);
        for (const [k, row] of got.rows.entries()) {
          expectClose(row.att, wanted.att![k]!, tolerance, `${kind} ${row.at}`);
          expectClose(row.se, wanted.se_e![k]!, tolerance, `${kind} ${row.at} se`);
        }
      }
      expectClose(result.outcomes[0]!.wald!.stat, run.wald.stat, tolerance * 10, 'wald');
    });
  }
});
