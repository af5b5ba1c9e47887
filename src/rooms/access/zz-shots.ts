import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { openEmbedded } from '#kit/db/embedded.ts';
import { migrate } from '#kit/db/migrate.ts';
import { systemActor } from '#kit/actor.ts';
import { webServer } from '#kit/web/server.ts';
import { perform } from '#kit/web/route.ts';
import { migrationFolders } from '../../app/migrations.ts';
import { testServices, linkInMail } from './access.testing.ts';
import { access, identify, buildDemoPeople, createPerson, actorOf, DEMO_PASSWORD } from './index.ts';
import { delegateFunction } from './accounts/delegate-function.action.ts';
import { createApiKey } from './keys/create-api-key.action.ts';
import { placeOfScope } from './scope-directory.ts';
const store = await openEmbedded({ dir: '/tmp/acc/store' });
await migrate(store, migrationFolders);
const labels = new Map([['cluster:minalogic','Minalogic'],['cluster:cap-digital','Cap Digital'],['region:82@2013','Rhône-Alpes'],['metropole:200030195','Métropole Nice Côte d’Azur'],['organisation:org-1','Ardoise Systèmes (fictif)']]);
const port = 34567;
const services = { ...testServices(store, { env: { GRAPPE_DEMO: 'on', GRAPPE_URL: `http://localhost:${port}` }, at: new Date().toISOString() }), scopes: {
  find: async (_s: any, scope: any) => ({ scope, label: 'x', place: placeOfScope(scope) }), labels: async () => labels,
  choices: async () => [{ kind: 'cluster' as const, id: 'minalogic', label: 'Minalogic' }, { kind: 'cluster' as const, id: 'cap-digital', label: 'Cap Digital' }, { kind: 'region' as const, id: '82@2013', label: 'Rhône-Alpes (2013)' }],
  organisationsIn: async () => ['org-1'] } };
const call = { services, actor: systemActor('Démonstration'), door: 'job' as const, requestId: 'x' };
await buildDemoPeople(call, { member: 'org-1', provider: 'org-1', training: 'org-1' });
await createPerson(services, { email: 'sans@fonction.fr', name: 'Sans Fonction', password: 'quatre-mots-sans' });
await createPerson(services, { email: 'invite@firm.fr', name: 'Irène Vidal', grants: [{ role: 'cluster-officer', scope: { kind: 'cluster', id: 'minalogic' } }] });
const dir = await actorOf(services, 'directeur@demo.grappe.example');
const rows = (await store.query("select id from access.function_grant where person_id = $1", [dir.id])).rows as any[];
await perform(delegateFunction, { function: rows[0].id, deputy: 'charge-de-mission@demo.grappe.example', from: '2026-11-24', to: '2026-12-05', reason: 'Congés d’automne' }, { ...call, actor: dir });
await perform(createApiKey, { name: 'Entrepôt de données', scopes: ['registry:read'], until: '2027-03-31' }, { ...call, actor: dir });
const app = webServer({ rooms: [access], services, identify: (r) => identify(services, r), ready: async () => true });
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync','--host-resolver-rules=MAP localhost 127.0.0.1'] });
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const base = `http://localhost:${port}`;
async function shots(name: string, email: string | null, pages: [string, string, ((p: any) => Promise<void>)?][], opts: any = {}) {
  for (const [device, viewport] of [['d', { width: 1366, height: 900 }], ['m', { width: 390, height: 844 }]] as const) {
    const ctx = await browser.newContext({ viewport, colorScheme: opts.dark ? 'dark' : 'light', bypassCSP: true, javaScriptEnabled: true });
    const page = await ctx.newPage();
    if (email) { await page.goto(base + '/connexion'); await page.fill('input[name=email]', email); await page.fill('input[name=password]', opts.password ?? DEMO_PASSWORD); await page.click('main form button[type=submit]'); await page.waitForLoadState(); }
    for (const [label, path, act] of pages) {
      await page.goto(base + path);
      if (act) await act(page);
      await page.waitForLoadState();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      await page.addScriptTag({ content: axe });
      const result = await page.evaluate(async () => (await (globalThis as any).axe.run({ runOnly: ['wcag2a','wcag2aa','wcag21aa','best-practice'] })).violations.map((v: any) => v.id + ': ' + v.nodes.slice(0,3).map((n: any) => n.html.slice(0,140)).join(' | ')));
      console.log(name, label, device, wide ? 'SCROLLS SIDEWAYS' : '', result);
      await page.screenshot({ path: `/tmp/acc/${name}-${label}-${device}.png`, fullPage: true });
    }
    await ctx.close();
  }
}
const adminId = (await actorOf(services, 'evaluateur@demo.grappe.example')).id;
const link = await linkInMail(services, 'invite@firm.fr');
await shots('public', null, [['connexion', '/connexion'], ['oubli', '/mot-de-passe-oublie'], ['lien', link], ['inconnu', '/lien/abc'], ['erreur', '/connexion', async (p) => { await p.fill('input[name=email]', 'x@y.fr'); await p.fill('input[name=password]', 'zzz'); await p.click('main form button[type=submit]'); }]]);
await shots('dir', 'directeur@demo.grappe.example', [['moi', '/mon-compte'], ['comptes', '/comptes'], ['nouveau', '/comptes/nouveau', async (p) => { await p.fill('input[name=name]', 'A'); await p.click('main form.gr-form button[type=submit]'); }], ['cle', '/mon-compte/cles'], ['deleguer', `/mon-compte/fonctions/${rows[0].id}/deleguer`]]);
await shots('admin', 'administrateur@demo.grappe.example', [['comptes', '/comptes'], ['compte', `/comptes/${adminId}`], ['fonction', `/comptes/${adminId}/fonctions`], ['fermer', `/comptes/${adminId}/fermer`]]);
await shots('dark', 'administrateur@demo.grappe.example', [['comptes', '/comptes'], ['compte', `/comptes/${adminId}`], ['connexion', '/connexion']], { dark: true });
await shots('sans', 'sans@fonction.fr', [['moi', '/mon-compte']], { password: 'quatre-mots-sans' });
await browser.close(); server.close(); await store.close(); process.exit(0);
