/**
 * How long it takes to count every indicator again from the facts of 100,000 organisations, on the embedded store or on an empty PostgreSQL database when one is given:
 *
 *     node --import ./src/jsx.mjs bench/figures.bench.ts [--organisations 100000]
 *     GRAPPE_BENCH_POSTGRES=postgres://… node --import ./src/jsx.mjs bench/figures.bench.ts --organisations 1000000
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { furnish } from '../src/app/furnish.ts';
import { openHouse } from '../src/app/house.ts';
import { parseConfig } from '../src/kit/config.ts';
import { silentLog } from '../src/kit/log.ts';
import type { Day } from '../src/kit/period.ts';
import { readFacts } from '../src/rooms/indicators/facts/ledger.store.ts';
import { countValues, recount } from '../src/rooms/indicators/index.ts';
import { fillFigures } from './figures.rows.ts';

const { values: asked } = parseArgs({ options: { organisations: { type: 'string', default: '100000' } } });
const TODAY = '2018-04-16' as Day;

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-bench-'));
const config = parseConfig({
  GRAPPE_DATA: dataDir,
  LOG_LEVEL: 'error',
  GRAPPE_DEMO: 'off',
  ...(process.env.GRAPPE_BENCH_POSTGRES && { DATABASE_URL: process.env.GRAPPE_BENCH_POSTGRES }),
});
const { services, store } = await openHouse(config, silentLog);
await furnish(services);
console.log(`filled in ${(await fillFigures(store, Number(asked.organisations))).toFixed(0)} s`);

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${name}: ${((performance.now() - start) / 1000).toFixed(2)} s, processor ${((user + system) / 1e6).toFixed(2)} s`,
  );
  return result;
}
const inOne = <T>(work: Parameters<ReturnType<typeof store.sql.transaction>['execute']>[0]) =>
  store.sql.transaction().execute(work) as Promise<T>;
const at = (n: number) => new Date(Date.UTC(2018, 3, 16, 10, n));

console.log(
  await timed('first reading of the facts', () =>
    inOne((trx) => readFacts(trx, { at: at(0), today: TODAY, cluster: null })),
  ),
);
await store.exec('analyze');
console.log(
  (await store.query('select kind, count(*)::int as facts from indicators.fact group by 1 order by 2 desc')).rows,
);
console.log(
  await timed('reading again, nothing new', () =>
    inOne((trx) => readFacts(trx, { at: at(1), today: TODAY, cluster: null })),
  ),
);
await timed('counting all values', () =>
  inOne((trx) => countValues(trx, { today: TODAY, cluster: null, knownAt: null })),
);
console.log(
  await timed('recount, everything', () =>
    inOne((trx) => recount(trx, { at: at(2), today: TODAY, cluster: null, random: Math.random })),
  ),
);
console.log(
  await timed('recount again', () =>
    inOne((trx) => recount(trx, { at: at(3), today: TODAY, cluster: null, random: Math.random })),
  ),
);
console.log(
  await timed('recount of one cluster', () =>
    inOne((trx) => recount(trx, { at: at(4), today: TODAY, cluster: 'minalogic', random: Math.random })),
  ),
);
await store.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
