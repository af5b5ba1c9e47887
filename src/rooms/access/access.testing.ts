import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { type JournalLine, searchJournal } from '#kit/journal.ts';
import { silentLog } from '#kit/log.ts';
import { webServer } from '#kit/web/server.ts';
import { access } from './room.ts';
import { identify } from './sign-in/identify.ts';

/** A clock that a test moves by hand. */
export interface MovingClock {
  now(): Date;
  set(at: string): void;
  advance(milliseconds: number): void;
}

export function movingClock(at: string): MovingClock {
  let instant = new Date(at).getTime();
  return {
    now: () => new Date(instant),
    set: (to) => {
      instant = new Date(to).getTime();
    },
    advance: (milliseconds) => {
      instant += milliseconds;
    },
  };
}

/** Services around a test's store: a data folder of its own, a clock to move, ids that are the same at each run. */
export function testServices(
  store: Store,
  { env = {}, at = '2014-09-15T10:00:00Z' }: { env?: Record<string, string>; at?: string } = {},
): Services & { clock: MovingClock } {
  let seed = 0.5;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647 || 0.5;
    return (Math.floor(seed * 1e6) % 1e6) / 1e6;
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-access-'));
  const config = parseConfig({ NODE_ENV: 'test', GRAPPE_DATA: dataDir, GRAPPE_DEMO: 'off', ...env });
  return { config, store, clock: movingClock(at), random, log: silentLog };
}

/** A browser without script: keeps cookies, sends forms as a browser does, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: ReturnType<typeof webServer>;
  readonly #origin: string;
  readonly address: string;

  constructor(services: Services, address = '192.0.2.1') {
    this.#app = webServer({
      rooms: [access],
      services,
      identify: (request) => identify(services, request),
      ready: async () => true,
    });
    this.#origin = new URL(services.config.url).origin;
    this.address = address;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0');
    if (this.cookies.size > 0) {
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    const env = { incoming: { socket: { remoteAddress: this.address } } };
    const response = await (await this.#app).request(`${this.#origin}${path}`, { ...init, headers }, env);
    this.keep(response);
    return response;
  }

  /** Keeps the cookies of an answer, from here or from the identity provider. */
  keep(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const pair = cookie.split(';', 1)[0]!;
      const name = pair.slice(0, pair.indexOf('='));
      if (/;\s*max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1));
    }
  }

  get(path: string): Promise<Response> {
    return this.#send(path, {});
  }

  post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#send(path, {
      method: 'POST',
      headers: { origin: this.#origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }

  signIn(email: string, password: string, back = ''): Promise<Response> {
    return this.post(`/connexion${back ? `?retour=${encodeURIComponent(back)}` : ''}`, { email, password });
  }
}

/** The address of the one-off link in the last message to somebody. */
export async function linkInMail(services: Services, to: string): Promise<string> {
  const { rows } = await services.store.query<{ text: string }>(
    'select body as text from kit.outbox where recipient = $1 order by queued_at desc, id desc limit 1',
    [to],
  );
  const path = /\/lien\/[\w-]{43}/.exec(rows[0]?.text ?? '')?.[0];
  if (!path) throw new Error(`No link was mailed to ${to}`);
  return path;
}

/** What the journal holds of an action, the latest first, as one text to look into. */
export async function journalOf(services: Services, action: string): Promise<JournalLine[]> {
  return (await searchJournal(services.store.sql, { action, limit: 50 })).lines as JournalLine[];
}
