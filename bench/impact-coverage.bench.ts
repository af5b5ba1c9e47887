/**
 * Do intervals and bands cover the truth as often as they say? Panels drawn from a known truth (src/engines/impact/group-time/panels.fixture.ts),
 * estimated again and again; 95 % is nominal, and with R panels a share moves by chance within ± 1.96 √(.95 × .05 / R):
 *
 *     node bench/impact-coverage.bench.ts [--panels 1000]
 *
 * Truth: the effect e years after treatment is 0.2 + 0.05 e, trends are parallel given x1. "errors / spread" compares the mean standard error
 * with the standard deviation of the estimates: 1 when errors are right. The row without covariates is biased on purpose: it shows what a band
 * cannot protect from.
 */
import { parseArgs } from 'node:util';
import { drawPanel, trueEffect } from '../src/engines/impact/group-time/panels.fixture.ts';
import { aggregate, estimateGroupTime, type GroupTimeOptions, simultaneousBand } from '../src/engines/impact/index.ts';

const { values: asked } = parseArgs({ options: { panels: { type: 'string', default: '1000' } } });
const PANELS = Number(asked.panels);

interface Design {
  readonly name: string;
  readonly units: number;
  readonly clusters?: number;
  readonly options: Omit<GroupTimeOptions, 'outcomes'>;
}

const adjusted = { covariates: ['x1'], weighted: false } as const;
const DESIGNS: readonly Design[] = [
  { name: 'dr, not yet treated', units: 300, options: adjusted },
  { name: 'dr, not yet treated', units: 1000, options: adjusted },
  { name: 'dr, never treated, varying base', units: 500, options: { ...adjusted, controls: 'never', base: 'varying' } },
  { name: 'regression', units: 500, options: { ...adjusted, method: 'reg' } },
  { name: 'weighting', units: 500, options: { ...adjusted, method: 'ipw' } },
  { name: 'dr, 60 clusters', units: 600, clusters: 60, options: adjusted },
  { name: 'dr, 20 clusters (too few)', units: 600, clusters: 20, options: adjusted },
  { name: 'dr, unbalanced', units: 300, options: { ...adjusted, panel: 'unbalanced' } },
  { name: 'no covariates (biased)', units: 1000, options: { weighted: false } },
];

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

console.log(
  `${PANELS} panels each; chance alone moves a share by ± ${percent(1.96 * Math.sqrt((0.95 * 0.05) / PANELS))}`,
);
console.log(
  line([
    'design',
    'units',
    'bias',
    'errors / spread',
    'overall interval',
    'event-time intervals',
    'band of event times',
  ]),
);
console.log(line(['---', '--:', '--:', '--:', '--:', '--:', '--:']));
for (const design of DESIGNS) console.log(line(await coverage(design)));

async function coverage({ name, units, clusters, options }: Design): Promise<string[]> {
  const estimates: number[] = [];
  let [errors, overall, rows, inRows, inBand] = [0, 0, 0, 0, 0];
  let truth = 0;
  for (let seed = 1; seed <= PANELS; seed++) {
    const drawn = drawPanel({ units, cohorts: [0, 0, 3, 4, 5], seed, ...(clusters ? { clusters } : {}) });
    // One observation in twenty is not there, whoever it is.
    const panel =
      options.panel === 'unbalanced'
        ? {
            ...drawn,
            outcomes: { y: drawn.outcomes.y!.map((y, row) => ((row * 7 + seed) % 20 === 0 ? Number.NaN : y)) },
          }
        : drawn;
    const dynamic = aggregate(await estimateGroupTime(panel, { outcomes: ['y'], ...options }), { kind: 'dynamic' });
    const band = simultaneousBand(dynamic.rows, dynamic.covariance, { seed, draws: 4_000 });
    const effects = dynamic.rows.map(({ at }) => (at >= 0 ? trueEffect(at) : 0));
    const after = effects.filter((_, k) => dynamic.rows[k]!.at >= 0);
    truth = after.reduce((sum, effect) => sum + effect, 0) / after.length;
    estimates.push(dynamic.overall.att!);
    errors += dynamic.overall.se! / PANELS;
    if (Math.abs(dynamic.overall.att! - truth) <= 1.959964 * dynamic.overall.se!) overall += 1;
    let all = true;
    for (const [k, { att, se }] of dynamic.rows.entries()) {
      if (att === null || se === null) continue;
      rows += 1;
      if (Math.abs(att - effects[k]!) <= 1.959964 * se) inRows += 1;
      if (effects[k]! < band.lower[k]! || effects[k]! > band.upper[k]!) all = false;
    }
    if (all) inBand += 1;
  }
  const mean = estimates.reduce((sum, value) => sum + value, 0) / PANELS;
  const spread = Math.sqrt(estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (PANELS - 1));
  return [
    name,
    String(units),
    (mean - truth).toFixed(4),
    (errors / spread).toFixed(3),
    percent(overall / PANELS),
    percent(inRows / rows),
    percent(inBand / PANELS),
  ];
}
