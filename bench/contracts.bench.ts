/**
 * How long the server takes for a contract of 60 objectives over 6 years, for its PDF, and for the lists of 71 contracts, on the embedded store or on
 * an empty PostgreSQL database when one is given:
 *
 *     node --import ./src/jsx.mjs bench/contracts.bench.ts [--visits 60] [--data folder]
 *     GRAPPE_BENCH_POSTGRES=postgres://… node --import ./src/jsx.mjs bench/contracts.bench.ts
 *
 * The contracts are those of the demonstration, members included; writing them comes first and is timed too. `--data` names a data folder
 * that a demonstration has filled already: nothing is then written but the 60 objectives. Pages are asked from the web door in the process, as
 * the people of the demonstration who read them; each is compared with a bare read of the same rows in the same run.
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
import type { Call } from '../src/kit/context.ts';
import { silentLog } from '../src/kit/log.ts';
import { dressPages } from '../src/kit/web/assets.ts';
import { perform } from '../src/kit/web/route.ts';
import { webServer } from '../src/kit/web/server.ts';
import { actorOf } from '../src/rooms/access/index.ts';
import { getObjectives, saveIndicator, saveObjective, setTargets } from '../src/rooms/contracts/index.ts';

const { values: asked } = parseArgs({
  options: { visits: { type: 'string', default: '60' }, data: { type: 'string' } },
});
const VISITS = Number(asked.visits);
const OBJECTIVES = 60;
const WARM_UP = 8;
const PDF_BAR_MS = 2_000;
const HOME = 'minalogic-2013';

const dataDir = asked.data ?? mkdtempSync(join(tmpdir(), 'grappe-bench-'));
const config = parseConfig({
  GRAPPE_DATA: dataDir,
  LOG_LEVEL: 'error',
  ...(process.env.GRAPPE_BENCH_POSTGRES && { DATABASE_URL: process.env.GRAPPE_BENCH_POSTGRES }),
});
const { services, store } = await openHouse(config, silentLog);
const call: Call = { services, actor: systemActor('Mesure'), door: 'job', requestId: 'bench' };

const since = (start: number): number => performance.now() - start;
const { completeDemonstration } = await furnish(services);
const writing = performance.now();
const written = await completeDemonstration?.();
if (written) console.log('demonstration written in', Math.round(since(writing) / 1000), 's', written);
await fillHome();
await store.exec('analyze');
dressPages(config);

let visitor: Actor = call.actor;
const app = await webServer({ rooms, services, identify: async () => visitor, ready: async () => true });
const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

/** An open text of the home contract, with as many objectives as asked, each with an indicator and six targets. */
async function fillHome(): Promise<void> {
  const { objectives } = await perform(getObjectives, { contract: HOME }, call);
  for (let rank = objectives.length; rank < OBJECTIVES; rank++) {
    const { clause } = await perform(
      saveObjective,
      { contract: HOME, content: { title: `Objectif de mesure ${rank}`, dimension: 'market', scope: 'collective' } },
      call,
    );
    await perform(
      saveIndicator,
      {
        contract: HOME,
        parent: clause,
        content: {
          code: 'SAT-02',
          baseline: { value: rank, year: 2012, source: 'Mesure' },
          targets: Object.fromEntries([2013, 2014, 2015, 2016, 2017, 2018].map((year, n) => [year, rank + n + 1])),
        },
      },
      call,
    );
  }
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const ms = (time: number): string => time.toFixed(time < 10 ? 1 : 0);

async function timesOf(work: () => Promise<unknown>, count = VISITS): Promise<number[]> {
  for (let n = 0; n < WARM_UP; n++) await work();
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    await work();
    times.push(since(start));
  }
  return times;
}

async function visit(path: string): Promise<number> {
  const response = await app.request(path, {}, env);
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return (await response.arrayBuffer()).byteLength;
}

async function page(name: string, path: string, who: string, barMs: number, bare: readonly string[]): Promise<void> {
  visitor = await actorOf(services, `${who}@demo.grappe.example`);
  const bytes = await visit(path);
  const before = process.cpuUsage();
  const times = await timesOf(() => visit(path));
  const { user, system } = process.cpuUsage(before);
  // Of every thread: on a busy machine it says more than the wait.
  const processor = (user + system) / 1_000 / (VISITS + WARM_UP);
  const plain = await timesOf(async () => {
    for (const text of bare) await store.query(text);
  });
  const [p50, p95] = [at(times, 0.5), at(times, 0.95)];
  console.log(
    `| ${name} | ${Math.round(bytes / 1_000)} | ${ms(p50)} | ${ms(p95)} | ${ms(processor)} | ${ms(at(plain, 0.5))} | ${(p50 / at(plain, 0.5)).toFixed(1)} | ${barMs} | ${p95 <= barMs ? 'met' : p50 <= barMs ? 'met at p50' : 'missed'} |`,
  );
}

const CLAUSES = `select k.* from contracts.clause k join contracts.edition e on e.id = k.edition_id
  where e.contract_id = '${HOME}' and e.state = 'open' order by k.position`;
const PARTIES = `select p.*, s.*, g.signed_on from contracts.contract c join contracts.edition e on e.contract_id = c.id
  join contracts.party p on p.edition_id = e.id left join contracts.standing s on s.edition_id = e.id and s.party_id = p.id
  left join contracts.signature g on g.edition_id = e.id and g.party_id = p.id`;

console.log(`\n${store.description}\n`);
console.log('| page | kB | p50 ms | p95 ms | processor ms | bare read ms | page / bare | bar ms | |');
console.log('|---|--:|--:|--:|--:|--:|--:|--:|---|');
await page('overview', `/contrats/${HOME}`, 'directeur', 100, [CLAUSES]);
await page('objectives, for whoever writes them', `/contrats/${HOME}/objectifs`, 'directeur', 100, [CLAUSES]);
await page('objectives, for a reader', `/contrats/${HOME}/objectifs`, 'auditeur', 100, [CLAUSES]);
await page('list of 71 contracts', '/contrats', 'etat', 150, [PARTIES]);
await page('board of 71 contracts', '/contrats/signatures', 'etat', 150, [PARTIES]);

visitor = await actorOf(services, 'directeur@demo.grappe.example');
const pdf: number[] = [];
let size = 0;
for (let n = 0; n < 6; n++) {
  // Another text each time, so that it is set anew.
  const { objectives } = await perform(getObjectives, { contract: HOME }, call);
  const { id, revision, content } = objectives.at(-1)!.indicators[0]!;
  const cells = [{ indicator: id, revision, year: 2018, value: (content.targets['2018'] ?? 0) + 1 }];
  await perform(setTargets, { contract: HOME, cells, reason: 'Mesure' }, call);
  const start = performance.now();
  size = await visit(`/contrats/${HOME}/texte.pdf`);
  pdf.push(since(start));
}
const [first, ...warm] = pdf;
console.log(
  `\nPDF of ${Math.round(size / 1_000)} kB: ${ms(first!)} ms at first, ${ms(at(warm, 0.5))} ms warm (worst ${ms(Math.max(...warm))}); bar ${PDF_BAR_MS} ms: ${Math.max(...pdf) <= PDF_BAR_MS ? 'met' : 'missed'}`,
);
await store.close();
if (!asked.data) rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
