import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rooms } from '../src/app/rooms.ts';
import { STRANGER } from '../src/kit/actor.ts';
import { quickStore } from '../src/kit/testing/store.ts';
import { webServer } from '../src/kit/web/server.ts';
import { buildWorld, type World } from './permission-world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-closed-'));
let world: World;
let ask: (path: string, body?: string | FormData) => Promise<Response>;

beforeAll(async () => {
  world = await buildWorld(await quickStore.open(), dataDir);
  const { services } = world;
  const app = await webServer({
    rooms,
    services,
    identify: async (request) => world.actors.get(request.headers.get('x-as') ?? '') ?? STRANGER,
    ready: async () => true,
  });
  ask = async (path, body) => {
    const headers: Record<string, string> = { 'x-as': 'administrator/near', origin: services.config.url };
    if (typeof body === 'string') headers['content-type'] = 'application/x-www-form-urlencoded';
    return app.request(path, { headers, ...(body !== undefined && { method: 'POST', body }) });
  };
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a form about something that has ended', () => {
  it.each([
    ['membership', () => `/adhesions/${world.ids.membership}/fin`, () => `/adhesions/${world.ids.membership}`],
    [
      'group link',
      () => `/organisations/${world.ids.organisation}/groupe/${world.ids.link}/fin`,
      () => `/organisations/${world.ids.organisation}`,
    ],
    [
      'designation',
      () => `/poles/minalogic/espace/label/designation/${world.ids.designation}/fin`,
      () => '/poles/minalogic/espace/label',
    ],
  ])('says so and leads back, whether it is opened or sent again: %s', async (_, form, back) => {
    const typed = 'to=2014-09-10&reason=Essai';
    expect((await ask(form(), typed)).status).toBe(303);
    for (const answer of [await ask(form()), await ask(form(), typed)]) {
      expect(answer.status).toBe(409);
      const page = await answer.text();
      expect(page).toMatch(/a déjà pris fin le 10 septembre 2014/);
      expect(page).toContain(`href="${back()}"`);
    }
  });

  it('stays not found when there is no such thing', async () => {
    expect((await ask('/adhesions/mem-000000000000/fin')).status).toBe(404);
    expect((await ask('/poles/minalogic/espace/label/designation/des-000000000000/fin')).status).toBe(404);
  });
});

describe('a file that cannot be imported', () => {
  it('brings the form back with its reason, as an answer that says it was refused', async () => {
    const file = new FormData();
    file.append('file', new File(['not a table'], 'image.png', { type: 'image/png' }));
    const refused = await ask('/poles/minalogic/import', file);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('fr-error-text');
    expect((await ask('/organisations/import', new FormData())).status).toBe(422);
  });
});
