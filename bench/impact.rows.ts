/** The rows of bench/impact.bench.ts: what each does, its bar, and what peers take. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  aggregate,
  effectsOfPanel,
  estimateFromMoments,
  estimateFromStore,
  eventStudyFromMoments,
  fixedEffects,
  type MatchResult,
  matchUnits,
  openPanelStore,
  orderedSource,
  type PanelStore,
  type RunFile,
  type RunSql,
  readMoments,
  relativeMagnitudeIntervals,
  rowsOfFile,
  simultaneousBand,
  storedUnitsToMatch,
  storeSource,
  sunAbrahamFromMoments,
} from '#engines/impact/index.ts';
import { quoted, rowsOf, withDuckDB, withStatements } from '../src/engines/impact/panel-store/duckdb.ts';

export interface BenchEdition {
  readonly folder: string;
  readonly csv: string;
  /** The same rows as Parquet, long. */
  readonly long: string;
  readonly units: number;
  readonly periods: number;
}

export interface BenchMeasure extends Timed {
  readonly megabytes: number;
}

interface Timed {
  readonly seconds: number;
  /** Of all threads. */
  readonly processor: number;
  /** The number that the work found, so that speed is never that of a wrong answer. */
  readonly result: string;
}

interface BenchRow {
  readonly name: string;
  readonly nationalOnly?: boolean;
  /** By edition, as `1000000x10`. */
  readonly bars: Readonly<Record<string, { readonly seconds: number; readonly megabytes: number }>>;
  readonly peers: Readonly<Record<string, string>>;
  readonly run: (edition: BenchEdition) => Promise<Timed>;
}

const MILLION = '1000000x10';
const NATIONAL = '4000000x12';
/** Covariates of the national panel besides x1 and x2. */
export const DRAWN = ['z3', 'z4', 'z5', 'z6', 'z7', 'z8', 'z9', 'z10'] as const;
const NO_COVARIATES = { controls: 'never', base: 'varying' } as const;

/** Time of the work alone, on the store opened before: opening reads a few hundred bytes. */
async function timed(work: () => Promise<string>): Promise<Timed> {
  const processor = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  return { seconds, processor: (user + system) / 1e6, result };
}

const told = ({ att, se }: { readonly att: number | null; readonly se: number | null }): string =>
  `${att?.toFixed(10)} (${se?.toPrecision(10)})`;

const moments =
  (work: (store: PanelStore, run: RunSql) => Promise<string>) =>
  async ({ folder }: BenchEdition) => {
    const store = await openPanelStore(folder);
    return timed(() => withStatements({}, (run) => work(store, run)));
  };

const withoutCovariates = (controls: 'never' | 'not-yet') =>
  moments(async (store, run) => {
    const source = storeSource(store, { outcomes: ['y'], clustered: false });
    const result = await estimateFromMoments(source, run, { ...NO_COVARIATES, controls });
    return told(aggregate(result, { kind: 'dynamic' }).overall);
  });

const doublyRobust =
  (covariates: readonly string[]) =>
  async ({ folder }: BenchEdition) => {
    const store = await openPanelStore(folder);
    return timed(async () => {
      const options = { ...NO_COVARIATES, clustered: false, outcomes: ['y'], covariates };
      return told(aggregate(await estimateFromStore(store, options), { kind: 'dynamic' }).overall);
    });
  };

/** Firms ever treated and the others, read and matched as MatchIt would be asked to. */
const matching =
  (then: (result: MatchResult) => unknown) =>
  async ({ folder }: BenchEdition) => {
    const store = await openPanelStore(folder);
    return timed(async () => {
      const units = await storedUnitsToMatch(store, { at: 1, covariates: ['x1', 'x2'] });
      const result = matchUnits(units, { calipers: [{ on: 'distance', width: 0.1, standardised: true }] });
      then(result);
      return `${result.sizes.treated.matched} pairs`;
    });
  };

/** From the long table, read or imported for the work as the command does. */
const fromLong =
  (work: (file: RunFile) => Promise<string>) =>
  async ({ long, folder }: BenchEdition) => {
    const own = mkdtempSync(join(folder, '..', 'run-'));
    const [store, scratch] = [join(own, 'store'), join(own, 'scratch')];
    mkdirSync(store);
    try {
      return await timed(() => work({ path: long, digest: long, folder: store, limits: { scratch, memory: '1GB' } }));
    } finally {
      rmSync(own, { recursive: true });
    }
  };

export const BENCH_ROWS: readonly BenchRow[] = [
  {
    name: 'moments, never treated, dynamic, full covariance',
    bars: { [MILLION]: { seconds: 0.4, megabytes: 300 }, [NATIONAL]: { seconds: 1.5, megabytes: 500 } },
    peers: { '100000x10': 'fastdid 1.8, did 4.5', [MILLION]: 'fastdid 13.5, did 40, diff-diff 31' },
    run: withoutCovariates('never'),
  },
  {
    name: 'moments, not yet treated',
    bars: { [MILLION]: { seconds: 0.4, megabytes: 300 } },
    peers: { '100000x10': 'fastdid 1.7, did 6.5', [MILLION]: 'fastdid 16.9, did 58' },
    run: withoutCovariates('not-yet'),
  },
  {
    name: 'moments, clustered by zone (304)',
    bars: {},
    peers: { '100000x10': 'did, bootstrap 5.4', [MILLION]: 'did, bootstrap 56' },
    run: moments(async (store, run) => {
      const result = await estimateFromMoments(storeSource(store, { outcomes: ['y'] }), run, NO_COVARIATES);
      return told(aggregate(result, { kind: 'dynamic' }).overall);
    }),
  },
  {
    name: 'moments straight from long Parquet',
    bars: { [NATIONAL]: { seconds: 6, megabytes: 500 } },
    peers: {},
    run: ({ long, folder, periods }) =>
      timed(() =>
        withDuckDB({ scratch: `${folder}/scratch`, memory: '300MB' }, async (connection) => {
          const run: RunSql = (sql) => rowsOf(connection, sql);
          const table = {
            relation: `read_parquet(${quoted(long)})`,
            unit: 'siren',
            time: 'annee',
            cohort: 'g',
            outcomes: ['y'],
            periods: Array.from({ length: periods }, (_, k) => k + 1),
            digest: long,
          };
          const result = await estimateFromMoments(await orderedSource(table, run), run, NO_COVARIATES);
          return told(aggregate(result, { kind: 'dynamic' }).overall);
        }),
      ),
  },
  {
    name: 'doubly robust with x1, x2',
    bars: { [MILLION]: { seconds: 1.5, megabytes: 800 } },
    peers: { '100000x10': 'fastdid 6.1, did 8.1', [MILLION]: 'fastdid 45, did 71, moderndid 116' },
    run: doublyRobust(['x1', 'x2']),
  },
  {
    name: 'doubly robust with ten covariates',
    nationalOnly: true,
    bars: { [NATIONAL]: { seconds: 15, megabytes: 4000 } },
    peers: {},
    run: doublyRobust(['x1', 'x2', ...DRAWN]),
  },
  {
    name: 'event study, two-way fixed effects',
    bars: { [MILLION]: { seconds: 0.5, megabytes: 500 } },
    peers: { '100000x10': 'fixest 1.2', [MILLION]: 'fixest 18' },
    run: moments(async (store, run) => {
      const found = eventStudyFromMoments(
        await readMoments(storeSource(store, { outcomes: ['y'], clustered: false }), run),
      );
      const { estimate, se } = found.coefficients.find(({ name }) => name === 'e=0')!;
      return told({ att: estimate, se });
    }),
  },
  {
    name: 'Sun and Abraham, 81 cells',
    bars: { [MILLION]: { seconds: 0.5, megabytes: 500 } },
    peers: { '100000x10': 'fixest 18' },
    run: moments(async (store, run) => {
      const source = storeSource(store, { outcomes: ['y'], clustered: false });
      const { estimate, se } = sunAbrahamFromMoments(await readMoments(source, run)).overall.coefficients[0]!;
      return told({ att: estimate, se });
    }),
  },
  {
    name: 'event study straight from long Parquet',
    bars: { [MILLION]: { seconds: 8, megabytes: 800 } },
    peers: { '100000x10': 'fixest 1.2', [MILLION]: 'fixest 18' },
    run: fromLong(async (file) => {
      const columns = { unit: 'siren', time: 'annee', cohort: 'g', outcome: 'y' };
      const moments = await effectsOfPanel(file, { ...columns, errors: 'cluster', clusters: ['siren'] });
      const { estimate, se } = moments!.eventStudy([-1]).coefficients.find(({ name }) => name === 'e=0')!;
      return told({ att: estimate, se });
    }),
  },
  {
    name: 'two fixed effects by rows, from long Parquet',
    bars: { [MILLION]: { seconds: 15, megabytes: 2000 } },
    peers: { '100000x10': 'fixest 0.16', [MILLION]: 'fixest 2.1' },
    run: fromLong(async (file) => {
      const { count, numbers, labels } = await rowsOfFile(file, {
        numbers: ['y', 'x1', 'g', 'annee'],
        labels: ['siren', 'annee'],
      });
      const { y, x1, g, annee } = numbers as Record<'y' | 'x1' | 'g' | 'annee', Float64Array>;
      const treated = new Float64Array(count);
      for (let row = 0; row < count; row++) treated[row] = g[row]! > 0 && annee[row]! >= g[row]! ? 1 : 0;
      const [firm, year] = [labels.siren!.codes, labels.annee!.codes];
      const regressors = [
        { name: 'x1', values: x1 },
        { name: 'treated', values: treated },
      ];
      const effects = { outcome: y, regressors, effects: [firm, year] };
      const { estimate, se } = fixedEffects(effects, { errors: 'cluster', clusters: [firm] }).coefficients[0]!;
      return told({ att: estimate, se });
    }),
  },
  {
    name: 'simultaneous bands (once estimated)',
    bars: { [MILLION]: { seconds: 0.3, megabytes: 500 }, [NATIONAL]: { seconds: 0.3, megabytes: 500 } },
    peers: { '100000x10': 'did 16', [MILLION]: 'fastdid 64' },
    run: async ({ folder }) => {
      const store = await openPanelStore(folder);
      const dynamic = await withDuckDB({}, async (connection) => {
        const source = storeSource(store, { outcomes: ['y'], clustered: false });
        return aggregate(await estimateFromMoments(source, (sql) => rowsOf(connection, sql), NO_COVARIATES), {
          kind: 'dynamic',
        });
      });
      return timed(
        async () => `critical value ${simultaneousBand(dynamic.rows, dynamic.covariance).critical.toFixed(3)}`,
      );
    },
  },
  {
    name: 'Rambachan-Roth C-LF, 5 values (restaurants)',
    bars: { [MILLION]: { seconds: 1, megabytes: 500 } },
    peers: { '100000x10': 'HonestDiD 44-49', [MILLION]: 'HonestDiD 44-49' },
    run: async () => {
      const study = JSON.parse(
        readFileSync(new URL('../reference/evaluation/bc_eventstudy.json', import.meta.url), 'utf8'),
      );
      return timed(async () => {
        const intervals = relativeMagnitudeIntervals(
          {
            coefficients: study.betahat,
            covariance: Float64Array.from(study.sigma.flat()),
            pre: study.prePeriodIndices.length,
            post: study.postPeriodIndices.length,
            base: 'universal',
          },
          [0.5, 0.75, 1, 1.5, 2],
        );
        const [first] = intervals.rows;
        return `[${first!.lower?.toFixed(3)}, ${first!.upper?.toFixed(3)}]`;
      });
    },
  },
  {
    name: 'nearest matching 1:1 on x1, x2',
    bars: { [MILLION]: { seconds: 0.5, megabytes: 800 } },
    peers: { '100000x10': 'MatchIt 0.16', [MILLION]: 'MatchIt 2.0' },
    run: matching(() => {}),
  },
  {
    name: 'the same, then its balance',
    bars: {},
    peers: {},
    run: matching(({ balance }) => balance),
  },
];

/** Runs one row in this process. */
export async function measureRow(name: string, edition: BenchEdition): Promise<BenchMeasure> {
  const row = BENCH_ROWS.find((one) => one.name === name)!;
  const measured = await row.run(edition);
  return { ...measured, megabytes: process.resourceUsage().maxRSS / 1024 };
}
