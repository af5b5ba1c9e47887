/**
 * How long a search takes among 200,000 organisations, on the embedded store and on a PostgreSQL server when one is given:
 *
 *     node --import ./src/jsx.mjs bench/search.bench.ts [--organisations 200000] [--searches 200]
 *     GRAPPE_BENCH_POSTGRES=postgres://… node --import ./src/jsx.mjs bench/search.bench.ts
 *
 * Times are those of the whole operation `registry.search` called in the process: clusters and organisations, with what a page shows of
 * them. Every search of a kind is another one, so that no cache answers for the store. The first one of the process, which reads the
 * vocabulary of names, is told apart: it is made once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { migrationFolders } from '../src/app/migrations.ts';
import { STRANGER, systemActor } from '../src/kit/actor.ts';
import { fixedClock } from '../src/kit/clock.ts';
import { parseConfig } from '../src/kit/config.ts';
import type { Call, Services } from '../src/kit/context.ts';
import type { Store } from '../src/kit/db/database.ts';
import { migrate } from '../src/kit/db/migrate.ts';
import { openStore } from '../src/kit/db/open.ts';
import { silentLog } from '../src/kit/log.ts';
import { perform } from '../src/kit/web/route.ts';
import { loadRegistry, searchRegistry, syntheticSiren } from '../src/rooms/registry/index.ts';

const { values: asked } = parseArgs({
  options: { organisations: { type: 'string', default: '200000' }, searches: { type: 'string', default: '200' } },
});
const ORGANISATIONS = Number(asked.organisations);
const SEARCHES = Number(asked.searches);
const BAR_MS = 50;
const MEMBERS = 13_000;

let state = 20130109;
const chance = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;

const SYLLABLES =
  'ba be bri ca co da do dra e fa fi ga gri ha i jo ka la li lo ma me mo na ni no o pa pe pla ra re ri sa se si so ta te ti tra u va ve vi vo xa za zé ô é è ç'.split(
    ' ',
  );
const ENDINGS = ['', 'n', 'l', 'r', 'x', 's', 'nt', 'rd'];
/** Words that thousands of real firms share. */
const COMMON =
  'Société Établissements Groupe Atelier Compagnie Laboratoire Industries Énergies Technologies Systèmes Conseil Ingénierie Développement Services Solutions Mécanique Aéronautique Biotechnologies Logiciels Transports Bâtiment Matériaux France International Sud Nord Ouest Est Paris Lyon Toulouse Grenoble SAS SARL SA Études Recherche Institut École Université Plastiques Optique Électronique Numérique Santé Chimie Métaux Fonderie Textile Agro'.split(
    ' ',
  );

const properName = (): string => {
  const letters = Array.from({ length: 2 + Math.floor(chance() * 3) }, () => pick(SYLLABLES)).join('') + pick(ENDINGS);
  return letters[0]!.toUpperCase() + letters.slice(1);
};
const PROPER = Array.from({ length: 40_000 }, properName);

function organisationName(): string {
  const kind = chance();
  if (kind < 0.3) return `${pick(COMMON)} ${pick(PROPER)}`;
  if (kind < 0.6) return `${pick(PROPER)} ${pick(COMMON)} ${pick(COMMON)}`;
  if (kind < 0.8) return `${pick(PROPER)} & ${pick(PROPER)}`;
  return `${pick(COMMON)} ${pick(COMMON)} ${pick(PROPER)} ${pick(COMMON)}`;
}

interface Made {
  readonly name: string;
  readonly siren: string;
}

async function fill(store: Store, services: Services): Promise<Made[]> {
  await loadRegistry({ services, actor: systemActor('Mesure'), door: 'job', requestId: 'bench' });
  const made: Made[] = [];
  for (let start = 0; start < ORGANISATIONS; start += 5_000) {
    const rows = Array.from({ length: Math.min(5_000, ORGANISATIONS - start) }, (_, place) => ({
      id: `org-${start + place}`,
      siren: syntheticSiren(start + place),
      name: organisationName(),
    }));
    made.push(...rows);
    await store.query(
      `insert into registry.organisation (id, siren, name, kind, synthetic, source, recorded_at, updated_at)
       select id, siren, name, 'firm', true, 'bench', now(), now() from json_to_recordset($1::json) as r (id text, siren text, name text)`,
      [JSON.stringify(rows)],
    );
  }
  await store.query(
    `insert into registry.establishment (siret, organisation_id, is_seat, source) select siren || '00018', id, true, 'bench' from registry.organisation where source = 'bench'`,
  );
  await store.query(
    `insert into registry.membership (id, cluster_id, organisation_id, college, from_day, synthetic, source, recorded_at)
     select 'mbr-' || n, c.ids[1 + n % 71], 'org-' || (n * 15 % $1), 'sme', '2013-01-01', true, 'bench', now()
     from generate_series(0, $2 - 1) as n, (select array_agg(cluster_id) as ids from registry.cluster_category) as c
     on conflict do nothing`,
    [ORGANISATIONS, Math.min(MEMBERS, Math.floor(ORGANISATIONS / 15))],
  );
  await store.exec('vacuum analyze');
  return made;
}

const exchanged = (word: string): string => {
  const place = 1 + Math.floor(chance() * (word.length - 2));
  return word.slice(0, place) + word[place + 1] + word[place] + word.slice(place + 2);
};
const mistyped = (name: string): string =>
  name
    .split(' ')
    .map((word) => (word.length > 4 ? exchanged(word) : word))
    .join(' ');
const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What people type, each from an organisation that exists, and what finds nothing. */
const KINDS: Readonly<Record<string, (of: Made) => string>> = {
  'SIREN, with spaces': ({ siren }) => siren.replace(/(\d{3})(?=\d)/g, '$1 '),
  'SIREN, five first digits': ({ siren }) => siren.slice(0, 5),
  'SIRET, twelve first digits': ({ siren }) => `${siren}000`,
  'whole name': ({ name }) => name,
  'whole name without accents': ({ name }) => withoutAccents(name),
  'first three letters': ({ name }) => name.slice(0, 3),
  'two letters': ({ name }) => name.slice(0, 2),
  'one common word': () => pick(COMMON),
  'two common words': () => `${pick(COMMON)} ${pick(COMMON)}`,
  'a word in the middle of names': ({ name }) => name.split(' ').at(-1)!,
  'one mistake in each long word': ({ name }) => mistyped(name),
  'a mistake in a common word alone': () => exchanged(pick(COMMON.filter((word) => word.length > 4))),
  'a word that no name holds': () => `${pick(['zx', 'qw', 'wk'])}${properName()}`,
};

async function measure(title: string, store: Store): Promise<boolean> {
  const services: Services = {
    config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off' }),
    store,
    clock: fixedClock('2014-09-15T10:00:00Z'),
    random: Math.random,
    log: silentLog,
  };
  const start = performance.now();
  const made = await fill(store, services);
  console.log(
    `\n${title}: ${ORGANISATIONS} organisations filled in ${Math.round((performance.now() - start) / 1000)} s`,
  );
  const first = performance.now();
  await perform(
    searchRegistry,
    { q: mistyped(pick(made).name) },
    { services, actor: STRANGER, door: 'job', requestId: 'bench' },
  );
  console.log(`The first search takes ${Math.round(performance.now() - first)} ms.`);
  let within = true;
  for (const [who, actor] of [
    ['who keeps clusters', systemActor('Mesure')],
    ['everyone', STRANGER],
  ] as const) {
    console.log(
      `\n  ${`searched by ${who}`.padEnd(40)}${'p50'.padStart(8)}${'p95'.padStart(8)}${'p99'.padStart(8)}  ms   found`,
    );
    for (const [kind, typed] of Object.entries(KINDS)) {
      const call: Call = { services, actor, door: 'job', requestId: 'bench' };
      const times: number[] = [];
      let found = 0;
      for (let count = 0; count < SEARCHES; count++) {
        const q = typed(pick(made));
        const begun = performance.now();
        const results = await perform(searchRegistry, { q }, call);
        times.push(performance.now() - begun);
        if (results.organisations.length > 0) found++;
      }
      times.sort((a, b) => a - b);
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map(
        (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))]!,
      );
      within &&= p95! < BAR_MS;
      const cell = (value: number) => value.toFixed(1).padStart(8);
      console.log(
        `  ${kind.padEnd(40)}${cell(p50!)}${cell(p95!)}${cell(p99!)}       ${Math.round((100 * found) / SEARCHES)} %`,
      );
    }
  }
  return within;
}

async function onEmbedded(): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'grappe-bench-'));
  const store = await openStore({ kind: 'embedded', dir });
  try {
    await migrate(store, migrationFolders);
    return await measure('Embedded store', store);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function onServer(url: string): Promise<boolean> {
  const name = `grappe_bench_${process.pid}`;
  const administrator = new Client({ connectionString: url });
  await administrator.connect();
  await administrator.query(`create database ${name}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  const store = await openStore({ kind: 'server', url: address.href });
  try {
    await migrate(store, migrationFolders);
    return await measure('PostgreSQL server', store);
  } finally {
    await store.close();
    // The server takes a moment to see that its connections were closed.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await administrator.query(`drop database if exists ${name} with (force)`);
    await administrator.end();
  }
}

const server = process.env.GRAPPE_BENCH_POSTGRES ?? process.env.GRAPPE_TEST_POSTGRES;
const results = [await onEmbedded(), ...(server ? [await onServer(server)] : [])];
console.log(
  results.every(Boolean)
    ? `\nEvery kind of search stays under ${BAR_MS} ms at the 95th percentile.`
    : `\nSome kinds of search take more than ${BAR_MS} ms at the 95th percentile.`,
);
process.exitCode = results.every(Boolean) ? 0 : 1;
