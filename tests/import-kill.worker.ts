/**
 * One life of a process that imports, for import-kill.test.ts: opens the store, proves that the last death left it whole, finishes what
 * was left, then imports a new list. Tells each step in one line of JSON. It is killed at any moment.
 */
import { sql } from 'kysely';
import { migrationFolders } from '../src/app/migrations.ts';
import { systemClock } from '../src/kit/clock.ts';
import { migrate } from '../src/kit/db/migrate.ts';
import { openStore } from '../src/kit/db/open.ts';
import { verifyJournal } from '../src/kit/journal.verify.ts';
import { openLog } from '../src/kit/log.ts';
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
  send,
} from '../src/rooms/registry/import/import.fixture.ts';
import { allImportsSettled, importSettled, resumeImports } from '../src/rooms/registry/import/import.runner.ts';
import { matchImport } from '../src/rooms/registry/import/match-import.action.ts';
import { startMembersImport } from '../src/rooms/registry/import/start-import.action.ts';

const [dir, life, rows] = process.argv.slice(2) as [string, string, string];
const tell = (step: string, more: object = {}) => process.stdout.write(`${JSON.stringify({ step, ...more })}\n`);

const store = await openStore({ kind: 'embedded', dir: `${dir}/store` });
await migrate(store, migrationFolders);
const services = {
  ...(await importServices(store, { dataDir: dir, log: openLog({ level: 'error', to: 'stderr' }) })),
  clock: systemClock,
};

/** Imports whose traces in the registry and the journal are not exactly those of their state. */
async function halfWritten(): Promise<unknown[]> {
  const { rows: found } = await sql`
    select i.id, i.state, x.* from registry.import i cross join lateral (select
      (select count(*) from registry.membership m where m.source = 'import:' || i.id) as spells,
      (select count(*) from registry.organisation o where o.source = 'import:' || i.id) as organisations,
      (select count(*) from registry.accounts a where a.source = 'import:' || i.id) as accounts,
      (select count(*) from registry.membership_fee f join registry.membership m on m.id = f.membership_id where m.source = 'import:' || i.id) as fees,
      (select count(*) from kit.journal j where j.action = 'registry.completeImport' and j.object_id = i.id) as lines) x
    where case when i.state = 'applied'
      then not (x.spells = ${Number(rows)} and x.organisations = x.spells and x.accounts = x.spells and x.fees = x.spells and x.lines = 1)
      else x.spells + x.organisations + x.accounts + x.fees + x.lines > 0 end`.execute(store.sql);
  return found;
}

const applied = async (): Promise<number> =>
  Number(
    (await sql<{ n: number }>`select count(*) as n from registry.import where state = 'applied'`.execute(store.sql))
      .rows[0]!.n,
  );

if (life === 'first') await prepareRegistry(services);
const journal = await verifyJournal(store.sql, []);
tell('opened', { journal: journal.ok, wrong: await halfWritten(), applied: await applied() });
const resumed = await resumeImports(services);
await allImportsSettled(services);
tell('resumed', { resumed, wrong: await halfWritten(), applied: await applied() });

if (life !== 'last') {
  const call = callAs(services, OPERATOR);
  const number = Number(process.argv[5]);
  const file = await send(
    call,
    csv(FULL_HEADERS, ...memberRows(Number(rows), number * Number(rows))),
    `liste-${number}.csv`,
  );
  tell('started');
  const started = performance.now();
  const { import: id } = await perform(startMembersImport, { cluster: CLUSTER, file }, call);
  await perform(matchImport, { import: id, check: true }, call);
  await importSettled(services, id);
  await perform(applyImport, { import: id }, call);
  await importSettled(services, id);
  tell('applied', { milliseconds: performance.now() - started });
}
await store.close();
