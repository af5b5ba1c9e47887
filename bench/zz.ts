import { openEmbedded } from '../src/kit/db/embedded.ts';
import { migrate } from '../src/kit/db/migrate.ts';
import { migrationFolders } from '../src/app/migrations.ts';
import { refreshSizes } from '../src/rooms/registry/organisation/size.store.ts';
const store = await openEmbedded({ dir: null });
await migrate(store, migrationFolders);
const N = 50_000;
const ids = Array.from({ length: N }, (_, i) => 'org-' + i);
for (let i = 0; i < N; i += 5000) await store.query(`insert into registry.organisation (id, name, kind, source, recorded_at, updated_at) select id, 'Firme ' || id, 'firm', 'x', now(), now() from unnest($1::text[]) id`, [ids.slice(i, i + 5000)]);
await store.exec(`insert into registry.accounts select id, y, make_date(y,12,31), 12, 300000000, 200000000, false, 'x' from registry.organisation, generate_series(2012, 2013) y`);
await store.exec('analyze');
for (let k = 0; k < 2; k++) { const t = performance.now(); await store.sql.transaction().execute((trx) => refreshSizes(trx, ids)); console.log('refreshSizes 50k', Math.round(performance.now() - t)); }
console.log((await store.query('select count(*) c, count(distinct category) from registry.size_spell')).rows);
process.exit(0);
