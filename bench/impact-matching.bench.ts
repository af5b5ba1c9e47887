/**
 * How long matching takes on firms made by GRAPPE-SYN-1's generator, one logit on x1 and x2:
 *
 *     node bench/impact-matching.bench.ts [--units 30000,1000000] [--runs 3]
 *
 * Nearest 1:1 without replacement within a caliper of 0.1 standard deviations, and coarsened exact matching in ten bins: the two calls
 * that IMPACT.md section 6 gives for MatchIt (2.0 s and 0.61 s at a million), which leave balance for `summary` as `matchUnits` does. Where R and MatchIt are
 * installed (Debian: r-cran-matchit) the same calls run on the same firms up to 100,000, two minutes at most. Best of the runs; data are in memory.
 * Stage by stage, where `impact.bench.ts` has the whole, reading included.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { numericColumns } from '../src/engines/impact/matching/covariates.ts';
import { matchUnits } from '../src/engines/impact/matching/matching.ts';
import { nearestMatches } from '../src/engines/impact/matching/nearest.ts';
import { MATCH_DEFAULTS, type MatchInput, type MatchOptions } from '../src/engines/impact/matching/options.ts';
import { fitPropensity } from '../src/engines/impact/matching/propensity.ts';
import { uniformAt } from '../src/engines/impact/random.ts';
import { MATCHIT_FIRMS, matchItBeside } from './matchit.ts';

const { values: asked } = parseArgs({
  options: {
    units: { type: 'string', default: '30000,100000,1000000,4000000' },
    runs: { type: 'string', default: '3' },
  },
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
      units <= MATCHIT_FIRMS.at(-1)! ? ` ${matchItBeside(input, units)}` : ' not asked at this size',
    ].join(' '),
  );
}
