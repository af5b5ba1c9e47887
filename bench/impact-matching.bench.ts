/**
 * How long matching takes on firms made by GRAPPE-SYN-1's generator, one logit on x1 and x2:
 *
 *     node bench/impact-matching.bench.ts [--units 1000000,4000000] [--runs 3]
 *
 * Nearest 1:1 without replacement within a caliper of 0.1 standard deviations, and coarsened exact matching in ten bins: the two calls
 * that IMPACT.md section 6 gives for MatchIt (2.0 s and 0.61 s at a million), which leave balance for `summary` as `matchUnits` does. Where R and MatchIt are
 * installed (Debian: r-cran-matchit) the same calls run on the same firms, beside these. Best of the runs; data are in memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { numericColumns } from '../src/engines/impact/matching/covariates.ts';
import { matchUnits } from '../src/engines/impact/matching/matching.ts';
import { nearestMatches } from '../src/engines/impact/matching/nearest.ts';
import { MATCH_DEFAULTS, type MatchInput, type MatchOptions } from '../src/engines/impact/matching/options.ts';
import { fitPropensity } from '../src/engines/impact/matching/propensity.ts';
import { uniformAt } from '../src/engines/impact/random.ts';

const { values: asked } = parseArgs({
  options: { units: { type: 'string', default: '1000000,4000000' }, runs: { type: 'string', default: '3' } },
});
const SEED = 20240611;
const NEAREST: MatchOptions = { ...MATCH_DEFAULTS, calipers: [{ on: 'distance', width: 0.1, standardised: true }] };
const CEM: Partial<MatchOptions> = { method: 'cem', cutpoints: { x1: 10, x2: 10 } };

/** x1, x2 and who joins, as GRAPPE-SYN-1 draws them; treated are those who join in the first third of the years. */
function firms(units: number): MatchInput {
  const normal = (i: number, k: number): number =>
    (uniformAt(SEED, i, 0, 4 * k) +
      uniformAt(SEED, i, 0, 4 * k + 1) +
      uniformAt(SEED, i, 0, 4 * k + 2) +
      uniformAt(SEED, i, 0, 4 * k + 3) -
      2) *
    Math.sqrt(3);
  const x1 = Float64Array.from({ length: units }, (_, i) => normal(i, 10));
  const x2 = Float64Array.from({ length: units }, (_, i) => normal(i, 11));
  const treated = Uint8Array.from({ length: units }, (_, i) => {
    const joins = 0.5 + 0.08 * x1[i]! - 0.04 * x2[i]!;
    return uniformAt(SEED, i, 0, 61) < Math.min(0.9, Math.max(0.1, joins)) && uniformAt(SEED, i, 0, 62) < 1 / 3 ? 1 : 0;
  });
  return { treated, variables: { x1: { kind: 'numeric', values: x1 }, x2: { kind: 'numeric', values: x2 } } };
}

function best(run: () => unknown): number {
  let seconds = Number.POSITIVE_INFINITY;
  for (let k = 0; k < Number(asked.runs); k++) {
    const start = performance.now();
    run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

/** Seconds of MatchIt on the same firms, or why there are none. */
function matchItSeconds(input: MatchInput): { nearest: number; cem: number } | string {
  if (spawnSync('Rscript', ['-e', 'library(MatchIt)']).status !== 0) return 'R with MatchIt is not installed here';
  const folder = mkdtempSync(join(tmpdir(), 'matchit-'));
  try {
    const { x1, x2 } = input.variables;
    if (x1?.kind !== 'numeric' || x2?.kind !== 'numeric') throw new TypeError('x1 and x2 are numbers');
    const file = join(folder, 'firms.bin');
    const columns = [Float64Array.from(input.treated), x1.values, x2.values];
    writeFileSync(file, Buffer.concat(columns.map((column) => Buffer.from(column.buffer))));
    const script = `suppressMessages(library(MatchIt))
n <- ${input.treated.length}
v <- readBin("${file}", "double", 3 * n)
d <- data.frame(treat = v[1:n], x1 = v[(n + 1):(2 * n)], x2 = v[(2 * n + 1):(3 * n)])
t1 <- system.time(matchit(treat ~ x1 + x2, data = d, method = "nearest", caliper = .1))[["elapsed"]]
t2 <- system.time(matchit(treat ~ x1 + x2, data = d, method = "cem", cutpoints = 10))[["elapsed"]]
cat(t1, t2)`;
    const { status, stdout, stderr } = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
    if (status !== 0) return `MatchIt failed: ${stderr.trim().split('\n').at(-1)}`;
    const [nearest, cem] = stdout.trim().split(' ').map(Number);
    return { nearest: nearest!, cem: cem! };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

console.log('load  units      logit s  nearest s  matched s  with balance s  cem s  with balance s  MB   MatchIt');
for (const units of asked.units.split(',').map(Number)) {
  const input = firms(units);
  const kept = new Uint8Array(units).fill(1);
  const columns = numericColumns(input.variables, 'contrast');
  const score = fitPropensity(input.treated, columns, kept).probability;
  const logit = best(() => fitPropensity(input.treated, columns, kept));
  const mean = score.reduce((sum, own) => sum + own, 0) / units;
  const deviation = Math.sqrt(score.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (units - 1));
  const calipers = [{ on: 'distance', width: 0.1 * deviation }];
  const problem = { input, chosen: input.variables, options: NEAREST, score, kept, calipers };
  const nearest = best(() => nearestMatches(problem));
  const matched = best(() => matchUnits(input, NEAREST));
  const whole = best(() => matchUnits(input, NEAREST).balance);
  const cem = best(() => matchUnits(input, CEM));
  const wholeCem = best(() => matchUnits(input, CEM).balance);
  const peer = matchItSeconds(input);
  console.log(
    [
      loadavg()[0]!.toFixed(1).padEnd(5),
      String(units).padEnd(10),
      logit.toFixed(2).padStart(7),
      nearest.toFixed(2).padStart(10),
      matched.toFixed(2).padStart(10),
      whole.toFixed(2).padStart(15),
      cem.toFixed(2).padStart(6),
      wholeCem.toFixed(2).padStart(15),
      (process.memoryUsage().rss / 1e6).toFixed(0).padStart(5),
      typeof peer === 'string' ? ` ${peer}` : ` nearest ${peer.nearest.toFixed(2)} s, cem ${peer.cem.toFixed(2)} s`,
    ].join(' '),
  );
}
