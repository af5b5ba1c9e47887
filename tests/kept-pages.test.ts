import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amendCluster } from '#rooms/registry';
import { rooms } from '../src/app/rooms.ts';
import { STRANGER, systemActor } from '../src/kit/actor.ts';
import { eachStore } from '../src/kit/testing/store.ts';
import { perform } from '../src/kit/web/route.ts';
import { webServer } from '../src/kit/web/server.ts';
import { buildWorld, type World } from './permission-world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-kept-'));
let world: World;
let get: (path: string, headers?: Record<string, string>) => Promise<Response>;

beforeAll(async () => {
  world = await buildWorld(await eachStore[0]!.open(), dataDir);
  const identify = async (request: Request) => world.actors.get(request.headers.get('x-as') ?? '') ?? STRANGER;
  const app = await webServer({ rooms, services: world.services, identify, ready: async () => true });
  get = async (path, headers = {}) => app.request(path, { headers });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const rename = (sector: string) =>
  perform(
    amendCluster,
    { cluster: 'minalogic', sector },
    { services: world.services, actor: systemActor('Essai'), door: 'job', requestId: 'essai' },
  );

describe('a public page kept until the next act', () => {
  it('tells a change at once to everybody', async () => {
    expect(await (await get('/poles/minalogic')).text()).toContain('Microélectronique');
    await rename('Secteur renommé');
    expect(await (await get('/poles/minalogic')).text()).toContain('Secteur renommé');
  });

  it('leaves compressed for who takes it, and is not sent again to who has it', async () => {
    const first = await get('/poles', { 'accept-encoding': 'gzip' });
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(gunzipSync(bytes).toString()).toContain('Advancity');
    const again = await get('/poles', { 'if-none-match': first.headers.get('etag')! });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('is never what somebody who signed in sees, nor what another language or theme reads', async () => {
    const french = await (await get('/poles/minalogic')).text();
    const english = await (await get('/poles/minalogic', { cookie: 'grappe_lang=en' })).text();
    const dark = await (await get('/poles/minalogic', { cookie: 'grappe_theme=dark' })).text();
    const director = await (await get('/poles/minalogic', { 'x-as': 'cluster-director/near' })).text();
    expect(english).toContain('<html lang="en"');
    expect(dark).toContain('data-theme="dark"');
    expect(director).toContain('/ma-semaine');
    expect(french).not.toContain('/deconnexion');
    expect(await (await get('/poles/minalogic')).text()).toBe(french);
  });

  it('says what was just done to the one person to whom it was done', async () => {
    const flash = encodeURIComponent(encodeURIComponent(JSON.stringify({ kind: 'success', text: 'Dit une fois' })));
    const told = await (await get('/poles', { cookie: `grappe_flash=${flash}` })).text();
    expect(told).toContain('Dit une fois');
    expect(await (await get('/poles')).text()).not.toContain('Dit une fois');
  });
});
