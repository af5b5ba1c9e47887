import { describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { readExpected } from '../reference-data.fixture.ts';
import type { GroupTimeResult } from '../result.ts';
import { estimateGroupTime } from './estimate.ts';
import {
  COLUMNS,
  optionsOf,
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
