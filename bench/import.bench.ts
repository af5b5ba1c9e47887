/**
 * How fast files are imported into the embedded store, against DuckDB's bare read of the same files, in one run:
 *
 *     node --import ./src/jsx.mjs bench/import.bench.ts [--members 50000] [--lines 1000000] [--keep folder]
 *
 * Members: check and application, then the check of the same file again, where nothing changes. Sirene: a stock of legal units with
 * every column, of which the registry knows the members just imported. Times are wall clock; processor seconds tell how much of them was
 * this process, on a machine that others use. Memory is that of the whole process, the store (some 300 MB) included.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { migrationFolders } from '../src/app/migrations.ts';
import { migrate } from '../src/kit/db/migrate.ts';
import { openStore } from '../src/kit/db/open.ts';
import { perform } from '../src/kit/web/route.ts';
import { applyImport } from '../src/rooms/registry/import/apply-import.action.ts';
import {
  CLUSTER,
  callAs,
  csv,
  FULL_HEADERS,
  importServices,
  memberRows,
  OPERATOR,
  prepareRegistry,
} from '../src/rooms/registry/import/import.fixture.ts';
import { getImport } from '../src/rooms/registry/import/import.query.ts';
import { importSettled } from '../src/rooms/registry/import/import.runner.ts';
import { matchImport } from '../src/rooms/registry/import/match-import.action.ts';
import { sireneColumns, unit } from '../src/rooms/registry/import/sirene.fixture.ts';
import { SIRENE_COLUMNS } from '../src/rooms/registry/import/sirene.rules.ts';
import { startMembersImport, startSireneImport } from '../src/rooms/registry/import/start-import.action.ts';

const { values: asked } = parseArgs({
  options: {
    members: { type: 'string', default: '50000' },
    lines: { type: 'string', default: '1000000' },
    keep: { type: 'string' },
  },
});
const MEMBERS = Number(asked.members);
const LINES = Number(asked.lines);
const BAR_SECONDS = 30;

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const megabytes = (bytes: number): string => `${number.format(bytes / 1024 / 1024)} MB`;

interface Measure {
  readonly seconds: number;
  readonly processor: number;
  readonly peak: number;
  readonly before: number;
}

async function measured(work: () => Promise<unknown>): Promise<Measure> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const processor = process.cpuUsage();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  clearInterval(watch);
  return { seconds, processor: (user + system) / 1e6, peak, before };
}

function told(what: string, rows: number, { seconds, processor, peak, before }: Measure): void {
  const speed = `${number.format(seconds)} s (${number.format(processor)} processor s), ${number.format(rows / seconds)} rows/s`;
  console.log(`${what.padEnd(46)} ${speed}, memory ${megabytes(before)} → at most ${megabytes(peak)}`);
}

async function bareRead(sql: string): Promise<Measure> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return await measured(() => connection.runAndReadAll(sql));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const dir = asked.keep ?? mkdtempSync(join(tmpdir(), 'grappe-bench-import-'));
mkdirSync(dir, { recursive: true });
const store = await openStore({ kind: 'embedded', dir: join(dir, 'store') });
await migrate(store, migrationFolders);
const services = await importServices(store, { dataDir: dir });
const call = callAs(services, OPERATOR);
const settled = async (id: string, state: string): Promise<void> => {
  await importSettled(services, id);
  const found = await perform(getImport, { import: id }, call);
  if (found.state !== state) throw new Error(`${found.state}: ${found.problem?.en}`);
};

try {
  await prepareRegistry(services);

  const list = join(dir, 'members.csv');
  writeFileSync(list, csv(FULL_HEADERS, ...memberRows(MEMBERS)));
  console.log(`\n${number.format(MEMBERS)} members, ${FULL_HEADERS.length} columns, ${megabytes(statSync(list).size)}`);
  const bare = await bareRead(
    `select count(*), sum(length(columns(*))) from read_csv('${list}', all_varchar = true, delim = ';', header = true)`,
  );
  told('DuckDB reads the file', MEMBERS, bare);
  const start = async (): Promise<string> => {
    const { import: id } = await perform(startMembersImport, { cluster: CLUSTER, path: list }, call);
    await perform(matchImport, { import: id, check: true }, call);
    await settled(id, 'checked');
    return id;
  };
  let first = '';
  const check = await measured(async () => {
    first = await start();
  });
  told('Grappe checks it: every row is new', MEMBERS, check);
  const apply = await measured(async () => {
    await perform(applyImport, { import: first }, call);
    await settled(first, 'applied');
  });
  told('Grappe applies it', MEMBERS, apply);
  told('Grappe checks it again: nothing changes', MEMBERS, await measured(start));
  const both = check.seconds + apply.seconds;
  const ratio = number.format(both / bare.seconds);
  const verdict = both < BAR_SECONDS ? 'under' : 'OVER';
  console.log(
    `Checked and applied: ${number.format(both)} s, ${verdict} the bar of ${BAR_SECONDS} s; ${ratio} times the bare read`,
  );

  const stock = join(dir, 'StockUniteLegale_utf8.csv');
  await writeStock(stock);
  console.log(
    `\n${number.format(LINES)} legal units, ${megabytes(statSync(stock).size)}, ${number.format(MEMBERS)} of them known`,
  );
  const { needed, useful } = SIRENE_COLUMNS.units;
  const bareStock = await bareRead(
    `select count(*), ${[...needed, ...useful].map((column) => `max(${column})`).join(', ')} from read_csv('${stock}', all_varchar = true, delim = ',', header = true)`,
  );
  told('DuckDB reads the columns that are loaded', LINES, bareStock);
  let reading = '';
  const stockCheck = await measured(async () => {
    reading = (await perform(startSireneImport, { path: stock }, call)).import;
    await settled(reading, 'checked');
  });
  told('Grappe reads it and decides', LINES, stockCheck);
  const stockApply = await measured(async () => {
    await perform(applyImport, { import: reading }, call);
    await settled(reading, 'applied');
  });
  told('Grappe applies what it decided', MEMBERS, stockApply);
  const { counts } = await perform(getImport, { import: reading }, call);
  console.log(
    `${number.format(counts?.update ?? 0)} organisations amended; ${number.format(stockCheck.seconds / bareStock.seconds)} times the bare read`,
  );
} finally {
  await store.close();
  if (!asked.keep) rmSync(dir, { recursive: true, force: true });
}

/** A stock file with every column: the members of the list, spread among units that the registry does not know. */
async function writeStock(path: string): Promise<void> {
  const { all, personal } = await sireneColumns('units');
  const sirens = memberRows(MEMBERS).map(([siren]) => siren!);
  const known = join(dir, 'known.csv');
  writeFileSync(known, `siren\n${sirens.join('\n')}\n`);
  const example = unit('');
  const value = (column: string): string => {
    if (column === 'siren') return "coalesce(k.siren, lpad(cast(100000000 + n as varchar), 9, '0'))";
    if (personal.includes(column)) return "case when n % 2 = 0 then 'PRENOM' end";
    if (column === 'denominationUniteLegale') return "'UNITE LEGALE ' || n";
    return example[column] ? `'${example[column]}'` : 'null';
  };
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const every = Math.max(1, Math.floor(LINES / MEMBERS));
  await connection.run(`
    copy (
      with k as (select siren, (row_number() over () - 1) * ${every} as place from read_csv('${known}', all_varchar = true))
      select ${all.map((column) => `${value(column)} as ${column}`).join(', ')}
      from range(${LINES}) r (n) left join k on k.place = n
    ) to '${path}' (format csv, header)`);
  connection.closeSync();
  instance.closeSync();
}
