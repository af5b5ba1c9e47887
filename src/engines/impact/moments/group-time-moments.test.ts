import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { readExpected } from '../reference-data.fixture.ts';
import type { AggregationKind, GroupTimeResult } from '../result.ts';
import type { RunSql } from './cohort-moments.ts';
import { estimateFromMoments } from './group-time-moments.ts';
import { openRunner, type ReferenceTable, referenceSource } from './reference-tables.fixture.ts';

interface Row {
  readonly att: number;
  readonly se: number | null;
}

interface ExpectedRun {
  readonly id: string;
  readonly yname: string;
  readonly xformla: string;
  readonly control_group: 'nevertreated' | 'notyettreated';
  readonly anticipation: number;
  readonly base_period: 'varying' | 'universal';
  readonly weights: string | null;
  readonly cluster: string | null;
  readonly panel: boolean;
  readonly allow_unbalanced_panel: boolean;
  readonly n_units: number;
  readonly att_gt: readonly (Row & { readonly g: number; readonly t: number })[];
  readonly wald: { readonly stat: number; readonly p: number } | null;
  readonly aggte: Readonly<Record<string, Row & { overall: Row; by: readonly (Row & { readonly e: number })[] }>>;
}

let runner: { run: RunSql; close: () => void };
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

/** Relative agreement; differences below the rounding of the data themselves are none. */
function agree(found: number | null, expected: number | null, what: string): void {
  if (expected === null) expect(found, what).toBeNull();
  else
    expect(Math.abs(found! - expected), `${what}: ${found} for ${expected}`).toBeLessThan(
      1e-9 * Math.max(Math.abs(expected), 1e-3),
    );
}

function agreeWithDid(result: GroupTimeResult, expected: ExpectedRun): void {
  const [effects] = result.outcomes;
  expect(result.units).toBe(expected.n_units);
  expect(effects!.cells.map(({ g, t }) => [g, t])).toEqual(expected.att_gt.map(({ g, t }) => [g, t]));
  for (const [k, { g, t, att, se }] of expected.att_gt.entries()) {
    agree(effects!.cells[k]!.att, att, `ATT(${g},${t})`);
    agree(effects!.cells[k]!.se, se, `error of ATT(${g},${t})`);
  }
  agree(effects!.wald?.stat ?? null, expected.wald?.stat ?? null, 'pre-test');
  for (const [kind, { overall, by, att, se }] of Object.entries(expected.aggte)) {
    const found = aggregate(result, { kind: kind as AggregationKind });
    agree(found.overall.att, (overall ?? { att }).att, `${kind} overall`);
    agree(found.overall.se, (overall ?? { se }).se, `error of ${kind} overall`);
    for (const [k, row] of (by ?? []).entries()) {
      expect(found.rows[k]!.at).toBe(row.e);
      agree(found.rows[k]!.att, row.att, `${kind} ${row.e}`);
      agree(found.rows[k]!.se, row.se, `error of ${kind} ${row.e}`);
    }
  }
}

const TABLES: readonly ReferenceTable[] = ['mpdta', 'base_stagg', 'df_het', 'ehec_medicaid', 'syn_firmes'];

describe('cohort moments agree with did to nine digits', () => {
  const cases = TABLES.flatMap((table) =>
    readExpected<{ runs: readonly ExpectedRun[] }>(`${table}.att_gt.json`)
      .runs.filter(({ xformla, panel, allow_unbalanced_panel }) => xformla === '~1' && panel && !allow_unbalanced_panel)
      .map((run) => [`${table}: ${run.id}`, table, run] as const),
  );

  it.each(cases)('%s', async (_, table, expected) => {
    const source = referenceSource(table, [expected.yname], {
      ...(expected.weights ? { weight: expected.weights } : {}),
      ...(expected.cluster ? { cluster: expected.cluster } : {}),
    });
    const result = await estimateFromMoments(source, runner.run, {
      controls: expected.control_group === 'nevertreated' ? 'never' : 'not-yet',
      base: expected.base_period,
      anticipation: expected.anticipation,
    });
    agreeWithDid(result, expected);
  });
});
