import { openEmbedded } from '../src/kit/db/embedded.ts';
import { migrate } from '../src/kit/db/migrate.ts';
import { migrationFolders } from '../src/app/migrations.ts';
import { systemActor, STRANGER } from '../src/kit/actor.ts';
import { fixedClock } from '../src/kit/clock.ts';
import { parseConfig } from '../src/kit/config.ts';
import { silentLog } from '../src/kit/log.ts';
import { perform } from '../src/kit/web/route.ts';
import * as door from '../src/rooms/registry/index.ts';
import { getMembersOverTime } from '../src/rooms/registry/membership/member-list.query.ts';
const store = await openEmbedded({ dir: null });
let t0 = performance.now();
await migrate(store, migrationFolders); console.log('migrate', performance.now() - t0);
const services = { config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off' }), store, clock: fixedClock('2014-09-15T10:00:00Z'), random: Math.random, log: silentLog };
const call = (actor: any) => ({ services, actor, door: 'job', requestId: 'x' }) as any;
t0 = performance.now(); await door.loadRegistry(call(systemActor('x'))); console.log('loadRegistry', performance.now() - t0);
t0 = performance.now(); await door.loadRegistry(call(systemActor('x'))); console.log('loadRegistry again', performance.now() - t0);
const N = Number(process.argv[2] ?? 11000);
await store.exec(`
with k as (select code, row_number() over () as n from registry.commune where departement is not null)
insert into registry.organisation (id, siren, name, kind, commune, source, recorded_at, updated_at, synthetic)
  select 'org-' || i, lpad((2000000 + i)::text, 9, '0'), 'Firme ' || md5(i::text), case when i % 4 = 0 then 'laboratory' else 'firm' end, (select code from k where n = 1 + i % 34000), 'x', now(), now(), true from generate_series(1, ${N}) i;
insert into registry.membership (id, cluster_id, organisation_id, college, from_day, synthetic, source, recorded_at)
  select 'mbr-' || i, c.ids[1 + i % 71], 'org-' || (1 + i % 11000), 'sme', '2009-01-01'::date + (i % 1500), true, 'x', now() from generate_series(1, 13277) i, (select array_agg(cluster_id order by cluster_id) ids from registry.cluster_category) c;
insert into registry.accounts select 'org-' || i, 2013, '2013-12-31', 12, 300000000, 200000000, false, 'x' from generate_series(1, 11000) i;
insert into registry.size_spell select 'org-' || i, '2014-01-01', null, (array['micro','pme','eti','ge'])[1 + i % 4], 2013, false from generate_series(1, 11000) i;
`);
await store.exec('vacuum analyze');
const mine = (await store.query<{ id: string }>("select organisation_id as id from registry.membership where cluster_id = 'minalogic' limit 1")).rows[0]!.id;

await store.exec("load 'auto_explain'").catch(() => {});
const ex = async (text: string, values: unknown[] = []) => console.log((await store.query<{ 'QUERY PLAN': string }>('explain (analyze, buffers off) ' + text, values)).rows.map((r) => r['QUERY PLAN']).join('\n'));
const { organisationPage } = await import('../src/rooms/registry/organisation/organisation-list.store.ts');
const log: { sql: string; parameters: readonly unknown[] }[] = [];
const oe = (store.sql as any).getExecutor.bind(store.sql);
(store.sql as any).getExecutor = () => { const e = oe(); return new Proxy(e, { get: (t, k) => k === 'executeQuery' ? (q: any, ...r: any[]) => { log.push(q); return t.executeQuery(q, ...r); } : typeof t[k] === 'function' ? t[k].bind(t) : t[k] }); };
const capture = async (w: () => Promise<unknown>) => { log.length = 0; await w(); for (const q of log) await ex(q.sql, q.parameters as unknown[]); };
const which = process.argv[3] ?? 'orgs';
if (which === 'orgs') await capture(() => organisationPage(store.sql, { on: '2014-09-15', vintage: '2013', member: 'active' }, { everything: true, clusters: [], regions: [], metropoles: [], organisations: [] }, { sort: 'name', order: 'asc', limit: 20, offset: 0 }));
if (which === 'week') await capture(() => perform(door.getWeek, {}, call(systemActor('x'))));
if (which === 'cluster') await capture(() => perform(door.getCluster, { cluster: 'minalogic' }, call(systemActor('x'))));
if (which === 'members') await capture(() => perform(door.listMembers, { cluster: 'minalogic' }, call(systemActor('x'))));
process.exit(0);
