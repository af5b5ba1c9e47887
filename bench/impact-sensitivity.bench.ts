/**
 * How long the intervals of Rambachan and Roth take beside HonestDiD 0.2.6 in R, on the cases of reference/evaluation:
 *
 *     node bench/impact-sensitivity.bench.ts [--rounds 5]
 *
 * R's seconds are those written in expected/honestdid.json, measured on a machine of the same kind (2 vCPU); they are read, not run. “First” is the first
 * call of the process, compilation included; “best” the fastest round. Differences are the largest between bounds, in steps of the grid of θ (for FLCI, in
 * thousandths of the length), so that a fast wrong answer shows.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  breakdownMagnitude,
  type EventStudy,
  type RobustResult,
  relativeMagnitudeIntervals,
  smoothnessIntervals,
} from '../src/engines/impact/sensitivity/index.ts';

const { values: asked } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const ROUNDS = Number(asked.rounds);
const BAR_MS = 1_000;
const GRID_STEPS = 999;

interface Run {
  readonly rows: readonly { readonly lb: number; readonly ub: number; readonly Mbar?: number; readonly M?: number }[];
  readonly r_seconds: number;
}

interface Case {
  readonly betahat: readonly number[];
  readonly sigma: readonly (readonly number[])[];
  readonly numPre: number;
  readonly numPost: number;
  readonly l_vec: readonly number[];
  readonly [run: string]: unknown;
}

const file = join(import.meta.dirname, '../reference/evaluation/expected/honestdid.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Record<string, Case> };

type Estimate = (study: EventStudy, ms: readonly number[], weights: readonly number[]) => RobustResult<string>;

const RUNS: Readonly<Record<string, Estimate>> = {
  RM_CLF: (study, ms, weights) => relativeMagnitudeIntervals(study, ms, { weights, method: 'c-lf' }),
  RM_conditional: (study, ms, weights) => relativeMagnitudeIntervals(study, ms, { weights, method: 'conditional' }),
  SD_FLCI: (study, ms, weights) => smoothnessIntervals(study, ms, { weights, method: 'flci' }),
  SD_CLF: (study, ms, weights) => smoothnessIntervals(study, ms, { weights, method: 'c-lf' }),
  SD_CF: (study, ms, weights) => smoothnessIntervals(study, ms, { weights, method: 'c-f' }),
};

function clock<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
}

function timed<T>(work: () => T): { readonly first: number; readonly best: number; readonly value: T } {
  const first = clock(work);
  const others = Array.from({ length: ROUNDS - 1 }, () => clock(work).ms);
  return { first: first.ms, best: Math.min(first.ms, ...others), value: first.value };
}

const columns = (cells: readonly string[]) =>
  console.log(cells.map((cell, place) => (place === 0 ? cell.padEnd(28) : cell.padStart(12))).join(''));

columns(['case, values', 'R s', 'first ms', 'best ms', 'R / first', 'difference']);
let slowest = 0;
for (const [name, one] of Object.entries(cases)) {
  const study: EventStudy = {
    coefficients: one.betahat,
    covariance: Float64Array.from(one.sigma.flat()),
    pre: one.numPre,
    post: one.numPost,
    base: 'universal',
  };
  for (const [run, estimate] of Object.entries(RUNS)) {
    const expected = one[run] as Run | undefined;
    if (!expected) continue;
    const ms = expected.rows.map((row) => (row.Mbar ?? row.M)!);
    const { first, best, value } = timed(() => estimate(study, ms, one.l_vec));
    if (run === 'RM_CLF') slowest = Math.max(slowest, first);
    const differences = expected.rows.map(({ lb, ub }, place) => {
      const { lower, upper } = value.rows[place]!;
      const step = run === 'SD_FLCI' || run === 'SD_CF' ? (ub - lb) / 1_000 : (40 * value.se) / GRID_STEPS;
      return Math.max(Math.abs(lower! - lb), Math.abs(upper! - ub)) / step;
    });
    columns([
      `${name} ${run}, ${ms.length}`,
      expected.r_seconds.toFixed(1),
      first.toFixed(0),
      best.toFixed(0),
      `${((1_000 * expected.r_seconds) / first).toFixed(0)} ×`,
      Math.max(...differences).toFixed(2),
    ]);
  }
  const { first, best, value } = timed(() => breakdownMagnitude(study, { weights: one.l_vec }));
  columns([`${name} breakdown M̄ ${value.value?.toFixed(2) ?? '-'}`, '-', first.toFixed(0), best.toFixed(0), '-', '-']);
}
console.log(
  `\nRelative magnitudes, C-LF, slowest first call: ${slowest.toFixed(0)} ms (bar ${BAR_MS} ms on a quiet core).`,
);
