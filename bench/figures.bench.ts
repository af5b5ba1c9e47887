/**
 * How long it takes to count every indicator again from the facts of 100,000 organisations, and to show what is made of them: the portfolio of 71 clusters with 40 indicators each, and the grid of
 * one return. On the embedded store, or on an empty PostgreSQL database when one is given:
 *
 *     node --import ./src/jsx.mjs bench/figures.bench.ts [--organisations 100000] [--visits 20]
 *     GRAPPE_BENCH_POSTGRES=postgres://… node --import ./src/jsx.mjs bench/figures.bench.ts --organisations 1000000
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { furnish } from '../src/app/furnish.ts';
import { openHouse } from '../src/app/house.ts';
import { rooms } from '../src/app/rooms.ts';
import { systemActor } from '../src/kit/actor.ts';
import { parseConfig } from '../src/kit/config.ts';
import type { Sql } from '../src/kit/db/database.ts';
import { silentLog } from '../src/kit/log.ts';
import type { Day } from '../src/kit/period.ts';
import { dressPages } from '../src/kit/web/assets.ts';
import { perform } from '../src/kit/web/route.ts';
import { webServer } from '../src/kit/web/server.ts';
import { openReturn } from '../src/rooms/campaigns/index.ts';
import { readFacts } from '../src/rooms/indicators/facts/ledger.store.ts';
import { countValues, recount } from '../src/rooms/indicators/index.ts';
import { callBy, updateProgramme } from '../src/rooms/registry/index.ts';
import { fillFigures } from './figures.rows.ts';

const { values: asked } = parseArgs({
  options: { organisations: { type: 'string', default: '100000' }, visits: { type: 'string', default: '20' } },
});
const TODAY = '2018-04-16' as Day;
const HOME = 'minalogic';
const WARM_UP = 3;

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-bench-'));
const config = parseConfig({
  GRAPPE_DATA: dataDir,
  LOG_LEVEL: 'error',
  GRAPPE_DEMO: 'off',
  ...(process.env.GRAPPE_BENCH_POSTGRES && { DATABASE_URL: process.env.GRAPPE_BENCH_POSTGRES }),
});
const { services, store } = await openHouse(config, silentLog);
await furnish(services);
const filled = await fillFigures(store, Number(asked.organisations));
await perform(updateProgramme, { referenceDay: TODAY, reason: 'Mesure' }, callBy(services));

console.log(`\n${store.description}; filled in ${filled.toFixed(0)} s; load ${loadavg()[0]!.toFixed(1)}\n`);
console.log('| work | s | processor s | bar s |');
console.log('|---|--:|--:|--:|');

/** One line of the table: time of the clock and of this process. */
async function timed<T>(name: string, bar: string, work: (trx: Sql) => Promise<T>): Promise<T> {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await store.sql.transaction().execute(work);
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  console.log(`| ${name} | ${seconds.toFixed(2)} | ${((user + system) / 1e6).toFixed(2)} | ${bar} |`);
  return result;
}

const at = (minute: number) => new Date(Date.UTC(2018, 3, 16, 10, minute));
const all = { today: TODAY, cluster: null } as const;
const random = Math.random;
await timed('first reading of the facts', '', (trx) => readFacts(trx, { ...all, at: at(0) }));
await store.exec('analyze');
await timed('first count of every value', '', (trx) => recount(trx, { ...all, at: at(1), random }));
await timed('counting alone', '', (trx) => countValues(trx, { ...all, knownAt: null }));
await timed('full recomputation: facts read, counted, written', '10', (trx) =>
  recount(trx, { ...all, at: at(2), random }),
);
await timed('one cluster', '', (trx) => recount(trx, { today: TODAY, cluster: HOME, at: at(3), random }));
await perform(openReturn, { cluster: HOME, year: 2017 }, callBy(services));
const { rows: held } = await store.query<{ facts: number; values: number }>(
  'select (select count(*)::int from indicators.fact) as facts, (select count(*)::int from indicators.value) as values',
);
console.log(`\n${asked.organisations} organisations, ${held[0]!.facts} facts, ${held[0]!.values} values\n`);

dressPages(config);
const visitor = systemActor('Mesure');
const app = await webServer({ rooms, services, identify: async () => visitor, ready: async () => true });
const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
console.log('| page | p50 ms | p95 ms | bar ms |');
console.log('|---|--:|--:|--:|');
const share = (times: readonly number[], of: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * of))]!;

/** `before`: what somebody does between two visits, which leaves nothing that was kept of use. */
async function page(
  name: string,
  path: string,
  bar: number,
  before?: (turn: number) => Promise<unknown>,
): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + Number(asked.visits); turn++) {
    await before?.(turn);
    const start = performance.now();
    const response = await app.request(path, {}, env);
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    if (turn >= WARM_UP) times.push(performance.now() - start);
  }
  console.log(`| ${name} | ${share(times, 0.5).toFixed(0)} | ${share(times, 0.95).toFixed(0)} | ${bar} |`);
}

const act = (turn: number) =>
  perform(updateProgramme, { referenceDay: TODAY, reason: `Mesure ${turn}` }, callBy(services));
await page('portfolio of every cluster', '/suivi', 150);
await page('portfolio, just after an act', '/suivi', 150, act);
await page('grid of one return, just after an act', `/poles/${HOME}/declarations/2017`, 100, act);
await store.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
