/**
 * How long the portfolio takes for 71 clusters, 40 indicators each and 6 years, on the embedded store or on an empty PostgreSQL database when one is given:
 *
 *     node --import ./src/jsx.mjs bench/monitoring.bench.ts [--visits 40]
 *     GRAPPE_BENCH_POSTGRES=postgres://… node --import ./src/jsx.mjs bench/monitoring.bench.ts
 *
 * `read and judge anew` is what the first page after an act pays: every statement, every judgement, every projection. The pages that follow use it until something is done.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHouse } from '../src/app/house.ts';
import { rooms } from '../src/app/rooms.ts';
import { systemActor } from '../src/kit/actor.ts';
import { fixedClock } from '../src/kit/clock.ts';
import { parseConfig } from '../src/kit/config.ts';
import { silentLog } from '../src/kit/log.ts';
import { day } from '../src/kit/period.ts';
import { dressPages } from '../src/kit/web/assets.ts';
import { webServer } from '../src/kit/web/server.ts';
import { writeCampaigns, writeContracts } from '../src/rooms/monitoring/monitoring.fixture.ts';
import { watch } from '../src/rooms/monitoring/watch/watch.ts';
import { clustersOn, partlyFurnished } from '../src/rooms/registry/index.ts';

const { values: asked } = parseArgs({ options: { visits: { type: 'string', default: '40' } } });
const VISITS = Number(asked.visits);
const BAR_MS = 150;
const [OBJECTIVES, INDICATORS] = [10, 4];
const YEARS = [2012, 2013, 2014, 2015, 2016, 2017];
/** The last day of the phase: five years are over. */
const ON = day('2018-12-31');

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-bench-'));
const config = parseConfig({
  GRAPPE_DATA: dataDir,
  LOG_LEVEL: 'error',
  ...(process.env.GRAPPE_BENCH_POSTGRES && { DATABASE_URL: process.env.GRAPPE_BENCH_POSTGRES }),
});
const house = await openHouse(config, silentLog);
const services = { ...house.services, clock: fixedClock('2018-12-31T10:00:00Z') };
const { store } = services;
await partlyFurnished(async () => store);
const clusters = (await clustersOn(store.sql, ON)).filter(({ label }) => label === 'labelled');
await writeContracts(
  services,
  clusters.map(({ id }, c) => ({
    cluster: id,
    yearlyCents: 100_000_00,
    objectives: Array.from({ length: OBJECTIVES }, (_, o) => ({
      title: `Objectif ${o + 1}`,
      indicators: Array.from({ length: INDICATORS }, (__, i) => {
        const level = 10 + ((7 * c + 3 * o + i) % 40);
        return {
          key: `IND-${o}-${i}`,
          baseline: level,
          // A level, a slope and a shake of its own, always the same.
          from: YEARS[0]!,
          values: YEARS.map((_year, n) =>
            Math.round(level * (1 + 0.05 * n) + 4 * Math.sin(13 * c + 5 * o + 3 * i + 7 * n)),
          ),
          targets: Object.fromEntries(
            [2013, 2014, 2015, 2016, 2017, 2018].map((year, n) => [
              String(year),
              Math.round(level * (1.05 + 0.06 * n)),
            ]),
          ),
        };
      }),
    })),
  })),
);
await writeCampaigns(
  services,
  YEARS.slice(1).map((year) => ({
    year,
    submitted: Object.fromEntries(
      clusters.map(({ id }, c) => [id, c % 9 === 0 ? null : `${year + 1}-04-${10 + (c % 12)}`]),
    ),
  })),
);
await store.exec('analyze');
dressPages(config);

const app = await webServer({ rooms, services, identify: async () => systemActor('Mesure'), ready: async () => true });
const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

async function timed(name: string, work: () => Promise<unknown>, barMs: number | null): Promise<void> {
  for (let n = 0; n < 5; n++) await work();
  const times: number[] = [];
  for (let n = 0; n < VISITS; n++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [p50, p95] = [times[Math.floor(VISITS / 2)]!, times[Math.floor(VISITS * 0.95)]!];
  const verdict = barMs === null ? '' : p95 <= barMs ? 'met' : p50 <= barMs ? 'met at p50' : 'missed';
  console.log(`| ${name} | ${p50.toFixed(0)} | ${p95.toFixed(0)} | ${barMs ?? ''} | ${verdict} |`);
}

async function visit(path: string): Promise<void> {
  const response = await app.request(path, {}, env);
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  await response.arrayBuffer();
}

console.log(
  `\n${store.description}; ${clusters.length} clusters × ${OBJECTIVES * INDICATORS} indicators × ${YEARS.length} years\n`,
);
console.log('| | p50 ms | p95 ms | bar ms | |\n|---|--:|--:|--:|---|');
await timed('read and judge anew', () => watch(store.sql, ON), BAR_MS);
await timed('portfolio', () => visit('/suivi'), BAR_MS);
await timed('one cluster', () => visit(`/poles/${clusters[0]!.id}/objectifs`), BAR_MS);
await timed('comparison with its class', () => visit(`/suivi/comparaison?a=${clusters[0]!.id}`), BAR_MS);
await store.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
