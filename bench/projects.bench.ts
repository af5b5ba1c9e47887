/**
 * How long the server takes for the thread of a project and for the funnel over 50,000 projects, on the embedded store or on an empty PostgreSQL
 * database when one is given:
 *
 *     node --import ./src/jsx.mjs bench/projects.bench.ts [--projects 50000] [--visits 40]
 *     GRAPPE_BENCH_POSTGRES=postgres://… node --import ./src/jsx.mjs bench/projects.bench.ts
 *
 * Projects are written straight into the tables, by SQL that draws stages, days, partners, files and results from their number: what is measured is
 * reading. Pages are asked from the web door in the process, as an administrator and as a region's officer; each is compared with a bare read in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { furnish } from '../src/app/furnish.ts';
import { openHouse } from '../src/app/house.ts';
import { rooms } from '../src/app/rooms.ts';
import { type Actor, systemActor } from '../src/kit/actor.ts';
import { parseConfig } from '../src/kit/config.ts';
import { silentLog } from '../src/kit/log.ts';
import { dressPages } from '../src/kit/web/assets.ts';
import { webServer } from '../src/kit/web/server.ts';
import { someone } from '../src/rooms/registry/index.ts';

const { values: asked } = parseArgs({
  options: { projects: { type: 'string', default: '50000' }, visits: { type: 'string', default: '40' } },
});
const PROJECTS = Number(asked.projects);
const VISITS = Number(asked.visits);
const WARM_UP = 5;

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-bench-'));
const config = parseConfig({
  GRAPPE_DATA: dataDir,
  LOG_LEVEL: 'error',
  GRAPPE_DEMO: 'off',
  ...(process.env.GRAPPE_BENCH_POSTGRES && { DATABASE_URL: process.env.GRAPPE_BENCH_POSTGRES }),
});
const { services, store } = await openHouse(config, silentLog);
await furnish(services);
await fill();
dressPages(config);

let visitor: Actor = systemActor('Mesure');
const app = await webServer({ rooms, services, identify: async () => visitor, ready: async () => true });
const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

async function fill(): Promise<void> {
  const start = performance.now();
  const n = PROJECTS;
  for (const statement of [
    `insert into registry.organisation (id, name, kind, synthetic, source, recorded_at, updated_at)
       select 'org-bench-' || i, 'Organisation ' || i, case when i % 3 = 0 then 'laboratory' else 'firm' end, true, 'mesure', now(), now()
       from generate_series(1, ${Math.ceil(n / 5)}) i`,
    `insert into projects.project (id, acronym, title, cluster_id, filiere, stage, stage_since, created_on, recorded_at, synthetic, research_starts_on, research_ends_on)
       select 'bench-' || i, 'Mesure ' || i, 'Projet de mesure ' || i, k.id, null,
         (array['idea', 'consortium', 'labelled', 'submitted', 'selected', 'agreement', 'running', 'completed', 'industrialisation', 'market', 'diffused'])[1 + i % 11],
         date '2007-01-01' + (i * 7) % 4000, date '2006-01-01' + (i * 7) % 4000, now(), true, date '2008-01-01' + i % 3000, date '2011-01-01' + i % 3000
       from generate_series(1, ${n}) i
       join (select id, row_number() over (order by id) - 1 as place, count(*) over () as clusters from registry.cluster) k on k.place = i % k.clusters`,
    `insert into projects.stage_entry (id, project_id, stage, entered_on, recorded_at, recorded_by)
       select 'stg-bench-' || i || '-' || s, 'bench-' || i,
         (array['idea', 'consortium', 'labelled', 'submitted', 'selected', 'agreement', 'running', 'completed', 'industrialisation', 'market', 'diffused'])[s],
         date '2006-01-01' + (i * 7) % 4000 + s * 20 + (i * s) % 90, now(), 'mesure'
       from generate_series(1, ${n}) i cross join lateral generate_series(1, 1 + i % 11) s`,
    `insert into projects.partner (id, project_id, organisation_id, lead, country, joined_on)
       select 'prt-bench-' || i || '-' || p, 'bench-' || i, 'org-bench-' || (1 + (i * 3 + p) % ${Math.ceil(n / 5)}), p = 1, case when (i + p) % 17 = 0 then 'DE' else 'FR' end, date '2006-01-01'
       from generate_series(1, ${n}) i cross join generate_series(1, 4) p`,
    `insert into projects.block_audience (project_id, block, audience)
       select 'bench-' || i, b.block, 'funders' from generate_series(1, ${n}) i cross join (values ('summary'), ('funding'), ('consortium')) b (block)`,
    `insert into projects.milestone (id, project_id, kind, title, due_on, done_on, evidence)
       select 'mil-bench-' || i || '-' || m, 'bench-' || i, 'deliverable', 'Livrable ' || m, date '2010-01-01' + m * 90, date '2010-01-01' + m * 95, 'rapport'
       from generate_series(1, ${n}) i cross join generate_series(1, 4) m where i % 11 > 6`,
  ])
    await store.exec(statement);
  await store.exec('analyze');
  console.log(`${PROJECTS} projects written in ${Math.round((performance.now() - start) / 1000)} s`);
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const ms = (time: number): string => time.toFixed(time < 10 ? 1 : 0);

async function timesOf(work: (turn: number) => Promise<unknown>): Promise<number[]> {
  for (let turn = 0; turn < WARM_UP; turn++) await work(turn);
  const times: number[] = [];
  for (let turn = 0; turn < VISITS; turn++) {
    const start = performance.now();
    await work(WARM_UP + turn);
    times.push(performance.now() - start);
  }
  return times;
}

async function page(name: string, path: (turn: number) => string, barMs: number, bare: string): Promise<void> {
  const before = process.cpuUsage();
  const times = await timesOf(async (turn) => {
    const response = await app.request(path(turn), {}, env);
    if (response.status !== 200) throw new Error(`${path(turn)} answered ${response.status}`);
    await response.arrayBuffer();
  });
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1_000 / (VISITS + WARM_UP);
  const plain = await timesOf(() => store.query(bare));
  const [p50, p95] = [at(times, 0.5), at(times, 0.95)];
  console.log(
    `| ${name} | ${ms(p50)} | ${ms(p95)} | ${ms(processor)} | ${ms(at(plain, 0.5))} | ${barMs} | ${p95 <= barMs ? 'met' : p50 <= barMs ? 'met at p50' : 'missed'} |`,
  );
}

console.log(`\n${store.description}\n`);
console.log('| page | p50 ms | p95 ms | processor ms | bare read ms | bar ms | |');
console.log('|---|--:|--:|--:|--:|--:|---|');
const anyProject = (turn: number) => `/projets/bench-${1 + ((turn * 997) % PROJECTS)}`;
const bareThread = `select * from projects.stage_entry where project_id = 'bench-10'`;
const bareFunnel = 'select count(market), count(diffused), avg(market - completed) from projects.reached';
await page('thread, for the programme', anyProject, 80, bareThread);
await page('funnel, for the programme', () => '/projets/entonnoir', 300, bareFunnel);
await page('funnel of one region', () => '/projets/entonnoir?region=82', 300, bareFunnel);
await page(
  'list, for the programme',
  (turn) => `/projets?page=${1 + turn}`,
  300,
  'select count(*) from projects.project',
);
visitor = someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } });
await page('funnel, for a region’s officer', () => '/projets/entonnoir', 300, bareFunnel);
await store.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
