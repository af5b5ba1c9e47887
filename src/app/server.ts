import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type ServerType, serve } from '@hono/node-server';
import type { Config } from '#kit/config.ts';
import { lockStore } from '#kit/db/lock.ts';
import { clearAbandonedFiles } from '#kit/files.ts';
import { type Jobs, startJobs } from '#kit/jobs.ts';
import type { Log } from '#kit/log.ts';
import { dressPages } from '#kit/web/assets.ts';
import { webServer } from '#kit/web/server.ts';
import { identify, providerDiscovery } from '#rooms/access';
import { resumeImports, stopImports } from '#rooms/registry';
import { type Furnished, furnish } from './furnish.ts';
import { OPERATOR } from './gate.ts';
import { openHouse, storeFolder } from './house.ts';
import { jobsOf } from './jobs.ts';
import { isOperator, operatorToken } from './operator.ts';
import { rooms } from './rooms.ts';

export interface Running {
  readonly url: string;
  readonly furnished: Furnished;
  readonly store: string;
  /** Settled when nothing of the demonstration is left to write. */
  readonly demonstration: Promise<void>;
  /** Finishes the requests under way and the jobs that run, then closes the store. */
  stop(): Promise<void>;
}

/**
 * Requests already on their way still arrive, once the server says that it is not ready: during so many turns of so many milliseconds.
 * Half a second on the clock alone would be over at once for a process that was held up so long, and cut off those who wait at its door.
 */
const LAST_CALL = { turns: 10, ms: 50 };
/** How long a request or a job may still take once the server was asked to stop. */
const GRACE_MS = 10_000;

/** Opens the house, furnishes it and answers on its port. Everything that can fail does so before the address is announced. */
export async function startServer(config: Config, log: Log): Promise<Running> {
  const lock = config.databaseUrl ? undefined : await lockStore(storeFolder(config), { url: null });
  const { services, store } = await openHouse(config, log, lock);
  const furnished = await furnish(services);
  const abandoned = await clearAbandonedFiles(config.dataDir, services.clock.now());
  if (abandoned > 0) log.info({ files: abandoned }, 'files whose reception was interrupted are removed');
  dressPages(config);
  // A dead identity provider is logged now rather than at the first visitor; the start does not wait for it.
  void providerDiscovery(services);
  const token = operatorToken(config.dataDir);
  let open = true;
  const app = await webServer({
    rooms,
    services,
    identify: async (request) =>
      isOperator(request.headers.get('authorization'), token) ? OPERATOR : identify(services, request),
    ready: async () => open && (await store.query('select 1')).rows.length === 1,
  });
  const server = await listen(app.fetch, config);
  const url =
    config.port === 0
      ? `http://localhost:${(server.address() as AddressInfo).port}`
      : `http://localhost:${config.port}`;
  lock?.announce({ url });
  let playing = furnished.completeDemonstration !== undefined;
  const working = { ...services, isPlayingThePast: () => playing };
  const jobs: Jobs | null = config.worker === 'inside' ? await startJobs(working, jobsOf(config)) : null;
  // What a killed process left half done goes on now, not at the next turn of its job.
  await resumeImports(services);
  const demonstration = furnished
    .completeDemonstration?.()
    .then(
      (count) => log.info(count, 'demonstration complete'),
      (error) => {
        if (open) log.error({ err: error }, 'demonstration interrupted');
      },
    )
    .finally(() => {
      playing = false;
    });
  return {
    url,
    furnished,
    demonstration: demonstration ?? Promise.resolve(),
    store: store.description,
    stop: async () => {
      open = false;
      for (let turn = 0; turn < LAST_CALL.turns; turn++) await pause(LAST_CALL.ms);
      await close(server);
      await jobs?.stop();
      await stopImports(services);
      await store.close();
      await lock?.release();
    },
  };
}

function listen(fetch: (request: Request) => Response | Promise<Response>, config: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: config.port, hostname: config.host }, () => resolve(server));
    server.once('error', reject);
  });
}

/** Connections that carry no request are closed as they fall idle; those that still do are cut off after the grace. */
function close(server: ServerType): Promise<void> {
  const connections = server as Partial<Pick<Server, 'closeIdleConnections' | 'closeAllConnections'>>;
  return new Promise((resolve) => {
    const sweep = setInterval(() => connections.closeIdleConnections?.(), 50);
    const late = setTimeout(() => connections.closeAllConnections?.(), GRACE_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(late);
      resolve();
    });
  });
}
