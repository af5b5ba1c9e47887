import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rooms } from '../src/app/rooms.ts';
import type { Operation } from '../src/kit/action.ts';
import { ROLES, STRANGER } from '../src/kit/actor.ts';
import { type Caller, permissionTable } from '../src/kit/permission-table.ts';
import { webOf } from '../src/kit/room.ts';
import { quickStore } from '../src/kit/testing/store.ts';
import type { PageRoute, Route } from '../src/kit/web/route.ts';
import { webServer } from '../src/kit/web/server.ts';
import { buildWorld, inputs, params, type World } from './permission-world.ts';

/**
 * Every operation of the API and every address of the web, by every function and as a stranger, compared with the table that
 * docs/generated/permissions.md shows. Each function is tried twice: where its territory reaches the object, and where it does not.
 */
const operations = rooms.flatMap((room) => room.operations);
const table = new Map(permissionTable(operations.map(({ meta }) => meta)).map((row) => [row.operation, row]));
const { routes } = await webOf(rooms);

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-permissions-'));
let world: World;
/** A valid input for every operation, by name. */
let given: ReturnType<typeof inputs>;
/** An address for every path of the web. */
let addresses: ReadonlyMap<string, string>;
let app: Hono<never>;

beforeAll(async () => {
  world = await buildWorld(await quickStore.open(), dataDir, { withProjects: true });
  given = inputs(world);
  addresses = new Map(routes.map(({ path }) => [path, addressOf(path)]));
  app = (await webServer({
    rooms,
    services: world.services,
    identify: async (request) => world.actors.get(request.headers.get('x-as') ?? '') ?? STRANGER,
    ready: async () => true,
  })) as unknown as Hono<never>;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

type Stand = 'near' | 'far';
const standsOf = (caller: Caller): readonly Stand[] =>
  caller === 'stranger' || !world.far.has(caller) ? ['near'] : ['near', 'far'];
const callers: readonly Caller[] = ['stranger', ...ROLES];

interface Answer {
  readonly status: number;
  readonly code: string;
}

async function callApi(operation: Operation, caller: Caller, stand: Stand): Promise<Answer> {
  const { method, path } = operation.definition;
  const input = given[operation.meta.name] ?? {};
  const url = `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))}`;
  const verb = method ?? (operation.meta.kind === 'query' ? 'GET' : 'POST');
  const headers = { 'x-as': `${caller}/${stand}`, 'content-type': 'application/json' };
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
  const response =
    verb === 'GET'
      ? await app.request(`${url}?${query}`, { headers })
      : await app.request(url, { method: verb, headers, body: JSON.stringify(input) });
  const body = (await response.json().catch(() => ({}))) as { code?: string };
  return { status: response.status, code: body.code ?? '' };
}

/** What is wrong with an answer, given what the table promises; null when nothing is. */
function faultOf(promise: Promised, caller: Caller, { status, code }: Answer): string | null {
  if (status >= 500) return `answers ${status} ${code}`;
  if (promise === 'never')
    return status === (caller === 'stranger' ? 401 : 403) ? null : `is not refused at the door: ${status} ${code}`;
  // What would be created elsewhere does not exist yet: its refusal is said, not hidden.
  if (promise === 'elsewhere')
    return status === 404 || code === 'OUTSIDE_YOUR_AUTHORITY' ? null : `is reached from elsewhere: ${status} ${code}`;
  if (code === 'INVALID_INPUT') return 'was not tried with a valid input';
  return [401, 403, 404].includes(status) ? `is promised and refused: ${status} ${code}` : null;
}

/** What the table promises a caller who stands near or far: `elsewhere` is “not found”. */
type Promised = 'never' | 'open' | 'elsewhere';

function promised(operation: string, caller: Caller, stand: Stand, door: 'api' | 'web', path?: string): Promised {
  const reach = table.get(operation)!.reach[caller];
  if (reach === 'never') return 'never';
  return reach === 'within' && (stand === 'far' || world.outOfReach(operation, caller, door, path))
    ? 'elsewhere'
    : 'open';
}

describe('permissions', () => {
  it('knows an input for every operation that the API offers', () => {
    const missing = operations
      .filter(({ meta }) => !meta.webOnly && !(meta.name in given))
      .map(({ meta }) => meta.name);
    expect(missing).toEqual([]);
  });

  it('knows parameters for every address of the web', () => {
    const missing = routes.flatMap(({ path }) =>
      [...path.matchAll(/:(\w+)/g)]
        .filter(([, name]) => !(name! in params(world, path)))
        .map(([, name]) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('gives every table of the house as a file of chosen columns, each under a word of its own', async () => {
    const faults: string[] = [];
    const tables = routes.filter((route): route is PageRoute => route.kind === 'page' && route.sheet !== undefined);
    for (const route of tables) {
      if (route.path === NOT_PUBLISHED_YET) continue;
      faults.push(...(await columnFaults(route)).map((fault) => `${route.path} ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(tables.length).toBeGreaterThan(25);
  });

  it('opens and closes every address of the web as the table says, for every function and a stranger', async () => {
    const faults: string[] = [];
    // Pages first: what the forms then do changes what the pages have to show.
    const visits = routes.flatMap((route) => methodsOf(route).map((method) => ({ route, method })));
    visits.sort((one, other) => Number(one.method !== 'GET') - Number(other.method !== 'GET'));
    for (const { route, method } of visits) {
      if (ELSEWHERE_TESTED.includes(`${method} ${route.path}`)) continue;
      for (const caller of callers) {
        for (const stand of standsOf(caller)) {
          const response = await visit(route.path, method, `${caller}/${stand}`);
          const promise = promised(
            route.of.meta.name,
            caller,
            route.path.includes(':') ? stand : 'near',
            'web',
            route.path,
          );
          const fault = webFault(promise, caller, method, response);
          if (fault) faults.push(`${method} ${route.path} as ${caller} (${stand}) ${fault}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('opens and closes every operation of the API as the table says, for every function and a stranger', async () => {
    const faults: string[] = [];
    let tried = 0;
    for (const operation of operations) {
      if (operation.meta.webOnly) continue;
      for (const caller of callers) {
        for (const stand of standsOf(caller)) {
          tried += 1;
          const fault = faultOf(
            promised(operation.meta.name, caller, stand, 'api'),
            caller,
            await callApi(operation, caller, stand),
          );
          if (fault) faults.push(`${operation.meta.name} as ${caller} (${stand}) ${fault}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(tried).toBeGreaterThan(operations.filter(({ meta }) => !meta.webOnly).length * callers.length);
  });
});

/** A table that this world has not got: its campaign is under way. */
const NOT_PUBLISHED_YET = '/campagnes/:year/resultats';

/** What is wrong with the columns of a table: their words, or a file that was asked for its last column and its first. */
async function columnFaults(route: PageRoute): Promise<string[]> {
  const as = 'administrator/near';
  const here = addressOf(route.path);
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const given = Object.fromEntries(names.map((name) => [name, params(world, route.path)[name]!]));
  const call = { services: world.services, actor: world.actors.get(as)!, door: 'web', requestId: 'essai' } as const;
  const { columns } = await route.sheet!({ params: given, search: new URLSearchParams(), here, call });
  const keys = columns.map(({ key }) => key);
  const chosen = [...new Set([keys.at(-1)!, keys[0]!])];
  const file = await app.request(`${here}?format=csv&colonnes=${chosen.join(',')}`, { headers: { 'x-as': as } });
  const [head] = (await file.text()).replace('\ufeff', '').split('\r\n');
  const labels = chosen.map((key) => columns.find((column) => column.key === key)!.label);
  return [
    ...(new Set(keys).size < keys.length ? [`has two columns of one word: ${keys.join(', ')}`] : []),
    ...keys.filter((key) => !/^[a-z0-9-]+$/.test(key)).map((key) => `has a word that an address would not: ${key}`),
    ...(head === labels.join(';') ? [] : [`gives « ${head} » for « ${labels.join(';')} » (${file.status})`]),
  ];
}

/** Addresses whose object is a secret nobody here holds, and leaving, which is open to all: src/rooms/access tests them. */
const ELSEWHERE_TESTED = ['GET /lien/:token', 'GET /lien/:token/document', 'POST /deconnexion'];

const methodsOf = (route: Route): string[] => {
  if (route.kind === 'raw') return [route.method];
  return route.kind === 'page' ? ['GET'] : route.kind === 'act' ? ['POST'] : ['GET', 'POST'];
};

function addressOf(path: string): string {
  const values = params(world, path);
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

async function visit(path: string, method: string, as: string): Promise<Response> {
  const url = addresses.get(path)!;
  if (method === 'GET') return app.request(url, { headers: { 'x-as': as } });
  const headers = {
    'x-as': as,
    origin: world.services.config.url,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return app.request(url, { method, headers, body: '' });
}

function webFault(promise: Promised, caller: Caller, method: string, response: Response): string | null {
  const { status } = response;
  if (status >= 500) return `answers ${status}`;
  if (promise === 'never' && caller === 'stranger') {
    if (method !== 'GET') return status === 401 ? null : `is open to strangers: ${status}`;
    const leadsToSignIn = status === 303 && response.headers.get('location')?.startsWith('/connexion?retour=');
    return leadsToSignIn ? null : `does not lead to the sign-in page: ${status}`;
  }
  if (promise === 'never') return status === 403 ? null : `is not refused at the door: ${status}`;
  // An empty form is refused for what it lacks before its object is looked for: nothing is learnt, nothing is done.
  const harmless = status === 404 || (method !== 'GET' && (status === 422 || status === 303));
  if (promise === 'elsewhere') return harmless ? null : `is reached from elsewhere: ${status}`;
  return [401, 403].includes(status) || (status === 404 && method === 'GET')
    ? `is promised and refused: ${status}`
    : null;
}
