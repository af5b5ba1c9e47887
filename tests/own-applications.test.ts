import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rooms } from '../src/app/rooms.ts';
import { STRANGER } from '../src/kit/actor.ts';
import { quickStore } from '../src/kit/testing/store.ts';
import { webServer } from '../src/kit/web/server.ts';
import { buildWorld, type World } from './permission-world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-own-'));
let world: World;
let ask: (as: string, path: string, fields?: Record<string, string>) => Promise<Response>;
let read: (as: string, path: string) => Promise<string>;

beforeAll(async () => {
  world = await buildWorld(await quickStore.open(), dataDir);
  const { services } = world;
  const app = await webServer({
    rooms,
    services,
    identify: async (request) => world.actors.get(request.headers.get('x-as') ?? '') ?? STRANGER,
    ready: async () => true,
  });
  ask = async (as, path, fields) => {
    const headers = {
      'x-as': as,
      origin: services.config.url,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = fields && new URLSearchParams(fields).toString();
    return app.request(path, { headers, ...(fields && { method: 'POST', body }) });
  };
  read = async (as, path) => (await ask(as, path)).text();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const MEMBER = 'organisation-member/near';
const OTHER = 'organisation-member/far';

describe('the representative of an organisation', () => {
  it('applies from the public page of a cluster, follows the answer, and withdraws', async () => {
    const page = await read(MEMBER, '/poles/qualitropic');
    expect(page).toContain('Rejoindre ce pôle');
    const address = `/poles/qualitropic/candidature/${world.ids.organisation}`;
    expect(page).toContain(`href="${address}"`);
    const incomplete = await ask(MEMBER, address, { motivation: 'Des partenaires à La Réunion' });
    expect(incomplete.status).toBe(422);
    expect(await incomplete.text()).toContain('Des partenaires à La Réunion');
    const sent = await ask(MEMBER, address, { college: 'sme', motivation: 'Des partenaires à La Réunion' });
    const application = sent.headers.get('location')!;
    expect([sent.status, application]).toEqual([303, expect.stringMatching(/^\/candidatures\/app-/)]);
    // It waits: the cluster's page leads to it instead of offering another.
    const waiting = await read(MEMBER, '/poles/qualitropic');
    expect(waiting).toContain(`href="${application}"`);
    expect(waiting).not.toContain(`href="${address}"`);
    expect(await (await ask(MEMBER, address, { college: 'sme' })).text()).toContain('attend');
    expect(await read(MEMBER, '/mes-candidatures')).toContain(`href="${application}"`);
    const form = await read(MEMBER, `${application}/retrait`);
    expect(form).not.toContain('/espace/');
    const gone = await ask(MEMBER, `${application}/retrait`, { reason: 'Projet reporté' });
    expect([gone.status, gone.headers.get('location')]).toEqual([303, application]);
  });

  it('is offered nothing where the organisation is a member already, and sees the applications of no other', async () => {
    const page = await read(MEMBER, '/poles/minalogic');
    expect(page).not.toContain(`/candidature/${world.ids.organisation}"`);
    expect(page).toContain(`href="/candidatures/${world.ids.application}"`);
    expect(await read(OTHER, '/mes-candidatures')).toContain('Aucune candidature');
    const address = `/poles/qualitropic/candidature/${world.ids.organisation}`;
    expect((await ask(OTHER, address)).status).toBe(404);
    expect((await ask(OTHER, address, { college: 'sme' })).status).toBe(404);
    expect(await read('stranger', '/poles/qualitropic')).not.toContain('Rejoindre ce pôle');
  });
});
